"""What was said about a brief: its playbacks, and each side's statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from tandem.accounts.queries import Name
from tandem.accounts.rules import Lane
from tandem.briefs.models import Playback, SignOff
from tandem.briefs.rules import Statement
from tandem.core.prepared import number, prepared


@dataclass(frozen=True, slots=True)
class SaidPlayback:
    """What IT said it understood, and what Marketing answered, if it has."""

    id: int
    text: str
    said_by: Name
    said_at: datetime
    snapshot: int
    answered_by: Name | None
    answered_at: datetime | None
    confirmed: bool
    answer: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A side's statement on one exact content."""

    lane: Lane
    statement: Statement
    note: str
    by: Name
    at: datetime
    snapshot: int
    is_current: bool


class _SaidRead(NamedTuple):
    """A sign-off with the snapshot it is on."""

    snapshot: int
    digest: str
    lane: str
    statement: str
    note: str
    signed_by_id: int
    signed_at: datetime


@prepared
def _said() -> QuerySet[SignOff, tuple[object, ...]]:
    rows = SignOff.objects.filter(brief_id=number("brief")).order_by("-pk")
    return rows.values_list(
        *("snapshot__number", "snapshot__digest"),
        *("lane", "statement", "note", "signed_by_id", "signed_at"),
    )


def said_of(brief_id: int) -> list[_SaidRead]:
    """All statements on a brief, newest first."""
    return [_SaidRead._make(row) for row in _said(brief=brief_id)]


class _HeardRead(NamedTuple):
    """A playback with the snapshot it is of."""

    id: int
    snapshot: int
    digest: str
    text: str
    said_by_id: int
    said_at: datetime
    answered_by_id: int | None
    answered_at: datetime | None
    confirmed: bool
    answer: str


@prepared
def _heard() -> QuerySet[Playback, tuple[object, ...]]:
    rows = Playback.objects.filter(brief_id=number("brief")).order_by("-pk")
    return rows.values_list(
        *("pk", "snapshot__number", "snapshot__digest", "text", "said_by_id", "said_at"),
        *("answered_by_id", "answered_at", "confirmed", "answer"),
    )


def heard_of(brief_id: int) -> list[_HeardRead]:
    """All playbacks of a brief, newest first."""
    return [_HeardRead._make(row) for row in _heard(brief=brief_id)]


def speakers(said: Iterable[_SaidRead], heard: Iterable[_HeardRead]) -> set[int | None]:
    """The ids of everybody who signed, played back or answered."""
    return (
        {row.signed_by_id for row in said}
        | {row.said_by_id for row in heard}
        | {row.answered_by_id for row in heard}
    )


def statement_row(row: _SaidRead, digest: str, known: Mapping[int, Name]) -> Said:
    """A statement as pages show it; `digest` is of the content that counts as current."""
    return Said(
        lane=Lane(row.lane),
        statement=Statement(row.statement),
        note=row.note,
        by=known[row.signed_by_id],
        at=row.signed_at,
        snapshot=row.snapshot,
        is_current=row.digest == digest,
    )


def playback_row(row: _HeardRead, digest: str, known: Mapping[int, Name]) -> SaidPlayback:
    """A playback as pages show it; `digest` is of the content that counts as current."""
    return SaidPlayback(
        id=row.id,
        text=row.text,
        said_by=known[row.said_by_id],
        said_at=row.said_at,
        snapshot=row.snapshot,
        answered_by=known.get(row.answered_by_id or 0),
        answered_at=row.answered_at,
        confirmed=row.confirmed,
        answer=row.answer,
        is_current=row.digest == digest,
    )
