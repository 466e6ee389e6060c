"""What schedules reach on public benchmarks, beside the best known; parts of `bench.engine`."""

import csv
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from tandem.engine.problem import Plan
from tandem.engine.schedule import schedule
from tandem.engine.schedule.proof import answer as solve
from tandem.formats.plans import read_mplib, read_patterson, read_psplib


@dataclass(frozen=True)
class Used:
    """CPU seconds of this process and of those it started."""

    own: float
    children: float


def measured(work: Callable[[], Any]) -> tuple[Any, Used]:
    before, of_children = time.process_time(), _children()
    result = work()
    return result, Used(time.process_time() - before, _children() - of_children)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


HEADING = "set    instances  schedules  proof   gap %   proved %   CPU s   solver s"


def j30(data: Path, part: slice) -> Iterator[str]:
    """30 tasks: mean gap to the best known end, and how many are proved."""
    yield from _psplib(data, part, "j30", [(1000, 4.0)])


def j60(data: Path, part: slice) -> Iterator[str]:
    """60 tasks."""
    yield from _psplib(data, part, "j60", [(5000, 0.0), (10_000, 0.0)])


def j120(data: Path, part: slice) -> Iterator[str]:
    """120 tasks."""
    yield from _psplib(data, part, "j120", [(7000, 0.0), (75_000, 0.0)])


def j120_long(data: Path, part: slice) -> Iterator[str]:
    """120 tasks, ten seconds each."""
    yield from _psplib(data, part, "j120", [(350_000, 0.0)])


def _psplib(data: Path, part: slice, name: str, runs: list[tuple[int, float]]) -> Iterator[str]:
    yield HEADING
    known = _best_known(data / "psplib" / f"{name}_bks.csv")
    plans = [
        (read_psplib(text), known[file])
        for file, text in _files(data / "psplib" / f"{name}.zip", part)
        if file in known
    ]
    for schedules, proof in runs:
        yield _gaps(name, plans, schedules, proof)


def rg300(data: Path, part: slice) -> Iterator[str]:
    """300 tasks of one project."""
    yield HEADING
    known = _best_known(data / "rg300" / "rg300_bks.csv")
    files = _files(data / "rg300" / "rg300.zip", part)
    yield _gaps("rg300", [(read_patterson(text), known[file]) for file, text in files], 15_000, 0.0)


def mplib(data: Path, part: slice) -> Iterator[str]:
    """Many projects that share people: 24 projects, 1,500 tasks."""
    yield HEADING
    known = _best_known(data / "mplib1" / "mplib1_bks.csv", "best_known_total_makespan")
    files = _files(data / "mplib1" / "mplib1.zip", part)
    yield _gaps("mplib1", [(read_mplib(text), known[file]) for file, text in files], 2000, 0.0)


def ubo(data: Path, part: slice) -> Iterator[str]:
    """With maximum lags, which a plan can't have: what the exact side alone makes of the files.

    The ends that are shipped with the files are old: ours may be earlier. 0 there: impossible.
    """
    yield "set     instances  agreed impossible  ours earlier  as known  later  open  gap %  CPU s"
    for name in ("ubo50", "ubo100"):
        yield _lags(name, data / "rcpspmax" / f"{name}.zip", part)


def _lags(name: str, path: Path, part: slice) -> str:
    with ZipFile(path) as archive:
        shipped = " ".join(
            archive.read(one).decode("latin-1")
            for one in archive.namelist()
            if one.startswith("results_shipped/")
        )
    told = Counter[str]()
    gaps: list[float] = []
    spent = 0.0
    files = [pair for pair in _files(path, slice(None)) if pair[0].endswith(".sch")][part]
    for file, text in files:
        found = re.search(rf"{name}.psp0*{file[3:-4]}\.sch\s+(\d+)", shipped)
        known = int(found[1]) if found else 0
        answer, used = measured(lambda text=text: solve(_question_of_lags(text)))  # type: ignore[misc]
        spent += used.own
        end = answer["end"]
        if not answer["starts"]:
            told["impossible" if not known and answer["proved"] else "open"] += 1
        elif known:
            gaps.append(end / known - 1)
            told["earlier" if end < known else "same" if end == known else "later"] += 1
        else:
            told["open"] += 1
    mean = 100 * sum(gaps) / max(len(gaps), 1)
    return (
        f"{name:6}  {len(files):9}  {told['impossible']:17}  {told['earlier']:12}  "
        f"{told['same']:8}  {told['later']:5}  {told['open']:4}  {mean:5.2f}  "
        f"{spent / max(len(files), 1):5.2f}"
    )


def _question_of_lags(text: str) -> dict[str, Any]:
    """A `.sch` file (C. Schwindt's ProGen/max) as a question to the exact side."""
    rows = [[int(word.strip("[]")) for word in line.split()] for line in text.splitlines() if line]
    tasks = rows[0][0] + 2
    links = [
        [row[0], row[3 + at], 1, row[3 + row[2] + at]]
        for row in rows[1 : tasks + 1]
        for at in range(row[2])
    ]
    jobs, units = rows[tasks + 1 : 2 * tasks + 1], rows[2 * tasks + 1]
    needs = [[[at, n] for at, n in enumerate(row[3:]) if n] for row in jobs]
    planned = [row[2] for row in jobs]
    horizon = sum(planned) + sum(max(link[3], 0) for link in links)
    return {
        "work": 4.0,
        "planned": planned,
        "windows": [[(0, horizon)]] * tasks,
        "links": links,
        "need_base": list(accumulate(map(len, needs), initial=0)),
        "needs": [need for of in needs for need in of],
        "units": units,
        "due": [2**31 - 1] * tasks,
        "weight": [0] * tasks,
        "hint": [],
        "end": horizon,
        "late": False,
    }


def _gaps(name: str, plans: list[tuple[Plan, int]], schedules: int, proof: float) -> str:
    gaps, proved, own, solver = [], 0, 0.0, 0.0
    for plan, best in plans:
        found, used = measured(lambda plan=plan: schedule(plan, schedules=schedules, proof=proof))  # type: ignore[misc]
        gaps.append((found.end - plan.start) / timedelta(hours=1) / best - 1)
        proved += found.proved
        own, solver = own + used.own, solver + used.children
    n = len(plans)
    return (
        f"{name:6} {n:9}  {schedules:9}  {proof:5.1f}  {100 * sum(gaps) / n:6.2f}  "
        f"{100 * proved / n:8.0f}  {own / n:7.3f}  {solver / n:8.2f}"
    )


def _best_known(path: Path, column: str = "best_ub") -> dict[str, int]:
    with path.open() as rows:
        return {row["file"]: int(row[column]) for row in csv.DictReader(rows)}


def _files(path: Path, part: slice) -> Iterator[tuple[str, str]]:
    with ZipFile(path) as archive:
        for name in sorted(archive.namelist())[part]:
            if not name.endswith("/"):
                yield Path(name).name, archive.read(name).decode("latin-1")
