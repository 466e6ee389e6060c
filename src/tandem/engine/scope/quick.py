"""Choosing scope at once, in this process: for the few dozen items of a brief, while a lever moves.

A search through what is in and out, the dearest for its worth first, that leaves a branch when
even fractions of what is left could not make it the best (branch and bound; Kolesar, 1967,
doi:10.1287/mnsc.13.9.723). It counts what it looks at, so the same question has the same answer,
and says how far away the best may be where it had to stop. `choose_scope` has no such limit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from tandem.engine.scope.beside import Chosen, banned, closure, cost_of, next_items
from tandem.engine.scope.question import Item, ScopeHasFaults, ScopeQuestion, faults_of
from tandem.engine.scope.run import Scope, WayOut

NODES = 4_000
"""Sets that are looked at, at most, for one answer: about a tenth of a second."""
_NOTHING = 1e-9


def choose_quickly(
    question: ScopeQuestion, *, curve: tuple[float, ...] = (), nodes: int = NODES
) -> Scope:
    """The most value under all budgets, musts and dependencies kept; without runner-up sets.

    `curve` is at which shares of the budgets (0.5: half of each) the value is wanted, 0 where the
    musts don't fit. Raises ScopeHasFaults.
    """
    if found := faults_of(question):
        raise ScopeHasFaults(found)
    search = _Search(question)
    answer = search.best(nodes=nodes)
    if answer is None:
        return Scope(None, proved=True, bound=0.0, gap=0.0, ways_out=_ways_out(question, nodes))
    chosen = search.chosen(answer.taken)
    points = tuple((share, _value_at(search, share, nodes)) for share in curve)
    return Scope(
        chosen,
        proved=answer.proved,
        bound=max(answer.bound, chosen.value),
        gap=max(answer.bound / chosen.value - 1, 0.0) if chosen.value else 0.0,
        curve=points,
        next_items=next_items(question, chosen),
    )


def _value_at(search: "_Search", share: float, nodes: int) -> float:
    answer = search.best(share=share, nodes=nodes)
    return answer.value if answer else 0.0


def _ways_out(question: ScopeQuestion, nodes: int) -> tuple[WayOut, ...]:
    """The smallest raise that makes the musts fit, and the fewest musts to drop."""
    musts = [item.id for item in question.items if item.must]
    whole = closure(question, set(musts))
    of_item = {item.id: item for item in question.items}
    over = tuple(
        (name, used - amount)
        for name, amount in question.budgets
        if (used := sum(cost_of(of_item[one], name) for one in whole)) > amount + _NOTHING
    )
    found = []
    if over and not whole & banned(question, whole):
        found.append(WayOut(raise_by=over))
    counted = tuple(replace(one, must=False, value=float(one.must)) for one in question.items)
    search = _Search(replace(question, items=counted, wishes=()))
    if kept := search.best(nodes=nodes):
        inside = set(search.chosen(kept.taken).items)
        found.append(
            WayOut(drop=tuple(i.id for i in question.items if i.must and i.id not in inside))
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Answer:
    """A set as bits, its value, and a value that no set exceeds."""

    taken: int
    value: float
    bound: float
    proved: bool


@dataclass(frozen=True, slots=True)
class _Node:
    """What is in and what is out, as bits; the value of what is in, and what is left of budgets."""

    taken: int
    out: int
    value: float
    left: list[float]


class _Search:
    """A question as bits: an item is a bit, and so is a wish, which costs nothing of its own."""

    def __init__(self, question: ScopeQuestion) -> None:
        self.question = question
        wishes = [
            Item(f"wish {wish.id}", value=question.worth(wish), requires=wish.items)
            for wish in question.wishes
        ]
        self.entries: Sequence[Item] = (*question.items, *wishes)
        place = {item.id: at for at, item in enumerate(self.entries)}
        of_item = {item.id: item for item in self.entries}
        self.needs = [
            sum(1 << place[name] for name in closure(question, {item.id}, of_item))
            for item in self.entries
        ]
        self.needed_by = [
            sum(1 << at for at, needs in enumerate(self.needs) if needs >> one & 1)
            for one in range(len(self.entries))
        ]
        self.apart = [0] * len(self.entries)
        for at, item in enumerate(self.entries):
            for name in item.excludes:
                self.apart[at] |= 1 << place[name]
                self.apart[place[name]] |= 1 << at
        self.costs = [
            [cost_of(item, name) for item in self.entries] for name, _ in question.budgets
        ]
        self.values = [item.value for item in self.entries]
        self.order = self._by_worth()
        self.cheapest = [
            sorted(self.order, key=lambda at, costs=costs: costs[at] / self.values[at])  # type: ignore[misc]
            for costs in self.costs
        ]
        self.must = self._all_needed(item.must for item in self.entries)
        self.never = sum(1 << at for at, item in enumerate(self.entries) if item.must_not)

    def _all_needed(self, wanted: "Iterator[bool]") -> int:
        found = 0
        for at, is_wanted in enumerate(wanted):
            if is_wanted:
                found |= self.needs[at]
        return found

    def best(self, *, share: float = 1.0, nodes: int = NODES) -> _Answer | None:
        """The best set at that share of the budgets; None where the musts don't fit."""
        whole = [amount * share + _NOTHING for _, amount in self.question.budgets]
        start = self._with(_Node(0, self.never, 0.0, whole), self.must)
        if start is None:
            return None
        stack, best, looked = [start], start, 0
        while stack and looked < nodes:
            node = stack.pop()
            looked += 1
            if node.value > best.value + _NOTHING:
                best = node
            seen = node.taken | node.out
            free = next((at for at in self.order if not seen >> at & 1), None)
            if free is None or self._bound(node) <= best.value + _NOTHING:
                continue
            stack.append(replace(node, out=node.out | self.needed_by[free]))
            if more := self._with(node, self.needs[free]):
                stack.append(more)
        bound = max([best.value, *(self._bound(node) for node in stack)])
        return _Answer(best.taken, best.value, bound, proved=bound <= best.value + _NOTHING)

    def chosen(self, taken: int) -> Chosen:
        """A set as the caller knows it: without what was taken for nothing."""
        inside = self._all_needed(
            bool(taken >> at & 1 and (item.must or item.value))
            for at, item in enumerate(self.entries)
        )
        names = tuple(item.id for at, item in enumerate(self.question.items) if inside >> at & 1)
        first = len(self.question.items)
        wishes = tuple(
            wish.id for at, wish in enumerate(self.question.wishes, first) if inside >> at & 1
        )
        spent = tuple(
            (name, self._sum(costs, inside))
            for (name, _), costs in zip(self.question.budgets, self.costs, strict=True)
        )
        return Chosen(names, wishes, self._sum(self.values, inside), spent)

    def _by_worth(self) -> list[int]:
        """Entries that are worth something, most for what they and what they need cost first."""
        whole = [max(amount, _NOTHING) for _, amount in self.question.budgets]

        def dear(at: int) -> float:
            return sum(
                self._sum(costs, self.needs[at]) / of
                for costs, of in zip(self.costs, whole, strict=True)
            )

        worth = [at for at, item in enumerate(self.entries) if item.value > 0]
        return sorted(worth, key=lambda at: (-self.values[at] / (dear(at) + _NOTHING), at))

    def _with(self, node: _Node, wanted: int) -> _Node | None:
        """The same with more in it; None where that doesn't go."""
        new = wanted & ~node.taken
        taken = node.taken | new
        if taken & node.out or any(self.apart[at] & taken for at in _bits(new)):
            return None
        left = [
            amount - self._sum(costs, new)
            for amount, costs in zip(node.left, self.costs, strict=True)
        ]
        if left and min(left) < 0:
            return None
        return _Node(taken, node.out, node.value + self._sum(self.values, new), left)

    def _sum(self, amounts: list[float], taken: int) -> float:
        return sum(amounts[at] for at in _bits(taken))

    def _bound(self, node: _Node) -> float:
        """No set that holds what this one does, and nothing that is out of it, is worth more.

        Of each budget by itself the best fractions of what is left; the smallest of these.
        """
        seen, least = node.taken | node.out, inf
        for costs, left, order in zip(self.costs, node.left, self.cheapest, strict=True):
            least = min(least, self._fractions(seen, costs, left, order))
        if least == inf:
            least = sum(self.values[at] for at in self.order if not seen >> at & 1)
        return node.value + least

    def _fractions(self, seen: int, costs: list[float], left: float, order: list[int]) -> float:
        found = 0.0
        for at in order:
            if seen >> at & 1:
                continue
            if costs[at] > left:
                return found + self.values[at] * left / costs[at]
            found, left = found + self.values[at], left - costs[at]
        return found


def _bits(taken: int) -> Iterator[int]:
    """The places of the bits that are set."""
    while taken:
        lowest = taken & -taken
        yield lowest.bit_length() - 1
        taken ^= lowest
