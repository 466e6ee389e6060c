"""The arithmetic of scope, in a process of its own: mixed integer programs, one after another.

Run as a module it reads the question from standard input and writes the answers to standard
output, both JSON, so that whoever asks never loads the solver. Choices are whole numbers; an item
that is worth something through wishes alone may be a fraction, for it never pays to be one.

Source: A. J. Bagnall, V. J. Rayward-Smith, I. M. Whittley, 2001,
doi:10.1016/S0950-5849(01)00194-X; with requirements as fractions: N. Veerapen and others, 2015,
doi:10.1016/j.infsof.2015.03.008. The solver: Q. Huangfu, J. A. J. Hall, 2018 (HiGHS).
"""

import json
import os
import sys
from typing import Any

Answer = dict[str, Any]


class Program:
    """One question as a program; it is solved again and again with something added."""

    def __init__(self, question: dict[str, Any]) -> None:
        from ortools.linear_solver import pywraplp

        make: Any = pywraplp.Solver.CreateSolver
        solver = make("HIGHS") or make("SCIP")
        self.question = question
        self.solver = solver
        self.statuses = {solver.OPTIMAL: "best", solver.FEASIBLE: "good"}
        whole = set(question["whole"])
        self.items = [
            solver.IntVar(*edges, "") if at in whole else solver.NumVar(*edges, "")
            for at, edges in enumerate(question["edges"])
        ]
        self.wishes = [solver.IntVar(0, 1, "") for _ in question["wishes"]]
        self.budgets = [
            solver.Add(solver.Sum([used * self.items[at] for at, used in costs]) <= amount)
            for amount, costs in question["budgets"]
        ]
        self._links()
        self.value = solver.Sum(
            [value * self.items[at] for at, value in enumerate(question["values"]) if value]
            + [value * self.wishes[at] for at, (value, _) in enumerate(question["wishes"])]
        )

    def _links(self) -> None:
        for at, other in self.question["requires"]:
            self.solver.Add(self.items[at] <= self.items[other])
        for at, other in self.question["excludes"]:
            self.solver.Add(self.items[at] + self.items[other] <= 1)
        for wish, (_, needs) in enumerate(self.question["wishes"]):
            for at in needs:
                self.solver.Add(self.wishes[wish] <= self.items[at])

    def best(self) -> Answer:
        """The set of most value; of equally good ones, the cheaper in small change."""
        self.solver.Maximize(self.value)
        return self.solved()

    def solved(self) -> Answer:
        """Solve as it stands: chosen items, wishes, value, bound."""
        solver = self.solver
        solver.SetTimeLimit(int(self.question["seconds"] * 1000))
        status = self.statuses.get(solver.Solve())
        if status is None:
            return {"status": "none"}
        return {
            "status": status,
            "items": [at for at, one in enumerate(self.items) if one.solution_value() > 0.5],
            "wishes": [at for at, one in enumerate(self.wishes) if one.solution_value() > 0.5],
            "value": solver.Objective().Value(),
            "bound": solver.Objective().BestBound(),
        }

    def forbid(self, answer: Answer) -> None:
        """Not this choice again, and none that differs only by things worth nothing."""
        inside = set(answer["wishes"])
        terms = [1 - one if at in inside else one for at, one in enumerate(self.wishes)]
        chosen = set(answer["items"])
        for at in self.question["whole"]:
            terms.append(1 - self.items[at] if at in chosen else self.items[at])
        self.solver.Add(self.solver.Sum(terms) >= 1)


def answers(question: dict[str, Any]) -> dict[str, Any]:
    """The best set, the next best ones, the curve."""
    program = Program(question)
    best = program.best()
    curve = []
    for share in question["curve"]:
        for (amount, _), limit in zip(question["budgets"], program.budgets, strict=True):
            limit.SetUb(amount * share)
        curve.append(program.best())
    for (amount, _), limit in zip(question["budgets"], program.budgets, strict=True):
        limit.SetUb(amount)
    others: list[Answer] = []
    while len(others) < question["others"] and best["status"] != "none":
        program.forbid(others[-1] if others else best)
        others.append(program.best())
        if others[-1]["status"] == "none":
            others.pop()
            break
    return {"best": best, "others": others, "curve": curve}


def least_dropped(question: dict[str, Any]) -> Answer:
    """With musts set free: the most of them, by what they are worth, that fit together."""
    musts = set(question["musts"])
    freed = [[0, edges[1]] if at in musts else edges for at, edges in enumerate(question["edges"])]
    whole = sorted({*question["whole"], *musts})
    program = Program({**question, "edges": freed, "whole": whole})
    worth = [(at, 1.0 + 1e-4 * question["values"][at]) for at in sorted(musts)]
    program.solver.Maximize(program.solver.Sum([value * program.items[at] for at, value in worth]))
    return program.solved()


def main() -> None:
    """Answer one question. The solver greets on standard output, so it gets another one."""
    asked = json.load(sys.stdin)
    with os.fdopen(os.dup(1), "w") as told:
        os.dup2(2, 1)
        json.dump(least_dropped(asked) if asked["relax"] else answers(asked), told)


if __name__ == "__main__":
    main()
