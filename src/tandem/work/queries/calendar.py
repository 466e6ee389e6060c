"""Work by its days, for a calendar."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from tandem.accounts.rules import Actor
from tandem.activity.permissions import visible_to
from tandem.work.models import Assignment, WorkItem
from tandem.work.queries.rows import COLUMNS, WorkRow, rows_of
from tandem.work.rules import OPEN_STATES, WorkState

DAYS_AT_MOST = 400
_OPEN = [state.value for state in OPEN_STATES]


@dataclass(frozen=True, slots=True)
class Dated:
    """Work that is due, or may begin, on the days of a sheet."""

    due: Mapping[date, list[WorkRow]]
    starts: Mapping[date, list[WorkRow]]
    rows: list[WorkRow]
    undated: int
    """How many open pieces have no due day."""
    more: bool


def dated_work(
    actor: Actor,
    first: date,
    last: date,
    *,
    home_id: int | None = None,
    people: Collection[int] | None = None,
) -> Dated:
    """What the actor may see of a home, or of what these people do, between two days."""
    chosen = _chosen(actor, home_id, people)
    days = Q(due_on__range=(first, last)) | Q(starts_on__range=(first, last))
    found = chosen.filter(days).exclude(state=WorkState.DROPPED.value)
    read = found.order_by("due_on", "rank", "pk").values_list(*COLUMNS)[: DAYS_AT_MOST + 1]
    rows = rows_of(read)
    due: dict[date, list[WorkRow]] = {}
    starts: dict[date, list[WorkRow]] = {}
    for row in rows[:DAYS_AT_MOST]:
        if row.due_on:
            due.setdefault(row.due_on, []).append(row)
        if row.starts_on and row.starts_on != row.due_on:
            starts.setdefault(row.starts_on, []).append(row)
    undated = chosen.filter(due_on=None, state__in=_OPEN).count()
    return Dated(due, starts, rows[:DAYS_AT_MOST], undated, len(rows) > DAYS_AT_MOST)


def _chosen(
    actor: Actor, home_id: int | None, people: Collection[int] | None
) -> QuerySet[WorkItem]:
    found = WorkItem.objects.filter(visible_to(actor, "subject__"))
    if home_id is not None:
        found = found.filter(home_id=home_id)
    if people is not None:
        held = Assignment.objects.filter(item_id=OuterRef("pk"), ends_at=None)
        found = found.filter(Exists(held.filter(person_id__in=people)))
    return found
