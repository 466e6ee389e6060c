"""Hours that teams keep for small changes, and how many of them there are in a week."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from tandem.accounts.queries import (
    Name,
    TeamName,
    leads_team,
    names,
    people_to_plan,
    present_day,
    team_by_id,
    team_times,
)
from tandem.accounts.rules import Actor
from tandem.capacity import rules
from tandem.capacity.models import Reserve as ReserveSet
from tandem.capacity.permissions import can_reserve
from tandem.capacity.queries.members import members_of
from tandem.capacity.rules import Member, Reserve
from tandem.core.prepared import prepared
from tandem.initiatives.queries import on_track
from tandem.initiatives.rules import Stage, Track
from tandem.plans.problems import KeptHours

_HISTORY = 50


@prepared
def _reserves() -> QuerySet[ReserveSet, tuple[int, date, Decimal]]:
    return ReserveSet.objects.order_by("since", "pk").values_list("team_id", "since", "hours")


def reserves() -> dict[str, tuple[Reserve, ...]]:
    """What every team that ever reserved hours keeps, by the team's code."""
    found: dict[str, list[Reserve]] = {}
    for team, since, hours in _reserves():
        found.setdefault(f"team-{team}", []).append(Reserve(since, float(hours)))
    return {key: tuple(rows) for key, rows in found.items()}


@dataclass(frozen=True, slots=True)
class ReserveRow:
    """What was set for a team: so many hours a week from a week on, by whom, when."""

    hours: Decimal
    since: date
    by: Name
    at: datetime
    in_force: bool


@dataclass(frozen=True, slots=True)
class TeamReserve:
    """A team with what it keeps for small changes now, and what was set before."""

    team: TeamName
    hours: float
    ordinary: float
    """What its people work in an ordinary week."""
    rows: list[ReserveRow]
    may: bool


def team_reserve(actor: Actor, team_id: int) -> TeamReserve:
    """The same as one reads and changes it. Raises NotFound."""
    team, today, key = team_by_id(team_id), present_day(), f"team-{team_id}"
    found = list(ReserveSet.objects.filter(team_id=team_id).order_by("-pk")[:_HISTORY])
    known = names(row.set_by_id for row in found)
    past = [row for row in found if row.since <= today]
    standing = max(past, key=lambda row: (row.since, row.pk), default=None)
    return TeamReserve(
        team=team,
        hours=float(standing.hours) if standing else 0.0,
        ordinary=rules.hours_a_week(key, members_of(people_to_plan(), today).values(), today),
        rows=[
            ReserveRow(row.hours, row.since, known[row.set_by_id], row.set_at, row is standing)
            for row in found
        ],
        may=can_reserve(actor, leads=leads_team(actor.me, team_id)),
    )


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """A team in a week: hours it keeps for small changes, and hours it is there from now on."""

    first: date
    reserved: float
    there: float


def weeks_reserved(first: date, count: int) -> dict[int, list[TeamWeek]]:
    """{team: so many weeks from a Monday on}, of every team that keeps hours then."""
    today = present_day()
    mondays = [first + timedelta(weeks=n) for n in range(count)]
    kept = {key: rows for key, rows in reserves().items() if any(one.hours for one in rows)}
    if not kept:
        return {}
    members = members_of(people_to_plan(), first)
    found = {}
    for key, rows in kept.items():
        mine = _in_team(key, members.values())
        weeks = [
            TeamWeek(
                monday,
                rules.reserved_hours(
                    key, monday, monday + timedelta(6), members=mine, reserves=rows
                ),
                rules.hours_there(key, max(monday, today), monday + timedelta(6), mine),
            )
            for monday in mondays
        ]
        if any(one.reserved for one in weeks):
            found[int(key.removeprefix("team-"))] = weeks
    return found


def _in_team(key: str, members: Collection[Member]) -> list[Member]:
    return [one for one in members if any(key == team for team, _, _ in one.teams)]


def hours_kept(initiative_id: int, people: Collection[int]) -> dict[int, tuple[KeptHours, ...]]:
    """What of people's time is kept for small changes by their teams as of today, so that it isn't
    there for other work; for a small change it is what it was kept for.
    """
    today = present_day()
    held = {key: rules.in_force(rows, today) for key, rows in reserves().items()}
    hours = {key: one.hours for key, one in held.items() if one and one.hours}
    if not hours or initiative_id in on_track(Track.SMALL_CHANGE, tuple(Stage)):
        return {}
    asked, times = set(people), team_times(today)
    teams = {one.team_id for one in times if one.person_id in asked} & {
        int(key.removeprefix("team-")) for key in hours
    }
    mine = {one.person_id for one in times if one.team_id in teams}
    if not teams:
        return {}
    members = members_of([one for one in people_to_plan() if one.id in mine], today)
    parts = {
        f"team-{pk}": rules.part_kept(f"team-{pk}", hours[f"team-{pk}"], members.values(), today)
        for pk in teams
    }
    found = {}
    for pk in asked & members.keys():
        groups = members[pk].groups_on(today)
        kept = [
            KeptHours(int(one.removeprefix("team-")), hours[one], parts[one] / len(groups))
            for one in groups
            if one in parts
        ]
        if kept:
            found[pk] = tuple(kept)
    return found
