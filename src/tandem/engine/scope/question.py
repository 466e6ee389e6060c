"""What could be built, what it is worth to whom, and what there is to spend."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from tandem.engine.problem.cycles import cycle


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is in or out.

    `costs` names budgets and what it takes of each: money, days of a side. `value` is its own
    worth. It needs everything in `requires`, and goes with nothing in `excludes`.
    """

    id: str
    costs: tuple[tuple[str, float], ...] = ()
    value: float = 0.0
    name: str = ""
    must: bool = False
    must_not: bool = False
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is worth something only when all of its items are in, and to whom."""

    id: str
    items: tuple[str, ...]
    value: float
    who: str = ""


@dataclass(frozen=True, slots=True)
class ScopeQuestion:
    """The whole question: items, wishes, budgets by name, and how much whose wishes count (1)."""

    items: tuple[Item, ...]
    budgets: tuple[tuple[str, float], ...] = ()
    wishes: tuple[Wish, ...] = ()
    weights: tuple[tuple[str, float], ...] = ()

    def worth(self, wish: Wish) -> float:
        """The value of a wish times the weight of whose it is."""
        return wish.value * dict(self.weights).get(wish.who, 1.0)


class ScopeHasFaults(ValueError):
    """The question can't be asked; `faults` are sentences that say why."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


def faults_of(question: ScopeQuestion) -> tuple[str, ...]:
    """Everything that is wrong with a question, in words."""
    return (*_ids(question), *_numbers(question), *_contradictions(question))


def _ids(question: ScopeQuestion) -> Iterator[str]:
    names = Counter(item.id for item in question.items)
    for counted in (names, Counter(wish.id for wish in question.wishes)):
        yield from (f"“{name}” is there {n} times." for name, n in counted.items() if n > 1)
    named = [
        (f"“{item.id}” names", other)
        for item in question.items
        for other in (*item.requires, *item.excludes)
    ]
    named += [
        (f"The wish “{wish.id}” names", one) for wish in question.wishes for one in wish.items
    ]
    for who, other in named:
        if other not in names:
            yield f"{who} “{other}”, which is not there."


def _numbers(question: ScopeQuestion) -> Iterator[str]:
    budgets = dict(question.budgets)
    amounts = [(f"The budget “{name}”", amount) for name, amount in question.budgets]
    amounts += [(f"The wish “{wish.id}”", question.worth(wish)) for wish in question.wishes]
    for item in question.items:
        amounts.append((f"The value of “{item.id}”", item.value))
        for name, amount in item.costs:
            amounts.append((f"What “{item.id}” takes of “{name}”", amount))
            if name not in budgets:
                yield f"“{item.id}” takes of “{name}”, for which there is no budget."
    for what, amount in amounts:
        if not isfinite(amount) or amount < 0:
            yield f"{what} is {amount:g}; it can't be less than nothing."


def _contradictions(question: ScopeQuestion) -> Iterator[str]:
    for item in question.items:
        if item.must and item.must_not:
            yield f"“{item.id}” must be in and must not."
    pairs = [(other, item.id) for item in question.items for other in item.requires]
    names = [item.id for item in question.items]
    if set(names) >= {name for pair in pairs for name in pair} and (found := cycle(names, pairs)):
        path = " → ".join(f"“{name}”" for name in (*found, found[0]))
        yield f"These require each other in a circle; make one item of them: {path}."
