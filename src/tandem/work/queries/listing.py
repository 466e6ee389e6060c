"""Work of one home, and what somebody does everywhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet

from tandem.accounts.rules import Actor
from tandem.activity.permissions import eyes_of, in_sight, visible_to
from tandem.core.prepared import number, prepared
from tandem.work.models import Assignment, WorkItem
from tandem.work.queries.rows import COLUMNS, WorkRow, rows_of
from tandem.work.rules import OPEN_STATES, WorkState

OPEN_AT_MOST = 400
OVER_SHOWN = 30
TITLES_OFFERED = 80
MINE_AT_MOST = 200

_ADDRESS = re.compile(r"/work/(\d{1,18})/", re.ASCII)
_NUMBER = re.compile(r"\s*#?(\d{1,9})\b", re.ASCII)
_OPEN = [state.value for state in OPEN_STATES]


@dataclass(frozen=True, slots=True)
class WorkByState:
    """Work grouped by its state, in its order; of what is over the newest alone."""

    groups: Mapping[WorkState, list[WorkRow]]
    counts: Mapping[WorkState, int]
    more: bool

    @property
    def rows(self) -> list[WorkRow]:
        return [row for rows in self.groups.values() for row in rows]


def work_visible_to(actor: Actor) -> QuerySet[WorkItem]:
    """What every list of work starts from."""
    return WorkItem.objects.filter(visible_to(actor, "subject__"))


@prepared
def _open_of() -> QuerySet[WorkItem, tuple[Any, ...]]:
    found = WorkItem.objects.filter(home_id=number("home"), state__in=_OPEN)
    return found.order_by("rank", "pk").values_list(*COLUMNS)[: OPEN_AT_MOST + 1]


@prepared
def _over_of(state: WorkState) -> QuerySet[WorkItem, tuple[Any, ...]]:
    found = WorkItem.objects.filter(home_id=number("home"), state=state.value)
    return found.order_by("-state_since", "-pk").values_list(*COLUMNS)[:OVER_SHOWN]


@prepared
def _counts() -> QuerySet[WorkItem, tuple[str, int]]:
    found = WorkItem.objects.filter(home_id=number("home")).order_by()
    return found.values_list("state").annotate(count=Count("*"))


def work_of(home_id: int, *, dropped: bool = True) -> WorkByState:
    """All open work of a home, and the newest of what is over. The caller has checked sight."""
    counts = {WorkState(state): count for state, count in _counts(home=home_id)}
    read = _open_of(home=home_id)
    over = [state for state in WorkState if state.is_over and counts.get(state)]
    for state in over:
        if dropped or state is WorkState.DONE:
            read = [*read[:OPEN_AT_MOST], *_over_of(state, home=home_id)]
    groups: dict[WorkState, list[WorkRow]] = {state: [] for state in WorkState}
    for row in rows_of(read):
        groups[row.state].append(row)
    open_ones = sum(counts.get(state, 0) for state in OPEN_STATES)
    return WorkByState(groups, counts, more=open_ones > OPEN_AT_MOST)


@prepared
def _done_by() -> QuerySet[WorkItem, tuple[Any, ...]]:
    mine = Assignment.objects.filter(person_id=number("me"), ends_at=None)
    found = WorkItem.objects.filter(
        in_sight("subject__"), pk__in=mine.values("item_id"), state__in=_OPEN
    )
    return found.order_by("due_on", "rank", "pk").values_list(*COLUMNS)[: MINE_AT_MOST + 1]


def work_done_by(actor: Actor) -> list[WorkRow]:
    """What somebody does now, everywhere: what is due first comes first, without a day last."""
    rows = rows_of(_done_by(**eyes_of(actor)))
    return sorted(rows, key=lambda row: (row.due_on is None, row.due_on or row.state_since.date()))


@prepared
def _last() -> QuerySet[WorkItem, tuple[int | None, int | None]]:
    found = WorkItem.objects.filter(home_id=number("home")).order_by()
    return found.values("home_id").annotate(n=Max("number"), r=Max("rank")).values_list("n", "r")


def last_of(home_id: int) -> tuple[int, int]:
    """The greatest number and the last place of a home's work; (0, 0) where there is none."""
    found = _last.first(home=home_id)
    return (found[0] or 0, found[1] or 0) if found else (0, 0)


@prepared
def _before() -> QuerySet[WorkItem, tuple[int]]:
    found = WorkItem.objects.filter(home_id=number("home"), rank__lt=number("rank"))
    return found.exclude(pk=number("item")).order_by("-rank").values_list("rank")[:1]


def rank_before(home_id: int, rank: int, *, without: int) -> int | None:
    """The place before a place, of another item than `without`; nothing where it is the first."""
    found = _before.first(home=home_id, rank=rank, item=without)
    return found[0] if found else None


def item_with_form_key(actor: Actor, form_key: str) -> WorkItem | None:
    """The work that this person's form has already added, if it has."""
    return WorkItem.objects.filter(asked_by_id=actor.me, form_key=form_key).first()


def item_meant(actor: Actor, home_id: int, words: str) -> int | None:
    """Which work a field means: "#12" of the same home, an address, or a title that one has."""
    seen = work_visible_to(actor)
    if found := _ADDRESS.search(words):
        asked = seen.filter(pk=int(found[1]))
    elif found := _NUMBER.match(words):
        asked = seen.filter(home_id=home_id, number=int(found[1]))
    else:
        asked = seen.filter(subject__title__iexact=" ".join(words.split()))
    ids = list(asked.values_list("pk", flat=True)[:2])
    return ids[0] if len(ids) == 1 else None


@prepared
def _titles() -> QuerySet[WorkItem, tuple[int, int, str]]:
    found = WorkItem.objects.filter(home_id=number("home"), state__in=_OPEN)
    return found.order_by("-pk").values_list("pk", "number", "subject__title")[:TITLES_OFFERED]


def open_titles(home_id: int) -> list[tuple[int, int, str]]:
    """(id, number, title) of open work, to choose from. The caller has checked sight."""
    return _titles(home=home_id)
