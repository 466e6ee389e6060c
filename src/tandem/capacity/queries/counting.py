"""Counting what teams have before them: everything counts, whoever may see it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tandem.accounts.queries import (
    departments,
    people_to_plan,
    present_day,
    teams,
    workspace_calendar,
)
from tandem.accounts.rules import Lane
from tandem.activity.queries import people_on
from tandem.capacity import rules
from tandem.capacity.queries.members import members_of
from tandem.capacity.queries.reserves import reserves
from tandem.capacity.rules import (
    NOBODY,
    PARTNERS,
    Calendar,
    Cell,
    Demand,
    Load,
    Member,
    Reserve,
)
from tandem.core.words import say
from tandem.initiatives.queries import light_tracks, stages_of
from tandem.initiatives.rules import Stage, Track
from tandem.plans.problems import moment_of
from tandem.plans.queries import newest_forecasts
from tandem.work.queries import OpenWork, open_work
from tandem.work.rules import WorkState

OVER = {Stage.PARKED, Stage.DECLINED, Stage.CLOSED}
LEFT = {WorkState.IN_PROGRESS: 0.5, WorkState.IN_REVIEW: 0.2}
"""How much of an estimate is still to be done, as forecasts assume at the most."""


@dataclass(frozen=True, slots=True)
class Group:
    """A team, or those of a department or a side who are in none."""

    key: str
    name: str
    lane: Lane | None


@dataclass(frozen=True)
class Picture:
    """Everybody who works and all that is asked of them, as of today. Not for showing as it is."""

    today: date
    groups: Mapping[str, Group]
    members: Mapping[int, Member]
    demand: Demand
    calendar: Calendar
    reserves: Mapping[str, Sequence[Reserve]] = field(default_factory=dict)
    """What teams keep for small changes: taken off their days, and so are those changes."""

    def cell(self, group: str, first: date, last: date) -> Cell:
        """A team between two days."""
        return self.cell_among(self.demand, group, first, last)

    def cell_among(self, demand: Demand, group: str, first: date, last: date) -> Cell:
        """The same with another demand."""
        return rules.cell_of(
            group,
            first,
            last,
            members=self._members_of.get(group, ()),
            demand=demand,
            calendar=self.calendar,
            reserved=self._kept_by(group),
        )

    def _kept_by(self, group: str) -> Callable[[date, date], float] | None:
        if group not in self.reserves:
            return None
        return lambda first, last: rules.reserved_days(
            group,
            first,
            last,
            members=self._members_of.get(group, ()),
            reserves=self.reserves[group],
            day=self.calendar.company.hours.mean_day,
        )

    @cached_property
    def _members_of(self) -> dict[str, list[Member]]:
        found: dict[str, list[Member]] = {}
        for one in self.members.values():
            for group in {one.otherwise, *(team for team, _, _ in one.teams)}:
                found.setdefault(group, []).append(one)
        return found


def picture() -> Picture:
    """Count it all, in a fixed number of queries."""
    today = present_day()
    planned = people_to_plan()
    members = members_of(planned, today)
    kept = reserves()
    demand = _demand(members, {one.id for one in planned if one.partner}, today, set(kept))
    return Picture(
        today=today,
        groups=groups(),
        members=members,
        demand=demand,
        calendar=Calendar(workspace_calendar(), today),
        reserves=kept,
    )


def groups() -> dict[str, Group]:
    """Every team that there could be, by side and name."""
    found = [Group(f"team-{one.id}", one.name, one.lane) for one in teams()]
    found += [
        Group(
            f"department-{one.pk}",
            say("{department}, without a team", department=one.name),
            Lane(one.lane) if one.lane else None,
        )
        for one in departments()
    ]
    for lane in Lane:
        found.append(
            Group(f"others-{lane.value}", say("{side}, others", side=lane.label), lane),
        )
        found.append(
            Group(f"{NOBODY}-{lane.value}", say("{side}, nobody yet", side=lane.label), lane),
        )
    found += [
        Group("others", say("Of neither side"), None),
        Group(NOBODY, say("Nobody yet"), None),
        Group(PARTNERS, say("Partners, from outside"), None),
    ]
    sides = [*Lane, None]
    return {one.key: one for one in sorted(found, key=lambda one: sides.index(one.lane))}


def _demand(
    members: Mapping[int, Member], partners: set[int], today: date, reserving: Collection[str]
) -> Demand:
    """All that is asked; of teams that reserve hours for small changes, without those."""
    work = open_work()
    stages = stages_of({one.home_id for one in work})
    work = [one for one in work if stages.get(one.home_id) not in OVER]
    tracks = light_tracks({one.home_id for one in work}) if reserving else {}
    dates = dates_of_work({one.home_id for one in work})
    untaken = {one.home_id for one in work if not one.doers}
    on_it = {
        home: [
            (on.name.id, frozenset({on.lane} if on.lane else ()))
            for on in people
            if on.lane is not None
        ]
        for home, people in people_on(untaken).items()
    }
    loads: list[Load] = []
    bare: dict[str, list[int]] = {}
    for one in work:
        shares = _shares(one, members, partners, on_it.get(one.home_id, ()), today)
        if tracks.get(one.home_id) is Track.SMALL_CHANGE:
            shares = {group: share for group, share in shares.items() if group not in reserving}
        if one.days is None:
            for group in shares:
                bare.setdefault(group, []).append(one.id)
            continue
        days = float(one.days) * LEFT.get(one.state, 1.0)
        span = rules.span_of(dates.get(one.id), one.starts_on, one.due_on, days, today)
        loads += [
            Load(one.id, one.home_id, group, days * share, *(span or (None, None)))
            for group, share in shares.items()
        ]
    return Demand(tuple(loads), bare)


def _shares(
    one: OpenWork,
    members: Mapping[int, Member],
    partners: set[int],
    on_it: Iterable[tuple[int, frozenset[Lane]]],
    today: date,
) -> dict[str, float]:
    """Which part of a piece of work each team has to do."""
    doers = [pk for pk in one.doers if pk in members or pk in partners]
    if not doers:
        return {rules.whose(one.lane, one.skills, on_it, members, today): 1.0}
    found: dict[str, float] = {}
    for pk in doers:
        groups = members[pk].groups_on(today) if pk in members else (PARTNERS,)
        for group in groups:
            found[group] = found.get(group, 0.0) + 1 / len(groups) / len(doers)
    return found


def dates_of_work(home_ids: Collection[int]) -> dict[int, tuple[date, date]]:
    """When work is done, as likely as not, by the last forecasts: {work: first and last day}."""
    zone = workspace_calendar().zone
    found: dict[int, tuple[date, date]] = {}
    for kept in newest_forecasts(home_ids).values():
        for pk, (start, even, _safe) in kept.answer.get("tasks", {}).items():
            begins, ends = moment_of(start), moment_of(even)
            if begins and ends:
                first, last = (one.astimezone(zone).date() for one in (begins, ends))
                found[int(pk)] = first, max(first, last)
    return found
