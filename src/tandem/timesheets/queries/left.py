"""What is still to do of many initiatives, in days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from tandem.core.prepared import day, numbers, prepared
from tandem.timesheets.models import Entry, Remaining
from tandem.timesheets.queries.spent import minutes_a_day
from tandem.timesheets.rules import days_of, still_to_do
from tandem.work.queries import pieces_of


@prepared
def _minutes() -> QuerySet[Entry, tuple[int, int]]:
    found = Entry.objects.filter(home_id__in=numbers("homes")).order_by()
    return found.values_list("subject_id").annotate(n=Sum("minutes"))


@prepared
def _said() -> QuerySet[Remaining, tuple[Any, ...]]:
    found = Remaining.objects.filter(item__home_id__in=numbers("homes"), replaced_at=None)
    return found.values_list("item_id", "days", "minutes_then")


@dataclass(frozen=True, slots=True)
class PieceLeft:
    """A piece of work without parts: working days it has taken, and still needs as far as that is
    known. `lane` is empty where both sides do it.
    """

    id: int
    home_id: int
    lane: str
    over: bool
    spent: Decimal
    left: Decimal | None


def pieces_left(home_ids: Collection[int]) -> list[PieceLeft]:
    """Every piece of these homes. The caller has checked sight, or shows sums alone."""
    if not home_ids:
        return []
    minutes = dict(_minutes(homes=home_ids))
    said = {pk: (days, then) for pk, days, then in _said(homes=home_ids)}
    a_day, found = minutes_a_day(), []
    for pk, home, lane, state, planned in pieces_of(home_ids):
        still, then = said.get(pk, (None, 0))
        since = days_of(max(minutes.get(pk, 0) - then, 0), a_day)
        spent = days_of(minutes.get(pk, 0), a_day)
        left = still_to_do(planned, spent, said=still, since=since, over=state.is_over)
        found.append(PieceLeft(pk, home, lane, state.is_over, spent, left))
    return found


def days_left(home_ids: Collection[int]) -> dict[int, Decimal]:
    """{home: working days that its open work still needs}, as far as it is known."""
    found = dict.fromkeys(home_ids, Decimal(0))
    for one in pieces_left(home_ids):
        found[one.home_id] += one.left or Decimal(0)
    return found


@prepared
def _written() -> QuerySet[Entry, tuple[Any, ...]]:
    found = Entry.objects.filter(home_id__in=numbers("homes"), day__gte=day("since"))
    return found.order_by().values_list("person_id", "day").annotate(n=Sum("minutes"))


def minutes_written(home_ids: Collection[int], since: date) -> list[tuple[int | None, date, int]]:
    """(person, day, minutes) written on these homes from a day on: to be summed, never shown."""
    return list(_written(homes=home_ids, since=since)) if home_ids else []
