"""The engine's own process: a forecast asked for as JSON on the way in, answered as JSON.

    echo '{"plan": {…}, "seed": 1, "trials": 2000}' | python -m tandem.plans.commands

Asked with `history` instead, it says what finished work teaches.

It alone loads numbers and the compiled kernel; neither the web server nor the worker does. What
people ask while they move a lever goes to a process that stays warm for a while (`quick`).
"""

import json
import sys
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from tandem.engine.calibration import Case, Score, calibrate, look_back
from tandem.engine.forecast import Forecast, Habits, SizeCurve, compare, forecast, without_limit
from tandem.engine.kernel import kernel
from tandem.formats.plans import plan_of
from tandem.plans.problems.answer import PLACES, SAFE, Answer, QuickAnswer, minutes
from tandem.plans.problems.learning import Taught
from tandem.plans.problems.question import LAUNCH

_WAITS, _DRIVERS = 3, 5
_MOST = {"compiled": 4_000_000, "interpreted": 120_000}
"""So many pieces of work, each trial counted, are placed at most: about a second."""
_LEAST_TRIALS = 100
_LEAST_HOURS, _LEAST_CORRELATION = 1.0, 0.1
_KEPT = 4
"""So many forecasts are kept by the warm process: what they drew needn't be drawn again."""
_THREADS = 2
"""Somebody waits for a quick one; it says the same with any number."""
_earlier: OrderedDict[int, Forecast] = OrderedDict()


def answered(question: dict[str, Any]) -> Answer:
    """The forecast of a plan; of a large one in fewer trials than were asked for."""
    plan = plan_of(question["plan"])
    trials = max(_LEAST_TRIALS, min(question["trials"], _MOST[kernel().how] // len(plan.tasks)))
    habits = habits_of(question.get("habits"))
    ready = forecast(plan, seed=question["seed"], trials=trials, habits=habits)
    tasks = [task.id for task in plan.tasks if task.id != LAUNCH]
    starts = ready.starts()
    return {
        "curve": [minutes(ready.end((at + 1) / 100)) for at in range(PLACES)],
        "tasks": {
            one: [
                minutes(starts.get(one)),
                *(minutes(end) for end in ready.dates(one, (0.5, SAFE))),
            ]
            for one in tasks
        },
        "waits": _waits(ready, habits),
        "drivers": [
            (one.task, one.correlation)
            for one in ready.drivers(_DRIVERS)
            if one.correlation >= _LEAST_CORRELATION and one.task != LAUNCH
        ],
        "done": minutes(ready.end(SAFE, project="")),
        "trials": ready.trials,
    }


def taught(history: Sequence[Sequence[Any]]) -> Taught:
    """What finished work teaches, and how its later part came out against the earlier."""
    cases = [Case(said, took, project=str(home)) for said, took, home, _ in history]
    found: Score = look_back(cases)
    return {
        "habits": asdict(calibrate(cases)),  # type: ignore[typeddict-item]
        "score": {**asdict(found), "before": look_back(cases, habits=Habits()).pinball},  # type: ignore[typeddict-item]
    }


def habits_of(kept: dict[str, Any] | None) -> Habits | None:
    """Habits as they were kept; nothing where nothing was learned yet."""
    if not kept:
        return None
    teams = tuple((name, factor) for name, factor in kept["teams"])
    curves = tuple(
        SizeCurve(one["up_to"], tuple(one["ratios"]), one["least"]) for one in kept["curves"]
    )
    return Habits(**{**kept, "teams": teams, "curves": curves})


def _waits(ready: Forecast, habits: Habits | None) -> list[tuple[list[str], float, float]]:
    """For whom the end waits, and how many days earlier it would be safe without that."""
    found: list[tuple[list[str], float, float]] = []
    for wait in ready.waits[:_WAITS]:
        if wait.hours < _LEAST_HOURS:
            continue
        plan = ready.plan
        for name in wait.people:
            plan = without_limit(plan, name)
        freed = forecast(plan, seed=ready.seed, trials=ready.trials, habits=habits, earlier=ready)
        moved = dict(compare(ready, freed, (SAFE,))[0].moved)[SAFE]
        days = -moved.total_seconds() / 86400 if moved else 0.0
        found.append((list(wait.people), wait.hours, max(0.0, days)))
    return found


def quick(question: dict[str, Any]) -> QuickAnswer:
    """The curve alone, and the safe ends of the tasks in `ends`, in the warm process.

    `about` says which plan it is a variant of: what another variant drew for the same task is used
    again, and the trials compare one by one.
    """
    plan = plan_of(question["plan"])
    trials = max(_LEAST_TRIALS, min(question["trials"], _MOST[kernel().how] // len(plan.tasks)))
    about = question["about"]
    ready = forecast(
        plan,
        seed=question["seed"],
        trials=trials,
        habits=habits_of(question.get("habits")),
        threads=_THREADS,
        earlier=_earlier.pop(about, None),
    )
    _earlier[about] = ready
    if len(_earlier) > _KEPT:
        _earlier.popitem(last=False)
    known = {task.id for task in plan.tasks}
    return {
        "curve": [minutes(ready.end((at + 1) / 100)) for at in range(PLACES)],
        "ends": {one: minutes(ready.finish(one, SAFE)) for one in question["ends"] if one in known},
        "trials": ready.trials,
    }


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    json.dump(taught(asked["history"]) if "history" in asked else answered(asked), sys.stdout)
