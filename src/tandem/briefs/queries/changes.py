"""What waits to change in a signed brief, what has changed, and where its allowance stands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor, Lane
from tandem.briefs import rules
from tandem.briefs.models import AllowanceEntry, Baseline, ChangeRequest, Estimate, Item
from tandem.briefs.queries.content import (
    brief_visible_to,
    content_of,
    current_of,
    present_pairs,
    present_parts,
    signatures_of,
)
from tandem.briefs.rules import Content, Effort, Gauge, Priority, WayOut, Weighed, Weight
from tandem.core import clock
from tandem.core.errors import NotFound
from tandem.core.prepared import number, numbers, prepared
from tandem.core.words import Sentence


@prepared
def _estimates() -> QuerySet[Estimate, tuple[int, int, Decimal, Decimal]]:
    rows = Estimate.objects.filter(item__brief_id__in=numbers("briefs")).order_by("pk")
    return rows.values_list("item__brief_id", "item_id", "low", "high")


def efforts_of(brief_ids: Collection[int]) -> dict[int, dict[int, Effort]]:
    """IT's newest effort for each item: {brief id: {item id: effort}}."""
    found: dict[int, dict[int, Effort]] = {brief_id: {} for brief_id in brief_ids}
    for brief_id, item_id, low, high in _estimates(briefs=brief_ids) if brief_ids else ():
        found[brief_id][item_id] = Effort(low, high)
    return found


@prepared
def _baselines() -> QuerySet[Baseline, tuple[Decimal]]:
    return Baseline.objects.filter(brief_id=number("brief")).order_by("-pk").values_list("days")


@prepared
def _used() -> QuerySet[AllowanceEntry, tuple[Decimal]]:
    return AllowanceEntry.objects.filter(brief_id=number("brief")).values_list("days")


def gauge_of(brief_id: int) -> Gauge | None:
    """Where the allowance of a brief stands; nothing until both sides have signed all of it."""
    baseline = _baselines.first(brief=brief_id)
    if baseline is None:
        return None
    used = sum((days for (days,) in _used(brief=brief_id)), Decimal(0))
    return Gauge(baseline[0], max(Decimal(0), used))


@prepared
def _waiting() -> QuerySet[ChangeRequest, tuple[int, int]]:
    rows = ChangeRequest.objects.filter(brief_id=number("brief"), outcome="")
    return rows.order_by("pk").values_list("item_id", "pk")


def waiting_changes(brief_id: int) -> dict[int, int]:
    """The changes that wait: {item id: change id}."""
    return dict(_waiting(brief=brief_id))


def used_by_now(brief_id: int) -> Decimal:
    """What of the allowance of a brief is used at this moment."""
    entries = AllowanceEntry.objects.filter(brief=brief_id, at__lte=clock.now())
    return max(Decimal(0), sum(entries.values_list("days", flat=True), Decimal(0)))


def used_recently(item_id: int) -> Decimal:
    """What applied changes of one item used within the days that count as one."""
    since = clock.now() - rules.LIMITS.together
    entries = AllowanceEntry.objects.filter(change__item_id=item_id, at__gt=since)
    return sum(entries.values_list("days", flat=True), Decimal(0))


def why_not_shoulds(brief_id: int, items: Mapping[int, str]) -> Sentence | None:
    """Say why these musts can't become shoulds by what both sides agree on elsewhere, or nothing if
    they can; `items` are their labels by id. What nobody has signed yet is free.
    """
    gauge = gauge_of(brief_id)
    if gauge is None or not items:
        return None
    signatures = signatures_of([brief_id])[brief_id]
    pairs = present_pairs(present_parts([brief_id])[brief_id], signatures)
    free = {pk for lane in Lane for pk in rules.unsigned_items(pairs, lane, signatures)}
    signed = [(pk, label) for pk, label in items.items() if pk in pairs and pk not in free]
    reasons = (rules.why_not_should(label, gauge, used_recently(pk)) for pk, label in signed)
    return next((one for one in reasons if one), None)


def effort_of(change: ChangeRequest) -> Effort | None:
    """What IT said of a change, if it has."""
    if change.low is None or change.high is None:
        return None
    return Effort(change.low, change.high, change.new_system, change.new_data, change.moves_promise)


def proposed(change: ChangeRequest) -> Content:
    """The content that a change would make of its item."""
    return replace(
        content_of(change.item, change.base),
        title=change.title,
        text=change.text,
        priority=Priority(change.priority) if change.priority else None,
        fields=change.fields,
    )


def weighed(change: ChangeRequest) -> Weighed:
    """Which of three a waiting change is now; what is left may have changed since it was saved."""
    return rules.weigh(
        content_of(change.item, change.base),
        proposed(change),
        effort_of(change),
        gauge_of(change.brief_id) or Gauge(),
        used_recently(change.item_id),
    )


@dataclass(frozen=True, slots=True)
class ChangeRead:
    """A change of a signed item: what stands, what is proposed, what it weighs, how it ended."""

    id: int
    item_id: int
    label: str
    section: rules.Section
    before: Content
    after: Content
    by: Name
    lane: Lane
    at: datetime
    base: int
    effort: Effort | None
    stated_by: Name | None
    weight: Weight | None
    why: str
    uses: Decimal
    outcome: str
    way_out: WayOut
    note: str
    closed_by: Name | None
    closed_at: datetime | None
    called_by: Name | None
    callable_until: datetime | None
    is_stale: bool

    @property
    def is_open(self) -> bool:
        return not self.outcome


_CHANGES = ("item__current", "base")


def changes_of(actor: Actor, initiative_id: int) -> list[ChangeRead]:
    """The changes of a visible signed brief, newest first, without those written anew."""
    brief = brief_visible_to(actor, initiative_id)
    rows = ChangeRequest.objects.filter(brief=brief).exclude(outcome="replaced")
    return _read(list(rows.select_related(*_CHANGES).order_by("-pk")[:200]))


def change_of(actor: Actor, initiative_id: int, change_id: int) -> ChangeRead:
    """One change, or NotFound; also for an id of another brief."""
    brief = brief_visible_to(actor, initiative_id)
    rows = ChangeRequest.objects.filter(brief=brief, pk=change_id).select_related(*_CHANGES)
    found = _read(list(rows))
    if not found:
        raise NotFound
    return found[0]


def _read(changes: list[ChangeRequest]) -> list[ChangeRead]:
    people = {
        person
        for change in changes
        for person in (change.written_by_id, change.stated_by_id, change.closed_by_id)
    } | {change.called_by_id for change in changes}
    known = names(people)
    return [_change(change, known) for change in changes]


def _change(change: ChangeRequest, known: Mapping[int, Name]) -> ChangeRead:
    now = weighed(change) if not change.outcome else None
    effort = effort_of(change)
    standing = Weight(change.weight) if change.weight else None
    return ChangeRead(
        id=change.pk,
        item_id=change.item_id,
        label=str(change.item),
        section=rules.Section(change.base.section),
        before=content_of(change.item, change.base),
        after=proposed(change),
        by=known[change.written_by_id],
        lane=Lane(change.lane),
        at=change.written_at,
        base=change.base.number,
        effort=effort,
        stated_by=known.get(change.stated_by_id or 0),
        weight=now.weight if now else standing,
        why=now.why if now else "",
        uses=effort.middle if effort else Decimal(0),
        outcome=change.outcome,
        way_out=WayOut(change.way_out),
        note=change.note,
        closed_by=known.get(change.closed_by_id or 0),
        closed_at=change.closed_at,
        called_by=known.get(change.called_by_id or 0),
        callable_until=_still_callable(change),
        is_stale=current_of(change.item).pk != change.base_id and not change.outcome,
    )


def _still_callable(change: ChangeRequest) -> datetime | None:
    until = change.callable_until
    return until if until and change.called_at is None and clock.now() <= until else None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the allowance's ledger."""

    at: datetime
    days: Decimal
    by: Name | None
    change_id: int | None
    label: str
    revision: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where the allowance stands and how it came to that, newest first."""

    gauge: Gauge
    lines: list[LedgerLine]


def ledger_of(actor: Actor, initiative_id: int) -> Ledger | None:
    """The allowance of a visible brief with every use; nothing until both sides have signed."""
    brief = brief_visible_to(actor, initiative_id)
    gauge = gauge_of(brief.pk)
    if gauge is None:
        return None
    rows = AllowanceEntry.objects.filter(brief=brief).select_related("change__item")
    entries = list(rows.order_by("-pk")[:500])
    known = names({entry.by_id for entry in entries})
    return Ledger(
        gauge,
        [
            LedgerLine(
                at=entry.at,
                days=entry.days,
                by=known.get(entry.by_id or 0),
                change_id=entry.change_id,
                label=str(entry.change.item) if entry.change else "",
                revision=entry.revision_key,
            )
            for entry in entries
        ],
    )


def must_have_effort(brief_id: int) -> Decimal:
    """The sum of the middles over the must-haves that stand in the brief now."""
    musts = Item.objects.filter(
        brief_id=brief_id, current__priority=Priority.MUST.value, current__removed=False
    )
    efforts = efforts_of([brief_id])[brief_id]
    return sum((efforts[pk].middle for pk in musts.values_list("pk", flat=True) if pk in efforts),
               Decimal(0))  # fmt: skip
