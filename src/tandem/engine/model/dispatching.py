"""Runs the kernel's dispatch over many trials, on an axis that is long enough."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from tandem.engine.kernel import Kernel, taken
from tandem.engine.model.alone import carry_out, ground, is_alone
from tandem.engine.model.axis import Ints
from tandem.engine.model.network import Network, network_of
from tandem.engine.model.threads import in_threads
from tandem.engine.problem import Need, Plan, eligible, in_order, planned_hours

LONGEST_DAYS = 40 * 366
"""No plan is looked at further than that; what isn't done by then is never done."""

_AT_ONCE = 32

_WORK = (
    *("missing", "owed", "bound", "least_end", "trigger", "ready_at", "began_at"),
    *("queued_for", "queued_by", "slots_used", "zero", "critical"),
)
_OF_PEOPLE = ("free", "away", "freed_at", "freed_by")
_OF_QUEUES = ("head", "tail", "cursor", "is_touched", "touched_queue", "free_in")


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """What happened in each trial: places of starts and finishes as [task, trial], -1 for never.

    `critical` counts the trials in which a task was on the chain to the end, `waited` the places
    that such tasks waited for each group, over all trials. `slots` is, after a single trial, who
    worked on what: (task, person, units).
    """

    network: Network
    starts: Ints
    finishes: Ints
    critical: Ints
    waited: npt.NDArray[np.float64]
    slots: tuple[tuple[int, int, int], ...]


Sampling = Callable[[Network], Ints]
"""Gives the ticks of work of each task in each trial, as [task, trial]."""
Ordering = Callable[[Network], Ints]
"""Gives the tasks' numbers, most urgent first."""


def dispatch(
    plan: Plan, order: Ordering, durations: Sampling, using: Kernel, threads: int = 1
) -> Trials:
    """Dispatch in every trial; again on a longer axis where one of them ran over its end."""
    days = first_guess(plan)
    while True:
        network = network_of(plan, days)
        found = run(network, order(network), durations(network), using, threads)
        if not _ran_over(found):
            return found
        if days >= LONGEST_DAYS:
            found.finishes[found.finishes > network.axis.length] = -1
            return found
        days = min(4 * days, LONGEST_DAYS)


def run(network: Network, order: Ints, durations: Ints, using: Kernel, threads: int) -> Trials:
    """The trials on this axis, divided among threads; how many doesn't change the result."""
    trials = durations.shape[1]
    whole = (durations, np.full_like(durations, -1), np.full_like(durations, -1))
    made = in_threads(
        lambda first, stop: _carry_out(network, order, using, whole, (first, stop)), trials, threads
    )
    critical = sum(taken(one.critical, np.int32) for one in made)
    waited = sum(taken(one.waited, np.float64) for one in made)
    slots = _slots(network, made[0]) if trials == 1 else ()
    return Trials(network, *whole[1:], np.asarray(critical), np.asarray(waited), slots)


def _carry_out(
    network: Network,
    order: Ints,
    using: Kernel,
    whole: tuple[Ints, Ints, Ints],
    cut: tuple[int, int],
) -> Any:
    """Some of the trials, a few at a time: a row for each task that spans all of them would put
    every number onto a memory page of its own, which is four times slower for 1,000 tasks."""
    first, stop = cut
    short = is_alone(network)
    made = ground(network, order, using) if short else _ground(network, order, using)
    few = carry_out if short else _carry_out_few
    for begin in range(first, stop, _AT_ONCE):
        end = min(begin + _AT_ONCE, stop)
        whole[1][:, begin:end], whole[2][:, begin:end] = few(made, using, whole[0][:, begin:end])
    return made


def _carry_out_few(made: Any, using: Kernel, durations: Ints) -> tuple[Ints, Ints]:
    """Starts and finishes of some trials, as [task, trial]."""
    starts, finishes = (np.full(durations.shape, -1, np.int32) for _ in range(2))
    made.durations = using.put(np.ascontiguousarray(durations))
    made.starts, made.finishes = using.put(starts), using.put(finishes)
    made.run(0, durations.shape[1])
    return starts, finishes


def _ground(network: Network, order: Ints, using: Kernel) -> Any:
    """A kernel object without its trials' numbers."""
    return using.make("dispatch", "Dispatch", _arrays(network, order))


def _arrays(network: Network, order: Ints) -> dict[str, Any]:
    """What the kernel reads, and room for what it notes."""
    arrays = network.arrays
    tasks, people, queues = arrays["tasks"], arrays["people"], arrays["groups"] + 1
    rank = np.empty(tasks, np.int32)
    rank[order] = np.arange(tasks, dtype=np.int32)
    slots = int(arrays["slot_base"][-1])
    return {
        **arrays,
        **{name: np.zeros(tasks, np.int32) for name in _WORK},
        **{name: np.zeros(people, np.int32) for name in _OF_PEOPLE},
        **{name: np.zeros(queues, np.int32) for name in _OF_QUEUES},
        "free_in": np.zeros(arrays["groups"], np.int32),
        "none": np.full(tasks, -1, np.int32),
        "order": order,
        "rank": rank,
        "queue": np.zeros(tasks + 1, np.int32),
        "events": np.zeros(tasks + people + 1, np.int64),
        "slot_person": np.zeros(slots, np.int32),
        "slot_units": np.zeros(slots, np.int32),
        "waited": np.zeros(queues, np.float64),
    }


def _slots(network: Network, made: Any) -> tuple[tuple[int, int, int], ...]:
    """Who worked on what in the last trial."""
    if is_alone(network):
        who = taken(made.who, np.int32)
        return tuple((task, int(who[task]), 1) for task in np.flatnonzero(who >= 0).tolist())
    base = network.arrays["slot_base"]
    people = taken(made.slot_person, np.int32)
    units = taken(made.slot_units, np.int32)
    return tuple(
        (task, int(people[slot]), int(units[slot]))
        for task in range(len(base) - 1)
        for slot in range(base[task], base[task + 1])
        if units[slot]
    )


def _ran_over(found: Trials) -> bool:
    """Whether something ended beyond the axis, or not at all for want of room on it."""
    axis = found.network.axis
    if not found.finishes.size:
        return False
    free = axis.clock is None and not len(set(axis.of_person) | {axis.of_plan}) > 1
    if free:
        return False
    return bool(found.finishes.max() > axis.length or found.finishes.min() < 0)


def first_guess(plan: Plan) -> int:
    """The days of the clock in which a plan is likely to be over, in nearly every trial."""
    hours = {task.id: planned_hours(task.estimate) for task in plan.tasks}
    working = 4 * max(_longest_queue(plan, hours), _longest_chain(plan, hours))
    named = [
        moment
        for task in plan.tasks
        for moment in (task.earliest, task.start, *(edge for span in task.windows for edge in span))
        if moment is not None
    ]
    latest = max(named, default=plan.start)
    return min(60 + int(working / 5) + _days(plan.start, latest), LONGEST_DAYS)


def _longest_queue(plan: Plan, hours: dict[str, float]) -> float:
    """The hours that those are busy for whom most is asked, or everybody together."""
    asked: dict[Need, float] = {}
    for task in plan.tasks:
        for need in task.needs:
            asked[need] = asked.get(need, 0.0) + hours[task.id] * need.units
    everybody = sum(person.units * person.share for person in plan.people)
    found = [sum(asked.values()) / max(1.0, everybody)]
    for need, load in asked.items():
        people = (plan.people[at] for at in eligible(need, plan.people))
        found.append(load / max(0.01, sum(person.units * person.share for person in people)))
    return max(found)


def _longest_chain(plan: Plan, hours: dict[str, float]) -> float:
    """The hours of the longest row of tasks in which each waits for the one before."""
    after: dict[str, list[tuple[str, float]]] = {}
    for link in plan.links:
        after.setdefault(link.before, []).append((link.after, link.lag))
    until = dict(hours)
    for name in in_order(list(hours), [(link.before, link.after) for link in plan.links]):
        for other, lag in after.get(name, ()):
            until[other] = max(until[other], until[name] + lag + hours[other])
    return max(until.values(), default=0.0)


def _days(start: datetime, end: datetime) -> int:
    return max(0, (end - start).days)
