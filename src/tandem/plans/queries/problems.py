"""An initiative's work as facts to plan with."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tandem.accounts.queries import (
    absences_since,
    active_people_of,
    calendars_of,
    skills_of_people,
    workspace_calendar,
)
from tandem.accounts.rules import Lane
from tandem.activity.queries import people_on
from tandem.activity.rules import SubjectRole
from tandem.briefs.queries import requirements_of, requirements_of_parts
from tandem.core import clock
from tandem.engine.working_time import WorkingCalendar
from tandem.plans.problems import (
    Awaited,
    Colleague,
    Elsewhere,
    Facts,
    Piece,
    Question,
    end_of,
    question,
    with_help,
    without,
)
from tandem.plans.queries.freezes import freezes_ahead, in_force, span_of
from tandem.plans.queries.kept_forecasts import safe_ends
from tandem.plans.queries.learned import habits_learned
from tandem.plans.queries.lists import latest_list
from tandem.plans.queries.scope import wanted_among
from tandem.plans.queries.time_shares import Given, share_beside, time_given
from tandem.plans.registry import hours_kept
from tandem.plans.rules import ListState
from tandem.projects.queries import projects_awaited_by, ready_days
from tandem.timesheets.queries import Spent, spent_of_home
from tandem.timesheets.rules import still_to_do
from tandem.work.queries import (
    Waiting,
    WorkRow,
    covered_by,
    homes_begun,
    skills_asked,
    what_is_waited_for,
    work_to_plan,
)
from tandem.work.rules import WorkState

EVERY = timedelta(hours=4)
"""A forecast begins at such a full hour: within it, the same work asks the same question."""


def begins_at(now: datetime) -> datetime:
    """From when on is planned."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return day + (now - day) // EVERY * EVERY


def question_of(initiative_id: int) -> Question:
    """What its work asks of the engine now. The caller has checked sight."""
    return question(facts_of(initiative_id, work_to_plan(initiative_id)))


def facts_of(initiative_id: int, rows: Collection[WorkRow], *, for_parts: bool = False) -> Facts:
    """All that its date depends on, in a fixed number of queries; `rows` are all of its work.

    With `for_parts` the pieces tell what they are for even where all of that will be built.
    """
    start = begins_at(clock.now())
    asked = skills_asked(initiative_id)
    took = spent_of_home(initiative_id)
    waits = what_is_waited_for(initiative_id)
    calendar = workspace_calendar()
    given = time_given(initiative_id)
    out = left_out(initiative_id)
    parts = _parts(initiative_id, rows) if out or for_parts else {}
    none: frozenset[Any] = frozenset()
    pieces = (
        _piece(row, asked.get(row.id, none), took.get(row.id), parts.get(row.id, none))
        for row in rows
    )
    facts = Facts(
        start=start,
        calendar=calendar,
        pieces=tuple(pieces),
        people=_people(initiative_id, rows, start, anybody=any(asked.values())),
        waits=tuple(Awaited(one.waiting, one.on, one.kind, one.lag) for one in waits),
        elsewhere=_elsewhere(initiative_id, waits, calendar),
        freezes=_freezes(initiative_id, start, calendar),
        habits=habits_learned(),
        awaited=_awaited(initiative_id, calendar),
        left_out=out,
    )
    return _as_agreed(facts, given)


def _as_agreed(facts: Facts, given: Mapping[int, Given]) -> Facts:
    """Who was said to give none of their time is left out; who helps may do others' work."""
    away = [pk for pk, one in given.items() if not one.percent]
    there = without(facts, away) if away else facts
    return with_help(there, [pk for pk, one in given.items() if one.percent and one.helps])


def left_out(initiative_id: int) -> frozenset[int]:
    """The requirements that aren't on the list of what will be built, once both sides have one."""
    agreed = latest_list(initiative_id)
    if agreed is None or agreed.state is not ListState.ACCEPTED:
        return frozenset()
    wanted = wanted_among(requirements_of([initiative_id])[initiative_id])
    return frozenset(one.id for one in wanted) - agreed.inside


def _parts(initiative_id: int, rows: Collection[WorkRow]) -> dict[int, frozenset[int]]:
    """The requirements that each piece of work is for."""
    known = requirements_of_parts(initiative_id)
    return {
        pk: frozenset().union(*(known.get(part, ()) for part in parts))
        for pk, parts in covered_by([row.id for row in rows]).items()
    }


def _piece(
    row: WorkRow, skills: frozenset[str], took: Spent | None, parts: frozenset[int]
) -> Piece:
    said = took.said if took else None
    return Piece(
        id=row.id,
        lane=row.lane,
        state=row.state,
        state_since=row.state_since,
        estimate=row.estimate,
        parent_id=row.parent_id,
        starts_on=row.starts_on,
        doers=tuple(one.id for one in row.assignees),
        skills=skills,
        blocked=row.blocked,
        spent=took.days if took else Decimal(0),
        left=still_to_do(None, Decimal(0), said=said.days, since=said.since) if said else None,
        parts=parts,
    )


def _people(
    initiative_id: int, rows: Iterable[WorkRow], start: datetime, *, anybody: bool
) -> tuple[Colleague, ...]:
    """Its people and whoever does its work; with `anybody` both whole sides, for their skills."""
    lanes: dict[int, set[Lane]] = {}
    for on in people_on([initiative_id])[initiative_id]:
        if on.lane and on.name.active and (on.role.is_owner or on.role is SubjectRole.MEMBER):
            lanes.setdefault(on.name.id, set()).add(on.lane)
    on_it = set(lanes)
    doers = (name for row in rows if not row.state.is_over for name in row.assignees)
    lanes |= {name.id: set() for name in doers if name.active and name.id not in lanes}
    for lane in Lane if anybody else ():
        for name in active_people_of(lane):
            if name.id not in on_it:
                lanes.setdefault(name.id, set()).add(lane)
    return colleagues(initiative_id, {pk: lanes[pk] for pk in sorted(lanes)}, on_it, start)


def colleagues(
    initiative_id: int,
    lanes: Mapping[int, Collection[Lane]],
    on_it: Collection[int],
    start: datetime,
) -> tuple[Colleague, ...]:
    """People as planning knows them: {person: the sides they are there for}."""
    calendars, skills, begun = calendars_of(lanes), skills_of_people(lanes), homes_begun(lanes)
    shares = share_beside(initiative_id, begun)
    away = absences_since(lanes, start.date() - timedelta(days=1))
    kept = hours_kept(initiative_id, lanes)
    return tuple(
        Colleague(
            id=pk,
            lanes=frozenset(sides),
            calendar=_with_absences(calendars[pk], away[pk]),
            skills=skills[pk],
            on_it=pk in on_it,
            begun=len(begun[pk] | {initiative_id}),
            share=shares.get(pk),
            kept=kept.get(pk, ()),
        )
        for pk, sides in lanes.items()
    )


def _with_absences(
    calendar: WorkingCalendar, away: Collection[tuple[date, date]]
) -> WorkingCalendar:
    return replace(calendar, absences=tuple(away)) if away else calendar


def _elsewhere(
    initiative_id: int, waits: Collection[Waiting], calendar: WorkingCalendar
) -> tuple[Elsewhere, ...]:
    """What it waits for elsewhere: until the safe dates of the initiatives' own forecasts, or until
    the planned ends of IT projects.
    """
    others = {one.on: one for one in waits if one.home_id != initiative_id}
    if not others:
        return ()
    homes = {one.home_id for one in others.values()}
    projects = ready_days(homes)
    known = safe_ends(homes - projects.keys())
    for pk, one in others.items():
        day = projects.get(one.home_id, (False, None))[1]
        if day is not None:
            known[pk] = end_of(day, calendar)
    return tuple(
        Elsewhere(pk, over=one.state in {WorkState.DONE, WorkState.DROPPED}, ready=known.get(pk))
        for pk, one in others.items()
    )


def _awaited(initiative_id: int, calendar: WorkingCalendar) -> tuple[Elsewhere, ...]:
    """The IT projects that have to be done before it goes live, until their planned ends."""
    return tuple(
        Elsewhere(pk, over=over, ready=end_of(day, calendar) if day else None)
        for pk, (over, day) in ready_days(
            projects_awaited_by([initiative_id]).get(initiative_id, [])
        ).items()
    )


def _freezes(
    initiative_id: int, start: datetime, calendar: WorkingCalendar
) -> tuple[tuple[datetime, datetime], ...]:
    """When nothing of this is launched."""
    found = in_force(initiative_id, freezes_ahead(initiative_id, start, calendar))
    return tuple(span_of(one, calendar) for one in found)
