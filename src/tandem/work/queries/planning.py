"""Work as planning reads it: all of a home at once, and what it waits for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from tandem.accounts.rules import Lane
from tandem.core.prepared import number, numbers, prepared
from tandem.work.models import Assignment, Dependency, SkillAsked, WorkItem
from tandem.work.queries.rows import COLUMNS, WorkRow, rows_of
from tandem.work.rules import OPEN_STATES, DependencyKind, WorkState

_OPEN = [state.value for state in OPEN_STATES]
_BEGUN = [state.value for state in WorkState if state.is_under_way]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One piece of work waits for another; of that, where it lies and how it stands."""

    waiting: int
    on: int
    kind: DependencyKind
    lag: int
    home_id: int
    state: WorkState
    state_since: datetime


@prepared
def _all_of() -> QuerySet[WorkItem, tuple[Any, ...]]:
    found = WorkItem.objects.filter(home_id=number("home"))
    return found.exclude(state=WorkState.DROPPED.value).order_by("rank", "pk").values_list(*COLUMNS)


@prepared
def _asked() -> QuerySet[SkillAsked, tuple[int, str]]:
    found = SkillAsked.objects.filter(item__home_id=number("home"), item__state__in=_OPEN)
    return found.order_by("item_id", "name").values_list("item_id", "name")


@prepared
def _waits() -> QuerySet[Dependency, tuple[Any, ...]]:
    found = Dependency.objects.filter(waiting__home_id=number("home"), waiting__state__in=_OPEN)
    return found.order_by("pk").values_list(
        *("waiting_id", "on_id", "kind", "lag", "on__home_id", "on__state", "on__state_since")
    )


@prepared
def _begun() -> QuerySet[Assignment, tuple[int, int]]:
    found = Assignment.objects.filter(person_id__in=numbers("people"), ends_at=None)
    found = found.filter(item__state__in=_BEGUN).order_by()
    return found.values_list("person_id", "item__home_id").distinct()


def work_to_plan(home_id: int) -> list[WorkRow]:
    """All work of a home but what was dropped, in its order. The caller has checked sight."""
    return rows_of(_all_of(home=home_id))


def skills_asked(home_id: int) -> dict[int, frozenset[str]]:
    """The skills that open work of a home asks for, in small letters."""
    found: dict[int, set[str]] = {}
    for pk, name in _asked(home=home_id):
        found.setdefault(pk, set()).add(name.casefold())
    return {pk: frozenset(names) for pk, names in found.items()}


def what_is_waited_for(home_id: int) -> list[Waiting]:
    """What open work of a home waits for, there and elsewhere."""
    return [
        Waiting(waiting, on, DependencyKind(kind), lag, home, WorkState(state), since)
        for waiting, on, kind, lag, home, state, since in _waits(home=home_id)
    ]


def homes_begun(person_ids: Collection[int]) -> dict[int, set[int]]:
    """Where people have something under way: {person: homes}. Names none of them to anybody."""
    found: dict[int, set[int]] = {pk: set() for pk in person_ids}
    for person, home in _begun(people=person_ids) if found else ():
        found[person].add(home)
    return found


def waits_of(waiting_id: int, on_id: int) -> list[int]:
    """The ids of the dependencies by which one piece of work waits for another."""
    found = Dependency.objects.filter(waiting_id=waiting_id, on_id=on_id)
    return list(found.values_list("pk", flat=True))


@prepared
def _waited_for() -> QuerySet[Dependency, tuple[int, int]]:
    found = Dependency.objects.filter(on__home_id=number("home"), waiting__state__in=_OPEN)
    found = found.exclude(waiting__home_id=number("home")).order_by("waiting__home_id", "on_id")
    return found.values_list("waiting__home_id", "on_id")


def homes_that_wait(home_id: int) -> dict[int, set[int]]:
    """Where open work elsewhere waits for work of a home: {other home: what it waits for}. Names
    none of them to anybody.
    """
    found: dict[int, set[int]] = {}
    for home, on in _waited_for(home=home_id):
        found.setdefault(home, set()).add(on)
    return found


@prepared
def _homes_apart() -> QuerySet[Dependency, tuple[int, int]]:
    found = Dependency.objects.filter(waiting__state__in=_OPEN, on__state__in=_OPEN)
    found = found.exclude(waiting__home_id=F("on__home_id")).order_by()
    return found.values_list("waiting__home_id", "on__home_id").distinct()


def homes_waiting() -> list[tuple[int, int]]:
    """(home whose open work waits, home of the open work it waits for). The caller checks sight."""
    return list(_homes_apart())


def homes_with_open_work() -> set[int]:
    """Every home that has something to do. For the clock."""
    found = WorkItem.objects.filter(state__in=_OPEN).order_by()
    return set(found.values_list("home_id", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class BrokenDown:
    """How far the work of a home is broken down: whether there is any, and the sides and numbers
    of what isn't estimated.
    """

    any: bool
    unestimated: tuple[tuple[Lane | None, int], ...] = ()


@prepared
def _without_estimate() -> QuerySet[WorkItem, tuple[int, str, int]]:
    parts = WorkItem.objects.filter(parent_id=OuterRef("pk"))
    found = WorkItem.objects.filter(
        ~Q(Exists(parts.exclude(state=WorkState.DROPPED.value))),
        home_id__in=numbers("homes"),
        state__in=_OPEN,
        days=None,
    )
    return found.order_by("home_id", "number").values_list("home_id", "lane", "number")


@prepared
def _homes_with_work() -> QuerySet[WorkItem, tuple[int]]:
    found = WorkItem.objects.filter(home_id__in=numbers("homes"))
    found = found.exclude(state=WorkState.DROPPED.value).order_by()
    return found.values_list("home_id").distinct()


def broken_down(home_ids: Collection[int]) -> dict[int, BrokenDown]:
    """The same of many homes, in two queries."""
    with_work = {pk for (pk,) in _homes_with_work(homes=home_ids)}
    bare: dict[int, list[tuple[Lane | None, int]]] = {pk: [] for pk in home_ids}
    for home, lane, label in _without_estimate(homes=home_ids) if with_work else ():
        bare[home].append((Lane(lane) if lane else None, label))
    return {pk: BrokenDown(pk in with_work, tuple(bare[pk])) for pk in home_ids}


@dataclass(frozen=True, slots=True)
class OpenWork:
    """A piece of open work as capacity counts it: no words, and nothing below it."""

    id: int
    home_id: int
    lane: Lane | None
    state: WorkState
    state_since: datetime
    days: Decimal | None
    starts_on: date | None
    due_on: date | None
    doers: tuple[int, ...] = ()
    skills: frozenset[str] = frozenset()


@prepared
def _open() -> QuerySet[WorkItem, tuple[Any, ...]]:
    parts = WorkItem.objects.filter(parent_id=OuterRef("pk"))
    found = WorkItem.objects.filter(
        ~Q(Exists(parts.exclude(state=WorkState.DROPPED.value))), state__in=_OPEN
    )
    return found.order_by("pk").values_list(
        *("pk", "home_id", "lane", "state", "state_since", "days", "starts_on", "due_on")
    )


@prepared
def _doing() -> QuerySet[Assignment, tuple[int, int]]:
    held = Assignment.objects.filter(ends_at=None, item__state__in=_OPEN)
    return held.order_by("pk").values_list("item_id", "person_id")


@prepared
def _skills_wanted() -> QuerySet[SkillAsked, tuple[int, str]]:
    return SkillAsked.objects.filter(item__state__in=_OPEN).values_list("item_id", "name")


def open_work() -> list[OpenWork]:
    """All open work that has no parts, whoever may see it: to be counted, not to be shown."""
    doers: dict[int, list[int]] = {}
    for pk, person in _doing():
        doers.setdefault(pk, []).append(person)
    skills: dict[int, set[str]] = {}
    for pk, name in _skills_wanted():
        skills.setdefault(pk, set()).add(name.casefold())
    return [
        OpenWork(
            id=pk,
            home_id=home,
            lane=Lane(lane) if lane else None,
            state=WorkState(state),
            state_since=since,
            days=days,
            starts_on=starts_on,
            due_on=due_on,
            doers=tuple(doers.get(pk, ())),
            skills=frozenset(skills.get(pk, ())),
        )
        for pk, home, lane, state, since, days, starts_on, due_on in _open()
    ]


def days_open_at(at: datetime) -> dict[int, Decimal]:
    """Estimated days that were to be done at a moment, of every home: {home: days}."""
    parts = WorkItem.objects.filter(parent_id=OuterRef("pk"))
    whole = ~Q(Exists(parts.exclude(state=WorkState.DROPPED.value)))
    to_do = Q(state__in=_OPEN) | Q(state_since__gt=at)
    found = WorkItem.objects.filter(whole, to_do, asked_at__lte=at, days__isnull=False).order_by()
    return dict(found.values("home_id").annotate(sum=Sum("days")).values_list("home_id", "sum"))
