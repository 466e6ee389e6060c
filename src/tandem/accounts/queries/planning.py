"""What planning needs to know of people: what they can do, and when they are away."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tandem.accounts.models import Absence, Person, Skill, TeamMembership
from tandem.accounts.queries.calendars import workspace_calendar
from tandem.accounts.rules import Lane, WorkspaceRole
from tandem.core.prepared import day, numbers, prepared


@prepared
def _absences() -> QuerySet[Absence, tuple[int, date, date]]:
    found = Absence.objects.filter(person_id__in=numbers("people"), ends_on__gte=day("since"))
    return found.order_by("starts_on", "pk").values_list("person_id", "starts_on", "ends_on")


@prepared
def _skills() -> QuerySet[Skill, tuple[int, str]]:
    found = Skill.objects.filter(person_id__in=numbers("people"))
    return found.order_by("name").values_list("person_id", "name")


def absences_since(person_ids: Collection[int], since: date) -> dict[int, list[tuple[date, date]]]:
    """When people are away: first and last day, from a day on."""
    found: dict[int, list[tuple[date, date]]] = {pk: [] for pk in person_ids}
    for pk, first, last in _absences(people=person_ids, since=since) if found else ():
        found[pk].append((first, last))
    return found


def skills_of_people(person_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """What each of them can do, in small letters, as skills are compared."""
    found: dict[int, set[str]] = {pk: set() for pk in person_ids}
    for pk, name in _skills(people=person_ids) if found else ():
        found[pk].add(name.casefold())
    return {pk: frozenset(names) for pk, names in found.items()}


@dataclass(frozen=True, slots=True)
class Planned:
    """Somebody whose days can be planned, and the department they are in."""

    id: int
    department_id: int | None
    department: str
    lane: Lane | None
    """The side of the department."""
    partner: bool
    since: date
    """The day on which they came, where the company is."""


@dataclass(frozen=True, slots=True)
class TeamTime:
    """Somebody is in a team from a day until one, both included; without one, until further
    notice.
    """

    person_id: int
    team_id: int
    first: date
    last: date | None


@prepared
def _planned() -> QuerySet[Person, tuple[Any, ...]]:
    acts = [WorkspaceRole.ADMINISTRATOR.value, WorkspaceRole.MEMBER.value]
    found = Person.objects.filter(deactivated_at=None, guest=False)
    found = found.filter(role__in=[*acts, WorkspaceRole.PARTNER.value])
    return found.order_by("pk").values_list(
        *("pk", "department_id", "department__name", "department__lane", "role", "joined_at")
    )


@prepared
def _team_times() -> QuerySet[TeamMembership, tuple[int, int, date, date | None]]:
    held = TeamMembership.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day("since")))
    held = held.filter(person__deactivated_at=None).order_by("pk")
    return held.values_list("person_id", "team_id", "starts_on", "ends_on")


def people_to_plan() -> list[Planned]:
    """Everybody who can do work: no guests, nobody who only reads, nobody who has left."""
    zone = workspace_calendar().zone
    return [
        Planned(
            id=pk,
            department_id=department_id,
            department=department or "",
            lane=Lane(lane) if lane else None,
            partner=role == WorkspaceRole.PARTNER.value,
            since=joined_at.astimezone(zone).date(),
        )
        for pk, department_id, department, lane, role, joined_at in _planned()
    ]


def team_times(since: date) -> list[TeamTime]:
    """Who is in which team from when until when, as far as that isn't over on a day."""
    return [TeamTime(*row) for row in _team_times(since=since)]
