"""What is known of an initiative's work, before it becomes a question to the engine.

Ids and numbers, no words: what is computed from it can be kept and shown to whoever may see it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from tandem.accounts.rules import Lane
from tandem.engine.working_time import WorkingCalendar
from tandem.work.rules import DependencyKind, Estimate, WorkState


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of work. `doers` are the ids of whoever does it; `others` could do it instead.

    `parts` are the requirements it is for.
    """

    id: int
    lane: Lane | None
    state: WorkState
    state_since: datetime
    estimate: Estimate | None = None
    parent_id: int | None = None
    starts_on: date | None = None
    doers: tuple[int, ...] = ()
    skills: frozenset[str] = frozenset()
    """In small letters."""
    blocked: bool = False
    spent: Decimal = Decimal(0)
    """Days that were written down."""
    left: Decimal | None = None
    """Days that whoever does it said are left, less what was written down since."""
    parts: frozenset[int] = frozenset()
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptHours:
    """So many hours a week that a team keeps for other things than planned work, and what part of
    somebody's time that takes.
    """

    team: int
    hours: float
    part: float


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who could do it: for which sides, with what skills, when they are there.

    `on_it`: they are on the initiative. `begun` is on how many initiatives, this one included,
    they have something under way. `share` is the part of their time that was agreed on; else each
    of those has the same part. `kept` is gone before that.
    """

    id: int
    lanes: frozenset[Lane]
    calendar: WorkingCalendar
    skills: frozenset[str] = frozenset()
    on_it: bool = True
    begun: int = 1
    share: float | None = None
    kept: tuple[KeptHours, ...] = ()


@dataclass(frozen=True, slots=True)
class Awaited:
    """One piece waits for another, with so many working days between."""

    waiting: int
    on: int
    kind: DependencyKind = DependencyKind.FINISH_START
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is waited for elsewhere, of an initiative or an IT project; `ready` where one knows."""

    id: int
    over: bool
    ready: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the date of an initiative depends on.

    `start` is from when on is planned; `freezes` are times in which nothing is launched. `habits`
    is what finished work taught, as it was kept; empty while nothing was learned. `awaited`
    are the IT projects that have to be done before it goes live.
    `left_out` are the requirements that won't be built: what is only for them isn't done.
    """

    start: datetime
    calendar: WorkingCalendar
    pieces: tuple[Piece, ...] = ()
    people: tuple[Colleague, ...] = ()
    waits: tuple[Awaited, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    freezes: tuple[tuple[datetime, datetime], ...] = ()
    habits: str = ""
    awaited: tuple[Elsewhere, ...] = ()
    left_out: frozenset[int] = frozenset()


def with_help(facts: Facts, people: Collection[int]) -> Facts:
    """The same when these people help: what one person alone has and hasn't begun, they may do
    instead, where it is of their side and asks for nothing that they can't do.
    """
    helping = [one for one in facts.people if one.id in people]
    if not helping:
        return facts
    return replace(facts, pieces=tuple(_with_others(one, helping) for one in facts.pieces))


def _with_others(piece: Piece, helping: Collection[Colleague]) -> Piece:
    if piece.state.is_over or piece.state.is_under_way or len(piece.doers) != 1:
        return piece
    able = tuple(
        one.id
        for one in helping
        if one.id not in piece.doers
        and piece.skills <= one.skills
        and (piece.lane is None or piece.lane in one.lanes)
    )
    return replace(piece, others=able) if able else piece


def without(facts: Facts, people: Collection[int]) -> Facts:
    """The same when these people have no time for it: what they do falls to the others."""
    return replace(
        facts,
        people=tuple(one for one in facts.people if one.id not in people),
        pieces=tuple(
            replace(one, doers=tuple(pk for pk in one.doers if pk not in people))
            if set(one.doers) & set(people)
            else one
            for one in facts.pieces
        ),
    )
