"""What the clock does for decisions, and what is mailed to guests."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from tandem.accounts.queries import company_zone, workspace
from tandem.accounts.rules import CLOCK
from tandem.core.words import Sentence, say
from tandem.talk import queries, services
from tandem.talk.queries import GuestRow


def ask_for_due_looks() -> None:
    """Let every decision whose day has come wait for whoever decided it. Safe to ask again."""
    for decision_id in queries.decisions_due():
        services.ask_to_look_again(actor=CLOCK, decision_id=decision_id)


def mail_link(guest: int) -> None:
    """Mail a guest a link to what was shared with them, unless the invitation has ended."""
    if row := queries.guest_by_id(guest):
        _mail(
            row,
            say("{name} invites you to have a look", name=row.invited_by.name),
            [
                say(
                    "{name} of {company} works on something and would like you to see it.",
                    name=row.invited_by.name,
                    company=_company(),
                ),
                *_what_they_may(row),
            ],
        )


def mail_request(subject: int) -> None:
    """Mail a guest that their yes is waited for, unless they answered or the invitation ended."""
    if waiting := queries.waiting_approval(subject):
        row, approval = waiting
        _mail(
            row,
            say("{name} waits for your word", name=approval.asked_by.name),
            [
                say(
                    "{name} of {company} asks you to say yes or no until {day}.",
                    name=approval.asked_by.name,
                    company=_company(),
                    day=f"{_where_we_are(approval.due_at):%d.%m.%Y}",
                ),
                say("You read the text first; a remark is welcome, and so is a no with a reason."),
            ],
        )


def _what_they_may(row: GuestRow) -> list[Sentence]:
    may = [one.label for one in row.invitation.allowed]
    if not may:
        return [say("You can read it.")]
    return [say("You can read it, and {may}.", may=say(", ").join(may))]


def _where_we_are(moment: datetime) -> datetime:
    """A moment on the company's clock: nothing is known of where a guest is."""
    return moment.astimezone(company_zone())


def _company() -> str:
    company = workspace()
    return company.name if company else "Tandem"


def _mail(row: GuestRow, title: Sentence, lines: list[Sentence]) -> None:
    """Names nobody and nothing but who writes: what it is about stands behind the link alone."""
    secret = services.link_for_mail(row.id)
    if secret is None:
        return
    until = _where_we_are(row.invitation.expires_at) - timedelta(seconds=1)  # that midnight
    lines = [
        *lines,
        say(
            "The link is yours alone: please don’t pass it on. It works until {day}.",
            day=f"{until:%d.%m.%Y}",
        ),
    ]
    send_letter(
        row.invitation.email,
        title,
        [say("Hello {name},", name=row.invitation.name), *lines],
        reverse("guest_door", args=[secret]),
    )


def send_letter(to: str, title: Sentence, lines: list[Sentence], path: str) -> None:
    """Mail somebody without an account a few lines and a private link, before the last of them."""
    link = f"{settings.TANDEM_URL}{path}"
    message = EmailMultiAlternatives(
        subject=" ".join(title.split()),
        body="\n\n".join([*lines[:-1], link, lines[-1], ""]),
        to=[to],
    )
    context = {"title": title, "lines": lines, "link": link}
    message.attach_alternative(render_to_string("mail/guest.html", context), "text/html")
    message.send()
