"""The whole record, for whoever verifies it."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from tandem.activity.models import Checkpoint, CheckpointHead, Event, Subject
from tandem.activity.rules import KeptCheckpoint, KeptEvent, KeptHead, Link, Value

_AT_ONCE = 2_000
"""Rows fetched at a time where a whole table is read."""


def kept_events() -> Iterator[KeptEvent]:
    """Every event by subject and number, beside its chain's end.

    One statement, so that it sees one state while others write.
    """
    return _kept(Event.objects.all())


def _kept(events: QuerySet[Event]) -> Iterator[KeptEvent]:
    rows = events.order_by("subject_id", "number").values_list(
        *("subject__kind", "subject_id", "number", "kind", "actor_kind", "actor_id", "at", "data"),
        *("digest", "subject__chain_length", "subject__chain_head"),
    )
    for kind, *link, digest, length, head in rows.iterator(chunk_size=_AT_ONCE):
        yield KeptEvent(kind, Link(*link), digest, length, head)


def record_of(subject_id: int) -> list[KeptEvent]:
    """The events of one subject, oldest first. The caller has checked sight."""
    return list(_kept(Event.objects.filter(subject_id=subject_id)))


def subjects_without_their_events() -> list[tuple[str, int, int]]:
    """(kind, id, number of events written) of subjects that have lost every one of them."""
    bare = Subject.objects.filter(~Exists(Event.objects.filter(subject=OuterRef("pk"))))
    lost = bare.filter(chain_length__gt=0).order_by("pk")
    return list(lost.values_list("kind", "pk", "chain_length"))


def kept_checkpoints() -> list[KeptCheckpoint]:
    """All checkpoints, oldest first."""
    rows = Checkpoint.objects.order_by("pk").values_list("pk", "at", "subjects", "root", "digest")
    return [KeptCheckpoint(*row) for row in rows]


def kept_heads() -> Iterator[KeptHead]:
    """What every checkpoint saw move, oldest first, beside the event that stands there now."""
    there = Event.objects.filter(subject_id=OuterRef("subject_id"), number=OuterRef("length"))
    rows = CheckpointHead.objects.order_by("checkpoint_id", "subject_id").values_list(
        "checkpoint_id", "subject_id", "length", "head", Subquery(there.values("digest")[:1])
    )
    for row in rows.iterator(chunk_size=_AT_ONCE):
        yield KeptHead(*row)


def roots_changed_since(event_id: int) -> tuple[int, frozenset[int]]:
    """The newest event's id, and the roots below which something happened after an earlier one.

    For whoever works things out anew; what was committed out of order may be missing.
    """
    later = Event.objects.filter(pk__gt=event_id)
    newest = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if newest == event_id:
        return newest, frozenset()
    roots = later.filter(pk__lte=newest).values_list("subject__root_id", "subject_id").distinct()
    return newest, frozenset(root or own for root, own in roots)


def first_said_after(kind: str, moment: datetime) -> dict[int, dict[str, Value]]:
    """What the first event of a kind says that each subject has after a moment: {subject: data}."""
    rows = Event.objects.filter(kind=kind, at__gt=moment).order_by("at", "pk")
    found: dict[int, dict[str, Value]] = {}
    for subject_id, data in rows.values_list("subject_id", "data"):
        found.setdefault(subject_id, data)
    return found
