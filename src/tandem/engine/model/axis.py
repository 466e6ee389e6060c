"""The axis of time: the steps of the clock at which anybody of the plan is there, in a row.

Nights and weekends on which nobody works take no place on it. Whoever has the hours that make the
axis works without a gap on it, so that most of the arithmetic is adding. Where something passes
on the wall (elapsed time), the axis is the clock itself, and every calendar has its gaps.
"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from tandem.engine.model.openness import (
    Flags,
    moment_of,
    open_steps,
    plan_steps,
    step_of,
    steps_before,
)
from tandem.engine.problem import Plan

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

ALWAYS = -1
"""The number of the calendar that is open at every place of the axis."""
WITHOUT_END = 2**31 - 1


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """Places 0 … length of open time, and what each calendar has of it.

    `clock[p]` is the step of the clock (since the plan's start) of place p, `place[s]` the first
    place at step s or later; both None where the axis is the clock itself. Beyond `length` every
    calendar counts as open and the axis as the clock: nothing may be read off there.
    `spans[c]` are the open spans of calendar c, (from, to) in rising order; the last begins where
    the axis ends. `of_person` and `of_plan` say which calendar (a number, or ALWAYS) is whose.
    """

    first: int
    tick: int
    length: int
    clock: Ints | None
    place: Ints | None
    spans: tuple[Ints, ...]
    of_person: tuple[int, ...]
    of_plan: int

    def place_of(self, moment: datetime) -> int:
        """The first place that begins at this moment or later; negative before the plan's start."""
        step = step_of(moment, self.tick) - self.first
        if self.place is None or step < 0:
            return step
        steps = len(self.place) - 1
        return int(self.place[step]) if step <= steps else self.length + step - steps

    def place_until(self, moment: datetime) -> int:
        """The last place by which something that is over at this moment may end."""
        step = steps_before(moment, self.tick) - self.first
        if self.place is None or step < 0:
            return step
        steps = len(self.place) - 1
        return int(self.place[step]) if step <= steps else self.length + step - steps

    def begins(self, place: int) -> datetime:
        """When something begins that begins at this place, in UTC."""
        return moment_of(self.first + self._step(place), self.tick)

    def ends(self, place: int) -> datetime:
        """When something is over that ends before this place, in UTC: not after a night."""
        if place <= 0:
            return moment_of(self.first + place, self.tick)
        return moment_of(self.first + self._step(place - 1) + 1, self.tick)

    def steps_of(self, places: Ints) -> Ints:
        """The steps of the clock since the plan's start at which things end that end there."""
        if self.clock is None:
            return places
        inside = self.clock[np.clip(places - 1, 0, self.length - 1)] + 1
        beyond = self._step(self.length) + places - self.length
        return np.where(places <= 0, 0, np.where(places > self.length, beyond, inside))

    def _step(self, place: int) -> int:
        if self.clock is None or place < 0:
            return place
        if place < self.length:
            return int(self.clock[place])
        return len(self.place) - 1 + place - self.length if self.place is not None else place


def axis_for(plan: Plan, days: int) -> Axis:
    """Lay the axis for a plan, `days` of the clock long."""
    first = step_of(plan.start, plan.tick)
    steps = days * 1440 // plan.tick
    flags = [open_steps(plan, person, first, steps) for person in plan.people]
    of_plan = plan_steps(plan, first, steps)
    all_flags = [*flags, of_plan] if not flags or _asks_the_plan(plan) else flags
    union = None if _runs_by_night(plan) else _union(all_flags, steps)
    if union is None:
        clock = place = None
        length = steps
    else:
        clock = np.flatnonzero(union).astype(np.int32)
        place = np.concatenate(([0], np.cumsum(union))).astype(np.int32)
        length = len(clock)
    rows: list[Flags] = []
    known: dict[bytes, int] = {}
    of_person = tuple(_row(one, clock, rows, known) for one in flags)
    plan_row = _row(of_plan, clock, rows, known)
    spans = tuple(_spans(row) for row in rows)
    return Axis(first, plan.tick, length, clock, place, spans, of_person, plan_row)


def _asks_the_plan(plan: Plan) -> bool:
    """Whether anything passes in the plan's own calendar: a wait, a lag."""
    waits = any(not task.needs and not task.elapsed for task in plan.tasks)
    return waits or any(link.lag for link in plan.links)


def _runs_by_night(plan: Plan) -> bool:
    """Whether anything passes on the wall: then the axis is the clock."""
    return any(task.elapsed for task in plan.tasks) or any(link.elapsed for link in plan.links)


def _union(flags: list[Flags | None], steps: int) -> Flags | None:
    """Open where anybody is; None where somebody always is, or nobody needs to be."""
    some = [one for one in flags if one is not None]
    if len(some) < len(flags):
        return None
    union = np.zeros(steps, bool)
    for one in some:
        union |= one
    return union


def _row(
    flags: Flags | None, clock: Ints | None, rows: list[Flags], known: dict[bytes, int]
) -> int:
    """The row of these flags in the tables; alike calendars share one."""
    if flags is None:
        return ALWAYS
    on_axis = flags if clock is None else flags[clock]
    if on_axis.all():
        return ALWAYS
    key = np.packbits(on_axis).tobytes()
    if key not in known:
        known[key] = len(rows)
        rows.append(on_axis)
    return known[key]


def _spans(row: Flags) -> Ints:
    """The open spans of a calendar as [span, 2], and the one without an end."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False]))))
    return np.append(edges, (len(row), WITHOUT_END)).astype(np.int32).reshape(-1, 2)
