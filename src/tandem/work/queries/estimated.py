"""Estimates of many pieces at once: what sums begin with."""

from collections.abc import Collection
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from tandem.core.prepared import numbers, prepared
from tandem.work.models import WorkItem
from tandem.work.rules import WorkState


@prepared
def _leaves() -> QuerySet[WorkItem, tuple[int, int, str, str, Decimal | None]]:
    parts = WorkItem.objects.filter(parent_id=OuterRef("pk"))
    found = WorkItem.objects.filter(
        ~Q(Exists(parts.exclude(state=WorkState.DROPPED.value))), home_id__in=numbers("homes")
    )
    found = found.exclude(state=WorkState.DROPPED.value).order_by()
    return found.values_list("pk", "home_id", "lane", "state", "days")


def pieces_of(home_ids: Collection[int]) -> list[tuple[int, int, str, WorkState, Decimal | None]]:
    """(id, home, side, state, estimated days) of every piece without parts. For sums of many."""
    rows = _leaves(homes=home_ids) if home_ids else ()
    return [(pk, home, lane, WorkState(state), days) for pk, home, lane, state, days in rows]
