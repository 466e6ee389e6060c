"""A brief as its page shows it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import Standing
from tandem.briefs import rules
from tandem.briefs.models import Delivery, Item, SignOff
from tandem.briefs.queries.changes import efforts_of, gauge_of, waiting_changes
from tandem.briefs.queries.content import brief_if_started, present_pairs, signatures_of
from tandem.briefs.queries.said import (
    Said,
    SaidPlayback,
    heard_of,
    playback_row,
    said_of,
    speakers,
    statement_row,
)
from tandem.briefs.rules import (
    Called,
    Content,
    Effort,
    Fields,
    Gauge,
    ItemKind,
    Line,
    Priority,
    Section,
    Signature,
)
from tandem.core.errors import NotFound
from tandem.core.prepared import number, prepared
from tandem.core.words import Sentence
from tandem.rights.queries import matters_decided, matters_drafted
from tandem.rights.rules import Matter


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
    called: Called = field(default_factory=dict)
    delivered_by: Name | None = None
    delivered_at: datetime | None = None

    @property
    def structure(self) -> list[Line]:
        """What it carries beside its text, as it is read."""
        return rules.structure(self.section, self.fields, self.called)

    @property
    def words(self) -> str:
        """The text with all it carries, as Markdown."""
        return rules.in_words(self.content, self.called)

    @property
    def lacks(self) -> list[Sentence]:
        """What it still lacks, by name."""
        return rules.missing(self.kind, self.section, self.fields)

    @property
    def owes(self) -> rules.Owes | None:
        """The side or the person who owes it."""
        return rules.who_owes(self.fields) if self.kind is ItemKind.OWED else None

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


@prepared
def _deliveries() -> QuerySet[Delivery, tuple[int, int, datetime]]:
    rows = Delivery.objects.filter(item__brief_id=number("brief"))
    return rows.values_list("item_id", "by_id", "at")


def called_in(fields: Iterable[Fields]) -> dict[str, str]:
    """How the people are called that parts name as owing something."""
    owers = {who[1] for one in fields if (who := rules.who_owes(one)) and who[1]}
    return {str(pk): name.name for pk, name in names(owers).items()} if owers else {}


def decided(actor: Actor, initiative_id: int, standing: Standing) -> frozenset[Matter]:
    """What of a brief the actor, who is `standing` on its initiative, decides."""
    return matters_decided(actor, standing, initiative_id, among=rules.MATTERS)


def written(actor: Actor, initiative_id: int, standing: Standing) -> frozenset[Matter]:
    """What of a brief the actor changes directly: what they decide; a partner, who decides nothing,
    what their side does, until somebody has signed the brief.
    """
    if not standing.helps:
        return decided(actor, initiative_id, standing)
    signed = SignOff.objects.filter(snapshot__brief__initiative_id=initiative_id).exists()
    return frozenset() if signed else matters_drafted(standing, rules.MATTERS)


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
    owing = any(item.kind == ItemKind.OWED.value for item in items)
    delivered = {row[0]: row[1:] for row in _deliveries(brief=brief.pk)} if owing else {}
    owers = {who[1] for item in items if (who := rules.who_owes(item.fields)) and who[1]}
    bringers = {by for by, _ in delivered.values()}
    writers = {item.written_by_id for item in items}
    known = names(writers | owers | bringers | speakers(said, heard))
    notes = _Notes(
        unsigned,
        _items_once_signed_by_both(signatures),
        efforts_of([brief.pk])[brief.pk],
        waiting_changes(brief.pk) if signatures else {},
        known,
        delivered,
        {str(pk): known[pk].name for pk in owers if pk in known},
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
    delivered: Mapping[int, tuple[int, datetime]]
    called: Called


def _row(item: _PartRead, notes: _Notes) -> ItemRow:
    kind = ItemKind(item.kind)
    brought = notes.delivered.get(item.id)
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
        called=notes.called,
        delivered_by=notes.known[brought[0]] if brought else None,
        delivered_at=brought[1] if brought else None,
    )


def item_of(actor: Actor, initiative_id: int, item_id: int) -> ItemRow:
    """One item of a visible brief, or NotFound; also for an id of another brief."""
    return whole(actor, initiative_id).item(item_id)
