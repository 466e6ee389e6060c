"""What an x-ray keeps of each item, and the year it looks at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from tandem.formats.trackers import Category, Item, Person, category_of
from tandem.formats.trackers.state_words import is_emergency

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Move:
    """An item went from a state to another."""

    at: datetime
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Case:
    """An item, as far as time goes. `holders`: since when it was whose."""

    key: str
    title: str
    kind: str
    state: str
    category: Category
    made: datetime | None
    done: datetime | None
    """When it was last finished; None where it isn't, or nobody knows when."""
    moves: tuple[Move, ...]
    holders: tuple[tuple[datetime | None, str], ...]
    places: tuple[str, ...]
    """Its group, components, labels and project."""
    urgent: str
    """The word that says it can't wait, if there is one."""
    has_priority: bool
    estimate: int | None
    spent: int | None
    points: float | None
    due: date | None
    answered: datetime | None
    """The first word of anybody but whoever made it."""
    has_comments: bool

    @property
    def finished(self) -> bool:
        """Whether it is finished, known when or not."""
        return self.category == "done"


@dataclass(frozen=True, slots=True)
class Year:
    """365 days: from `begin` to before `end`, both midnights in UTC."""

    begin: datetime
    end: datetime

    def has(self, moment: datetime | None) -> bool:
        """Whether a moment lies in it."""
        return moment is not None and self.begin <= moment < self.end

    @property
    def last_day(self) -> date:
        """The day it ends with."""
        return (self.end - timedelta(days=1)).date()


def lean(item: Item) -> Item:
    """An item without what an x-ray never looks at, so that large files fit into memory."""
    first = next((one for one in item.comments if one.who != item.reporter and one.at), None)
    kept = first or next(iter(item.comments), None)
    history = tuple(one for one in item.history if one.field in {"state", "assignee"})
    return replace(
        item,
        description="",
        url="",
        comments=(kept,) if kept else (),
        work=(),
        links=(),
        custom=(),
        checklists=(),
        history=history,
    )


def case_of(item: Item, people: dict[str, Person]) -> Case:
    """What an x-ray keeps of an item."""
    moves = tuple(
        Move(one.at, one.before, one.after) for one in item.history if one.field == "state"
    )
    made = item.made or (moves[0].at if moves else None)
    finished = item.category == "done" or (not item.category and item.resolved is not None)
    return Case(
        key=item.key,
        title=item.title,
        kind=item.kind,
        state=item.state,
        category="done" if finished else item.category,
        made=made,
        done=_done(item, moves, made) if finished else None,
        moves=moves,
        holders=_holders(item, people),
        places=(item.group, *item.components, *item.labels, item.project),
        urgent=_urgent(item),
        has_priority=bool(item.priority),
        estimate=item.estimate,
        spent=item.spent,
        points=item.points,
        due=item.due,
        answered=_answered(item),
        has_comments=bool(item.comments),
    )


def _done(item: Item, moves: tuple[Move, ...], made: datetime | None) -> datetime | None:
    done = item.resolved
    if done is None:
        ended = [
            move.at
            for move in moves
            if category_of(move.after) == "done" and category_of(move.before) != "done"
        ]
        done = ended[-1] if ended else None
    return max(done, made) if done and made else done


def _holders(item: Item, people: dict[str, Person]) -> tuple[tuple[datetime | None, str], ...]:
    """Names, since when; before the first change it was of whom that change takes it from."""
    changes = [one for one in item.history if one.field == "assignee"]
    if not changes:
        return ((None, _name(item.assignee, people)),)
    first = (None, _name(changes[0].before, people))
    return (first, *((one.at, _name(one.after, people)) for one in changes))


def _name(who: str, people: dict[str, Person]) -> str:
    return people[who].name if who in people else who


def _urgent(item: Item) -> str:
    words = (item.priority, item.kind, *item.labels, *(("Blocker",) if item.flagged else ()))
    return next((word for word in words if word and is_emergency(word)), "")


def _answered(item: Item) -> datetime | None:
    said = [one.at for one in item.comments if one.at and one.who and one.who != item.reporter]
    return min(said) if said else None


def year_of(cases: Iterable[Case], until: date | None) -> Year | None:
    """The last 365 days of the data, or those up to a day; None where nothing has a date.

    The last day is that of the last item made, moved or finished: what programs change years later
    (an import, a new field) doesn't count.
    """
    last = until or max((day for case in cases for day in _days(case)), default=None)
    if last is None:
        return None
    end = datetime.combine(last + timedelta(days=1), time(), UTC)
    return Year(end - YEAR, end)


def _days(case: Case) -> Iterator[date]:
    for moment in (case.made, case.done, *(move.at for move in case.moves[-1:])):
        if moment:
            yield moment.date()


def as_of(case: Case, end: datetime) -> Case:
    """A case as it stood then: what happened later is not known yet."""
    moves = tuple(move for move in case.moves if move.at < end)
    done = case.done if case.done and case.done < end else None
    if len(moves) == len(case.moves) and done == case.done:
        return case
    state = moves[-1].after if moves else case.moves[0].before if case.moves else ""
    category = category_of(state)
    if done:
        category = "done"
    elif category == "done":
        category = ""
    return replace(case, done=done, category=category, state=state, moves=moves)


def fullest_year(cases: Iterable[Case]) -> tuple[date, int] | None:
    """The last day of the 365 days in which most was finished, and how much that was."""
    days = sorted(case.done.date() for case in cases if case.done)
    best, first = None, 0
    for place, day in enumerate(days):
        while day - days[first] >= YEAR:
            first += 1
        if best is None or place - first + 1 > best[1]:
            best = (day, place - first + 1)
    return best
