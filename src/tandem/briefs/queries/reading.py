"""A brief as its page shows it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor, Lane
from tandem.briefs import rules
from tandem.briefs.models import Item, Playback, SignOff
from tandem.briefs.queries.changes import efforts_of, gauge_of, waiting_changes
from tandem.briefs.queries.content import brief_if_started, present_pairs, signatures_of
from tandem.briefs.rules import (
    Content,
    Effort,
    Fields,
    Gauge,
    ItemKind,
    Line,
    Priority,
    Section,
    Signature,
    Statement,
)
from tandem.core.errors import NotFound
from tandem.core.prepared import number, prepared


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as the brief shows it, with who has signed its present text."""

    id: int
    label: str
    kind: ItemKind
    section: Section
    title: str
    text: str
    priority: Priority | None
    removed: bool
    revision: int
    changed_by: Name
    changed_at: datetime
    signed: Mapping[Lane, bool]
    was_signed: bool
    fields: Fields = field(default_factory=dict)
    effort: Effort | None = None
    change_id: int | None = None
    unanswered: int = 0

    @property
    def structure(self) -> list[Line]:
        """What it carries beside its text, as it is read."""
        return rules.structure(self.section, self.fields)

    @property
    def content(self) -> Content:
        """What of it is signed."""
        return Content(
            self.kind, self.section, self.title, self.text, self.priority, self.removed, self.fields
        )

    @property
    def is_signed(self) -> bool:
        return all(self.signed.values())

    @property
    def suspended(self) -> bool:
        """It had both signatures once and its present text doesn't."""
        return self.was_signed and not self.is_signed


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


@dataclass(frozen=True, slots=True)
class BriefWhole:
    """Everything the brief's page shows."""

    id: int
    initiative_id: int
    items: list[ItemRow]
    digest: str
    unsigned: Mapping[Lane, frozenset[int]]
    statements: list[Said]
    playbacks: list[SaidPlayback]
    snapshots: int
    signed: bool
    gauge: Gauge | None

    @property
    def url(self) -> str:
        return f"/initiatives/{self.initiative_id}/brief/"

    @property
    def playback(self) -> SaidPlayback | None:
        return self.playbacks[0] if self.playbacks else None

    @property
    def playback_confirmed(self) -> bool:
        """Marketing's newest answer was a yes. One that waits for it takes nothing back."""
        answered = [playback for playback in self.playbacks if playback.answered_at]
        return bool(answered) and answered[0].confirmed

    def section(self, section: Section) -> list[ItemRow]:
        return [item for item in self.items if item.section is section]

    def requirements(self, *, besides: int = 0) -> list[tuple[str, str]]:
        """The requirements that another part can name: (short name, words to choose it by)."""
        return [
            (item.label, f"{item.label} · {(item.title or item.text)[:80]}")
            for item in self.items
            if item.kind is ItemKind.REQUIREMENT and item.id != besides and not item.removed
        ]

    def item(self, item_id: int) -> ItemRow:
        """One part, or NotFound; also for an id of another brief."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise NotFound

    def last_said(self, lane: Lane) -> Said | None:
        """The newest statement of a side."""
        return next((said for said in self.statements if said.lane is lane), None)


class _PartRead(NamedTuple):
    """An item with its present text."""

    id: int
    kind: str
    number: int
    section: str
    title: str
    text: str
    priority: str
    fields: Fields
    removed: bool
    digest: str
    revision: int
    written_by_id: int
    written_at: datetime
    unanswered: int


@prepared
def _parts() -> QuerySet[Item, tuple[object, ...]]:
    items = Item.objects.filter(brief_id=number("brief"), current__isnull=False)
    return items.values_list(
        *("pk", "kind", "number", "section", "current__title", "current__text"),
        *("current__priority", "current__fields", "current__removed", "current__digest"),
        *("current__number",),
        *("current__written_by_id", "current__written_at", "unanswered"),
    )


def whole(actor: Actor, initiative_id: int) -> BriefWhole:
    """The brief as its page shows it, or NotFound whether it is missing or hidden."""
    found = whole_if_started(actor, initiative_id)
    if found is None:
        raise NotFound
    return found


def whole_if_started(actor: Actor, initiative_id: int) -> BriefWhole | None:
    """The brief as its page shows it, or nothing while there is none to see."""
    brief = brief_if_started(actor, initiative_id)
    if brief is None:
        return None
    items = [_PartRead._make(row) for row in _parts(brief=brief.pk)]
    signatures = signatures_of([brief.pk])[brief.pk]
    pairs = present_pairs(items, signatures)
    digest = rules.content_digest(pairs)
    unsigned = {lane: rules.unsigned_items(pairs, lane, signatures) for lane in Lane}
    said, heard = said_of(brief.pk), heard_of(brief.pk)
    known = names({item.written_by_id for item in items} | speakers(said, heard))
    notes = _Notes(
        unsigned,
        _items_once_signed_by_both(signatures),
        efforts_of([brief.pk])[brief.pk],
        waiting_changes(brief.pk) if signatures else {},
        known,
    )
    return BriefWhole(
        id=brief.pk,
        initiative_id=initiative_id,
        items=[_row(item, notes) for item in items if item.id in pairs],
        digest=digest,
        unsigned=unsigned,
        statements=[statement_row(row, digest, known) for row in said],
        playbacks=[playback_row(row, digest, known) for row in heard],
        # Each was taken for something that was said of it.
        snapshots=max([row.snapshot for row in said] + [row.snapshot for row in heard], default=0),
        signed=rules.is_signed(pairs, signatures),
        gauge=gauge_of(brief.pk) if signatures else None,
    )


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


def _items_once_signed_by_both(signatures: Iterable[Signature]) -> set[int]:
    """Items of which some text has carried both signatures."""
    by_lane: dict[Lane, set[tuple[int, str]]] = {lane: set() for lane in Lane}
    for signature in signatures:
        by_lane[signature.lane] |= set(signature.pairs.items())
    return {item_id for item_id, _ in set.intersection(*by_lane.values())}


@dataclass(frozen=True, slots=True)
class _Notes:
    """What is known about the items of a brief beside their texts."""

    unsigned: Mapping[Lane, frozenset[int]]
    once_signed_by_both: Collection[int]
    efforts: Mapping[int, Effort]
    changes: Mapping[int, int]
    known: Mapping[int, Name]


def _row(item: _PartRead, notes: _Notes) -> ItemRow:
    kind = ItemKind(item.kind)
    return ItemRow(
        id=item.id,
        label=kind.short_name(item.number),
        kind=kind,
        section=Section(item.section),
        title=item.title,
        text=item.text,
        priority=Priority(item.priority) if item.priority else None,
        removed=item.removed,
        revision=item.revision,
        changed_by=notes.known[item.written_by_id],
        changed_at=item.written_at,
        signed={lane: item.id not in notes.unsigned[lane] for lane in Lane},
        was_signed=item.id in notes.once_signed_by_both,
        fields=item.fields,
        effort=notes.efforts.get(item.id),
        change_id=notes.changes.get(item.id),
        unanswered=item.unanswered,
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


def item_of(actor: Actor, initiative_id: int, item_id: int) -> ItemRow:
    """One item of a visible brief, or NotFound; also for an id of another brief."""
    return whole(actor, initiative_id).item(item_id)
