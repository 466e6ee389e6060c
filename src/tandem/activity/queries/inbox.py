"""What somebody was told, and what waits in the outbox."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor
from tandem.activity import permissions, registry
from tandem.activity.models import MailPreference, Notification, Outbox
from tandem.activity.rules import MailChoice
from tandem.core.errors import NotFound
from tandem.core.words import Sentence, say

DIGEST_HOUR = 8


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that somebody was told, in words."""

    id: int
    sentence: Sentence
    verb: Sentence
    subject_id: int
    subject_title: str
    root_id: int
    by: Name | None
    at: datetime
    read: bool
    url: str


@dataclass(frozen=True, slots=True)
class MailWish:
    """How somebody hears of things outside the app."""

    choice: MailChoice
    hour: int


def notifications_of(actor: Actor) -> QuerySet[Notification]:
    """What the actor was told about what they may still see; for a page of it, newest first."""
    mine = Notification.objects.filter(permissions.visible_to(actor, "subject__"), person=actor.me)
    return mine.select_related("subject", "turn")


def notices(rows: Iterable[Notification]) -> list[Notice]:
    """Rows of `notifications_of` in words."""
    found = list(rows)
    known = names(row.by_id for row in found)
    return [_notice(row, known.get(row.by_id or 0)) for row in found]


def _notice(row: Notification, by: Name | None) -> Notice:
    subject = row.subject
    words = row.turn.kind_words if row.turn else None
    still_open = row.turn is not None and row.turn.closed_at is None
    kind = registry.notice_named(row.kind)
    return Notice(
        id=row.pk,
        sentence=Sentence(
            kind.template, asks=words.asks if words else "", by=by.name if by else "Tandem"
        ),
        verb=words.verb if words and still_open else say("Have a look"),
        subject_id=subject.pk,
        subject_title=subject.title,
        root_id=subject.root_id or subject.pk,
        by=by,
        at=row.at,
        read=row.read_at is not None,
        url=subject.url + (words.path if words and still_open else ""),
    )


def notification_visible_to(actor: Actor, notification_id: int) -> Notice:
    """One that the actor was told and may still see. Raises NotFound."""
    row = notifications_of(actor).filter(pk=notification_id).first()
    if row is None:
        raise NotFound
    return notices([row])[0]


def mail_wish_of(actor: Actor) -> MailWish:
    """What somebody chose; until then a digest at eight."""
    found = MailPreference.objects.filter(person=actor.me).first()
    if found is None:
        return MailWish(MailChoice.DIGEST, DIGEST_HOUR)
    return MailWish(MailChoice(found.choice), found.hour)


def who_want_mail_at_once(people: Collection[int]) -> set[int]:
    """Those who chose a mail at once."""
    chosen = MailPreference.objects.filter(
        person__in=people, choice=MailChoice.AT_ONCE.value, person__deactivated_at=None
    )
    return set(chosen.values_list("person_id", flat=True))


def dead_rows() -> list[Outbox]:
    """What was put aside after its last try, newest first."""
    return list(Outbox.objects.filter(dead_at__isnull=False).order_by("-dead_at", "-pk")[:200])


def outbox_figures() -> tuple[int, datetime | None, int]:
    """How much waits, since when the oldest of it is due, and how much was put aside."""
    told = Outbox.objects.aggregate(
        waiting=Count("pk", filter=Q(dead_at=None)),
        oldest=Min("due_at", filter=Q(dead_at=None)),
        failed=Count("pk", filter=Q(dead_at__isnull=False)),
    )
    return told["waiting"], told["oldest"], told["failed"]


def waiting_rows() -> int:
    """How much is still to be done."""
    return Outbox.objects.filter(dead_at=None).count()
