"""The queue of small changes, laid into weeks. Plain Python: no Django, no database.

Each change takes what it still needs of its team's reserved hours, in the order of the queue; what
doesn't fit into a week goes on in the next. Hours that were written this week are gone, and what
went over an earlier week's hours is taken off the next ones.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from tandem.core import dates
from tandem.core.words import Sentence, say

LOOKS_BACK = 4
"""So many weeks back is looked for hours that went over."""
LOOKS_AHEAD = 26
"""So many weeks are laid out; what doesn't fit into them comes later."""
WEEKS_SHOWN = 6
NAMED = 3
_WEEK = timedelta(weeks=1)
_ENOUGH = 0.01
_SEVERAL = 2


class Step(StrEnum):
    """How a change moves without being dragged."""

    UP = "up"
    DOWN = "down"
    TOP = "top"


class Basis(StrEnum):
    """Where the hours of a change come from."""

    WORK = "work"
    PATH = "path"


@dataclass(frozen=True, slots=True)
class Week:
    """A team's week: hours it keeps, what of them is gone already, and what is left."""

    first: date
    reserved: float
    written: float = 0.0
    carried: float = 0.0
    free: float = 0.0
    told: bool = True
    """Whether the hours that are gone are named: those of a single person never are."""


@dataclass(frozen=True, slots=True)
class Laid:
    """Where the hours of a change lie: (Monday, hours); and how many come after all weeks."""

    parts: tuple[tuple[date, float], ...] = ()
    beyond: float = 0.0

    @property
    def week(self) -> date | None:
        """The Monday of the week in which it is done; nothing where that isn't in sight."""
        return self.parts[-1][0] if self.parts and not self.beyond else None

    def after(self, day: date) -> float:
        """How many of its hours lie in weeks that begin on a day or later."""
        return self.beyond + sum(hours for first, hours in self.parts if first >= day)


def weeks_left(
    weeks: Sequence[tuple[date, float, float]],
    written: Mapping[date, Mapping[int, float]],
    present: date,
) -> list[Week]:
    """The present week and those after it, of (Monday, reserved, there from now on), earliest
    first, with some past ones before them; `written` hours by Monday and person.
    """
    found, over = [], 0.0
    told = len({one for people in written.values() for one in people}) >= _SEVERAL
    for first, reserved, there in weeks:
        used = sum(written.get(first, {}).values())
        free = max(0.0, reserved - used - over)
        if first >= present:
            carried = min(over, reserved)
            found.append(Week(first, reserved, used, carried, min(free, there), told))
        over = max(0.0, over + used - reserved)
    return found


Filled = tuple[int, float]
"""How far weeks are filled: the first that has something left, and how much."""


@dataclass(frozen=True)
class Queue:
    """A team's changes in their order, laid into its weeks; `filled` is how far these were filled
    before each.
    """

    changes: tuple[tuple[int, float], ...]
    weeks: tuple[tuple[date, float], ...]
    laid: Mapping[int, Laid]
    filled: tuple[Filled, ...]
    places: Mapping[int, int]
    """Where in the order each change stands."""


def queue_of(changes: Iterable[tuple[int, float]], weeks: Iterable[Week]) -> Queue:
    """Lay (change, hours) into weeks, in their order."""
    rows = tuple(changes)
    left = tuple((week.first, week.free) for week in weeks if week.free > _ENOUGH)
    at: Filled = (0, left[0][1] if left else 0.0)
    laid, filled = {}, []
    for pk, hours in rows:
        filled.append(at)
        laid[pk], at = _fill(hours, left, at)
    places = {pk: number for number, (pk, _) in enumerate(rows)}
    return Queue(rows, left, laid, tuple(filled), places)


def lay(changes: Iterable[tuple[int, float]], weeks: Iterable[Week]) -> Mapping[int, Laid]:
    """The same: where the hours of each lie."""
    return queue_of(changes, weeks).laid


def _fill(hours: float, weeks: Sequence[tuple[date, float]], filled: Filled) -> tuple[Laid, Filled]:
    """Where so many hours lie in weeks that are filled so far, and how far they are then."""
    at, left = filled
    parts: list[tuple[date, float]] = []
    while hours > _ENOUGH and at < len(weeks):
        taken = min(hours, left)
        parts.append((weeks[at][0], taken))
        hours, left = hours - taken, left - taken
        if left <= _ENOUGH:
            at += 1
            left = weeks[at][1] if at < len(weeks) else 0.0
    return Laid(tuple(parts), hours if hours > _ENOUGH else 0.0), (at, left)


def placed(order: Sequence[int], one: int, before: int | None) -> list[int]:
    """The order after one has moved before another, or behind all."""
    rest = [each for each in order if each != one]
    at = rest.index(before) if before in rest else len(rest)
    return [*rest[:at], one, *rest[at:]]


def follower(seen: Sequence[int], one: int, step: Step) -> int | None:
    """Before which of those that somebody sees a change comes by a step; nothing: behind all.

    At the very top or end it stays: before whatever follows it.
    """
    at, rest = seen.index(one), [each for each in seen if each != one]
    to = {Step.TOP: 0, Step.UP: max(0, at - 1), Step.DOWN: at + 1}[step]
    return rest[to] if to < len(rest) else None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a move comes to: when the moved one is done then, and which others are done later."""

    week: date | None
    later: tuple[tuple[int, date | None], ...]


def cost_of(queue: Queue, one: int, before: int | None) -> Cost:
    """What it comes to if a change moves before another of its team, or behind all.

    Only what stands between its old place and its new one is laid anew: before these nothing
    changes, and behind them just as many hours are taken as before.
    """
    old, last = queue.places[one], len(queue.changes) - 1
    to = last + 1 if before is None else queue.places.get(before, last + 1)
    new = to if to <= old else to - 1
    first, end = min(old, new), max(old, new)
    moved = list(queue.changes[first : end + 1])
    moved.insert(new - first, moved.pop(old - first))
    at, then = queue.filled[first], {}
    for pk, hours in moved:
        laid, at = _fill(hours, queue.weeks, at)
        then[pk] = laid.week
    later = tuple(
        (pk, then[pk])
        for pk, _ in queue.changes[first : end + 1]
        if pk != one and _when(then[pk]) > _when(queue.laid[pk].week)
    )
    return Cost(then[one], later)


def _when(week: date | None) -> date:
    return week or date.max


# What adds up -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A small change as it adds up: what it changes, how many days it takes, since when."""

    id: int
    systems: Mapping[int, str]
    days: Decimal
    on: date


@dataclass(frozen=True, slots=True)
class AddedUp:
    """Changes of one system within 30 days that together are no longer small."""

    system: str
    days: Decimal
    most: Decimal
    changes: tuple[int, ...]
    until: date
    """When the first of them no longer counts."""


def what_adds_up(
    changes: Collection[Confirmed], *, most: Decimal, within: timedelta
) -> list[AddedUp]:
    """The systems whose small changes come to more than is small, by name."""
    by_system: dict[tuple[str, int], list[Confirmed]] = {}
    for one in changes:
        for pk, name in one.systems.items():
            by_system.setdefault((name, pk), []).append(one)
    found = []
    for (name, _), rows in sorted(by_system.items()):
        days = sum((row.days for row in rows), Decimal(0))
        if days > most and len(rows) > 1:
            first = min(row.on for row in rows)
            ids = tuple(row.id for row in rows)
            found.append(AddedUp(name, days, most, ids, first + within))
    return found


# In words ---------------------------------------------------------------------------------------


def in_hours(hours: float) -> str:
    """Hours as people say them, to the half: "21", "7.5"."""
    rounded = round(hours * 2) / 2
    if not rounded and hours > 0:
        return "0.5"
    return f"{Decimal(str(rounded)).normalize():f}"


def in_days(days: Decimal) -> str:
    """Days as people say them: "3", "3.5"."""
    return f"{days.normalize():f}"


def which_week(week: date | None, today: date) -> Sentence:
    """ "this week", "next week", "the week of 14 Dec"."""
    if week is None:
        return say("later than half a year from now")
    present = today - timedelta(days=today.weekday())
    if week <= present:
        return say("this week")
    if week == present + _WEEK:
        return say("next week")
    return say("the week of {day}", day=dates.short(week, today=today))


def edges(today: date) -> tuple[date, date]:
    """The next Monday, and the first one of the next month after it."""
    coming = today - timedelta(days=today.weekday()) + _WEEK
    day = coming
    while day.month == coming.month:
        day += _WEEK
    return coming, day


def what_spills(laid: Collection[Laid], day: date, today: date) -> Sentence | None:
    """ "4 changes, 21 h, don't fit before 12 Dec"; nothing where all of them do."""
    over = [one for one in laid if one.after(day) > _ENOUGH]
    if not over:
        return None
    hours = in_hours(sum(one.after(day) for one in over))
    shown = dates.short(day, today=today)
    if len(over) == 1:
        return say("1 change, {hours} h, doesn't fit before {day}.", hours=hours, day=shown)
    return say(
        "{n} changes, {hours} h, don't fit before {day}.", n=len(over), hours=hours, day=shown
    )


def what_it_costs(cost: Cost, titles: Mapping[int, str], today: date) -> Sentence:
    """When a moved change is done then, and what of others moves to a later week."""
    own = which_week(cost.week, today)
    if not cost.later:
        return say("Done {week}; no other moves to a later week.", week=own)
    weeks = {week for _, week in cost.later}
    if len(cost.later) == 1:
        pk, week = cost.later[0]
        return say(
            "Done {week}; moves {other} to {later}.",
            week=own,
            other=_named(pk, titles),
            later=which_week(week, today),
        )
    if len(weeks) == 1:
        later = which_week(weeks.pop(), today)
        return say(
            "Done {week}; moves {n} others to {later}.", week=own, n=len(cost.later), later=later
        )
    shown = [
        say("{other} to {later}", other=_named(pk, titles), later=which_week(week, today))
        for pk, week in cost.later[:NAMED]
    ]
    return say(
        "Done {week}; moves {n} others: {which}.",
        week=own,
        n=len(cost.later),
        which=", ".join(shown) + (" …" if len(cost.later) > NAMED else ""),
    )


def _named(pk: int, titles: Mapping[int, str]) -> str:
    if pk not in titles:
        return say("one that is kept to its people")
    title = titles[pk]
    return f"“{title if len(title) <= 60 else title[:59] + '…'}”"


def how_it_adds_up(one: AddedUp, today: date) -> Sentence:
    """What is no longer small, and what to do."""
    return say(
        "Changes of {system} within 30 days come to {days} days: more than the {most} that are "
        "small. Put them together on the standard path, or let one wait until {day}.",
        system=one.system,
        days=in_days(one.days),
        most=in_days(one.most),
        day=dates.short(one.until, today=today),
    )


def why_not_place(*, stands: bool) -> Sentence | None:
    """Say why something has no place in the queue, or nothing if it has one."""
    if not stands:
        return say(
            "It doesn't stand in the queue of small changes: it is done, or on another path."
        )
    return None
