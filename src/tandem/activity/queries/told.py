"""Events as what reads them needs them: not in words, but by their kinds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tandem.activity.models import Event


@dataclass(frozen=True, slots=True)
class EventTold:
    """An event, and what it is about: its subject, and the root that stands on."""

    id: int
    kind: str
    at: datetime
    subject_id: int
    root_id: int
    root_kind: str
    data: Mapping[str, Any]


_COLUMNS = ("pk", "kind", "at", "subject_id", "subject__root_id", "subject__root__kind", "data")


def events_told(
    kinds: Collection[str],
    *,
    after: int = 0,
    since: datetime | None = None,
    subjects: Collection[int] | None = None,
    roots: Collection[int] | None = None,
    limit: int = 100_000,
) -> list[EventTold]:
    """Events of some kinds in order: beyond an event's id, since a moment, on some subjects, or on
    everything below some roots. For the clock; who shows one checks sight.
    """
    found = Event.objects.filter(kind__in=kinds, pk__gt=after)
    if since is not None:
        found = found.filter(at__gte=since)
    if subjects is not None:
        found = found.filter(subject_id__in=subjects)
    if roots is not None:
        found = found.filter(subject__root_id__in=roots)
    return [EventTold(*row) for row in found.order_by("pk").values_list(*_COLUMNS)[:limit]]


def last_event() -> int:
    """The id of the newest event there is; 0 without one."""
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
