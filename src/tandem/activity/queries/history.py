"""What happened, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor
from tandem.activity import permissions, registry
from tandem.activity.events import COMPANY
from tandem.activity.models import Event, SubjectAccess
from tandem.core import clock
from tandem.core.prepared import moment, number, prepared, text
from tandem.core.words import Sentence, say


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """An event in words."""

    subject_id: int
    number: int
    kind: str
    at: datetime
    sentence: Sentence
    actor: Name | None
    subject_title: str = ""
    url: str = ""


class _Row(NamedTuple):
    pk: int
    subject_id: int
    kind: str
    actor_id: int | None
    at: datetime
    data: Mapping[str, Any]
    title: str
    subject_kind: str
    parent_id: int | None


LATEST = 2**63 - 1
"""Greater than any event's id."""

_COLUMNS = (
    *("pk", "subject_id", "kind", "actor_id", "at", "data"),
    *("subject__title", "subject__kind", "subject__parent_id"),
)


@prepared
def _events_of(limit: int) -> QuerySet[Event, tuple[Any, ...]]:
    events = Event.objects.filter(subject__root_id=number("root"), pk__lt=number("before"))
    return events.order_by("-pk").values_list(*_COLUMNS)[:limit]


def history_of(root_id: int, before: int | None = None, limit: int = 100) -> list[HistoryLine]:
    """What happened on an initiative and everything below it, newest first.

    `before` is the id of the last event already shown. The caller has checked sight.
    """
    return _lines(_events_of(limit, root=root_id, before=before or LATEST))


@prepared
def _events_on(limit: int) -> QuerySet[Event, tuple[Any, ...]]:
    events = Event.objects.filter(subject_id=number("subject"))
    return events.order_by("-number").values_list(*_COLUMNS)[:limit]


def history_on(subject_id: int, limit: int = 12) -> list[HistoryLine]:
    """What happened on one subject alone, newest first. The caller has checked sight."""
    return _lines(_events_on(limit, subject=subject_id))


@prepared
def _of_the_company(limit: int) -> QuerySet[Event, tuple[Any, ...]]:
    events = Event.objects.filter(subject__kind=COMPANY, kind=text("kind"))
    return events.order_by("-pk").values_list(*_COLUMNS)[:limit]


def settings_changed(kind: str, limit: int = 20) -> list[HistoryLine]:
    """What was changed for the whole company, by the kind of event, newest first."""
    return _lines(_of_the_company(limit, kind=kind))


@prepared
def _moved(limit: int) -> QuerySet[Event, tuple[Any, ...]]:
    # From the few that are mine to their events: the other way round goes through all there are.
    mine = SubjectAccess.objects.filter(permissions.holding(), person_id=number("me"))
    others = ~Q(actor_id=number("me")) | Q(actor_id=None)
    events = Event.objects.filter(
        others, subject__root__in=mine.values("subject"), at__gte=moment("since")
    )
    return events.order_by("-at", "-pk").values_list(*_COLUMNS)[:limit]


def moved_for(actor: Actor, since: datetime, limit: int = 12) -> list[HistoryLine]:
    """What others did lately on the initiatives that `actor` is on, newest first."""
    return _lines(_moved(limit, me=actor.me, since=since, now=clock.now()))


def _lines(found: Sequence[tuple[Any, ...]]) -> list[HistoryLine]:
    rows = [_Row(*row) for row in found]
    told = [row.data["person"] for row in rows if "person" in row.data]
    known = names([row.actor_id for row in rows] + told)
    return [
        HistoryLine(
            subject_id=row.subject_id,
            number=row.pk,
            kind=row.kind,
            at=row.at,
            sentence=_in_words(row, known),
            actor=known.get(row.actor_id or 0),
            subject_title=row.title,
            url=registry.url_of(row.subject_kind, row.subject_id, row.parent_id),
        )
        for row in rows
    ]


def _in_words(event: _Row, known: Mapping[int, Name]) -> Sentence:
    kind = registry.event_named(event.kind)
    actor = known[event.actor_id].name if event.actor_id else "Tandem"
    values: dict[str, object] = {"actor": actor}
    for key, value in event.data.items():
        if key == "person":
            values[key] = known[value].name
            continue
        values[key] = kind.word(key, value)
    return say(kind.sentence.template, **values)
