"""What the planning engine reaches: prints tables, judges nothing.

Run with `python -m bench.engine [DATA] [PART …] [--every N] [--from N]`. DATA is a folder with
public benchmarks (psplib/, rg300/, mplib1/, rcpspmax/, nrp/, effort/); without it,
`TANDEM_PLANNING_DATA`, or `data/11-planning` beside the checkout. What isn't there is passed over
in words. The parts are the functions in PARTS; `--every 5 --from 2` takes every fifth instance from
the third on. Times are CPU seconds of one thread, the solver's process in its own column.
"""

import argparse
import csv
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import numpy as np

from bench.engine_schedules import j30, j60, j120, j120_long, measured, mplib, rg300, ubo
from tandem.engine.calibration import Case, Outcome, calibrate, score
from tandem.engine.forecast import Forecast, forecast
from tandem.engine.forecast.normal import deviation_at
from tandem.engine.forecast.sampling import hours_at
from tandem.engine.kernel import Kernel, compiled, interpreted
from tandem.engine.problem import Link, Need, Person, Plan, Single, Task
from tandem.engine.scope import Item, ScopeQuestion, Wish, choose_scope
from tandem.engine.working_time import WorkingCalendar, WorkingHours

ZONE = ZoneInfo("Europe/Berlin")
HOURS = WorkingHours.weekdays(clock(9), clock(17))
START = datetime(2026, 1, 5, 8, tzinfo=UTC)
CHANCES = np.array([0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95])


def forecasts(_data: Path, _part: slice) -> Iterator[str]:
    """A company's plan: teams, calendars with holidays and leave."""
    yield "tasks  trials  kernel       threads  CPU s   wall s"
    runs: list[tuple[int, int, Kernel | None, int]] = [
        (300, 2000, compiled(), 1),
        (300, 2000, interpreted(), 1),
        (1000, 2000, compiled(), 1),
        (1000, 10_000, compiled(), 2),
    ]
    for tasks, trials, kernel, threads in runs:
        if kernel is None:
            continue
        plan = company(tasks, teams=max(5, tasks // 80), people=max(20, tasks // 20))
        best = min((_forecast(plan, trials, kernel, threads) for _ in range(3)), key=sum)
        yield f"{tasks:5}  {trials:6}  {kernel.how:11}  {threads:7}  {best[0]:6.3f}  {best[1]:6.3f}"
    plan = company(300, teams=5, people=20)
    first = replace(plan.tasks[150], estimate=Single(99))
    edited = replace(plan, tasks=(*plan.tasks[:150], first, *plan.tasks[151:]))
    before = forecast(plan, trials=2000)
    best = min(_forecast(edited, 2000, None, 1, before) for _ in range(3))
    yield f"one edit of 300, forecast again: {best[0]:.3f}"


def _forecast(
    plan: Plan, trials: int, kernel: Kernel | None, threads: int, earlier: Forecast | None = None
) -> tuple[float, float]:
    def all_quantiles() -> Forecast:
        found = forecast(plan, trials=trials, using=kernel, threads=threads, earlier=earlier)
        for task in plan.tasks:
            found.dates(task.id, (0.5, 0.8, 0.9))
        return found

    began = time.perf_counter()
    _, used = measured(all_quantiles)
    return used.own, time.perf_counter() - began


def company(tasks: int, teams: int, people: int) -> Plan:
    pick = Random(1)
    calendars = []
    for _ in range(people):
        away = date(2026, 1, 1) + timedelta(days=pick.randrange(600))
        leave = ((away, away + timedelta(days=pick.choice([4, 11]))),)
        calendars.append(WorkingCalendar(ZONE, HOURS, frozenset({date(2026, 5, 1)}), leave))
    staff = tuple(
        Person(f"p{at}", teams=(f"t{at % teams}",), calendar=calendar)
        for at, calendar in enumerate(calendars)
    )
    work = tuple(
        Task(
            f"k{at}",
            Single(pick.choice([4, 8, 16, 24, 40])),
            needs=(Need("team", f"t{pick.randrange(teams)}"),),
        )
        for at in range(tasks)
    )
    pairs = {
        (pick.randrange(max(0, at - 40), at), at)
        for at in range(1, tasks)
        for _ in range(pick.choice([0, 1, 1, 2, 2]))
    }
    links = tuple(Link(f"k{a}", f"k{b}") for a, b in sorted(pairs))
    return Plan(START, work, links, staff, WorkingCalendar(ZONE, HOURS))


def scope(data: Path, part: slice) -> Iterator[str]:
    """The next release problem."""
    yield "instance  ratio   value  known  proved  CPU s  solver s"
    with (data / "nrp" / "optima.csv").open() as rows:
        for row in list(csv.DictReader(rows))[part]:
            question = _release(data / "nrp" / f"{row['instance']}.txt", float(row["budget"]))
            found, used = measured(lambda question=question: choose_scope(question, others=0))  # type: ignore[misc]
            value = found.best.value if found.best else 0
            yield (
                f"{row['instance']:8}  {row['ratio']:5}  {value:6.0f} {row['objective']:>6}  "
                f"{found.proved!s:6}  {used.own:5.2f}  {used.children:8.2f}"
            )


def _release(path: Path, budget: float) -> ScopeQuestion:
    words = iter(map(int, path.read_text().split()))
    costs = [cost for _ in range(next(words)) for cost in _row(words)]
    requires: dict[int, list[str]] = {}
    for _ in range(next(words)):
        first, second = next(words), next(words)
        requires.setdefault(second, []).append(f"r{first}")
    wishes = []
    for at in range(next(words)):
        value = next(words)
        wishes.append(Wish(f"c{at}", tuple(f"r{one}" for one in dict.fromkeys(_row(words))), value))
    items = tuple(
        Item(f"r{at}", (("money", cost),), requires=tuple(requires.get(at, ())))
        for at, cost in enumerate(costs, 1)
    )
    return ScopeQuestion(items, (("money", budget),), tuple(wishes))


def _row(words: Iterator[int]) -> list[int]:
    return [next(words) for _ in range(next(words))]


EFFORT = (
    ("sip_tasks.csv", "HoursEstimate", "HoursActual", "CompletedOn"),
    ("renzo_pomodoro.csv", "estimate", "actual", None),
    ("kitchenham145.csv", "First.estimate", "Actual.effort", "Actual.start.date"),
    ("jorgensen_regression49.csv", "Estimated effort", "Actual effort", None),
    ("rk31_norwegian_survey.csv", "Estimate_hrs", "Actual_hrs", None),
)


def calibration(data: Path, _part: slice) -> Iterator[str]:
    """Learned from the first 60 % of each set, held against the rest.

    The last column is what one curve with the quantiles of the rest itself reaches against 0.3.
    """
    yield "set                         cases  P50    P80    P90    against 0.3  quantiles  theirs"
    for name, estimate, actual, when in EFFORT:
        with (data / "effort" / name).open(encoding="latin-1") as file:
            rows = list(csv.DictReader(file))
        rows.sort(key=lambda row, when=when: row[when] if when else "")  # type: ignore[misc]
        pairs = [(_number(row[estimate]), _number(row[actual])) for row in rows]
        cases = [Case(one, other) for one, other in pairs if one > 0 and other > 0]
        yield f"{name:26}  {_held(cases)}"


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _held(cases: list[Case]) -> str:
    cut = round(0.6 * len(cases))
    habits = calibrate(cases[:cut])
    plain = np.quantile([np.log(case.actual / case.estimate) for case in cases[:cut]], CHANCES)
    at = deviation_at(CHANCES)

    def scored(said: Callable[[float], np.ndarray]) -> tuple[dict[float, float], float]:
        outcomes = [
            Outcome(
                tuple(zip(CHANCES.tolist(), said(case.estimate).tolist(), strict=True)), case.actual
            )
            for case in cases[cut:]
        ]
        found = score(outcomes)
        return dict(found.coverage), found.pinball

    coverage, ours = scored(lambda hours: hours_at(Task("", Single(hours)), at, habits))
    fixed = scored(lambda hours: hours * np.exp(0.3 * at))[1]
    quantiles = scored(lambda hours: hours * np.exp(plain))[1]
    rest = np.quantile([np.log(case.actual / case.estimate) for case in cases[cut:]], CHANCES)
    best = scored(lambda hours: hours * np.exp(rest))[1]
    told = "  ".join(f"{100 * coverage[chance]:5.1f}" for chance in (0.5, 0.8, 0.9))
    against = f"{ours / fixed - 1:+11.1%}  {ours / quantiles - 1:+9.1%}  {best / fixed - 1:+6.1%}"
    return f"{len(cases):5}  {told}  {against}"


def imports(_data: Path, _part: slice) -> Iterator[str]:
    """What importing everything costs, in a process of its own that finds all compiled."""
    names = ["calibration", "forecast", "schedule", "scope"]
    text = (
        "import time; began = time.process_time()\n"
        + "".join(f"import tandem.engine.{name}\n" for name in names)
        + "import sys; print(time.process_time() - began, 'ortools' in sys.modules)"
    )
    with TemporaryDirectory() as folder:
        kept = {**os.environ, "PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
        told = [
            subprocess.run(
                [sys.executable, "-c", text], env=kept, capture_output=True, text=True, check=True
            ).stdout.split()
            for _ in range(6)
        ]
    first, best = float(told[0][0]), min(float(seconds) for seconds, _ in told)
    yield f"import: {1000 * best:.0f} ms CPU, a solver among it: {told[0][1]}"
    yield f"the first time, while Python compiles it: {1000 * first:.0f} ms"


PARTS = {
    part.__name__: part
    for part in (
        *(imports, forecasts, j30, j60, j120, j120_long, rg300, mplib, ubo, scope),
        calibration,
    )
}


def _data(named: Path | None) -> Path:
    """The folder that is named, that of the environment, or one beside the checkout."""
    here = Path(__file__).resolve().parents[1]
    places = [
        *([named] if named else []),
        *([Path(told)] if (told := os.environ.get("TANDEM_PLANNING_DATA")) else []),
        here / "data" / "11-planning",
        here.parent / "data" / "11-planning",
    ]
    return next((place for place in places if place.is_dir()), places[0])


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    reader.add_argument("words", nargs="*", metavar="DATA or PART", default=[])
    reader.add_argument("--every", type=int, default=1)
    reader.add_argument("--from", type=int, default=0, dest="first")
    options = reader.parse_args()
    parts = [word for word in options.words if word in PARTS]
    data = _data(next((Path(word) for word in options.words if word not in PARTS), None))
    for name in parts or PARTS:
        print(f"\n{name}: {(PARTS[name].__doc__ or '').partition(chr(10))[0]}")
        try:
            for line in PARTS[name](data, slice(options.first, None, options.every)):
                print(line, flush=True)
        except FileNotFoundError as error:
            print(f"left out: {error.filename} is not there")


if __name__ == "__main__":
    main()
