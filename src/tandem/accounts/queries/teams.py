"""Teams, and who belongs to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tandem.accounts.models import Liaison, Person, Team, TeamMembership
from tandem.accounts.queries.people import Name, holds_on, names
from tandem.accounts.queries.workspace import present_day
from tandem.accounts.rules import Lane
from tandem.core.errors import NotFound
from tandem.core.prepared import Slot, day, number, numbers, prepared


@dataclass(frozen=True, slots=True)
class TeamName:
    """A team as lists and lines show it."""

    id: int
    name: str
    department: str
    lane: Lane | None


@dataclass(frozen=True, slots=True)
class TeamWhole:
    """A team with its people and its liaison in IT."""

    team: TeamName
    department_id: int
    people: list[tuple[Name, date]]
    """Who belongs to it, and since when."""
    earlier: list[tuple[Name, date, date]]
    liaison: Name | None


def _named(team: Team) -> TeamName:
    lane = team.department.lane
    return TeamName(team.pk, team.name, team.department.name, Lane(lane) if lane else None)


def teams() -> list[TeamName]:
    """All teams, by department and name."""
    found = Team.objects.select_related("department").order_by("department__name", "name")
    return [_named(team) for team in found]


def team_by_id(team_id: int) -> TeamName:
    """One team. Raises NotFound."""
    team = Team.objects.select_related("department").filter(pk=team_id).first()
    if team is None:
        raise NotFound
    return _named(team)


def team_whole(team_id: int) -> TeamWhole:
    """One team with its people, who was in it before, and its liaison. Raises NotFound."""
    team = Team.objects.select_related("department").filter(pk=team_id).first()
    if team is None:
        raise NotFound
    rows = list(team.memberships.order_by("starts_on", "pk"))
    liaison = Liaison.objects.filter(team=team, ends_at=None).first()
    known = names([*(row.person_id for row in rows), liaison.person_id if liaison else None])
    present = present_day()
    return TeamWhole(
        team=_named(team),
        department_id=team.department_id,
        people=sorted(
            (
                (known[row.person_id], row.starts_on)
                for row in rows
                if row.ends_on is None or row.ends_on >= present
            ),
            key=lambda one: one[0].name,
        ),
        earlier=[
            (known[row.person_id], row.starts_on, row.ends_on)
            for row in rows
            if row.ends_on is not None and row.ends_on < present
        ],
        liaison=known.get(liaison.person_id) if liaison else None,
    )


def is_team(name: str) -> bool:
    """Whether a team is called so, in whatever case."""
    wanted = name.casefold()
    return any(known.casefold() == wanted for known in team_names().values())


def team_names() -> dict[int, str]:
    """{id: name} of all teams: there are few, and one query finds whom a text speaks to."""
    return dict(Team.objects.order_by("pk").values_list("pk", "name"))


def teams_held_by(person: "int | Slot", on: "date | Slot") -> QuerySet[Team]:
    """The teams that somebody belongs to on a day."""
    held = TeamMembership.objects.filter(holds_on(on), person=person)
    return Team.objects.filter(pk__in=held.values("team"))


def teams_that_act(on: "date | Slot") -> QuerySet[Team]:
    """The teams with somebody who can act, and not only read, on a day."""
    acting = Q(person__deactivated_at=None, person__role__in=["administrator", "member"])
    held = TeamMembership.objects.filter(holds_on(on), acting)
    return Team.objects.filter(pk__in=held.values("team"))


@prepared
def _mine() -> QuerySet[TeamMembership, tuple[int]]:
    held = TeamMembership.objects.filter(holds_on(day("today")), person_id=number("person"))
    return held.values_list("team_id")


def team_ids_of(person_id: int) -> frozenset[int]:
    """The ids of the teams that somebody belongs to today."""
    return frozenset(pk for (pk,) in _mine(person=person_id, today=present_day()))


@prepared
def _team_of_each() -> QuerySet[TeamMembership, tuple[int, int, str]]:
    held = TeamMembership.objects.filter(holds_on(day("today")), person_id__in=numbers("people"))
    return held.order_by("-pk").values_list("person_id", "team_id", "team__name")


def team_of_each(person_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """{person: (id, name)} of the team each belongs to; of several the one they joined first."""
    rows = _team_of_each(people=person_ids, today=present_day()) if person_ids else ()
    return {person: (team, name) for person, team, name in rows}


def teams_of(person_id: int) -> list[TeamName]:
    """The teams that somebody belongs to today, by name."""
    found = Team.objects.filter(pk__in=team_ids_of(person_id)).select_related("department")
    return [_named(team) for team in found.order_by("name")]


def people_of_teams(team_ids: Collection[int]) -> dict[int, list[int]]:
    """Who can sign in and belongs to each of these teams today, by id."""
    found: dict[int, list[int]] = {team_id: [] for team_id in team_ids}
    held = TeamMembership.objects.filter(holds_on(present_day()), team__in=team_ids)
    rows = held.filter(person__deactivated_at=None).order_by("pk")
    for team_id, person_id in rows.values_list("team_id", "person_id"):
        found[team_id].append(person_id)
    return found


def acting_in(team_id: int) -> list[int]:
    """Who of a team can act, and not only read, today."""
    people = Person.objects.filter(
        pk__in=people_of_teams([team_id])[team_id], role__in=["administrator", "member"]
    )
    return list(people.order_by("pk").values_list("pk", flat=True))


def liaisons_of(person_ids: Collection[int]) -> list[int]:
    """The liaisons of these people's teams; of their departments, where no team has one."""
    held = TeamMembership.objects.filter(holds_on(present_day()), person__in=person_ids)
    standing = Liaison.objects.filter(ends_at=None)
    of_teams = standing.filter(team__in=held.values("team")).values_list("person_id", flat=True)
    if found := list(dict.fromkeys(of_teams)):
        return found
    departments = Person.objects.filter(pk__in=person_ids).values("department")
    rest = standing.filter(Q(team=None), department__in=departments)
    return list(rest.values_list("person_id", flat=True))


def leads_team(person_id: int, team_id: int) -> bool:
    """Whether somebody heads the team's department, or is in it and is a liaison of Marketing."""
    team = Team.objects.filter(pk=team_id)
    if team.filter(department__head_id=person_id).exists():
        return True
    held = TeamMembership.objects.filter(holds_on(present_day()), person_id=person_id, team=team_id)
    return Liaison.objects.filter(person_id=person_id, ends_at=None).exists() and held.exists()
