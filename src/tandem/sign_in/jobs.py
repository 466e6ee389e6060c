"""What the clock does for sign-in, and what is mailed about it."""

from django.urls import reverse

from tandem.accounts.queries import can_be_mailed, person_by_id, workspace
from tandem.accounts.rules import PASSWORD_LINK_LASTS
from tandem.core.words import say
from tandem.sign_in import services
from tandem.sign_in.rules import RESET_LINK_LASTS, Happened
from tandem.talk.jobs import send_letter


def forget_old_tries() -> None:
    """Forget failed tries that no longer count; hourly."""
    services.forget_old_tries()


def mail_new_password(person: int) -> None:
    """Mail a link to choose a new password, unless nobody with an account asked for it."""
    found = can_be_mailed(person)
    secret = services.link_for_new_password(person)
    if found is None or secret is None:
        return
    send_letter(
        found.email,
        say("A new password for Tandem"),
        [
            say("Hello {name},", name=found.name),
            say(
                "somebody asked for a new password for you. The link lets you choose one. It works "
                "once, within {minutes} minutes.",
                minutes=int(RESET_LINK_LASTS.total_seconds() // 60),
            ),
            say("It wasn’t you? Then there is nothing to do: your password stays as it is."),
        ],
        reverse("set_up", args=[secret]),
    )


def mail_invitation(person: int, by: int) -> None:
    """Mail somebody a link to choose a password, unless their account was closed meanwhile."""
    found, company = can_be_mailed(person), workspace()
    secret = services.link_for_invitation(person)
    if found is None or secret is None or company is None:
        return
    send_letter(
        found.email,
        say("{name} invites you to Tandem", name=person_by_id(by).name),
        [
            say("Hello {name},", name=found.name),
            say(
                "in Tandem, {company} takes ideas together from a first sentence to a result. The "
                "link lets you choose a password. It works once, for {days} days.",
                company=company.name,
                days=PASSWORD_LINK_LASTS.days,
            ),
            say("The link is yours alone: please don’t pass it on."),
        ],
        reverse("set_up", args=[secret]),
    )


def mail_what_happened(person: int, what: int) -> None:
    """Tell somebody what was changed about their sign-in: if it wasn't them, they should know."""
    found = can_be_mailed(person)
    if found is None:
        return
    send_letter(
        found.email,
        say("Your sign-in to Tandem has changed"),
        [
            say("Hello {name},", name=found.name),
            Happened(what).sentence,
            say("It wasn’t you? Tell an administrator of your company at once."),
        ],
        reverse("my_sign_in"),
    )
