"""Counting over days without walking them.

A `Tally` gives every weekday a weight (1 for a working day, or the length of its hours) and takes
off the closed days. Sums over any number of days then cost two binary searches, so a deadline in
ten years costs about what a deadline in three days costs. Days are date ordinals, as in
`datetime.date.toordinal`; ordinal 1 is a Monday.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import accumulate

LONGEST_WAIT = 731
"""Days. Nobody waits longer than two years for an opening: the caller has to choose another."""

LAST_DAY = date.max.toordinal() - 2
"""Two days are kept free, so that no zone leaves the calendar of dates."""

Closure = tuple[int, int]
"""First and last closed day, both closed."""


class NeverOpen(ValueError):
    """No open time comes within two years, so there is no moment to name."""

    def __init__(self, day: int) -> None:
        self.since = date.fromordinal(min(day, date.max.toordinal()))
        super().__init__(
            f"This calendar has no open day in the two years after {self.since.isoformat()}."
        )


class Tally:
    """The weighted sum of open days. Weights are whole numbers, Monday first."""

    __slots__ = ("_ends", "_prefix", "_starts", "_taken", "_week")

    def __init__(self, weights: Sequence[int], closures: Sequence[Closure]) -> None:
        """`closures` as `merge` returns them: sorted and apart."""
        self._prefix = (0, *accumulate(weights))
        self._week = self._prefix[7]
        self._starts = [first for first, _ in closures]
        self._ends = [last + 1 for _, last in closures]
        lengths = (self._plain(last + 1) - self._plain(first) for first, last in closures)
        self._taken = [0, *accumulate(lengths)]

    def _plain(self, day: int) -> int:
        weeks, weekday = divmod(day - 1, 7)
        return weeks * self._week + self._prefix[weekday]

    def before(self, day: int) -> int:
        """The sum over all days before `day`. Only differences of two such sums mean something."""
        index = bisect_right(self._starts, day)
        if index == 0:
            return self._plain(day)
        start, end = self._starts[index - 1], self._ends[index - 1]
        inside = self._plain(min(day, end)) - self._plain(start)
        return self._plain(day) - self._taken[index - 1] - inside


def merge(closed: Iterable[Closure], weights: Sequence[int]) -> tuple[Closure, ...]:
    """Join closures that overlap, or between which no weekday of any weight lies."""
    plain = Tally(weights, ())
    merged: list[Closure] = []
    for first, last in sorted(closed):
        before = merged[-1][1] + 1 if merged else 0
        if merged and (first - before < 7 and plain.before(first) <= plain.before(before)):
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def first_day_reaching(
    amount: int, measure: Callable[[int], int], *, first: int, limit: int
) -> int:
    """The first day from `first` on with which the sum reaches `amount`.

    `measure(stop)` is the sum over `first` … `stop - 1`; it never falls. Steps are doubled until
    the amount is passed, then halved. Raises NeverOpen where all days before `limit` are too few.
    """
    width = 8
    while measure(min(first + width, limit)) < amount:
        if first + width >= limit:
            raise NeverOpen(limit)
        width *= 2
    stops = range(first + 1, min(first + width, limit) + 1)
    return first + bisect_left(stops, amount, key=measure)
