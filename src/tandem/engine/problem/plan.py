"""What is to be planned: tasks, links between them, people, and from when on.

Everything is frozen. Nothing is checked while it is made; `validate` says all that is wrong at
once, and every solver refuses a plan that it finds wrong.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tandem.engine.problem.estimates import Estimate
from tandem.engine.working_time import WorkingCalendar

Period = tuple[datetime, datetime]
"""From and to, aware; the end is not part of it."""

LinkKind = Literal["FS", "SS", "FF", "SF"]
NeedKind = Literal["person", "team", "skill"]


@dataclass(frozen=True, slots=True)
class Need:
    """Whom a task needs: a person by id, anybody of a team, or anybody with a skill.

    `units` is how many of them at the same time. A pool (a person with more units than one) can
    give several.
    """

    kind: NeedKind
    who: str
    units: int = 1


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done.

    - `estimate`: hours of work each of its people has to do; with `elapsed` hours on the clock on
      the wall, nights and weekends included (a wait, a delivery).
    - Without `needs` it is a milestone or a wait, which passes in the plan's calendar.
    - `earliest` is when it may start; `deadline` is a promise, whose lateness counts by `weight`
      (per working day late).
    - It lies in one of its `windows` if it has any, and touches none of its `freezes`.
    - `start` fixes when it starts, with exactly `people` where they are named; a start before the
      plan's start means that it is being worked on, and what is left is planned from the plan's
      start on.
    - `done` is the share (0 … 1) that is finished, `spent` the hours it has taken so far.
    - `cost` is money it costs besides the hours of its people.
    """

    id: str
    estimate: Estimate
    name: str = ""
    elapsed: bool = False
    needs: tuple[Need, ...] = ()
    earliest: datetime | None = None
    deadline: datetime | None = None
    windows: tuple[Period, ...] = ()
    freezes: tuple[Period, ...] = ()
    start: datetime | None = None
    people: tuple[str, ...] = ()
    done: float = 0.0
    spent: float | None = None
    project: str = ""
    weight: float = 1.0
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """One task waits for another.

    `FS`: `after` starts when `before` has finished; `SS`: not before it starts; `FF`: it doesn't
    finish before it; `SF`: it doesn't finish before it starts. `lag` is hours between, of the
    plan's working time or, with `elapsed`, on the wall; never negative.
    """

    before: str
    after: str
    kind: LinkKind = "FS"
    lag: float = 0.0
    elapsed: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or a pool of `units` who are alike.

    `calendar` None means the plan's. `share` (0 … 1] is the part of their hours they have for this
    plan: at 0.5 everything takes them twice as long. `since` and `until` bound when they are there.
    `rate` is money per hour.
    """

    id: str
    name: str = ""
    teams: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    calendar: WorkingCalendar | None = None
    units: int = 1
    share: float = 1.0
    since: datetime | None = None
    until: datetime | None = None
    rate: float = 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole question.

    Nothing starts before `start`. `calendar` holds for waits in working time and for people
    without one of their own; None is around the clock. Time is counted in steps of `tick` minutes
    (a divisor of 1440), on the clock of UTC; everything shorter is rounded to a step.
    """

    start: datetime
    tasks: tuple[Task, ...] = ()
    links: tuple[Link, ...] = ()
    people: tuple[Person, ...] = ()
    calendar: WorkingCalendar | None = None
    tick: int = 15


def called(thing: Task | Person) -> str:
    """The name to say in a sentence: the given one, else the id."""
    return thing.name or thing.id


def eligible(need: Need, people: tuple[Person, ...]) -> tuple[int, ...]:
    """Where in `people` those stand who can serve a need, in their order."""
    if need.kind == "person":
        return tuple(at for at, person in enumerate(people) if person.id == need.who)
    if need.kind == "team":
        return tuple(at for at, person in enumerate(people) if need.who in person.teams)
    return tuple(at for at, person in enumerate(people) if need.who in person.skills)
