"""The quarterly revision: when it is, how it stands, and what moved. Plain Python."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache

from tandem.core.dates import short
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import Stage
from tandem.plans.problems import is_enough, percent

REASON_LIMIT = 1_000
NOTE_LIMIT = 1_000
PREPARED = timedelta(days=7)
"""So long before its day a revision opens for preparation."""
AFTER_ITS_QUARTER = timedelta(days=31)
"""So long after its quarter it can still be held as that quarter's."""
YEARS_AHEAD = 2
_DAY = timedelta(days=1)


class Standing(StrEnum):
    """How a revision stands."""

    BOOKED = "booked"
    PREPARING = "preparing"
    LATE = "late"
    HELD = "held"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Standing.BOOKED: say("booked"),
            Standing.PREPARING: say("open for preparation"),
            Standing.LATE: say("its day has passed"),
            Standing.HELD: say("held"),
        }[self]


class Mark(StrEnum):
    """What was said of something on the way through the list."""

    SEEN = "seen"
    TALK = "talk"
    DECIDE = "decide"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Mark.SEEN: say("Seen"),
            Mark.TALK: say("Needs talk"),
            Mark.DECIDE: say("To decide"),
        }[self]


# When -------------------------------------------------------------------------------------------


def first_of(year: int, quarter: int) -> date:
    """The first day of a quarter, 1 to 4."""
    return date(year, 3 * quarter - 2, 1)


def last_of(year: int, quarter: int) -> date:
    """Its last day."""
    return (first_of(year, quarter) + timedelta(days=92)).replace(day=1) - _DAY


def proposed_day(year: int, quarter: int, works: Callable[[date], bool]) -> date:
    """The first working day of the first whole week of a quarter."""
    day = first_of(year, quarter)
    day += timedelta(days=-day.weekday() % 7)
    for _ in range(21):
        if works(day):
            return day
        day += _DAY
    return day


def days_of_year(year: int, today: date, works: Callable[[date], bool]) -> list[tuple[int, date]]:
    """The revisions that a year still has: (quarter, proposed day).

    What is over isn't booked; where the proposed day of the present quarter has passed, a working
    day a week from now is.
    """
    found = []
    for quarter in range(1, 5):
        if last_of(year, quarter) < today:
            continue
        day = proposed_day(year, quarter, works)
        if day < today:
            day = today + PREPARED
            while not works(day):
                day += _DAY
        found.append((quarter, day))
    return found


def why_not_open_year(year: int, today: date, *, opened: bool) -> Sentence | None:
    """Say why a year can't be opened, or nothing if it can."""
    if opened:
        return say("{year} is open already: its revisions are booked.", year=year)
    if year < today.year:
        return say("{year} is over. Open this year or a later one.", year=year)
    if year > today.year + YEARS_AHEAD:
        return say("That is more than two years ahead. Open a nearer year first.")
    return None


def why_not_move(
    day: date, today: date, *, year: int, quarter: int, held: bool, why: str
) -> Sentence | None:
    """Say why a revision can't be moved to a day, or nothing if it can."""
    if held:
        return say("It was held already: its day stays.")
    if not why:
        return say("Say why it moves: both departments have it in their calendars.")
    if day < today:
        return say("This day is over. Choose today or later.")
    if not first_of(year, quarter) <= day <= last_of(year, quarter) + AFTER_ITS_QUARTER:
        return say("It is the revision of that quarter: choose a day in it, or in the month after.")
    return None


def standing_of(day: date, today: date, *, held: bool) -> Standing:
    """How a revision stands on a day."""
    if held:
        return Standing.HELD
    if today > day:
        return Standing.LATE
    return Standing.PREPARING if today >= day - PREPARED else Standing.BOOKED


def why_not_walk(standing: Standing, day: date, today: date) -> Sentence | None:
    """Say why nothing can be noted here now, or nothing if it can."""
    if standing is Standing.HELD:
        return say("It was held: its list stays as it was.")
    if standing is Standing.BOOKED:
        opens = short(day - PREPARED, today=today)
        return say("Its preparation opens on {day}.", day=opens)
    return None


def why_not_hold(standing: Standing, day: date, today: date) -> Sentence | None:
    """Say why it can't be held now, or nothing if it can."""
    if standing is Standing.HELD:
        return say("It was held already.")
    if standing is Standing.BOOKED:
        opens = short(day - PREPARED, today=today)
        return say(
            "It can be held once its preparation opens, on {day}. To hold it sooner, move it.",
            day=opens,
        )
    return None


# What moved -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Frozen:
    """How something stood at a moment, in numbers and codes; `stage` "" is of an IT project."""

    stage: str = ""
    promised: date | None = None
    safe: date | None = None
    chance: float | None = None
    days: Decimal = Decimal(0)
    budget: Decimal | None = None
    list_number: int = 0
    place: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None


class What(StrEnum):
    """What about something moved."""

    NEW = "new"
    ENDED = "ended"
    STAGE = "stage"
    PROMISE = "promise"
    SAFE = "safe"
    STARTS = "starts"
    ENDS = "ends"
    DAYS = "days"
    BUDGET = "budget"
    LIST = "list"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Moved:
    """Something moved: what, the sentence, and by how many days where it is a date."""

    what: What
    sentence: Sentence
    by: int | None = None


def overtaken(before: Mapping[int, Frozen], after: Mapping[int, Frozen]) -> set[int]:
    """Whose place changed among those that stand in the queue at both moments.

    That others came or went above moves nobody. Who lets one other pass hasn't moved, either: it
    is that other one that came up.
    """
    both = [
        pk
        for pk in before.keys() & after.keys()
        if before[pk].place is not None and after[pk].place is not None
    ]
    was, now = (
        {pk: at for at, pk in enumerate(sorted(both, key=lambda pk: (rows[pk].place or 0, pk)))}
        for rows in (before, after)
    )
    return {pk for pk in both if now[pk] < was[pk] or now[pk] > was[pk] + 1}


def what_moved(
    before: Frozen | None,
    after: Frozen | None,
    *,
    today: date,
    currency: str,
    ranked_anew: bool,
) -> list[Moved]:
    """What moved between two moments, the weightiest first."""
    if before is None or after is None:
        if after is not None:
            return [Moved(What.NEW, say("It is new since then."))]
        return [Moved(What.ENDED, say("It has ended since then."))] if before else []
    found = [
        _stage(before.stage, after.stage),
        _date(What.PROMISE, before.promised, after.promised, today),
        _date(What.SAFE, before.safe, after.safe, today),
        _date(What.STARTS, before.starts_on, after.starts_on, today),
        _date(What.ENDS, before.ends_on, after.ends_on, today),
        _amount(before.days, after.days),
        _budget(before.budget, after.budget, currency),
        _list(before.list_number, after.list_number),
        _place(before.place, after.place) if ranked_anew else None,
    ]
    return [one for one in found if one is not None]


def _stage(before: str, after: str) -> Moved | None:
    if before == after:
        return None
    was, now = (Stage(one).label if one in set(Stage) else one for one in (before, after))
    return Moved(What.STAGE, say("It went from {before} to {after}.", before=was, after=now))


_FIRST = {
    What.PROMISE: say("{after} was promised."),
    What.SAFE: say("Its safe date is known now: {after}."),
    What.STARTS: say("It begins on {after}."),
    What.ENDS: say("It ends on {after}."),
}
_GONE = {
    What.PROMISE: say("{before} is no longer promised."),
    What.SAFE: say("Its safe date isn't known any more; it was {before}."),
    What.STARTS: say("When it begins is open again."),
    What.ENDS: say("When it ends is open again."),
}
_LATER = {
    What.PROMISE: say("The promised date moved {by} later, from {before} to {after}."),
    What.SAFE: say("The safe date moved {by} later, from {before} to {after}."),
    What.STARTS: say("It begins {by} later, on {after} instead of {before}."),
    What.ENDS: say("It ends {by} later, on {after} instead of {before}."),
}
_EARLIER = {
    What.PROMISE: say("The promised date came {by} forward, from {before} to {after}."),
    What.SAFE: say("The safe date came {by} forward, from {before} to {after}."),
    What.STARTS: say("It begins {by} earlier, on {after} instead of {before}."),
    What.ENDS: say("It ends {by} earlier, on {after} instead of {before}."),
}


def _date(what: What, before: date | None, after: date | None, today: date) -> Moved | None:
    told = {
        name: short(day, today=today)
        for name, day in (("before", before), ("after", after))
        if day is not None
    }
    if before is None or after is None:
        if before == after:
            return None
        return Moved(what, Sentence((_FIRST if after else _GONE)[what].template, **told))
    by = (after - before) // _DAY
    if not by:
        return None
    words = (_LATER if by > 0 else _EARLIER)[what].template
    return Moved(what, Sentence(words, by=in_days(abs(by)), **told), by)


def in_days(days: int) -> Sentence:
    """ "1 day", "12 days"."""
    return say("1 day") if days == 1 else say("{days} days", days=days)


def _amount(before: Decimal, after: Decimal) -> Moved | None:
    if before == after:
        return None
    told = {"before": f"{before.normalize():f}", "after": f"{after.normalize():f}"}
    if after > before:
        return Moved(What.DAYS, say("Its open work grew from {before} to {after} days.", **told))
    return Moved(What.DAYS, say("Its open work shrank from {before} to {after} days.", **told))


def _budget(before: Decimal | None, after: Decimal | None, currency: str) -> Moved | None:
    if before == after:
        return None
    was, now = (
        say("nothing") if amount is None else f"{amount:,.0f} {currency}"
        for amount in (before, after)
    )
    return Moved(What.BUDGET, say("Its budget went from {was} to {now}.", was=was, now=now))


def _list(before: int, after: int) -> Moved | None:
    if before == after:
        return None
    return Moved(
        What.LIST, say("List {number} of what will be built was handed over.", number=after)
    )


def _place(before: int | None, after: int | None) -> Moved | None:
    if before == after or after is None or before is None:
        return None
    words = _CAME_UP if after < before else _WENT_DOWN
    return Moved(What.PLACE, Sentence(words.template, before=before, after=after))


_CAME_UP = say("In the queue it came up from place {before} to {after}.")
_WENT_DOWN = say("In the queue it went down from place {before} to {after}.")


def to_decide(now: Frozen, *, unanswered: bool, today: date) -> list[Sentence]:
    """What a revision has to decide about something, as it stands now."""
    found = []
    if unanswered:
        found.append(say("Nobody answered, so it was put aside: bring it back, or decline it."))
    if now.promised and now.chance is not None and not is_enough(now.chance):
        found.append(
            say(
                "The promise of {day} has a chance of {share}: move it, take something out, or "
                "take the risk.",
                day=short(now.promised, today=today),
                share=percent(now.chance),
            )
        )
    elif now.promised and now.promised < today and now.stage not in _READY:
        found.append(say("{day} was promised and is over.", day=short(now.promised, today=today)))
    return found


_READY = {Stage.LIVE.value, Stage.CLOSED.value, Stage.DECLINED.value, Stage.PARKED.value}


# In short ---------------------------------------------------------------------------------------


def in_short(moves: Collection[Iterable[Moved]]) -> list[Sentence]:
    """What changed altogether, in a few sentences; of `moves`, an entry is of one thing."""
    flat = [one for several in moves for one in several]
    found = []
    later = [one.by for one in flat if one.what is What.PROMISE and one.by and one.by > 0]
    sooner = [one.by for one in flat if one.what is What.PROMISE and one.by and one.by < 0]
    counted = (
        (sum(one.what is What.NEW for one in flat), _NEW),
        (sum(one.what is What.ENDED for one in flat), _ENDED),
        (sum(one.what is What.STAGE for one in flat), _STAGES),
        (len(later), _PROMISES_LATER),
        (len(sooner), _PROMISES_SOONER),
    )
    for count, (one, many) in counted:
        if count:
            found.append(one if count == 1 else Sentence(many.template, n=count))
    if later:
        found.append(say("The furthest promise moved {by}.", by=in_days(max(later))))
    return found or [say("Nothing moved.")]


_NEW = (say("One is new."), say("{n} are new."))
_ENDED = (say("One has ended."), say("{n} have ended."))
_STAGES = (say("One came to another stage."), say("{n} came to another stage."))
_PROMISES_LATER = (say("One promise moved later."), say("{n} promises moved later."))
_PROMISES_SOONER = (say("One promise came forward."), say("{n} promises came forward."))
