"""What each task takes in each trial: numbers keyed by seed and task, so that what nobody touched
stays as it was when another task is changed, added or taken away.

A task's number is a normal deviation, made of one of its own and one that the whole plan shares
(what delays one, delays others: a Gaussian copula); its estimate turns that into hours.
"""

from dataclasses import dataclass
from hashlib import sha256
from math import log, sqrt

import numpy as np

from tandem.engine.forecast.habits import Habits, SizeCurve
from tandem.engine.forecast.normal import chance_below, deviation_at
from tandem.engine.model.axis import Floats, Ints
from tandem.engine.model.network import Network, ticks
from tandem.engine.model.threads import in_threads
from tandem.engine.problem import Empirical, Fixed, LogNormal, Plan, Single, Task, ThreePoint

_OUTER = 1.2815515655446004
"""How many standard deviations the 90 % point lies above the median."""
_MOST = 1e6
"""No task takes more hours than that in any trial."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Ticks of work still to do, as [task, trial], and what they were drawn for."""

    plan: Plan
    habits: Habits
    seed: int
    durations: Ints

    def rows(self, plan: Plan, trials: int, seed: int, habits: Habits) -> dict[str, int]:
        """Where the numbers stand of those tasks that a plan has just so; all by task and seed."""
        same = (self.seed, self.durations.shape[1]) == (seed, trials) and self.habits == habits
        if not same or self.plan.tick != plan.tick:
            return {}
        wanted = {task.id: task for task in plan.tasks}
        return {
            task.id: at
            for at, task in enumerate(self.plan.tasks)
            if (now := wanted.get(task.id)) is task or now == task
        }


def sample(
    network: Network,
    trials: int,
    seed: int,
    habits: Habits,
    earlier: Drawn | None = None,
    threads: int = 1,
) -> Drawn:
    """What each task takes; what was drawn `earlier` for a task that is the same is taken over."""
    plan = network.plan
    known = earlier.rows(plan, trials, seed, habits) if earlier else {}
    common = own_numbers("", trials, seed)
    found = np.empty((len(plan.tasks), trials), np.int32)

    def draw(first: int, stop: int) -> None:
        for at in range(first, stop):
            task = plan.tasks[at]
            if earlier and task.id in known:
                found[at] = earlier.durations[known[task.id]]
            elif task.done >= 1 or isinstance(task.estimate, Fixed):
                found[at] = network.planned[at]
            else:
                found[at] = ticks(_hours(task, common, trials, seed, habits), plan.tick)

    in_threads(draw, len(plan.tasks), threads)
    return Drawn(plan, habits, seed, found)


def own_numbers(name: str, trials: int, seed: int) -> Floats:
    """The standard normal numbers of one task; "" is what all share."""
    key = int.from_bytes(sha256(name.encode()).digest()[:8], "big")
    source = np.random.SeedSequence((seed % 2**64, key))
    return np.random.Generator(np.random.SFC64(source)).standard_normal(trials)


def _hours(task: Task, common: Floats, trials: int, seed: int, habits: Habits) -> Floats:
    spread = habits.spread(task.estimate)
    shared = min(habits.common / spread, 1.0) if spread else 0.0
    number = own_numbers(task.id, trials, seed)
    number *= sqrt(1 - shared * shared)
    number += shared * common
    if task.spent is not None and not task.done:
        number = _beyond(task, number, habits)
        return np.maximum(hours_at(task, number, habits) - task.spent, 0.0)
    hours = hours_at(task, number, habits)
    if task.done:
        hours *= 1 - task.done
    return np.minimum(hours, _MOST, out=hours)


def hours_at(task: Task, number: Floats, habits: Habits) -> Floats:
    """The hours that the whole task takes at these normal deviations."""
    teams = tuple(need.who for need in task.needs if need.kind == "team")
    match task.estimate:
        case Single(hours=hours):
            if (curve := habits.curve(hours)) is not None:
                found = _on_curve(curve, number, habits.spread(task.estimate) / habits.normal)
            else:
                found = number * habits.spread(task.estimate)
            found += habits.log_bias(teams)
            return _times(hours, found)
        case LogNormal(median=middle, spread=spread):
            return _times(middle, number * spread)
        case ThreePoint(low=low, likely=likely, high=high):
            down = log(likely / low) / _OUTER * habits.widening
            up = log(high / likely) / _OUTER * habits.widening
            return likely * np.exp(np.where(number < 0, number * down, number * up))
        case Empirical(cases=cases):
            places = (np.arange(len(cases)) + 0.5) / len(cases)
            return np.asarray(np.interp(chance_below(number), places, np.sort(cases)))
        case Fixed(hours=hours):
            return np.full_like(number, hours)


def _times(hours: float, logarithms: Floats) -> Floats:
    """So many hours, multiplied; takes the array of logarithms for it."""
    np.exp(logarithms, out=logarithms)
    logarithms *= hours
    return logarithms


def _on_curve(curve: SizeCurve, number: Floats, wider: float) -> Floats:
    """A curve holds for numbers that are trusted as usual; a guess lies so much wider around its
    middle, what is sure so much closer.
    """
    chances = np.linspace(curve.least, 1 - curve.least, len(curve.ratios))
    at = deviation_at(chances)
    found = np.asarray(np.interp(number, at, curve.ratios))
    if wider == 1:
        return found
    middle = float(np.interp(0.0, at, curve.ratios))
    return middle + (found - middle) * wider


def _beyond(task: Task, number: Floats, habits: Habits) -> Floats:
    """The deviations of those outcomes that are longer than what was spent already."""
    grid = np.linspace(-8.0, 8.0, 641)
    lengths = hours_at(task, grid, habits)
    spent = np.interp(task.spent or 0.0, lengths, grid)
    passed = chance_below(spent)
    return deviation_at(passed + (1 - passed) * chance_below(number))
