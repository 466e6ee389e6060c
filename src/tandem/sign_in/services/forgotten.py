"""Another password: by a mailed link, and or against the old one."""

from django.db import transaction

from tandem.accounts.queries import can_be_mailed, mail_is_on, person_with_address
from tandem.accounts.rules import Actor
from tandem.accounts.services.account import locked_person, new_link, replace_password
from tandem.accounts.services.workspace import choose_password
from tandem.activity.services import put_in_outbox
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.sign_in import events, permissions, rules
from tandem.sign_in.rules import Happened
from tandem.sign_in.services.tries import begin_try


@transaction.atomic
def ask_for_new_password(*, address: str, network: str) -> None:
    """Let a link be mailed that chooses a new password, if somebody with this address has an
    account. What is written is the same for everybody, and so is the time it takes.
    """
    if not mail_is_on():
        raise RuleBroken(say("No mail is set up here. An administrator gives you a link."))
    address = address.strip().lower()
    begin_try(
        {
            f"mailed {address}": rules.OF_MAILED_LINKS,
            f"mailed from {network}": rules.OF_A_NETWORK,
        }
    )
    person = person_with_address(address)
    put_in_outbox(events.NEW_PASSWORD, person=person.pk if person else 0)


@transaction.atomic
def link_for_new_password(person_id: int) -> str | None:
    """The secret of a link of its own for one mail; nothing for whoever can't sign in."""
    person = can_be_mailed(person_id)
    return new_link(person, rules.RESET_LINK_LASTS) if person else None


@transaction.atomic
def choose_password_by_link(secret: str, *, password: str, name: str = "") -> int:
    """Use a link to choose a password; whose it was is told by mail where that is set up.

    Returns the person's id.
    """
    person = choose_password(secret, password=password, name=name)
    tell(person.pk, Happened.PASSWORD_CHOSEN)
    return person.pk


@transaction.atomic
def change_password(*, actor: Actor, old: str, password: str) -> None:
    """Choose another password against the one of so far; who never had one needs none. Signed out
    everywhere: the browser that asks signs in anew.
    """
    if not permissions.can_change_own(actor):
        raise NotAllowed(say("Sign in with a browser to change how you do."))
    person = locked_person(actor.me)
    if person.has_usable_password() and not person.check_password(old):
        raise BadInput(say("This isn't your password."), field="old")
    replace_password(person, password)
    tell(person.pk, Happened.PASSWORD_CHOSEN)


def tell(person_id: int, what: Happened) -> None:
    """Let somebody be mailed what happened to their sign-in, inside the act's transaction."""
    if mail_is_on():
        put_in_outbox(events.HAPPENED, person=person_id, what=int(what))
