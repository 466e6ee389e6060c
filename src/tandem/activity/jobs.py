"""What the clock does for activity. Every job may be called as often as one likes."""

import hashlib
import logging
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.module_loading import import_string

from tandem.activity import queries, registry, services
from tandem.activity.models import Checkpoint
from tandem.core import clock
from tandem.core.words import Sentence, say

log = logging.getLogger(__name__)

DAY = timedelta(days=1)
AT_ONCE = 200
"""How much one call takes on, so that the other jobs have their turn."""


@transaction.atomic
def take_due_checkpoint() -> None:
    """Take a checkpoint if the last one is a day old. Safe to ask as often as one likes."""
    if not Checkpoint.objects.filter(at__gt=clock.now() - DAY).exists():
        services.take_checkpoint()


def pass_deadlines() -> int:
    """Take the next step of every turn whose time has come; returns how many were taken.

    Each in a transaction of its own: one that fails is logged and doesn't hold the others up.
    """
    taken = 0
    for turn_id in queries.due_turns(AT_ONCE):
        try:
            taken += services.take_next_step(turn_id) is not None
        except Exception:
            log.exception("The next step of turn %d failed; it is tried again.", turn_id)
    return taken


def work_outbox() -> int:
    """Do what waits in the outbox; returns how much was tried."""
    tried = 0
    while tried < AT_ONCE and (claimed := services.claim_outbox()):
        for row in claimed:
            tried += 1
            try:
                import_string(registry.outbox_function(row.kind))(**row.payload)
            except Exception as error:
                log.warning("Outbox row %d (%s) failed: %s", row.id, row.kind, type(error).__name__)
                services.fail_outbox_row(row, type(error).__name__)
            else:
                services.finish_outbox_row(row)
    return tried


def write_digests() -> None:
    """Let a mail be sent to everybody whose hour for it has come, once a day."""
    services.write_due_digests()


def send_mail(notification: int) -> None:
    """Mail one notification, unless it was read or may no longer be seen."""
    if mail := queries.mail_of(notification):
        notice = mail.notices[0]
        title = say("{verb}: {title}", verb=notice.verb, title=notice.subject_title)
        _send(mail, title)


def send_digest(person: int) -> None:
    """Mail a person what they have not read, unless there is nothing any more."""
    if mail := queries.digest_for(person):
        count = len(mail.notices)
        _send(
            mail,
            say("One thing for you in Tandem")
            if count == 1
            else say("{count} things for you in Tandem", count=count),
        )


def _send(mail: queries.Mail, title: Sentence) -> None:
    """Hand it in, then write down that it went. Between the two a crash sends it once more, under
    the same Message-ID: whoever gets a mail twice by that is shown one.
    """
    choose = f"{settings.TANDEM_URL}{reverse('inbox')}#mail"
    lines = [_in_lines(notice, mail.answers.get(notice.id)) for notice in mail.notices]
    footer = say("Choose what is mailed to you, and when: {address}", address=choose)
    context = {
        "title": title,
        "notices": mail.notices,
        "answers": mail.answers,
        "server": settings.TANDEM_URL,
        "choose": choose,
    }
    message = EmailMultiAlternatives(
        subject=" ".join(title.split()),
        body="\n".join([*lines, footer]),
        to=[mail.address],
        headers={"Message-ID": _message_id(mail)},
    )
    message.attach_alternative(render_to_string("mail/notices.html", context), "text/html")
    message.send()
    services.record_mailed([notice.id for notice in mail.notices])


def _in_lines(notice: queries.Notice, answer: str | None) -> str:
    server = settings.TANDEM_URL
    told = f"{notice.sentence}\n{notice.subject_title}\n{server}{notice.url}\n"
    if answer is None:
        return told
    return f"{told}{say('Answer without signing in: {address}', address=server + answer)}\n"


def _message_id(mail: queries.Mail) -> str:
    """The same for the same notices of this workspace, however often they are sent."""
    told = " ".join(str(notice.id) for notice in mail.notices)
    digest = hashlib.sha256(f"{settings.SECRET_KEY} {mail.address} {told}".encode()).hexdigest()
    return f"<{digest[:32]}@{urlsplit(settings.TANDEM_URL).hostname}>"
