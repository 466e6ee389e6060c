"""What a schedule says: when, by whom, what holds each task, how far from the best it may be."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from tandem.engine.model.placed import Placed

Because = Literal["start", "link", "date", "fixed", "people", "window"]


@dataclass(frozen=True, slots=True)
class Binding:
    """Why a task doesn't start earlier.

    `start`: it starts with the plan; `link`: it waits for `by`, a task; `date`: for its own
    earliest date; `fixed`: its start is given; `people`: for `by`, who are at something else or
    away; `window`: for its window, or the end of a freeze.
    """

    task: str
    because: Because
    by: str = ""


@dataclass(frozen=True, slots=True)
class LatePromise:
    """A promised date that the schedule doesn't keep, and by how much on the wall."""

    task: str
    deadline: datetime
    by: timedelta


@dataclass(frozen=True, slots=True)
class Schedule:
    """When and by whom everything is done.

    `end` is when all is finished; `bound` is a date before which no schedule of this plan can end,
    and `gap` how much longer than that this one is, as a share (0: nothing better exists). `proved`
    says that the exact solver has proved it best; `unproved` why it wasn't asked, where it wasn't.
    `stopped_early` is set where a safety stop by the clock ended the search, so that another
    machine may find something else. `schedules` counts those that were looked at. Dates are in UTC.
    """

    placed: tuple[Placed, ...]
    end: datetime
    bound: datetime
    gap: float
    late: tuple[LatePromise, ...]
    bindings: tuple[Binding, ...]
    proved: bool
    unproved: str
    stopped_early: bool
    schedules: int

    def task(self, name: str) -> Placed:
        """When and by whom one task is done. Raises KeyError where there is no such task."""
        for one in self.placed:
            if one.task == name:
                return one
        raise KeyError(name)

    @property
    def order(self) -> tuple[str, ...]:
        """The tasks by their start: how urgent the schedule makes them, for a forecast."""
        return tuple(one.task for one in sorted(self.placed, key=lambda one: one.start))
