"""Finished work, as what comes after learns from it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from tandem.accounts.rules import Lane
from tandem.work.models import Move, WorkItem
from tandem.work.rules import WorkState


@dataclass(frozen=True, slots=True)
class FinishedWork:
    """A finished piece of work with its estimate, and when it was in progress: from, to."""

    id: int
    home_id: int
    lane: Lane | None
    days: Decimal
    done_at: datetime
    in_progress: tuple[tuple[datetime, datetime], ...]


def finished_work(at_most: int) -> list[FinishedWork]:
    """The last so many pieces that were estimated and done, oldest first. For the clock: it sees
    restricted work, so no row of it may be shown. What has parts is left out: these are here.
    """
    newest = _newest(at_most)
    times = _times_in_progress(newest)
    rows = newest.values_list("pk", "home_id", "lane", "days", "state_since")
    return [
        FinishedWork(pk, home, Lane(lane) if lane else None, days, since, times.get(pk, ()))
        for pk, home, lane, days, since in sorted(rows, key=lambda row: (row[4], row[0]))
        if days is not None
    ]


def _newest(at_most: int) -> QuerySet[WorkItem]:
    done = WorkItem.objects.filter(state=WorkState.DONE.value, days__gt=0, children=None)
    return done.order_by("-state_since", "-pk")[:at_most]


def _times_in_progress(items: Any) -> Mapping[int, tuple[tuple[datetime, datetime], ...]]:
    moves = Move.objects.filter(item_id__in=items.values("pk")).exclude(before=F("after"))
    begun: dict[int, datetime] = {}
    found: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for item, after, at in moves.order_by("at", "pk").values_list("item_id", "after", "at"):
        if after == WorkState.IN_PROGRESS.value:
            begun[item] = at
        elif item in begun:
            found[item].append((begun.pop(item), at))
    return {pk: tuple(spans) for pk, spans in found.items()}


def ready_moments(home_ids: Collection[int]) -> dict[int, datetime]:
    """When the last work of a home was done, of those that have nothing open any more: a home
    without work isn't among them.
    """
    rows = WorkItem.objects.filter(home_id__in=home_ids).exclude(state=WorkState.DROPPED.value)
    done = Q(state=WorkState.DONE.value)
    ended = (
        rows.order_by()
        .values("home_id")
        .annotate(last=Max("state_since", filter=done), left=Count("pk", filter=~done))
    )
    return {row["home_id"]: row["last"] for row in ended if not row["left"]}
