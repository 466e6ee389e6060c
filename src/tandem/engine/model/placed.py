"""A plan in which every task has its time and its people, as dates."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from tandem.engine.model.dispatching import Trials
from tandem.engine.problem import Link, Task, in_order


@dataclass(frozen=True, slots=True)
class Placed:
    """When a task starts and is finished (aware, in UTC), and who works on it: (id, units)."""

    task: str
    start: datetime
    finish: datetime
    people: tuple[tuple[str, int], ...] = ()


def placed(found: Trials) -> tuple[Placed, ...]:
    """The single trial of `found` as dates; tasks that never start are left out."""
    network = found.network
    plan, axis = network.plan, network.axis
    people: dict[int, Counter[str]] = {}
    for task, person, units in found.slots:
        people.setdefault(task, Counter())[plan.people[person].id] += units
    spans: dict[str, tuple[datetime, datetime]] = {}
    into: dict[str, list[Link]] = {}
    for link in plan.links:
        into.setdefault(link.after, []).append(link)
    for name in in_order(
        [task.id for task in plan.tasks], [(a.before, a.after) for a in plan.links]
    ):
        at = network.number[name]
        start, finish = int(found.starts[at, 0]), int(found.finishes[at, 0])
        if finish == start:
            moment = _moment(plan.tasks[at], axis.ends(finish), into.get(name, []), spans)
            spans[name] = (moment, moment)
        elif finish >= 0:
            ends = _tied(into.get(name, []), spans)
            spans[name] = (axis.begins(start), max([axis.ends(finish), *ends]))
    return tuple(
        Placed(task.id, *spans[task.id], tuple(people.get(at, Counter()).items()))
        for at, task in enumerate(plan.tasks)
        if task.id in spans
    )


def _tied(links: list[Link], spans: dict[str, tuple[datetime, datetime]]) -> list[datetime]:
    """The moments before which it doesn't finish: the same place has a night between."""
    return [
        spans[link.before][link.kind == "FF"]
        for link in links
        if link.kind in {"FF", "SF"} and link.before in spans
    ]


def _moment(
    task: Task, end: datetime, links: list[Link], spans: dict[str, tuple[datetime, datetime]]
) -> datetime:
    """When something without length happens: as what it waits for ends, not after the night."""
    moments = [end, *(one.astimezone(UTC) for one in (task.earliest, task.start) if one)]
    moments += [window[0].astimezone(UTC) for window in task.windows if window[0] > end][:1]
    moments += [
        spans[link.before][link.kind in {"FS", "FF"}] for link in links if link.before in spans
    ]
    return max(moments)
