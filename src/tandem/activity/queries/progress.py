"""How far something that waits has got, and which sides are waited for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Lane
from tandem.activity.models import Turn, TurnStep
from tandem.activity.rules import Step
from tandem.core.prepared import numbers, prepared


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a question has got: as what somebody was told of it, who and when."""

    step: Step
    person: Name | None
    at: datetime


@prepared
def _steps() -> QuerySet[TurnStep, tuple[int, str, int | None, datetime]]:
    steps = TurnStep.objects.filter(turn__in=numbers("turns")).order_by("at", "pk")
    return steps.values_list("turn_id", "step", "person_id", "at")


def progress_of(turn_ids: Collection[int]) -> dict[int, list[Progress]]:
    """What was done about these turns so far, oldest first; turns without any are left out."""
    rows = _steps(turns=turn_ids) if turn_ids else []
    known = names(row[2] for row in rows)
    found: dict[int, list[Progress]] = {}
    for turn_id, step, person_id, at in rows:
        line = Progress(Step(step), known.get(person_id or 0), at)
        found.setdefault(turn_id, []).append(line)
    return found


def waited_for(lane: Lane, root: str = "pk") -> Exists:
    """That a side is waited for: it was asked something, or both owners were. For queries on roots;
    `root` is their id's column there.
    """
    mine = Q(lane=lane.value) | Q(lane="", person=None)
    return Exists(Turn.objects.filter(mine, subject__root_id=OuterRef(root), closed_at=None))


@prepared
def _lanes_asked() -> QuerySet[Turn, tuple[int | None, str]]:
    open_ones = Turn.objects.filter(closed_at=None).exclude(lane="")
    below = open_ones.filter(subject__root_id__in=numbers("roots"))
    return below.values_list("subject__root_id", "lane")


def sides_asked_on(root_ids: Collection[int]) -> dict[int, frozenset[Lane]]:
    """Of which sides something was asked on each of these, or below it."""
    found: dict[int, set[Lane]] = {root_id: set() for root_id in root_ids}
    for root_id, lane in _lanes_asked(roots=root_ids):
        found[root_id or 0].add(Lane(lane))
    return {root_id: frozenset(lanes) for root_id, lanes in found.items()}
