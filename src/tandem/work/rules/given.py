"""Work that was written down elsewhere and is taken in here. Plain Python."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tandem.accounts.rules import Lane
from tandem.core.circles import path_between
from tandem.core.words import Sentence, say
from tandem.work.rules.estimate import Estimate, Sureness, why_not_estimate
from tandem.work.rules.item import (
    ASSIGNED_AT_MOST,
    CHECKS_AT_MOST,
    WorkKind,
    WorkState,
    why_not_ask_for,
    why_not_days,
)


@dataclass(frozen=True, slots=True)
class GivenMove:
    """It stood in a state from a moment on."""

    state: WorkState
    at: datetime


@dataclass(frozen=True, slots=True)
class GivenCheck:
    """A line of its checklist, ticked when and by nobody known."""

    text: str
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class GivenWork:
    """A piece of work as it stood elsewhere. `moves`: oldest first, at least where it begins; the
    last one is where it stands. `people`: who does it, of ours.
    """

    title: str
    moves: tuple[GivenMove, ...]
    kind: WorkKind = WorkKind.TASK
    lane: Lane | None = None
    description: str = ""
    days: Decimal | None = None
    sureness: Sureness | None = Sureness.NORMAL
    low: Decimal | None = None
    high: Decimal | None = None
    starts_on: date | None = None
    due_on: date | None = None
    asked_by: int | None = None
    checks: tuple[GivenCheck, ...] = ()
    people: tuple[int, ...] = ()
    skills: tuple[str, ...] = ()

    @property
    def estimate(self) -> Estimate | None:
        if self.days is None:
            return None
        return Estimate(self.days, self.sureness, self.low, self.high).said

    @property
    def state(self) -> WorkState:
        return self.moves[-1].state

    @property
    def asked_at(self) -> datetime:
        return self.moves[0].at

    @property
    def state_since(self) -> datetime:
        """When it came into the state in which it stands."""
        return self.moves[-1].at


def why_not_given(work: GivenWork, now: datetime) -> Sentence | None:
    """Say why work can't be taken in as it is, or nothing if it can."""
    moments = [move.at for move in work.moves]
    if not moments or moments != sorted(moments) or moments[-1] > now:
        return say("Its moves aren't in order, or lie ahead.")
    if len(work.checks) > CHECKS_AT_MOST:
        return say("At most {most} lines in a checklist.", most=CHECKS_AT_MOST)
    if len(work.people) > ASSIGNED_AT_MOST:
        return say("At most {most} people do one piece of work.", most=ASSIGNED_AT_MOST)
    if work.estimate and (reason := why_not_estimate(work.estimate)):
        return reason
    if reason := why_not_ask_for(work.skills):
        return reason
    return why_not_days(work.starts_on, work.due_on)


def circles_left_out(
    edges: list[tuple[int, int]], standing: dict[int, set[int]]
) -> tuple[list[tuple[int, int]], list[list[int]]]:
    """The edges that can be added to what stands without closing a circle, in their order, and the
    way round of each that can't. Both as (from, to); `standing` has no circle.
    """
    ahead = {one: set(others) for one, others in standing.items()}
    for start, end in edges:
        ahead.setdefault(start, set()).add(end)
    knots = _in_circles(ahead)
    for start, end in edges:
        if start in knots and end in knots and end not in standing.get(start, ()):
            ahead[start].discard(end)
    kept, left_out = [], []
    for start, end in edges:
        way = path_between(end, start, ahead) if start in knots and end in knots else None
        if start == end or way:
            left_out.append(way or [start])
            continue
        ahead.setdefault(start, set()).add(end)
        kept.append((start, end))
    return kept, left_out


def _in_circles(ahead: dict[int, set[int]]) -> set[int]:
    """What is left when everything is taken away that nothing leads to, or that leads nowhere."""
    return _trimmed(ahead) & _trimmed(_turned(ahead))


def _turned(ahead: dict[int, set[int]]) -> dict[int, set[int]]:
    turned: dict[int, set[int]] = {}
    for one, others in ahead.items():
        for other in others:
            turned.setdefault(other, set()).add(one)
    return turned


def _trimmed(ahead: dict[int, set[int]]) -> set[int]:
    into: dict[int, int] = dict.fromkeys(ahead, 0)
    for others in ahead.values():
        for other in others:
            into[other] = into.get(other, 0) + 1
    free = [one for one, count in into.items() if not count]
    while free:
        one = free.pop()
        del into[one]
        for other in ahead.get(one, ()):
            into[other] -= 1
            if not into[other]:
                free.append(other)
    return set(into)
