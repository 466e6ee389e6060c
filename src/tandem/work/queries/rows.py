"""Work as lists, boards and pages show it."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Lane
from tandem.activity.registry import url_of
from tandem.core.prepared import numbers, prepared
from tandem.work.models import Assignment, Covered, WorkItem
from tandem.work.rules import Cell, Estimate, WorkKind, WorkState, estimate_of


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A piece of work as a line or a card."""

    id: int
    home_id: int
    home_title: str
    home_kind: str
    number: int
    title: str
    kind: WorkKind
    lane: Lane | None
    state: WorkState
    estimate: Estimate | None
    starts_on: date | None
    due_on: date | None
    blocked: bool
    parent_id: int | None
    accepted_at: datetime | None
    rank: int
    state_since: datetime
    asked_by_id: int
    version: int
    assignees: tuple[Name, ...]

    @property
    def url(self) -> str:
        return f"/work/{self.id}/"

    @property
    def home_url(self) -> str:
        return url_of(self.home_kind, self.home_id, None)

    @property
    def label(self) -> str:
        """Its number as people say it."""
        return f"#{self.number}"

    def is_late(self, today: date) -> bool:
        """Whether its day has passed and there is still something to do."""
        return self.due_on is not None and self.due_on < today and not self.state.is_over

    def is_done_by(self, person_id: int) -> bool:
        """Whether somebody is among those who do it."""
        return any(one.id == person_id for one in self.assignees)

    def told_in(self, cell: Cell) -> Hashable:
        """What the drawing of one of its cells depends on: lines that agree in it look the same."""
        if cell is Cell.STATE:
            return self.state
        if cell is Cell.WHO:
            return self.assignees
        if cell is Cell.ESTIMATE:
            return self.estimate
        return (self.due_on, self.state.is_over) if cell is Cell.DUE else self.title

    @property
    def needs_acceptance(self) -> bool:
        """IT's work that is done and that nobody has accepted yet."""
        return self.state is WorkState.DONE and self.accepted_at is None and self.lane is Lane.IT


COLUMNS = (
    *("pk", "home_id", "home__title", "home__kind", "number", "subject__title", "kind", "lane"),
    *("state", "days", "low", "high", "sureness", "starts_on", "due_on", "blocked", "parent_id"),
    *("accepted_at", "rank", "state_since", "asked_by_id", "version"),
)


class _Read(NamedTuple):
    pk: int
    home_id: int
    home_title: str
    home_kind: str
    number: int
    title: str
    kind: str
    lane: str
    state: str
    days: Decimal | None
    low: Decimal | None
    high: Decimal | None
    sureness: str
    starts_on: date | None
    due_on: date | None
    blocked: bool
    parent_id: int | None
    accepted_at: datetime | None
    rank: int
    state_since: datetime
    asked_by_id: int
    version: int


@prepared
def _assigned() -> QuerySet[Assignment, tuple[int, int]]:
    held = Assignment.objects.filter(item_id__in=numbers("items"), ends_at=None)
    return held.order_by("pk").values_list("item_id", "person_id")


@prepared
def _covered() -> QuerySet[Covered, tuple[int, int]]:
    found = Covered.objects.filter(item_id__in=numbers("items"))
    return found.order_by("pk").values_list("item_id", "part_id")


@prepared
def _by_id() -> QuerySet[WorkItem, tuple[Any, ...]]:
    return WorkItem.objects.filter(pk__in=numbers("items")).values_list(*COLUMNS)


def rows_of(found: Iterable[Sequence[Any]]) -> list[WorkRow]:
    """Rows of `COLUMNS` with who does them, in two queries."""
    read = [_Read(*row) for row in found]
    doing = assigned_to([row.pk for row in read])
    return [_row(row, doing.get(row.pk, ())) for row in read]


def rows_by_id(item_ids: Collection[int]) -> list[WorkRow]:
    """Items in the order of their ids' list. The caller has checked sight."""
    found = {row.id: row for row in rows_of(_by_id(items=item_ids))} if item_ids else {}
    return [found[pk] for pk in item_ids if pk in found]


def assigned_to(item_ids: Collection[int]) -> dict[int, tuple[Name, ...]]:
    """Who does each of them now: {item: people}, in the order in which they began."""
    pairs = _assigned(items=item_ids) if item_ids else []
    known = names(person for _, person in pairs)
    found: dict[int, list[Name]] = {}
    for item, person in pairs:
        found.setdefault(item, []).append(known[person])
    return {item: tuple(people) for item, people in found.items()}


def covered_by(item_ids: Collection[int]) -> dict[int, list[int]]:
    """The parts of briefs that each of them is for: {item: part ids}."""
    found: dict[int, list[int]] = {}
    for item, part in _covered(items=item_ids) if item_ids else ():
        found.setdefault(item, []).append(part)
    return found


def _row(row: _Read, doing: tuple[Name, ...]) -> WorkRow:
    return WorkRow(
        id=row.pk,
        home_id=row.home_id,
        home_title=row.home_title,
        home_kind=row.home_kind,
        number=row.number,
        title=row.title,
        kind=WorkKind(row.kind),
        lane=Lane(row.lane) if row.lane else None,
        state=WorkState(row.state),
        estimate=estimate_of(row.days, row.sureness, row.low, row.high),
        starts_on=row.starts_on,
        due_on=row.due_on,
        blocked=bool(row.blocked),
        parent_id=row.parent_id,
        accepted_at=row.accepted_at,
        rank=row.rank,
        state_since=row.state_since,
        asked_by_id=row.asked_by_id,
        version=row.version,
        assignees=doing,
    )
