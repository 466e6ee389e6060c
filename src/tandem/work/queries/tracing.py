"""All work of a home with the parts of the brief it is for, in few words."""

from typing import NamedTuple

from django.db.models import QuerySet

from tandem.accounts.rules import Lane
from tandem.core.prepared import number, prepared
from tandem.work.models import Covered, WorkItem
from tandem.work.rules import WorkKind, WorkState


class TracedWork(NamedTuple):
    """A piece of work that wasn't dropped."""

    id: int
    number: int
    title: str
    kind: WorkKind
    lane: Lane | None
    state: WorkState
    parent_id: int | None
    parts: tuple[int, ...]


@prepared
def _work() -> QuerySet[WorkItem, tuple[int, int, str, str, str, str, int | None]]:
    found = WorkItem.objects.filter(home_id=number("home"))
    found = found.exclude(state=WorkState.DROPPED.value).order_by("number")
    return found.values_list("pk", "number", "subject__title", "kind", "lane", "state", "parent_id")


@prepared
def _covered() -> QuerySet[Covered, tuple[int, int]]:
    found = Covered.objects.filter(item__home_id=number("home"))
    return found.order_by("pk").values_list("item_id", "part_id")


def work_to_trace(home_id: int) -> list[TracedWork]:
    """In the order of their numbers, two queries. The caller has checked sight."""
    parts: dict[int, list[int]] = {}
    for item, part in _covered(home=home_id):
        parts.setdefault(item, []).append(part)
    lanes = {lane.value: lane for lane in Lane}
    kinds = {kind.value: kind for kind in WorkKind}
    states = {state.value: state for state in WorkState}
    return [
        TracedWork(
            pk, count, title, kinds[kind], lanes.get(lane), states[state], parent,
            tuple(parts.get(pk, ())),
        )
        for pk, count, title, kind, lane, state, parent in _work(home=home_id)
    ]  # fmt: skip
