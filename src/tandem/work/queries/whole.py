"""One piece of work with everything its page shows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import eyes_of, in_sight
from tandem.briefs.queries import PartName, parts_named
from tandem.core.errors import NotFound
from tandem.core.prepared import number, numbers, prepared
from tandem.work.models import Block, Check, Dependency, Move, SkillAsked, WorkItem
from tandem.work.queries.rows import COLUMNS, WorkRow, assigned_to, covered_by, rows_of
from tandem.work.rules import DependencyKind, WorkState


@dataclass(frozen=True, slots=True)
class WaitsFor:
    """What an item waits for, or what waits for it; without `row` the reader can't see it."""

    id: int
    row: WorkRow | None
    kind: DependencyKind
    lag: int


@dataclass(frozen=True, slots=True)
class BlockRow:
    """What stands in the way, since when, and who is waited for."""

    reason: str
    lane: Lane | None
    person: Name | None
    by: Name
    since: datetime


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A line of a checklist."""

    id: int
    text: str
    done_at: datetime | None
    done_by: Name | None


@dataclass(frozen=True, slots=True)
class WorkWhole:
    """Everything about one piece of work."""

    row: WorkRow
    description: str
    asked_by: Name
    asked_at: datetime
    accepted_by: Name | None
    parent: WorkRow | None
    children: list[WorkRow]
    waits_for: list[WaitsFor]
    waited_for_by: list[WaitsFor]
    covers: list[PartName]
    skills: list[str]
    block: BlockRow | None
    checks: list[CheckRow]

    @property
    def ticked(self) -> int:
        return sum(one.done_at is not None for one in self.checks)

    @property
    def children_done(self) -> int:
        return sum(one.state is WorkState.DONE for one in self.children)


@dataclass(frozen=True, slots=True)
class Moved:
    """An item as it stands after a move, and the move that can be undone; none where it stayed."""

    item: WorkItem
    move: Move | None


@dataclass(frozen=True, slots=True)
class ChangedMany:
    """A change of many: the id by which it is undone, and how many it changed."""

    id: int
    count: int


@prepared
def _visible() -> QuerySet[WorkItem, WorkItem]:
    return WorkItem.objects.filter(in_sight("subject__"), subject_id=number("item"))


def item_visible_to(actor: Actor, work_id: int) -> WorkItem:
    """The item, or NotFound whether it is missing or hidden."""
    found = _visible.first(item=work_id, **eyes_of(actor))
    if found is None:
        raise NotFound
    return found


@prepared
def _whole() -> QuerySet[WorkItem, tuple[Any, ...]]:
    found = WorkItem.objects.filter(in_sight("subject__"), subject_id=number("item"))
    return found.values_list(*COLUMNS, "description", "asked_at", "accepted_by_id")


@prepared
def _children() -> QuerySet[WorkItem, tuple[Any, ...]]:
    found = WorkItem.objects.filter(parent_id=number("item"))
    return found.order_by("rank", "pk").values_list(*COLUMNS)


@prepared
def _dependencies() -> QuerySet[Dependency, tuple[int, int, int, str, int]]:
    of_it = Dependency.objects.filter(waiting_id=number("item"))
    on_it = Dependency.objects.filter(on_id=number("item"))
    found = (of_it | on_it).order_by("pk")
    return found.values_list("pk", "waiting_id", "on_id", "kind", "lag")


@prepared
def _seen() -> QuerySet[WorkItem, tuple[Any, ...]]:
    found = WorkItem.objects.filter(in_sight("subject__"), pk__in=numbers("items"))
    return found.values_list(*COLUMNS)


@prepared
def _skills() -> QuerySet[SkillAsked, tuple[str]]:
    return SkillAsked.objects.filter(item_id=number("item")).order_by("name").values_list("name")


@prepared
def _block() -> QuerySet[Block, tuple[str, str, int | None, int, datetime]]:
    standing = Block.objects.filter(item_id=number("item"), ends_at=None)
    return standing.values_list("reason", "lane", "person_id", "by_id", "starts_at")


@prepared
def _checks() -> QuerySet[Check, tuple[int, str, datetime | None, int | None]]:
    found = Check.objects.filter(item_id=number("item")).order_by("position", "pk")
    return found.values_list("pk", "text", "done_at", "done_by_id")


def whole_item(actor: Actor, work_id: int) -> WorkWhole:
    """One piece of work as its page shows it, or NotFound."""
    found = _whole.first(item=work_id, **eyes_of(actor))
    if found is None:
        raise NotFound
    columns, (description, asked_at, accepted_by) = found[: len(COLUMNS)], found[len(COLUMNS) :]
    parent_id = columns[COLUMNS.index("parent_id")]
    blocked = columns[COLUMNS.index("blocked")]
    links = _dependencies(item=work_id)
    others = {pk for _, waiting, on, *_ in links for pk in (waiting, on) if pk != work_id}
    others |= {parent_id} if parent_id else set()
    beside = _seen(items=others, **eyes_of(actor)) if others else []
    children = _children(item=work_id)
    # Read together: who does all of them is one question.
    read = {row.id: row for row in rows_of([columns, *children, *beside])}
    row = read[work_id]
    checks, block = _checks(item=work_id), _block.first(item=work_id) if blocked else None
    parts = covered_by([work_id]).get(work_id, [])
    named = parts_named(parts)
    known = names(
        [row.asked_by_id, accepted_by, *(one[3] for one in checks), *(block[2:4] if block else ())]
    )
    return WorkWhole(
        row=row,
        description=description,
        asked_by=known[row.asked_by_id],
        asked_at=asked_at,
        accepted_by=known.get(accepted_by or 0),
        parent=read.get(parent_id or 0),
        children=[read[one[0]] for one in children],
        waits_for=_waiting(links, read, work_id, on=False),
        waited_for_by=_waiting(links, read, work_id, on=True),
        covers=[named[pk] for pk in parts if pk in named],
        skills=[name for (name,) in _skills(item=work_id)],
        block=_block_row(block, known) if block else None,
        checks=[
            CheckRow(pk, text, done_at, known.get(done_by or 0))
            for pk, text, done_at, done_by in checks
        ],
    )


def _waiting(
    links: list[tuple[int, int, int, str, int]],
    read: Mapping[int, WorkRow],
    work_id: int,
    *,
    on: bool,
) -> list[WaitsFor]:
    """What the item waits for; with `on` what waits for it."""
    return [
        WaitsFor(pk, read.get(waiting if on else awaited), DependencyKind(kind), lag)
        for pk, waiting, awaited, kind, lag in links
        if (awaited if on else waiting) == work_id
    ]


def _block_row(
    block: tuple[str, str, int | None, int, datetime], known: Mapping[int, Name]
) -> BlockRow:
    reason, lane, person, by, since = block
    return BlockRow(reason, Lane(lane) if lane else None, known.get(person or 0), known[by], since)


@prepared
def _following() -> QuerySet[Dependency, tuple[int, int]]:
    return Dependency.objects.filter(on_id__in=numbers("items")).values_list("on_id", "waiting_id")


def what_waits_for(work_id: int) -> dict[int, set[int]]:
    """What waits for an item, for that, and so on: {item: those that wait for it directly}."""
    found: dict[int, set[int]] = {}
    edge = {work_id}
    while edge:
        rows = _following(items=edge)
        found |= {pk: set() for pk in edge}
        for on, waiting in rows:
            found[on].add(waiting)
        edge = {waiting for _, waiting in rows} - found.keys()
    return found


def count_seen(actor: Actor, item_ids: Collection[int]) -> int:
    """How many of these somebody may see."""
    return len(_seen(items=item_ids, **eyes_of(actor)))


def rows_seen(actor: Actor, item_ids: Collection[int]) -> dict[int, WorkRow]:
    """Those of these items that somebody may see: {item: row}."""
    found = _seen(items=item_ids, **eyes_of(actor)) if item_ids else []
    return {row.id: row for row in rows_of(found)}


def titles_seen(actor: Actor, item_ids: set[int]) -> dict[int, str]:
    """The titles of those among them that somebody may see."""
    rows = _seen(items=item_ids, **eyes_of(actor))
    place = COLUMNS.index("subject__title")
    return {row[0]: row[place] for row in rows}


@prepared
def _parents() -> QuerySet[WorkItem, tuple[int, int | None, str]]:
    found = WorkItem.objects.filter(home_id=number("home"), parent__isnull=False)
    return found.values_list("pk", "parent_id", "subject__title")


def parents_in(home_id: int) -> tuple[dict[int, int | None], dict[int, str]]:
    """Of what each part of a home's work is a part, and how the parts are called."""
    rows = _parents(home=home_id)
    return {pk: above for pk, above, _ in rows}, {pk: title for pk, _, title in rows}


def dependencies() -> dict[int, set[int]]:
    """What waits for what, everywhere: {item: those it waits for}. To look for circles with; ids
    alone, which are shown to nobody.
    """
    found: dict[int, set[int]] = {}
    for item, on in Dependency.objects.values_list("waiting_id", "on_id"):
        found.setdefault(item, set()).add(on)
    return found


def descriptions_of(item_ids: Collection[int]) -> dict[int, str]:
    """The long texts of items. The caller has checked sight."""
    rows = WorkItem.objects.filter(pk__in=item_ids)
    return dict(rows.values_list("pk", "description"))


def move_of(actor: Actor, move_id: int) -> Move:
    """A move of an item that somebody may see, or NotFound."""
    found = Move.objects.filter(pk=move_id).first()
    if found is None:
        raise NotFound
    item_visible_to(actor, found.item_id)
    return found


def check_of(actor: Actor, check_id: int) -> Check:
    """A line of a checklist that somebody may see, or NotFound."""
    found = Check.objects.filter(pk=check_id).first()
    if found is None:
        raise NotFound
    item_visible_to(actor, found.item_id)
    return found


def dependency_of(actor: Actor, work_id: int, dependency_id: int) -> Dependency:
    """What an item waits for, by its own id, or NotFound."""
    item_visible_to(actor, work_id)
    found = Dependency.objects.filter(pk=dependency_id, waiting_id=work_id).first()
    if found is None:
        raise NotFound
    return found


def is_assigned(work_id: int, person_id: int) -> bool:
    """Whether somebody does it now."""
    return any(one.id == person_id for one in assigned_to([work_id]).get(work_id, ()))
