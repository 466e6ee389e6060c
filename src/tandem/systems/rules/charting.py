"""What a map of the catalogue shows at once: entries where they are few, else groups of them.

Plain Python. A page of ten thousand boxes is read by nobody. So a map shows at most `DRAWN`
entries; of more it shows groups, and a group opens into its entries or, where it is large, into
groups again. In the same way only the strongest lines are drawn; how many aren't is said.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say
from tandem.systems.rules.entry import DataClass

DRAWN = 80
"""Entries that are drawn one by one."""
GROUPS = 30
AROUND = 12
"""Boxes in a column around an entry."""
OUTSIDE = 10
"""Groups outside what is open that are drawn beside it."""
STEPS = 3
DEEP = 8
LINES_FOR_A_BOX = 3

UNSAID = 1 << len(DataClass)
"""Nobody has said which data flow, so that any may."""
_BITS = {one: 1 << at for at, one in enumerate(DataClass)}


class GroupedBy(StrEnum):
    """By what entries are put together."""

    TEAM = "team"
    HELP = "help"
    VENDOR = "vendor"
    CRITICALITY = "criticality"
    KIND = "kind"
    NAME = "name"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            GroupedBy.TEAM: say("Team of the owner in IT"),
            GroupedBy.HELP: say("Who helps"),
            GroupedBy.VENDOR: say("Vendor"),
            GroupedBy.CRITICALITY: say("How bad a standstill is"),
            GroupedBy.KIND: say("System, report, audience"),
            GroupedBy.NAME: say("Name"),
        }[self]


@dataclass(frozen=True, slots=True)
class Inside:
    """A group that is open; without a key: the small ones that stand together."""

    by: GroupedBy
    key: str | None

    def __str__(self) -> str:
        return self.by.value if self.key is None else f"{self.by.value}:{self.key}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What part of the catalogue a map shows."""

    by: GroupedBy | None = None
    """None: by whatever divides best."""
    inside: tuple[Inside, ...] = ()
    around: int | None = None
    """An entry, with what gives it data and what gets data from it."""
    steps: int = 1
    data: DataClass | None = None
    """Only flows that carry it or may carry it."""


def inside_of(text: str) -> Inside | None:
    """Read what `str` of an Inside says."""
    by, colon, key = text.partition(":")
    if by not in {one.value for one in GroupedBy}:
        return None
    return Inside(GroupedBy(by), key if colon else None)


def bits_of(codes: Sequence[str]) -> int:
    """Classes of data as one number."""
    return sum(_BITS[DataClass(code)] for code in set(codes)) or UNSAID


def classes_of(bits: int) -> tuple[DataClass, ...]:
    """The classes of such a number."""
    return tuple(one for one, bit in _BITS.items() if bits & bit)


def may_carry(data: DataClass | None) -> int:
    """The bits of flows that carry a class or may carry it."""
    return UNSAID | (_BITS[data] if data else UNSAID - 1)


Buckets = Mapping[str, Sequence[int]]


def by_key(keys: Sequence[str] | Sequence[int], scope: Sequence[int]) -> Buckets:
    """The places of each key, the largest group first."""
    found: dict[str, list[int]] = {}
    for place in scope:
        found.setdefault(str(keys[place]), []).append(place)
    return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one[0])))


def by_range(scope: Sequence[int]) -> Buckets:
    """Neighbours in the alphabet together; what is in two pages' reach stays two."""
    many = min(GROUPS, max(2, -(-len(scope) // DRAWN)))
    size = max(1, -(-len(scope) // many))
    return {
        str(at): scope[start : start + size] for at, start in enumerate(range(0, len(scope), size))
    }


def with_others(buckets: Buckets) -> tuple[Buckets, Sequence[int]]:
    """The large groups, and what is in the small ones where there are too many."""
    if len(buckets) <= GROUPS:
        return buckets, ()
    kept = dict(list(buckets.items())[: GROUPS - 1])
    return kept, sorted(
        place for key, places in buckets.items() if key not in kept for place in places
    )


def best_way(ways: Mapping[GroupedBy, Buckets]) -> GroupedBy:
    """What divides best: into some groups, none of them most of it."""

    def largest(by: GroupedBy) -> int:
        kept, others = with_others(ways[by])
        return max([len(others), *map(len, kept.values())])

    whole = sum(map(len, next(iter(ways.values())).values()))
    able = [by for by in ways if by is not GroupedBy.NAME and largest(by) <= 0.6 * whole]
    return min(able, key=largest, default=GroupedBy.NAME)


def strongest(lines: Counter[tuple[int, int]], boxes: int) -> list[tuple[int, int]]:
    """The lines that are drawn: every one where they are few; else the strongest of each box, and
    then those of the most flows.
    """
    ordered = sorted(lines, key=lambda line: (-lines[line], line))
    first: dict[int, tuple[int, int]] = {}
    for line in ordered:
        for box in line:
            first.setdefault(box, line)
    chosen = dict.fromkeys([*first.values(), *ordered])
    return sorted(list(chosen)[: max(LINES_FOR_A_BOX * boxes, 40)])
