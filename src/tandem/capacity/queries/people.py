"""The next weeks of single people: one's own, or of those one plans with. Never a ranking."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta

from tandem.accounts.queries import (
    Name,
    absences_since,
    calendars_of,
    names,
    people_to_plan,
    present_day,
    workspace_calendar,
)
from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.activity.queries import people_on
from tandem.capacity import rules
from tandem.capacity.permissions import can_plan_with
from tandem.capacity.queries.counting import LEFT, OVER, dates_of_work
from tandem.capacity.rules import Calendar, Cell, Demand, Load, Member, Period
from tandem.core.errors import NotAllowed
from tandem.core.words import say
from tandem.initiatives.queries import stages_of
from tandem.work.queries import OpenWork, home_visible_to, open_work


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """Somebody's next weeks: company's days there and asked, and what lies nowhere."""

    name: Name
    cells: tuple[Cell, ...]
    undated: float
    unestimated: int


@dataclass(frozen=True, slots=True)
class Weeks:
    """The next weeks of some people, by name. `home` is the initiative they are looked at for."""

    periods: tuple[Period, ...]
    people: list[PersonLoad]
    day: timedelta
    """How long a company's day is."""
    home: str = ""
    home_url: str = ""


def weeks_of(actor: Actor, home_id: int | None) -> Weeks:
    """One's own weeks; or of the people of what has work, by whoever is on it.

    All open work counts, whoever may see it, as sums without names.
    """
    if home_id is None:
        return _weeks([actor.me])
    home = home_visible_to(actor, home_id)
    if not can_plan_with(actor, standing_on(actor, home_id)):
        raise NotAllowed(
            say("The people who are on it plan with each other. Your own weeks are open to you.")
        )
    partners = {one.id for one in people_to_plan() if one.partner}
    on_it = {one.name.id for one in people_on([home_id])[home_id] if one.lane is not None}
    return replace(_weeks(on_it - partners), home=home.title, home_url=home.url)


def _weeks(people: Collection[int]) -> Weeks:
    today, company = present_day(), workspace_calendar()
    periods, calendar = rules.weeks(today), Calendar(company, today)
    members, known = _members(people), names(people)
    loads, bare = _loads(set(people))
    demand = Demand(tuple(loads), bare)
    found = [
        PersonLoad(
            known[pk],
            tuple(
                rules.cell_of(
                    member.otherwise,
                    one.first,
                    one.last,
                    members=[member],
                    demand=demand,
                    calendar=calendar,
                )
                for one in periods
            ),
            sum(load.days for load in demand.undated(member.otherwise)),
            len(bare.get(member.otherwise, ())),
        )
        for pk, member in members.items()
    ]
    found.sort(key=lambda one: (one.name.name.casefold(), one.name.id))
    return Weeks(periods, found, company.hours.mean_day)


def _members(people: Collection[int]) -> dict[int, Member]:
    calendars, away = calendars_of(people), absences_since(people, present_day())
    return {
        pk: Member(pk, replace(calendar, absences=tuple(away[pk])), _key(pk))
        for pk, calendar in calendars.items()
    }


def _key(person_id: int) -> str:
    return f"person-{person_id}"


def _loads(people: set[int]) -> tuple[list[Load], dict[str, list[int]]]:
    """What each of them has to do, shared with whoever does it too; and what has no estimate."""
    work = [one for one in open_work() if not people.isdisjoint(one.doers)]
    stages = stages_of({one.home_id for one in work})
    work = [one for one in work if stages.get(one.home_id) not in OVER]
    dates = dates_of_work({one.home_id for one in work})
    loads: list[Load] = []
    bare: dict[str, list[int]] = {}
    for one in work:
        mine = [_key(pk) for pk in one.doers if pk in people]
        if one.days is None:
            for key in mine:
                bare.setdefault(key, []).append(one.id)
            continue
        days = _left(one)
        span = rules.span_of(dates.get(one.id), one.starts_on, one.due_on, days, present_day())
        share = days / len(one.doers)
        loads += [Load(one.id, one.home_id, key, share, *(span or (None, None))) for key in mine]
    return loads, bare


def _left(one: OpenWork) -> float:
    return float(one.days or 0) * LEFT.get(one.state, 1.0)
