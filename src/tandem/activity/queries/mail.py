"""What may be mailed to whom at this moment, and whose digest is due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.module_loading import import_string

from tandem.accounts.queries import actor_by_id, addresses_of, open_accounts, zones_of
from tandem.activity import registry
from tandem.activity.models import MailPreference, Notification
from tandem.activity.queries.inbox import DIGEST_HOUR, Notice, notices, notifications_of
from tandem.activity.rules import MailChoice
from tandem.core import clock

IN_ONE_MAIL = 50


@dataclass(frozen=True, slots=True)
class Mail:
    """To whom, and what: read anew with the rights of the moment it is sent."""

    address: str
    notices: Sequence[Notice]
    answers: Mapping[int, str]
    """Where some of them can be answered without signing in: {id of the notice: path}."""


def mail_of(notification_id: int) -> Mail | None:
    """One notification to send, unless it was read, sent or hidden meanwhile."""
    row = Notification.objects.filter(pk=notification_id).values_list("person_id", flat=True)
    person_id = row.first()
    return _mail(person_id, only=notification_id) if person_id else None


def digest_for(person_id: int) -> Mail | None:
    """What somebody has not read and was not mailed, or nothing."""
    return _mail(person_id)


def _mail(person_id: int, only: int | None = None) -> Mail | None:
    if not open_accounts([person_id]):
        return None
    unread = notifications_of(actor_by_id(person_id)).filter(read_at=None, mailed_at=None)
    if only is not None:
        unread = unread.filter(pk=only)
    rows = list(unread.order_by("-at", "-pk")[:IN_ONE_MAIL])
    if not rows:
        return None
    return Mail(addresses_of([person_id])[person_id], notices(rows), _answers(rows, person_id))


def _answers(rows: Iterable[Notification], person_id: int) -> dict[int, str]:
    found: dict[int, str] = {}
    for row in rows:
        link = registry.link_of(row.turn.kind) if row.turn and row.turn.closed_at is None else None
        if link and (path := import_string(link)(row.subject_id, person_id)):
            found[row.pk] = path
    return found


def due_digests() -> list[tuple[int, date]]:
    """Whose hour for the daily mail has come today, with the day it is where they are."""
    waiting = Notification.objects.filter(read_at=None, mailed_at=None)
    people = open_accounts(set(waiting.values_list("person_id", flat=True).distinct()))
    chosen = {row.person_id: row for row in MailPreference.objects.filter(person__in=people)}
    zones = zones_of(people)
    return [
        (person_id, day)
        for person_id in sorted(people)
        if (day := _due_on(chosen.get(person_id), zones[person_id])) is not None
    ]


def _due_on(chosen: MailPreference | None, zone: str) -> date | None:
    local = clock.now().astimezone(ZoneInfo(zone))
    if chosen is None:
        return local.date() if local.hour >= DIGEST_HOUR else None
    if chosen.choice != MailChoice.DIGEST or chosen.digest_on == local.date():
        return None
    return local.date() if local.hour >= chosen.hour else None
