"""A genetic search on orders of tasks, every child justified.

Source: S. Hartmann's two-point crossover and generations, 1998 (see the kernel's `cross`), with the
justification of V. Valls, F. Ballestín, S. Quintanilla, 2005, doi:10.1016/j.ejor.2004.04.008. It
begins with nearly random orders and exchanges many neighbours: with less chance, all orders were
soon alike (measured on PSPLIB: 30 tasks 0.5 % from the optimum instead of 0.0 %).
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from tandem.engine.model.axis import Ints
from tandem.engine.schedule.grounds import Cost, Found, Grounds

_NOISE = 2.0
"""How far first orders are from the latest start: in its standard deviations."""
_EXCHANGED = 0.2
"""The share of neighbours exchanged in a child."""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much to look: so many schedules at most, and none after one that costs `good` or less."""

    schedules: int
    good: Cost


def search(grounds: Grounds, urgent: Ints, first: list[Ints], seed: int, budget: Budget) -> Found:
    """The best schedule found.

    `urgent` is every task's latest start; `first` are orders to begin with: what comes out costs
    no more than the best of them.
    """
    chance = np.random.Generator(np.random.SFC64(seed % 2**64))
    people = _beginners(grounds, urgent, first, chance, budget)
    while not _enough(grounds, people, budget):
        people = _next(grounds, people, chance, budget)
    return people[0]


def population(budget: Budget) -> int:
    """How many orders there are at a time: many soon agree on too little, few on too much."""
    return min(max(round(0.6 * sqrt(budget.schedules)), 20), 400)


def _enough(grounds: Grounds, people: list[Found], budget: Budget) -> bool:
    tasks = len(people[0].order)
    return tasks < 2 or grounds.schedules >= budget.schedules or people[0].cost <= budget.good


def _beginners(
    grounds: Grounds, urgent: Ints, first: list[Ints], chance: "np.random.Generator", budget: Budget
) -> list[Found]:
    """The given orders, that of the latest start, and others by it and chance; sorted by cost."""
    scale = float(np.std(urgent)) if len(urgent) else 0.0
    people: list[Found] = []
    most = population(budget)
    for number in range(most):
        if number < len(first):
            people.append(grounds.place(first[number]))
            people.append(grounds.justify(people[-1]))
        else:
            noise = chance.standard_normal(len(urgent)) * scale * _NOISE
            keys = urgent + noise if number > len(first) else urgent
            found = grounds.place(np.argsort(keys, kind="stable").astype(np.int32))
            people.append(grounds.justify(found))
        people.sort(key=_cost)
        if _enough(grounds, people, budget):
            break
    return people[:most]


def _next(
    grounds: Grounds, people: list[Found], chance: "np.random.Generator", budget: Budget
) -> list[Found]:
    """Everybody has two children with somebody; the best of all of them go on."""
    children: list[Found] = []
    pairs = chance.permutation(len(people)).tolist()
    for one, other in zip(pairs[::2], pairs[1::2], strict=False):
        first, stop = sorted(chance.integers(0, len(people[0].order) + 1, 2).tolist())
        for mother, father in ((people[one], people[other]), (people[other], people[one])):
            child = grounds.cross(mother.order, father.order, first, stop)
            children.append(grounds.justify(grounds.place(_exchanged(child, chance))))
        if _enough(grounds, children[-1:], budget):
            break
    if not children:  # A single one has nobody: it goes on by chance alone.
        child = _exchanged(people[0].order.copy(), chance)
        children.append(grounds.justify(grounds.place(child)))
    return sorted([*people, *children], key=_cost)[: population(budget)]


def _exchanged(order: Ints, chance: "np.random.Generator") -> Ints:
    """The order with some neighbours exchanged; what must come first is put first in any case."""
    for at in np.flatnonzero(chance.random(len(order) - 1) < _EXCHANGED).tolist():
        order[at], order[at + 1] = order[at + 1], order[at]
    return order


def _cost(found: Found) -> Cost:
    return found.cost
