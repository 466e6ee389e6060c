"""A plan as the kernel reads it: numbers for tasks, links, people and groups of people.

Tasks and people keep their places in the plan; a group is everybody who can serve a need, and needs
that the same people serve share one.
"""

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np

from tandem.engine.model.axis import Axis, Ints, axis_for
from tandem.engine.problem import Link, Need, Plan, Task, eligible, planned_hours

FOR_EVER = 2**30
"""A place later than any that is reached."""
_KINDS = {"FS": 0, "SS": 1, "FF": 2, "SF": 3}


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A plan on its axis. `arrays` is what kernels take; `planned` the ticks that are left."""

    plan: Plan
    axis: Axis
    number: dict[str, int]
    planned: Ints
    links: tuple[Link, ...]
    """Those that are still waited for."""
    groups: tuple[tuple[str, ...], ...]
    """The ids of the people of each group, in the order in which they are asked."""
    whom: tuple[tuple[str, ...], ...]
    """For each group, the names by which needs ask for it."""
    arrays: dict[str, Any]


_NONE: Ints = np.zeros(0, np.int32)


def network_of(plan: Plan, days: int) -> Network:
    """Lay a valid plan on an axis of so many days."""
    axis = axis_for(plan, days)
    number = {task.id: at for at, task in enumerate(plan.tasks)}
    planned = ticks(np.array([left_to_do(task) for task in plan.tasks]), plan.tick)
    needs = [_needs(task) for task in plan.tasks]
    links = _standing_links(plan)
    members, group_of, whom = _groups(plan, needs)
    arrays = {
        **_of_the_axis(plan, axis),
        **_of_people(plan, members),
        **_of_needs(plan, needs, group_of, members),
        **_of_links(plan, links, number),
        **_of_windows(plan, axis),
        "planned": planned,
        "earliest": ints(_earliest(task, axis) for task in plan.tasks),
        "elapsed": ints(task.elapsed for task in plan.tasks),
    }
    names = tuple(tuple(plan.people[at].id for at in group) for group in members)
    return Network(plan, axis, number, planned, tuple(links), names, whom, arrays)


def ints(values: Any) -> Ints:
    """An array of 32-bit integers."""
    return np.fromiter(values, np.int32)


def bases(counts: list[int]) -> Ints:
    """Where each of several lists begins in one long list, and where the last one ends."""
    return ints(accumulate(counts, initial=0))


def ticks(hours: Any, tick: int) -> Ints:
    """Hours in ticks: rounded, but something never becomes nothing."""
    found = hours * (60 / tick)
    np.rint(found, out=found)
    if (few := found < 1).any():
        found[few & (hours > 0)] = 1
    return np.asarray(found.astype(np.int32))


def is_running(task: Task, plan: Plan) -> bool:
    """Whether somebody is at it when the plan starts."""
    return task.start is not None and task.start < plan.start and task.done < 1


def left_to_do(task: Task) -> float:
    """The hours that are left by plan. Hours spent beyond a plan leave a tenth of it."""
    hours = planned_hours(task.estimate)
    if task.done or task.spent is None:
        return hours * (1 - task.done)
    return max(hours - task.spent, hours / 10)


def _needs(task: Task) -> tuple[Need, ...]:
    return () if task.done >= 1 else task.needs


def _groups(
    plan: Plan, needs: list[tuple[Need, ...]]
) -> tuple[list[tuple[int, ...]], dict[tuple[int, int], int], tuple[tuple[str, ...], ...]]:
    """The people of each group, the group of each need, and the names the groups go by.

    Within a group, whoever is in the fewest groups is asked first, so that those who can do much
    stay free for it.
    """
    known: dict[Need, tuple[int, ...]] = {}
    sets: dict[tuple[int, ...], int] = {}
    whom: list[dict[str, None]] = []
    group_of: dict[tuple[int, int], int] = {}
    for at, task in enumerate(plan.tasks):
        for which, need in enumerate(needs[at]):
            if (alike := Need(need.kind, need.who)) not in known:
                known[alike] = eligible(need, plan.people)
            people = _named(plan, task, known[alike])
            group = group_of[at, which] = sets.setdefault(people, len(sets))
            if group == len(whom):
                whom.append({})
            whom[group][need.who] = None
    wide = [sum(at in people for people in sets) for at in range(len(plan.people))]
    members = [tuple(sorted(people, key=lambda at: (wide[at], at))) for people in sets]
    return members, group_of, tuple(tuple(names) for names in whom)


def _named(plan: Plan, task: Task, people: tuple[int, ...]) -> tuple[int, ...]:
    """Of those who could, the ones the task names, if it names any."""
    if not task.people:
        return people
    return tuple(at for at in people if plan.people[at].id in task.people) or people


def _of_the_axis(plan: Plan, axis: Axis) -> dict[str, Any]:
    return {
        "tasks": len(plan.tasks),
        "length": axis.length,
        "plan_calendar": axis.of_plan,
        "span_base": bases([len(spans) for spans in axis.spans]),
        "span_from": np.concatenate([_NONE, *(spans[:, 0] for spans in axis.spans)]),
        "span_to": np.concatenate([_NONE, *(spans[:, 1] for spans in axis.spans)]),
        "span": bases([len(spans) for spans in axis.spans]),
        "calendar": np.array(axis.of_person, np.int32),
        "share": ints(round(person.share * 100) for person in plan.people),
    }


def _of_people(plan: Plan, members: list[tuple[int, ...]]) -> dict[str, Any]:
    groups: list[list[int]] = [[] for _ in plan.people]
    for group, people in enumerate(members):
        for person in people:
            groups[person].append(group)
    units = [person.units for person in plan.people]
    return {
        "people": len(plan.people),
        "groups": len(members),
        "units": ints(units),
        "units_in": ints(sum(units[person] for person in people) for people in members),
        "member_base": bases([len(people) for people in members]),
        "member": ints(person for people in members for person in people),
        "group_base": bases([len(of) for of in groups]),
        "group": ints(group for of in groups for group in of),
    }


def _of_needs(
    plan: Plan,
    needs: list[tuple[Need, ...]],
    group_of: dict[tuple[int, int], int],
    members: list[tuple[int, ...]],
) -> dict[str, Any]:
    """Needs, the room to note who serves them, and the queue a task stands in."""
    queues = len(members) + 1
    queue_of = ints(group_of[at, 0] if len(of) == 1 else queues - 1 for at, of in enumerate(needs))
    room = [
        sum(min(need.units, len(members[group_of[at, which]])) for which, need in enumerate(of))
        for at, of in enumerate(needs)
    ]
    standing = np.bincount(queue_of[[bool(of) for of in needs]], minlength=queues)
    return {
        "need_base": bases([len(of) for of in needs]),
        "need_group": ints(group_of[at, w] for at, of in enumerate(needs) for w in range(len(of))),
        "need_units": ints(need.units for of in needs for need in of),
        "queue_of": queue_of,
        "queue_base": bases(standing.tolist()),
        "slot_base": bases(room),
    }


def _standing_links(plan: Plan) -> list[Link]:
    tasks = {task.id: task for task in plan.tasks}
    return [link for link in plan.links if not _is_settled(link, tasks, plan)]


def _of_links(plan: Plan, links: list[Link], number: dict[str, int]) -> dict[str, Any]:
    tasks = plan.tasks
    links = sorted(links, key=lambda link: number[link.before])
    after = [number[link.after] for link in links]
    kinds = [_KINDS[link.kind] for link in links]
    to_start = [task for task, kind in zip(after, kinds, strict=True) if kind < 2]
    to_end = [task for task, kind in zip(after, kinds, strict=True) if kind > 1]
    links_in = np.bincount(ints(to_start), minlength=len(tasks)).astype(np.int32)
    out = np.bincount(ints(number[link.before] for link in links), minlength=len(tasks))
    first = np.flatnonzero(links_in == 0).astype(np.int32)
    return {
        "links_in": links_in,
        "ends_in": np.bincount(ints(to_end), minlength=len(tasks)).astype(np.int32),
        "first": first,
        "firsts": len(first),
        "link_base": bases(out.tolist()),
        "link_task": ints(after),
        "link_kind": ints(kinds),
        "link_lag": ticks(np.array([link.lag for link in links]), plan.tick),
        "link_elapsed": ints(link.elapsed for link in links),
    }


def _is_settled(link: Link, tasks: dict[str, Task], plan: Plan) -> bool:
    """Whether nobody waits for a link any more: what has begun or is done, is."""
    before, after = tasks[link.before], tasks[link.after]
    if before.done >= 1 or after.done >= 1:
        return True
    if link.kind in {"SS", "SF"} and is_running(before, plan):
        return True
    return link.kind in {"FS", "SS"} and is_running(after, plan)


def _earliest(task: Task, axis: Axis) -> int:
    moments = [moment for moment in (task.earliest, task.start) if moment is not None]
    return max([0, *(axis.place_of(moment) for moment in moments)])


def _of_windows(plan: Plan, axis: Axis) -> dict[str, Any]:
    spans = [_spans(task, plan, axis) for task in plan.tasks]
    return {
        "window_base": bases([len(of) for of in spans]),
        "window_from": ints(begin for of in spans for begin, _ in of),
        "window_to": ints(end for of in spans for _, end in of),
    }


def _spans(task: Task, plan: Plan, axis: Axis) -> list[tuple[int, int]]:
    """Where a task may lie, in order; empty for everywhere. What runs already, runs on."""
    if task.done >= 1 or is_running(task, plan) or not (task.windows or task.freezes):
        return []
    spans = [(axis.place_of(begin), axis.place_until(end)) for begin, end in task.windows]
    spans = sorted(spans) or [(0, FOR_EVER)]
    for begin, end in task.freezes:
        one, last = axis.place_until(begin), axis.place_of(end)
        spans = [
            part
            for span in spans
            for part in ((span[0], min(span[1], one)), (max(span[0], last), span[1]))
        ]
    return [(max(begin, 0), end) for begin, end in spans if max(begin, 0) < end]
