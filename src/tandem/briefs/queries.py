"""Reading briefs, their exact content and what was said about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import visible_to
from tandem.briefs import rules
from tandem.briefs.models import Brief, Item, Playback, Revision, SignOff, Snapshot
from tandem.briefs.rules import Change, ItemKind, Pairs, Priority, Section, Signature, Statement
from tandem.core.errors import NotFound


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

    def last_said(self, lane: Lane) -> Said | None:
        """The newest statement of a side."""
        return next((said for said in self.statements if said.lane is lane), None)


def briefs_visible_to(actor: Actor) -> QuerySet[Brief]:
    """What every list of briefs starts from: those of initiatives this actor may see."""
    return Brief.objects.filter(visible_to(actor, "subject__"))


def brief_visible_to(actor: Actor, initiative_id: int) -> Brief:
    """The brief of an initiative, or NotFound whether it is missing or hidden."""
    brief = briefs_visible_to(actor).filter(initiative__subject__id=initiative_id).first()
    if brief is None:
        raise NotFound
    return brief


def pairs_of_snapshots(snapshot_ids: Iterable[int]) -> dict[int, dict[int, str]]:
    """The exact content of snapshots: {snapshot id: {item id: digest}}."""
    through = Snapshot.revisions.through
    rows = through.objects.filter(snapshot_id__in=list(snapshot_ids)).values_list(
        "snapshot_id", "revision__item_id", "revision__digest"
    )
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for snapshot_id, item_id, digest in rows:
        found[snapshot_id][item_id] = digest
    return found


def signatures_of(brief_ids: Iterable[int]) -> dict[int, list[Signature]]:
    """All standing signatures of briefs, with what exactly was signed; objections don't sign."""
    signing = [statement.value for statement in Statement if statement.signs]
    rows = list(
        SignOff.objects.filter(brief_id__in=list(brief_ids), statement__in=signing)
        .order_by("pk")
        .select_related("signed_by")
    )
    pairs = pairs_of_snapshots({row.snapshot_id for row in rows})
    found: dict[int, list[Signature]] = defaultdict(list)
    for row in rows:
        found[row.brief_id].append(
            Signature(
                Lane(row.lane),
                row.signed_by_id,
                row.signed_by.name,
                row.signed_at,
                pairs.get(row.snapshot_id, {}),
            )
        )
    return found


def present_items(brief_id: int) -> list[Item]:
    """All items ever, in reading order, each with its current revision."""
    return list(Item.objects.filter(brief_id=brief_id).select_related("current"))


def current_of(item: Item) -> Revision:
    """An item as it is now. Raises NotFound for one that was never saved whole."""
    if item.current is None:
        raise NotFound
    return item.current


def present_pairs(items: Iterable[Item], signatures: Iterable[Signature]) -> Pairs:
    """A brief's exact content now.

    A removed item belongs to it once anybody has signed the item: taking it out is a change that
    both sides sign. One that nobody had signed is just gone.
    """
    once_signed = {item_id for signature in signatures for item_id in signature.pairs}
    return {
        item.pk: current_of(item).digest
        for item in items
        if not current_of(item).removed or item.pk in once_signed
    }


def whole(actor: Actor, initiative_id: int) -> BriefWhole:
    """The brief as its page shows it, or NotFound whether it is missing or hidden."""
    found = whole_if_started(actor, initiative_id)
    if found is None:
        raise NotFound
    return found


def whole_if_started(actor: Actor, initiative_id: int) -> BriefWhole | None:
    """The brief as its page shows it, or nothing while there is none to see."""
    brief = briefs_visible_to(actor).filter(initiative__subject__id=initiative_id).first()
    if brief is None:
        return None
    items = present_items(brief.pk)
    signatures = signatures_of([brief.pk])[brief.pk]
    pairs = present_pairs(items, signatures)
    digest = rules.content_digest(pairs)
    unsigned = {lane: rules.unsigned_items(pairs, lane, signatures) for lane in Lane}
    said = list(SignOff.objects.filter(brief=brief).select_related("snapshot").order_by("-pk"))
    heard = list(Playback.objects.filter(brief=brief).select_related("snapshot").order_by("-pk"))
    known = names(_everybody(items, said, heard))
    both = _items_once_signed_by_both(signatures)
    return BriefWhole(
        id=brief.pk,
        initiative_id=initiative_id,
        items=[_row(item, unsigned, both, known) for item in items if item.pk in pairs],
        digest=digest,
        unsigned=unsigned,
        statements=[_said(row, digest, known) for row in said],
        playbacks=[_playback(row, digest, known) for row in heard],
        # Each was taken for something that was said of it.
        snapshots=max(
            [row.snapshot.number for row in said] + [row.snapshot.number for row in heard],
            default=0,
        ),
        signed=rules.is_signed(pairs, signatures),
    )


def _everybody(
    items: Iterable[Item], said: Iterable[SignOff], heard: Iterable[Playback]
) -> set[int | None]:
    return (
        {current_of(item).written_by_id for item in items}
        | {row.signed_by_id for row in said}
        | {row.said_by_id for row in heard}
        | {row.answered_by_id for row in heard}
    )


def _items_once_signed_by_both(signatures: Iterable[Signature]) -> set[int]:
    """Items of which some text has carried both signatures."""
    by_lane: dict[Lane, set[tuple[int, str]]] = {lane: set() for lane in Lane}
    for signature in signatures:
        by_lane[signature.lane] |= set(signature.pairs.items())
    return {item_id for item_id, _ in set.intersection(*by_lane.values())}


def _row(
    item: Item,
    unsigned: Mapping[Lane, frozenset[int]],
    both: set[int],
    known: Mapping[int, Name],
) -> ItemRow:
    current = current_of(item)
    return ItemRow(
        id=item.pk,
        label=str(item),
        kind=ItemKind(item.kind),
        section=Section(item.section),
        title=current.title,
        text=current.text,
        priority=Priority(current.priority) if current.priority else None,
        removed=current.removed,
        revision=current.number,
        changed_by=known[current.written_by_id],
        changed_at=current.written_at,
        signed={lane: item.pk not in unsigned[lane] for lane in Lane},
        was_signed=item.pk in both,
    )


def _said(row: SignOff, digest: str, known: Mapping[int, Name]) -> Said:
    return Said(
        lane=Lane(row.lane),
        statement=Statement(row.statement),
        note=row.note,
        by=known[row.signed_by_id],
        at=row.signed_at,
        snapshot=row.snapshot.number,
        is_current=row.snapshot.digest == digest,
    )


def _playback(row: Playback, digest: str, known: Mapping[int, Name]) -> SaidPlayback:
    return SaidPlayback(
        id=row.pk,
        text=row.text,
        said_by=known[row.said_by_id],
        said_at=row.said_at,
        snapshot=row.snapshot.number,
        answered_by=known.get(row.answered_by_id or 0),
        answered_at=row.answered_at,
        confirmed=row.confirmed,
        answer=row.answer,
        is_current=row.snapshot.digest == digest,
    )


def confirmed_among(brief_ids: Iterable[int]) -> set[int]:
    """The briefs whose newest answered playback Marketing confirmed: they are open for signing."""
    answered = Playback.objects.filter(brief_id__in=list(brief_ids), answered_at__isnull=False)
    newest = dict(answered.order_by("pk").values_list("brief_id", "confirmed"))
    return {brief_id for brief_id, confirmed in newest.items() if confirmed}


def changed_unheard(brief_id: int, person_id: int) -> frozenset[int]:
    """The items somebody changed that the last confirmed playback has not heard of."""
    heard = Playback.objects.filter(brief_id=brief_id, confirmed=True).order_by("-pk").first()
    content = pairs_of_snapshots([heard.snapshot_id])[heard.snapshot_id] if heard else {}
    written = Revision.objects.filter(item__brief_id=brief_id)
    changes = [
        Change(*row) for row in written.values_list("item_id", "number", "digest", "written_by_id")
    ]
    return rules.changed_unheard(person_id, changes, content)


def item_of(actor: Actor, initiative_id: int, item_id: int) -> ItemRow:
    """One item of a visible brief, or NotFound; also for an id of another brief."""
    for item in whole(actor, initiative_id).items:
        if item.id == item_id:
            return item
    raise NotFound


@dataclass(frozen=True, slots=True)
class SnapshotRead:
    """A snapshot as it can be read later: the exact texts, who said what of them."""

    number: int
    taken_at: datetime
    digest: str
    items: list[ItemRow]
    statements: list[Said]
    playbacks: list[SaidPlayback]


def snapshot_of(actor: Actor, initiative_id: int, number: int) -> SnapshotRead:
    """A past content of a brief, or NotFound."""
    brief = brief_visible_to(actor, initiative_id)
    snapshot = Snapshot.objects.filter(brief=brief, number=number).first()
    if snapshot is None:
        raise NotFound
    revisions = list(
        snapshot.revisions.select_related("item").order_by("item__position", "item_id")
    )
    said = list(snapshot.sign_offs.select_related("snapshot").order_by("pk"))
    heard = list(snapshot.playbacks.select_related("snapshot").order_by("pk"))
    known = names(
        {revision.written_by_id for revision in revisions}
        | {row.signed_by_id for row in said}
        | {row.said_by_id for row in heard}
        | {row.answered_by_id for row in heard}
    )
    return SnapshotRead(
        number=snapshot.number,
        taken_at=snapshot.taken_at,
        digest=snapshot.digest,
        items=[_past_row(revision, said, known) for revision in revisions],
        statements=[_said(row, snapshot.digest, known) for row in said],
        playbacks=[_playback(row, snapshot.digest, known) for row in heard],
    )


def _past_row(revision: Revision, said: Iterable[SignOff], known: Mapping[int, Name]) -> ItemRow:
    signed = {row.lane for row in said if Statement(row.statement).signs}
    item = revision.item
    return ItemRow(
        id=item.pk,
        label=str(item),
        kind=ItemKind(item.kind),
        section=Section(item.section),
        title=revision.title,
        text=revision.text,
        priority=Priority(revision.priority) if revision.priority else None,
        removed=revision.removed,
        revision=revision.number,
        changed_by=known[revision.written_by_id],
        changed_at=revision.written_at,
        signed={lane: lane.value in signed for lane in Lane},
        was_signed=False,
    )
