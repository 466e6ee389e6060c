"""What a forecast says: when, with what chance, because of what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

import numpy as np

from tandem.engine.forecast.sampling import Drawn
from tandem.engine.model.axis import Floats, Ints
from tandem.engine.model.dispatching import Trials
from tandem.engine.model.network import FOR_EVER


@dataclass(frozen=True, slots=True)
class Promise:
    """A promised date, and the chance (0 … 1) to keep it."""

    task: str
    deadline: datetime
    chance: float


@dataclass(frozen=True, slots=True)
class Wait:
    """How long, in the mean, the chain to the end waits for people: hours of open time."""

    names: tuple[str, ...]
    people: tuple[str, ...]
    hours: float


@dataclass(frozen=True, slots=True)
class Driver:
    """How strongly a task moves the end: the rank correlation (-1 … 1) of its work with it."""

    task: str
    correlation: float


class Forecast:
    """When everything is ready, in `trials` ways it could go.

    Dates are aware, in UTC. Where something never gets ready, because its people have left, a date
    is None and counts as after every other one. The same plan, seed and number of trials give the
    same forecast.
    """

    def __init__(self, found: Trials, drawn: Drawn) -> None:
        self._found = found
        self.drawn = drawn
        self.seed = drawn.seed
        self.trials = drawn.durations.shape[1]
        self.plan = found.network.plan

    @cached_property
    def finishes(self) -> Ints:
        """The places on the axis at which tasks finish, as [task, trial]."""
        found = self._found.finishes
        never = np.int32(FOR_EVER)
        return np.where(found < 0, never, found) if (found < 0).any() else found

    @cached_property
    def _sorted(self) -> Ints:
        places = self.finishes
        if places.max(initial=0) < 2**16:  # Then they are sorted by their digits: a third of it.
            return np.sort(places.astype(np.uint16), axis=1, kind="stable").astype(np.int32)
        return np.sort(places, axis=1)

    @cached_property
    def _ends(self) -> Ints:
        """When all is finished in each trial."""
        return np.asarray(self.finishes.max(axis=0, initial=0))

    def finish(self, task: str, chance: float = 0.8) -> datetime | None:
        """The date by which a task is ready with this chance (0 … 1)."""
        at = self._found.network.number[task]
        found, earliest = self._date(self._sorted[at], chance), self.plan.tasks[at].earliest
        # A milestone of Monday morning stands where Friday ends.
        return max(found, earliest.astimezone(UTC)) if found and earliest else found

    def starts(self, chance: float = 0.5) -> dict[str, datetime]:
        """The date by which each task starts with this chance; without those that never do."""
        network = self._found.network
        at = min(max(int(np.ceil(chance * self.trials)) - 1, 0), self.trials - 1)
        found = np.where(self._found.starts < 0, np.int32(FOR_EVER), self._found.starts)
        places = np.sort(found, axis=1)[:, at].tolist()
        return {
            task.id: network.axis.begins(place)
            for task, place in zip(network.plan.tasks, places, strict=True)
            if place < FOR_EVER
        }

    def end(self, chance: float = 0.8, project: str | None = None) -> datetime | None:
        """The date by which everything, or everything of a project, is ready with this chance."""
        return self._date(np.sort(self._ends_of(project)), chance)

    def chance(self, by: datetime, task: str | None = None, project: str | None = None) -> float:
        """The chance (0 … 1) that a task, a project or all is ready by a date."""
        ends = self._ends_of(project) if task is None else self._row(task)
        return float(np.mean(ends <= self._found.network.axis.place_until(by)))

    @property
    def promises(self) -> tuple[Promise, ...]:
        """All promised dates of the plan."""
        return tuple(
            Promise(task.id, task.deadline, self.chance(task.deadline, task.id))
            for task in self.plan.tasks
            if task.deadline is not None
        )

    @property
    def criticality(self) -> dict[str, float]:
        """For each task the share of trials in which it stood on the chain that led to the end."""
        shares = (self._found.critical / self.trials).tolist()
        return {task.id: shares[at] for at, task in enumerate(self.plan.tasks)}

    @property
    def waits(self) -> tuple[Wait, ...]:
        """For which people the chain to the end waits, the longest first."""
        network = self._found.network
        hours = self._found.waited / self.trials * (self.plan.tick / 60)
        found = [
            Wait(network.whom[group], network.groups[group], float(hours[group]))
            for group in range(len(network.groups))
            if hours[group] > 0
        ]
        return tuple(sorted(found, key=lambda wait: -wait.hours))

    def drivers(self, most: int = 10) -> tuple[Driver, ...]:
        """The tasks whose work moves the end the most (Spearman's rank correlation)."""
        ends = _ranks(self._ends)
        spread = self.drawn.durations.max(axis=1) > self.drawn.durations.min(axis=1)
        found = []
        for at in np.flatnonzero(spread):
            with np.errstate(invalid="ignore"):
                value = float(np.corrcoef(_ranks(self.drawn.durations[at]), ends)[0, 1])
            if value == value:  # noqa: PLR0124 (not a number: the end never moves)
                found.append(Driver(self.plan.tasks[at].id, value))
        return tuple(sorted(found, key=lambda driver: -driver.correlation)[:most])

    @cached_property
    def costs(self) -> Floats:
        """The money it costs in each trial: hours by the mean rate of those asked, and `cost`."""
        network, plan = self._found.network, self.plan
        rate = {person.id: person.rate for person in plan.people}
        mean = [sum(rate[name] for name in who) / len(who) for who in network.groups]
        base, group = network.arrays["need_base"], network.arrays["need_group"]
        units = network.arrays["need_units"]
        hourly = [
            sum(mean[group[need]] * int(units[need]) for need in range(base[at], base[at + 1]))
            for at in range(len(plan.tasks))
        ]
        work = np.array(hourly) @ self.drawn.durations * (plan.tick / 60)
        return np.asarray(work + sum(task.cost for task in plan.tasks))

    def cost(self, chance: float = 0.8) -> float:
        """The money under which it stays with this chance."""
        return float(np.quantile(self.costs, chance)) if self.trials else 0.0

    def chance_of_cost(self, budget: float) -> float:
        """The chance (0 … 1) that it costs no more than a budget."""
        return float(np.mean(self.costs <= budget))

    def dates(self, task: str, chances: Sequence[float]) -> tuple[datetime | None, ...]:
        """Several quantiles of a task's end at once."""
        return tuple(self.finish(task, chance) for chance in chances)

    def _row(self, task: str) -> Ints:
        return np.asarray(self.finishes[self._found.network.number[task]])

    def _ends_of(self, project: str | None) -> Ints:
        if project is None:
            return self._ends
        rows = [at for at, task in enumerate(self.plan.tasks) if task.project == project]
        return np.asarray(self.finishes[rows].max(axis=0, initial=0))

    def _date(self, places: Ints, chance: float) -> datetime | None:
        at = min(max(int(np.ceil(chance * len(places))) - 1, 0), len(places) - 1)
        place = int(places[at])
        return None if place >= FOR_EVER else self._found.network.axis.ends(place)


def _ranks(values: Ints) -> Floats:
    """Ranks; equal values share their mean rank."""
    _, back, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2)[back])


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change does to one task, or to the end (`task` is ""), on the same random numbers.

    `moved` is how much later (positive) the dates of these chances are; `later` and `earlier` the
    shares of trials in which it is. Dates that are never reached move by None.
    """

    task: str
    moved: tuple[tuple[float, timedelta | None], ...]
    later: float
    earlier: float


def compare(
    before: Forecast, after: Forecast, chances: Sequence[float] = (0.5, 0.8, 0.9)
) -> tuple[Difference, ...]:
    """What changed from one forecast to another: the end, then every task both have that moved.

    Raises ValueError where they were not made with the same seed and number of trials.
    """
    if (before.seed, before.trials) != (after.seed, after.trials):
        raise ValueError("Two forecasts are compared trial by trial: same seed, as many trials.")
    both = [task.id for task in before.plan.tasks]
    known = {task.id for task in after.plan.tasks}
    tasks = [name for name in both if name in known]
    found = [_difference(before, after, name, chances) for name in ("", *tasks)]
    return (found[0], *(one for one in found[1:] if one.later or one.earlier))


def _difference(
    before: Forecast, after: Forecast, task: str, chances: Sequence[float]
) -> Difference:
    moved = []
    for chance in chances:
        one, other = (of.finish(task, chance) if task else of.end(chance) for of in (before, after))
        moved.append((chance, other - one if one and other else None))
    first, second = _moments(before, task), _moments(after, task)
    later, earlier = float(np.mean(second > first)), float(np.mean(second < first))
    return Difference(task, tuple(moved), later, earlier)


def _moments(forecast: Forecast, task: str) -> Ints:
    """The steps of the clock at which something ends, which two axes share."""
    places = forecast._row(task) if task else forecast._ends  # noqa: SLF001
    axis = forecast._found.network.axis  # noqa: SLF001
    return axis.steps_of(places)
