"""Work as a question to the engine: pure conversion, ids in and ids out.

- Half-days become hours of the company's working day. What several people do is shared by them.
- A piece with sub-tasks is done when these are; its own estimate doesn't count beside theirs.
- What was said to be left takes the place of the estimate. Else hours that were written down say
  how much is done, at most nine tenths.
- Without either, of what is in progress as much is taken as done as its time so far says, at most
  a half; of what is in review four fifths.
- Who has something under way on several initiatives gives each the same part of their time, unless
  another share of it was agreed.
- What teams keep for small changes is gone before their people's time is divided.
- What is only for requirements that won't be built isn't done.
- The last task is the launch: it needs nobody, and lies in no freeze.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from tandem.engine.problem import (
    Fixed,
    Link,
    Need,
    Person,
    Plan,
    Single,
    Task,
    ThreePoint,
    cycle,
)
from tandem.engine.problem.plan import LinkKind
from tandem.engine.problem.written import written
from tandem.engine.working_time import (
    NeverOpen,
    WorkingCalendar,
    add_working_days,
    working_time_between,
)
from tandem.plans.problems.facts import Awaited, Colleague, Elsewhere, Facts, Piece
from tandem.plans.problems.gaps import LEFT_OUT, Gap
from tandem.plans.problems.shares import kept_of, time_of
from tandem.work.rules import DependencyKind, Estimate, Sureness, WorkState

LAUNCH = "launch"
_BEGUN_AT_MOST, _IN_REVIEW, _SPENT_AT_MOST = 0.5, 0.8, 0.9
_WAY = 3
"""Raised when the same work makes another question than before: all is then worked out anew."""

_KINDS: dict[DependencyKind, LinkKind] = {
    DependencyKind.FINISH_START: "FS",
    DependencyKind.START_START: "SS",
    DependencyKind.FINISH_FINISH: "FF",
    DependencyKind.START_FINISH: "SF",
}
_TRUST = {Sureness.SURE: "sure", Sureness.NORMAL: "normal", Sureness.GUESS: "guess"}


@dataclass(frozen=True)
class Question:
    """A plan to ask about, and what had to be left out or assumed: {why: ids of work}.

    `shared` says who has only a part of their time for it: (person, one part in so many); `kept`
    which teams of theirs keep hours for other things: (team, hours a week).
    """

    plan: Plan
    gaps: tuple[tuple[Gap, tuple[int, ...]], ...]
    shared: tuple[tuple[int, int], ...]
    open: int
    done: int
    habits: str = ""
    """What finished work taught, as JSON; empty while nothing was learned."""
    kept: tuple[tuple[int, float], ...] = ()

    @cached_property
    def written(self) -> str:
        """As the engine's process reads it; the same question gives the same text."""
        return json.dumps(written(self.plan), sort_keys=True, separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """Names all that the answer depends on."""
        told = [_WAY, self.gaps, self.shared, self.open, self.done, self.habits]
        rest = json.dumps([*told, self.kept] if self.kept else told)
        return sha256(f"{self.written}\n{rest}".encode()).hexdigest()

    @property
    def planned(self) -> int:
        """How much open work is in it."""
        return self.open - sum(len(ids) for gap, ids in self.gaps if gap in LEFT_OUT)

    @property
    def can_be_answered(self) -> bool:
        """Whether there is something to plan and nothing that forbids it."""
        return self.planned > 0 and not any(gap is Gap.CIRCLE for gap, _ in self.gaps)

    def of(self, gap: Gap) -> tuple[int, ...]:
        """The work this is about."""
        return dict(self.gaps).get(gap, ())


def task_id(piece: int) -> str:
    """What a piece of work is called in the plan."""
    return f"w{piece}"


def person_id(person: int) -> str:
    """What a person is called in the plan."""
    return f"p{person}"


def question(facts: Facts) -> Question:
    """The question that this work asks."""
    return _Making(facts).question()


class _Making:
    """One conversion: what it has found out so far."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.pieces = {one.id: one for one in facts.pieces}
        self.parts: dict[int, list[Piece]] = {}
        for one in facts.pieces:
            if one.parent_id in self.pieces and one.state is not WorkState.DROPPED:
                self.parts.setdefault(one.parent_id or 0, []).append(one)
        self.open = [one for one in facts.pieces if not one.state.is_over]
        self.hours = facts.calendar.hours.mean_day / timedelta(hours=1)
        self.there = {one.id: one for one in facts.people if any(one.calendar.hours.lengths)}
        self.groups: dict[int, set[str]] = {}
        self.gaps: dict[Gap, list[int]] = {}
        self.earliest: dict[int, datetime] = {}

    def question(self) -> Question:
        tasks = [task for piece in self.open if (task := self._task(piece))]
        inside = {task.id for task in tasks}
        links = [link for wait in self.facts.waits for link in self._links(wait)]
        links += [
            Link(task_id(part.id), task_id(whole))
            for whole, parts in self.parts.items()
            for part in parts
        ]
        kept = [one for one in dict.fromkeys(links) if {one.before, one.after} <= inside]
        tasks = [self._not_before(task) for task in tasks]
        launch = self._launch()
        kept += [Link(task.id, LAUNCH) for task in tasks]
        plan = Plan(
            start=self.facts.start,
            tasks=(*tasks, launch),
            links=tuple(kept),
            people=tuple(self._person(one) for one in self.there.values() if self._is_asked(one)),
            calendar=self.facts.calendar,
        )
        self._find_circles(plan)
        leaves = [one for one in self.facts.pieces if one.id not in self.parts]
        return Question(
            plan,
            tuple((gap, tuple(ids)) for gap, ids in self.gaps.items()),
            tuple((one.id, one.begun) for one in self.there.values() if self._shares(one)),
            sum(not one.state.is_over for one in leaves),
            sum(
                one.state is WorkState.DONE and one.id not in self.parts
                for one in self.facts.pieces
            ),
            self.facts.habits,
            kept_of(one for one in self.there.values() if self._is_asked(one)),
        )

    def _launch(self) -> Task:
        """What comes last: after the IT projects it waits for, and in no freeze."""
        known = []
        for one in self.facts.awaited:
            if not one.over and one.ready is None:
                self._gap(Gap.LATE_PROJECT, one.id)
            elif not one.over and one.ready is not None and one.ready > self.facts.start:
                known.append(one.ready)
        launch = _launch(self.facts)
        return replace(launch, earliest=max(known)) if known else launch

    def _find_circles(self, plan: Plan) -> None:
        order = [(link.before, link.after) for link in plan.links]
        if found := cycle([task.id for task in plan.tasks], order):
            self.gaps[Gap.CIRCLE] = [
                int(name.removeprefix("w")) for name in found if name != LAUNCH
            ]

    # Tasks ---------------------------------------------------------------------------------------

    def _task(self, piece: Piece) -> Task | None:
        if piece.blocked:
            self._gap(Gap.BLOCKED, piece.id)
        if piece.id in self.parts:
            return Task(task_id(piece.id), Fixed(0))
        if piece.parts and piece.parts <= self.facts.left_out:
            self._gap(Gap.NOT_BUILT, piece.id)
            return None
        if piece.left == 0:
            return Task(task_id(piece.id), Fixed(0))
        said = _said(piece)
        if said is None:
            self._gap(Gap.NO_ESTIMATE, piece.id)
            return None
        doers = tuple(one for one in piece.doers if one in self.there)
        needs = self._needs(piece, doers)
        if not needs:
            self._gap(Gap.NOBODY, piece.id)
            return None
        for one in doers:
            self.groups.setdefault(one, set())
        return Task(
            task_id(piece.id),
            _estimated(said, self.hours / max(1, len(doers))),
            needs=needs,
            done=self._done(piece),
        )

    def _gap(self, gap: Gap, piece: int) -> None:
        self.gaps.setdefault(gap, []).append(piece)

    def _anybody(self, piece: Piece) -> tuple[Need, ...]:
        """Anybody of its side on the initiative who can do it; else anybody of the side."""
        able = [
            one
            for one in self.there.values()
            if piece.skills <= one.skills and (piece.lane is None or piece.lane in one.lanes)
        ]
        chosen = [one for one in able if one.on_it] or (able if piece.skills else [])
        name = "+".join([piece.lane or "both", *sorted(piece.skills)])
        for one in chosen:
            self.groups.setdefault(one.id, set()).add(name)
        return (Need("team", name),) if chosen else ()

    def _needs(self, piece: Piece, doers: tuple[int, ...]) -> tuple[Need, ...]:
        others = tuple(one for one in piece.others if one in self.there)
        if len(doers) == 1 and others:
            return (self._either((*doers, *others)),)
        return tuple(Need("person", person_id(one)) for one in doers) or self._anybody(piece)

    def _either(self, people: tuple[int, ...]) -> Need:
        """One of these, whoever is free first."""
        name = "or".join(person_id(one) for one in people)
        for one in people:
            self.groups.setdefault(one, set()).add(name)
        return Need("team", name)

    def _done(self, piece: Piece) -> float:
        if piece.left is not None:
            return 0.0
        if piece.spent and piece.estimate is not None:
            share = min(_SPENT_AT_MOST, round(float(piece.spent / piece.estimate.days), 3))
            return max(share, _IN_REVIEW) if piece.state is WorkState.IN_REVIEW else share
        if piece.state is WorkState.IN_REVIEW:
            return _IN_REVIEW
        if piece.state is not WorkState.IN_PROGRESS or piece.estimate is None:
            return 0.0
        if piece.state_since >= self.facts.start:
            return 0.0
        spent = working_time_between(piece.state_since, self.facts.start, self.facts.calendar)
        share = spent / timedelta(hours=1) / (float(piece.estimate.days) * self.hours)
        return round(min(_BEGUN_AT_MOST, share), 3)

    def _not_before(self, task: Task) -> Task:
        """With the day from which on it may start: its own, or that of what it waits for."""
        piece = self.pieces[int(task.id.removeprefix("w"))]
        moments = [self.earliest[piece.id]] if piece.id in self.earliest else []
        above: Piece | None = piece
        seen: set[int] = set()
        while above is not None and above.id not in seen:
            seen.add(above.id)
            if above.starts_on:
                zone = self.facts.calendar.zone
                moments.append(datetime.combine(above.starts_on, time(), zone))
            above = self.pieces.get(above.parent_id or 0)
        later = [one for one in moments if one > self.facts.start]
        return _starting(task, max(later)) if later else task

    # Links ---------------------------------------------------------------------------------------

    def _links(self, wait: Awaited) -> Iterable[Link]:
        if wait.waiting not in self.pieces:
            return
        elsewhere = next((one for one in self.facts.elsewhere if one.id == wait.on), None)
        awaited = self.pieces.get(wait.on)
        if elsewhere is not None or awaited is None or awaited.state.is_over:
            self._wait_until(wait, elsewhere, awaited)
            return
        kind, lag = _KINDS[wait.kind], wait.lag * self.hours
        if lag < 0:
            kind, lag = self._before_the_end(wait, awaited, kind)
        befores = [wait.on] if kind[0] == "F" else self._firsts(wait.on)
        afters = self._all_below(wait.waiting) if kind[1] == "S" else [wait.waiting]
        for before in befores:
            for after in afters:
                yield Link(task_id(before), task_id(after), kind, lag)

    def _before_the_end(
        self, wait: Awaited, awaited: Piece, kind: LinkKind
    ) -> tuple[LinkKind, float]:
        """So long before its planned end, counted from its start: when it really ends, nobody
        knows before. Without a plan of its own, or before its start: from what it waits for on.
        """
        said = _said(awaited)
        if kind[0] == "S" or said is None or awaited.id in self.parts:
            self._note(Gap.SHORTER, wait.waiting)
            return kind, 0.0
        doers = [self.there[one] for one in awaited.doers if one in self.there]
        shares = max((1 / time_of(one) for one in doers), default=1)
        planned = float(said.days) * self.hours * shares / max(1, len(doers))
        left = planned * (1 - self._done(awaited))
        return ("SS" if kind == "FS" else "SF"), round(max(0.0, left + wait.lag * self.hours), 4)

    def _wait_until(
        self, wait: Awaited, elsewhere: Elsewhere | None, awaited: Piece | None
    ) -> None:
        """What it waits for lies elsewhere, or is over: a day from which on it may start."""
        ready = None
        if elsewhere is not None and not elsewhere.over:
            ready = elsewhere.ready
            if ready is None:
                self._note(Gap.UNKNOWN_ELSEWHERE, wait.waiting)
        elif awaited is not None and awaited.state is WorkState.DONE and wait.lag > 0:
            ready = awaited.state_since
        if ready is None or _KINDS[wait.kind][1] != "S":
            return
        until = _later(ready, max(0, wait.lag), self.facts.calendar)
        for one in self._all_below(wait.waiting):
            self.earliest[one] = max(until, self.earliest.get(one, until))

    def _note(self, gap: Gap, piece: int) -> None:
        if piece not in self.gaps.get(gap, []):
            self._gap(gap, piece)

    def _all_below(self, piece: int, seen: frozenset[int] = frozenset()) -> list[int]:
        """What is really done of it: its open sub-tasks, theirs, or itself."""
        parts = [one for one in self.parts.get(piece, []) if not one.state.is_over]
        if not parts or piece in seen:
            return [piece]
        return [pk for one in parts for pk in self._all_below(one.id, seen | {piece})]

    def _firsts(self, piece: int) -> list[int]:
        """It has started when the first of its sub-tasks has."""
        return self._all_below(piece)[:1]

    # People --------------------------------------------------------------------------------------

    def _is_asked(self, one: Colleague) -> bool:
        return one.id in self.groups

    def _shares(self, one: Colleague) -> bool:
        return one.begun > 1 and one.share is None and self._is_asked(one)

    def _person(self, one: Colleague) -> Person:
        return Person(
            person_id(one.id),
            teams=tuple(sorted(self.groups[one.id])),
            calendar=one.calendar,
            share=time_of(one),
        )


def _launch(facts: Facts) -> Task:
    """What comes last. After a freeze it is in the morning, not in the evening before."""
    return Task(LAUNCH, Fixed(0.25 if facts.freezes else 0), freezes=facts.freezes, project=LAUNCH)


def _said(piece: Piece) -> Estimate | None:
    """What it is said to take from now on, else altogether."""
    if piece.left is None:
        return piece.estimate
    sureness = piece.estimate.sureness if piece.estimate else None
    return Estimate(piece.left, sureness or Sureness.NORMAL)


def _estimated(estimate: Estimate, hours: float) -> Single | ThreePoint:
    """Days as hours; `hours` is what a day has for each of those who do it."""

    def amount(days: Decimal) -> float:
        return round(float(days) * hours, 4)

    if estimate.low is not None and estimate.high is not None:
        return ThreePoint(amount(estimate.low), amount(estimate.days), amount(estimate.high))
    trust = _TRUST[estimate.sureness or Sureness.NORMAL]
    return Single(amount(estimate.days), trust)  # type: ignore[arg-type]


def _starting(task: Task, earliest: datetime) -> Task:
    return Task(task.id, task.estimate, needs=task.needs, done=task.done, earliest=earliest)


def _later(moment: datetime, days: int, calendar: WorkingCalendar) -> datetime:
    try:
        return add_working_days(moment, days, calendar) if days else moment
    except NeverOpen:
        return moment
