"""What moving one thing does to the others, and how much room each has. Plain Python.

Things have a first and a last day and wait for each other. A chain is followed in the order in
which things wait (Kahn, 1962); the room is that of the critical path method: the latest end that
nothing else minds, less the end as it is (Kelley and Walker, 1959).
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tandem.core.circles import path_between

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with a first and a last day.

    `meant` is the day on which it is promised or wished for, where there is one; `fixed` says
    that it is over: nothing moves it.
    """

    id: int
    starts_on: date
    ends_on: date
    meant: date | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """`after` waits for `before`: begins only then (`begins`), or may just not end before it."""

    before: int
    after: int
    begins: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """Something that would have to move, by so many days, and the day of its own that is hit."""

    id: int
    days: int
    starts_on: date
    ends_on: date
    hits: date | None


def circle_in(ties: Collection[Tie]) -> list[int] | None:
    """Things that wait for each other in a circle, in their order; nothing where none do."""
    following: dict[int, list[int]] = defaultdict(list)
    for tie in ties:
        following[tie.before].append(tie.after)
    for tie in ties:
        if path := path_between(tie.after, tie.before, following):
            return path
    return None


def in_order(ids: Iterable[int], ties: Collection[Tie]) -> list[int]:
    """Each after what it waits for; what is in a circle comes last, as it stands."""
    left = dict.fromkeys(ids, 0)
    following: dict[int, list[int]] = defaultdict(list)
    for tie in ties:
        if tie.before in left and tie.after in left:
            left[tie.after] += 1
            following[tie.before].append(tie.after)
    free = deque(pk for pk, count in left.items() if count == 0)
    found: list[int] = []
    while free:
        one = free.popleft()
        found.append(one)
        for other in following[one]:
            left[other] -= 1
            if left[other] == 0:
                free.append(other)
    return found + [pk for pk in left if pk not in set(found)]


def cascade(
    things: Mapping[int, Thing], ties: Collection[Tie], moved: Mapping[int, tuple[date, date]]
) -> list[Shift]:
    """What else would have to move once these have their new days; nothing moves earlier."""
    now = {
        pk: replace(one, starts_on=moved[pk][0], ends_on=moved[pk][1]) if pk in moved else one
        for pk, one in things.items()
    }
    awaited: dict[int, list[Tie]] = defaultdict(list)
    for tie in ties:
        awaited[tie.after].append(tie)
    touched, shifts = set(moved), []
    for pk in in_order(now, ties):
        thing = now[pk]
        if pk in moved or thing.fixed:
            continue
        pushing = [tie for tie in awaited[pk] if tie.before in touched]
        days = max((_needed(now[tie.before], thing, tie) for tie in pushing), default=0)
        if days <= 0:
            continue
        starts = thing.starts_on + days * _DAY if _begins(pushing) else thing.starts_on
        now[pk] = replace(thing, starts_on=starts, ends_on=thing.ends_on + days * _DAY)
        touched.add(pk)
        shifts.append(_shift(now[pk], days))
    return shifts


def _needed(before: Thing, after: Thing, tie: Tie) -> int:
    """By how many days `after` would have to move."""
    first = before.ends_on + _DAY if tie.begins else before.ends_on
    return (first - (after.starts_on if tie.begins else after.ends_on)).days


def _begins(ties: Collection[Tie]) -> bool:
    return any(tie.begins for tie in ties)


def _shift(thing: Thing, days: int) -> Shift:
    hit = thing.meant if thing.meant is not None and thing.ends_on > thing.meant else None
    return Shift(thing.id, days, thing.starts_on, thing.ends_on, hit)


def slack(things: Mapping[int, Thing], ties: Collection[Tie]) -> dict[int, int]:
    """By how many days each may end later before a day that is meant, its own or of what waits for
    it, can't be kept; below zero it is too late already. What nothing hangs on isn't in it.
    """
    followers: dict[int, list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.before in things and tie.after in things:
            followers[tie.before].append(tie)
    latest: dict[int, date] = {}
    for pk in reversed(in_order(things, ties)):
        thing = things[pk]
        if thing.fixed:
            continue
        ends = [thing.meant] if thing.meant is not None else []
        for tie in followers[pk]:
            if (end := latest.get(tie.after)) is None:
                continue
            after = things[tie.after]
            lasts = after.ends_on - after.starts_on
            ends.append(end - lasts - _DAY if tie.begins else end)
        if ends:
            latest[pk] = min(ends)
    return {pk: (end - things[pk].ends_on).days for pk, end in latest.items()}


def without_room(room: Mapping[int, int]) -> frozenset[int]:
    """The critical ones: whatever day they lose, a day that is meant is lost, too."""
    return frozenset(pk for pk, days in room.items() if days <= 0)
