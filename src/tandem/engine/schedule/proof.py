"""The exact side: CP-SAT, in a process of its own, begins with a schedule and proves or betters it.

Only where people of a group are alike and always there on the axis: there a group is a pool, and
nothing else about it matters. Run as a module it reads the question from standard input and writes
the answer to standard output, both JSON, so that whoever asks never loads the solver.

Source: L. Perron, F. Didier, S. Gay, 2023, doi:10.4230/LIPIcs.CP.2023.3.
"""

import json
import sys
from dataclasses import dataclass
from typing import Any

from tandem.engine.model.apart import NoAnswer, ask_apart
from tandem.engine.model.axis import ALWAYS, WITHOUT_END
from tandem.engine.model.network import Network
from tandem.engine.schedule.grounds import MISSED, Found, pinned

_SLOWEST = 4.0
"""Seconds on the wall for each unit of deterministic work, before it is stopped all the same."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Places of starts, the bound on the end if nothing is late, and whether it is the best."""

    starts: tuple[int, ...]
    bound: int
    proved: bool
    stopped_early: bool


def why_not(network: Network) -> str:
    """Why a plan can't be asked of the exact solver; "" where it can."""
    arrays = network.arrays
    hours = (arrays["calendar"] != ALWAYS).any() or arrays["plan_calendar"] != ALWAYS
    seen: dict[str, tuple[str, ...]] = {}
    reasons = {
        "people have different hours": bool(hours),
        "people are there for a share of their time": bool((arrays["share"] != 100).any()),
        "somebody leaves": any(person.until for person in network.plan.people),
        "some people can stand in for some others only": any(
            seen.setdefault(name, group) != group for group in network.groups for name in group
        ),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def prove(network: Network, found: Found, work: float) -> Proof | None:
    """Ask in a child process for so much deterministic work; None where it gave no answer."""
    asked = _question(network, found, work)
    try:
        answer = ask_apart("tandem.engine.schedule.proof", asked, 60 + 2 * _SLOWEST * work)
    except NoAnswer:
        return None
    if not answer["starts"]:
        return None
    return Proof(tuple(answer["starts"]), answer["bound"], answer["proved"], answer["stopped"])


def _question(network: Network, found: Found, work: float) -> dict[str, Any]:
    arrays = network.arrays
    needs = [
        [int(arrays["need_group"][need]), int(arrays["need_units"][need])]
        for need in range(len(arrays["need_group"]))
    ]
    missed = found.cost[0] >= MISSED
    tick = network.plan.tick
    kinds = {"FS": 0, "SS": 1, "FF": 2, "SF": 3}
    return {
        "work": work,
        "planned": network.planned.tolist(),
        "links": [
            [
                network.number[link.before],
                network.number[link.after],
                kinds[link.kind],
                round(link.lag * 60 / tick),
            ]
            for link in network.links
        ],
        "need_base": arrays["need_base"].tolist(),
        "needs": needs,
        "units": arrays["units_in"].tolist(),
        "due": [
            WITHOUT_END if task.deadline is None else network.axis.place_until(task.deadline)
            for task in network.plan.tasks
        ],
        "weight": [round(task.weight * 100) for task in network.plan.tasks],
        "hint": found.starts.tolist(),
        "end": _horizon(network) if missed else found.cost[1],
        "late": found.cost[0] > 0,
        "windows": [_windows(network, at) for at in range(arrays["tasks"])],
    }


def _windows(network: Network, task: int) -> list[tuple[int, int]]:
    """From where to where a task may start and end; one that is fixed, where it is."""
    arrays = network.arrays
    if (fixed := int(pinned(network)[task])) >= 0:
        return [(fixed, fixed + int(network.planned[task]))]
    first, stop = arrays["window_base"][task : task + 2].tolist()
    earliest = int(arrays["earliest"][task])
    spans = zip(
        arrays["window_from"][first:stop].tolist(),
        arrays["window_to"][first:stop].tolist(),
        strict=True,
    )
    return [(max(begin, earliest), end) for begin, end in spans] or [(earliest, WITHOUT_END)]


def _horizon(network: Network) -> int:
    """By then everything can be done, if it can be done at all."""
    arrays = network.arrays
    opens = max(arrays["earliest"].max(initial=0), arrays["window_from"].max(initial=0))
    return int(opens + network.planned.astype("int64").sum() + arrays["link_lag"].sum())


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Solve it here: this loads the solver."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    starts, end, late = _model(model, question)
    span = question["end"] + 1
    model.minimize(span * late + end if question["late"] else end)
    for start, hint in zip(starts, question["hint"], strict=False):
        model.add_hint(start, hint)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = question["work"]
    solver.parameters.max_time_in_seconds = 30 + _SLOWEST * question["work"]
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        impossible = status == cp_model.INFEASIBLE
        return {"starts": [], "bound": 0, "proved": impossible, "stopped": False, "end": 0}
    bound = 0 if question["late"] else round(solver.best_objective_bound)
    return {
        "starts": [solver.value(start) for start in starts],
        "bound": bound,
        "end": solver.value(end),
        "proved": status == cp_model.OPTIMAL,
        "stopped": solver.wall_time >= 30 + _SLOWEST * question["work"],
    }


def _model(model: Any, question: dict[str, Any]) -> tuple[list[Any], Any, Any]:
    """Variables for starts, the end of all, and the weighted lateness."""
    span = question["end"]
    planned = question["planned"]
    starts = [
        model.new_int_var_from_domain(_places(spans, length, span), "")
        for spans, length in zip(question["windows"], planned, strict=True)
    ]
    finishes = [model.new_int_var(0, span, "") for _ in planned]
    spans = [
        model.new_fixed_size_interval_var(start, length, "")
        for start, length in zip(starts, planned, strict=True)
    ]
    end = model.new_int_var(0, span, "")
    for start, length, finish in zip(starts, planned, finishes, strict=True):
        model.add(finish >= start + length)
        model.add(end >= finish)
    for before, after, kind, lag in question["links"]:
        base = finishes[before] if kind in {0, 2} else starts[before]
        model.add((starts[after] if kind < 2 else finishes[after]) >= base + lag)
    base = question["need_base"]
    for group, units in enumerate(question["units"]):
        used = [
            (spans[task], amount)
            for task in range(len(planned))
            for of, amount in question["needs"][base[task] : base[task + 1]]
            if of == group
        ]
        model.add_cumulative([span for span, _ in used], [amount for _, amount in used], units)
    late = []
    for due, weight, finish in zip(question["due"], question["weight"], finishes, strict=True):
        if question["late"] and due < span and weight:
            behind = model.new_int_var(0, span, "")
            model.add(behind >= finish - due)
            late.append(weight * behind)
        elif due < span and weight:
            model.add(finish <= due)
    return starts, end, sum(late)


def _places(spans: list[tuple[int, int]], length: int, end: int) -> Any:
    """The starts at which something so long lies in one of these windows."""
    from ortools.sat.python import cp_model

    places = [[begin, min(close, end) - length] for begin, close in spans]
    return cp_model.Domain.from_intervals([pair for pair in places if pair[0] <= pair[1]])


if __name__ == "__main__":
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
