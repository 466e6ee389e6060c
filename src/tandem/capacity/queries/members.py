"""Everybody who works here: when they are there, and to which team their days belong."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from tandem.accounts.queries import (
    Planned,
    absences_since,
    calendars_of,
    skills_of_people,
    team_times,
)
from tandem.capacity.rules import Member

_SMALL = 2
"""Departments with fewer people without a team are put together: their figure would be a person's.
"""


def members_of(planned: Collection[Planned], since: date) -> dict[int, Member]:
    """When everybody who works here is there from a day on, and to which team their days belong."""
    ours = [one for one in planned if not one.partner]
    ids = [one.id for one in ours]
    held: dict[int, list[tuple[str, date, date | None]]] = {}
    for one in team_times(since):
        span = (f"team-{one.team_id}", one.first, one.last)
        held.setdefault(one.person_id, []).append(span)
    calendars, skills = calendars_of(ids), skills_of_people(ids)
    away = absences_since(ids, since)
    alone = Counter(one.department_id for one in ours if one.id not in held)
    return {
        one.id: Member(
            id=one.id,
            calendar=replace(calendars[one.id], absences=tuple(away[one.id])),
            otherwise=_without_team(one, alone),
            teams=tuple(held.get(one.id, ())),
            lanes=frozenset({one.lane} if one.lane else ()),
            skills=skills[one.id],
            since=one.since,
        )
        for one in ours
    }


def _without_team(one: Planned, alone: Mapping[int | None, int]) -> str:
    if one.department_id and alone[one.department_id] >= _SMALL:
        return f"department-{one.department_id}"
    return f"others-{one.lane.value}" if one.lane else "others"
