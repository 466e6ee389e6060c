"""Planned against spent. Plain Python.

Days are the company's working days: hours written down, divided by the length of one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from tandem.core.words import Sentence, say

_TENTH = Decimal("0.1")
REST = Decimal("0.1")
"""Of what has used its estimate up, or what was said to be left, a tenth counts as still to do."""
TOO_LONG = Decimal("1.5")
TOGETHER = 2
"""Sums over people are shown for no fewer of them."""
CASES = 5
"""So many entries may include what isn't named."""

K = TypeVar("K")


def days_of(minutes: int, day: Decimal) -> Decimal:
    """Minutes as working days of so many minutes, in tenths."""
    return (Decimal(minutes) / day).quantize(_TENTH, ROUND_HALF_UP) if day else Decimal(0)


def still_to_do(
    planned: Decimal | None,
    spent: Decimal,
    *,
    said: Decimal | None = None,
    since: Decimal = Decimal(0),
    over: bool = False,
) -> Decimal | None:
    """The days that are left of a piece of work; nothing where nobody can know.

    `said` is what whoever does it said, `since` what was spent after that.
    """
    if over:
        return Decimal(0)
    if said is not None:
        return max(said - since, (said * REST).quantize(_TENTH, ROUND_HALF_UP))
    if planned is None:
        return None
    return max(planned - spent, (planned * REST).quantize(_TENTH, ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Tally:
    """Days planned, spent and still to do; how many pieces, how many took much longer, and how
    many nobody estimated.
    """

    planned: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    left: Decimal = Decimal(0)
    pieces: int = 0
    too_long: int = 0
    unplanned: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.planned + other.planned,
            self.spent + other.spent,
            self.left + other.left,
            self.pieces + other.pieces,
            self.too_long + other.too_long,
            self.unplanned + other.unplanned,
        )

    @property
    def expected(self) -> Decimal:
        """What it will have taken in the end."""
        return self.spent + self.left


def tally(planned: Decimal | None, spent: Decimal, left: Decimal | None) -> Tally:
    """The tally of one piece."""
    late = planned is not None and spent > planned * TOO_LONG
    return Tally(
        planned or Decimal(0), spent, left or Decimal(0), 1, int(late), int(planned is None)
    )


def in_words(who: Sentence | str, one: Tally) -> Sentence:
    """The first sentence about it."""
    if not one.planned:
        return say("{who}: {spent} days, nothing was planned.", who=who, spent=days_in(one.spent))
    return say(
        "{who}: {spent} of {planned} days planned.",
        who=who,
        spent=days_in(one.spent),
        planned=days_in(one.planned),
    )


def what_it_means(one: Tally) -> list[Sentence]:
    """What somebody should know beside the figures."""
    found = []
    if one.left:
        found.append(_ending(one))
    if one.too_long == 1:
        found.append(say("1 piece is over its estimate by more than half."))
    elif one.too_long:
        found.append(say("{n} pieces are over their estimate by more than half.", n=one.too_long))
    if one.unplanned == 1:
        found.append(say("1 piece took time without an estimate."))
    elif one.unplanned:
        found.append(say("{n} pieces took time without an estimate.", n=one.unplanned))
    return found


def _ending(one: Tally) -> Sentence:
    more = one.expected - one.planned
    if one.planned and more > max(one.planned / 10, Decimal("0.5")):
        return say(
            "About {left} days are still to do: {expected} in the end, {more} more than planned.",
            left=days_in(one.left),
            expected=days_in(one.expected),
            more=days_in(more),
        )
    return say("About {left} days are still to do.", left=days_in(one.left))


def days_in(days: Decimal) -> str:
    """Without needless zeros: "2", "0.5"."""
    kept = days.quantize(_TENTH, ROUND_HALF_UP).normalize()
    return f"{kept + 0:f}"


@dataclass(frozen=True, slots=True)
class Group:
    """The minutes of some people under one name; `others` stands for what was put together."""

    names: tuple[str, ...]
    minutes: int
    others: bool = False


def put_together(minutes: Mapping[tuple[K, str], int], name: Callable[[K], str]) -> list[Group]:
    """Sums by group that tell nobody's hours: {(group, person): minutes}, largest first.

    A group of one person goes into "others"; if these are then one person, or if one person's
    hours would be what is missing to the whole, the smallest group goes with them.
    """
    people: dict[K, set[str]] = {}
    sums: dict[K, int] = {}
    for (key, person), amount in minutes.items():
        if amount:
            people.setdefault(key, set()).add(person)
            sums[key] = sums.get(key, 0) + amount
    alone = [key for key in sums if len(people[key]) < TOGETHER]
    named = sorted((key for key in sums if key not in alone), key=lambda k: (sums[k], name(k)))
    while alone and len({one for key in alone for one in people[key]}) < TOGETHER and named:
        alone.append(named.pop(0))
    found = [Group((name(key),), sums[key]) for key in reversed(named)]
    if alone:
        total = sum(sums[key] for key in alone)
        found.append(Group(tuple(sorted(name(key) for key in alone)), total, others=True))
    return found


def months_together(minutes: Mapping[tuple[str, str], int]) -> list[tuple[str, str, int]]:
    """(first month, last month, minutes) by time; months of one person go with their neighbours."""
    found: list[tuple[str, str, int, set[str]]] = []
    for month in sorted({key for (key, _), amount in minutes.items() if amount}):
        mine = {who for (key, who), amount in minutes.items() if key == month and amount}
        total = sum(amount for (key, _), amount in minutes.items() if key == month)
        if found and len(found[-1][3]) < TOGETHER:
            first, _, before, who = found.pop()
            found.append((first, month, before + total, who | mine))
        else:
            found.append((month, month, total, mine))
    if len(found) > 1 and len(found[-1][3]) < TOGETHER:
        _, last, total, who = found.pop()
        first, _, before, others = found.pop()
        found.append((first, last, before + total, others | who))
    return [(first, last, total) for first, last, total, _ in found]


def in_total(tallies: Iterable[Tally]) -> Tally:
    """All together."""
    return sum(tallies, start=Tally())
