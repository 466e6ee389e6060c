"""What is still to do of many initiatives, in days."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from tandem.core.prepared import numbers, prepared
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


def days_left(home_ids: Collection[int]) -> dict[int, Decimal]:
    """{home: working days that its open work still needs}, as far as it is known."""
    found = dict.fromkeys(home_ids, Decimal(0))
    if not found:
        return found
    minutes = dict(_minutes(homes=home_ids))
    said = {pk: (days, then) for pk, days, then in _said(homes=home_ids)}
    a_day = minutes_a_day()
    for pk, home, _, state, planned in pieces_of(home_ids):
        days, then = said.get(pk, (None, 0))
        since = days_of(max(minutes.get(pk, 0) - then, 0), a_day)
        spent = days_of(minutes.get(pk, 0), a_day)
        left = still_to_do(planned, spent, said=days, since=since, over=state.is_over)
        found[home] += left or Decimal(0)
    return found
