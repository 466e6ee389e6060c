"""What a search for a schedule stands on: the kernel's placing, forwards and backwards in time."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tandem.engine.kernel import Kernel, taken
from tandem.engine.model.axis import ALWAYS, WITHOUT_END, Ints
from tandem.engine.model.network import Network, bases, ints, is_running

Cost = tuple[float, int, float]
"""What a schedule is judged by, in this order: weighted lateness, its end, how far tasks moved."""

MISSED = 1e15
"""What a missed window costs: more than any lateness, less than finding no room at all."""

_BACKWARDS = {0: 0, 1: 2, 2: 1, 3: 3}
"""What a link is when time runs backwards: between starts becomes between ends."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A schedule: its cost, an order that gives it, places of starts and finishes, slots."""

    cost: Cost
    order: Ints
    starts: Ints
    finishes: Ints


class Grounds:
    """Both kernels for one network, and one way to call them."""

    def __init__(self, network: Network, room: int, before: Ints | None, using: Kernel) -> None:
        self.network = network
        self.using = using
        self.schedules = 0
        arrays = _arrays(network, room, before)
        self._forwards = using.make("placing", "Placing", arrays)
        # Arrays of its own: a kernel writes into those it has.
        arrays = _arrays(network, room, None)
        self._backwards = using.make("placing", "Placing", {**arrays, **_mirrored(network)})
        self._lists = using.make(
            "placing",
            "Lists",
            {"tasks": arrays["tasks"], "seen": np.zeros(arrays["tasks"], np.int32)},
        )

    @property
    def overran(self) -> bool:
        """Whether the last schedule found no room for a task."""
        return bool(self._forwards.overran)

    def place(self, order: Ints) -> Found:
        """The schedule that an order gives. The order of the result is by start."""
        kernel = self._forwards
        kernel.serial(self.using.put(order))
        self.schedules += 1
        starts, finishes = (
            taken(kernel.starts, np.int32).copy(),
            taken(kernel.finishes, np.int32).copy(),
        )
        late = float("inf") if kernel.overran else float(kernel.late) + kernel.missed * MISSED
        cost = (late, int(kernel.end), float(kernel.drift))
        return Found(cost, by_key(starts, order), starts, finishes)

    def judged(self, order: Ints, starts: Ints, finishes: Ints) -> Found:
        """What a schedule that came from elsewhere costs."""
        kernel = self._forwards
        kernel.starts = self.using.put(np.ascontiguousarray(starts))
        kernel.finishes = self.using.put(np.ascontiguousarray(finishes))
        kernel.judge()
        cost = (float(kernel.late), int(finishes.max(initial=0)), float(kernel.drift))
        return Found(cost, order, starts, finishes)

    def justify(self, found: Found) -> Found:
        """Move all to the right as far as it goes, then to the left again, if that is no worse.

        Source: V. Valls, F. Ballestín, S. Quintanilla, 2005, doi:10.1016/j.ejor.2004.04.008.
        """
        kernel = self._backwards
        kernel.serial(self.using.put(by_key(-found.finishes, found.order[::-1])))
        self.schedules += 1
        ends = taken(kernel.finishes, np.int32)
        again = self.place(by_key(-ends, found.order))
        return again if again.cost <= found.cost else found

    def cross(self, mother: Ints, father: Ints, first: int, stop: int) -> Ints:
        """A child of two orders; see the kernel's `cross`."""
        child = self.using.put(np.zeros_like(mother))
        self._lists.cross(self.using.put(mother), self.using.put(father), child, first, stop)
        return taken(child, np.int32)

    def slots(self) -> tuple[tuple[int, int, int], ...]:
        """Who is on what in the last schedule: (task, person, units)."""
        base = self.network.arrays["slot_base"]
        people = taken(self._forwards.slot_person, np.int32)
        units = taken(self._forwards.slot_units, np.int32)
        return tuple(
            (task, int(people[slot]), int(units[slot]))
            for task in range(len(base) - 1)
            for slot in range(base[task], base[task + 1])
            if units[slot]
        )


def by_key(keys: Ints, order: Ints) -> Ints:
    """The tasks by their keys, rising; equal ones as they stand in `order`."""
    return order[np.argsort(keys[order], kind="stable")]


def _arrays(network: Network, room: int, before: Ints | None) -> dict[str, Any]:
    arrays, plan = network.arrays, network.plan
    tasks, people = arrays["tasks"], arrays["people"]
    slots = int(arrays["slot_base"][-1])
    due = [
        WITHOUT_END if task.deadline is None else network.axis.place_until(task.deadline)
        for task in plan.tasks
    ]
    needed = {name: arrays[name] for name in _NEEDED}
    return {
        **needed,
        **_into(arrays),
        "room": room,
        "plain": int(_is_plain(arrays)),
        "end": 0,
        "overran": 0,
        "missed": 0,
        "stack": np.zeros(tasks + 1, np.int32),
        "used": np.zeros(max(people, 1) * room, np.int32),
        **{name: np.zeros(tasks, np.int32) for name in ("starts", "finishes", "slots_used")},
        "pinned": pinned(network),
        "due": ints(due),
        "weight": np.array([task.weight for task in plan.tasks], np.float64),
        "before": np.full(tasks, -1, np.int32) if before is None else before,
        "slot_person": np.zeros(slots, np.int32),
        "slot_units": np.zeros(slots, np.int32),
    }


_NEEDED = (
    *("tasks", "people", "length", "plan_calendar", "span_base", "span_from", "span_to", "span"),
    *("calendar", "share", "elapsed", "window_base", "window_from", "window_to", "planned"),
    *("earliest", "units", "need_base", "need_group", "need_units", "member_base", "member"),
    "slot_base",
)


def _is_plain(arrays: dict[str, Any]) -> bool:
    """Whether everybody is there all the time, and no task has a window."""
    there = (arrays["calendar"] == ALWAYS).all() and (arrays["share"] == 100).all()
    return bool(there and arrays["plan_calendar"] == ALWAYS and not len(arrays["window_from"]))


def pinned(network: Network) -> Ints:
    """Where tasks with a start of their own lie, -1 for all others; what runs begins at once."""
    plan, axis = network.plan, network.axis
    return ints(
        -1
        if task.start is None or task.done >= 1
        else 0
        if is_running(task, plan)
        else max(axis.place_of(task.start), 0)
        for task in plan.tasks
    )


def _into(arrays: dict[str, Any]) -> dict[str, Any]:
    """The links by the task that waits."""
    tasks = arrays["tasks"]
    before = np.repeat(np.arange(tasks, dtype=np.int32), np.diff(arrays["link_base"]))
    return _by_task(
        tasks,
        arrays["link_task"],
        {
            "into_task": before,
            "into_kind": arrays["link_kind"],
            "into_lag": arrays["link_lag"],
            "into_elapsed": arrays["link_elapsed"],
        },
    )


def _by_task(tasks: int, waits: Ints, columns: dict[str, Ints]) -> dict[str, Any]:
    order = np.argsort(waits, kind="stable")
    counts = np.bincount(waits, minlength=tasks)
    sorted_columns = {name: column[order].astype(np.int32) for name, column in columns.items()}
    return {"into_base": bases(counts.tolist()), **sorted_columns}


def _mirrored(network: Network) -> dict[str, Any]:
    """What is different when time runs backwards: links turn round, calendars are left out.

    What comes of it is only an order for the way forwards, which keeps to everything again.
    """
    arrays = network.arrays
    tasks = arrays["tasks"]
    before = np.repeat(np.arange(tasks, dtype=np.int32), np.diff(arrays["link_base"]))
    kinds = ints(_BACKWARDS[kind] for kind in arrays["link_kind"].tolist())
    columns = {
        "into_task": arrays["link_task"],
        "into_kind": kinds,
        "into_lag": arrays["link_lag"],
        "into_elapsed": np.ones_like(kinds),
    }
    nothing = np.zeros(tasks, np.int32)
    return {
        **_by_task(tasks, before, columns),
        "calendar": np.full(arrays["people"], ALWAYS, np.int32),
        "plan_calendar": ALWAYS,
        "plain": int((arrays["share"] == 100).all()),
        "earliest": nothing,
        "pinned": nothing - 1,
        "window_base": np.zeros(tasks + 1, np.int32),
        "before": nothing - 1,
    }
