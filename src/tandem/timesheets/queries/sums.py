"""Planned against spent of an initiative, and of all that somebody may read.

Sums about work (a piece, a requirement, a side, an initiative) say what work took. Sums about
people and time (a team, a month) are put together until two people are in each.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth

from tandem.accounts.queries import team_of_each
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import sponsors_of, standings_on
from tandem.activity.queries import places_seen
from tandem.briefs.queries import PartName, parts_named
from tandem.core.prepared import number, prepared
from tandem.timesheets import permissions
from tandem.timesheets.models import Entry
from tandem.timesheets.queries.spent import PieceTime, minutes_a_day, piece_time, spent_of_home
from tandem.timesheets.rules import (
    CASES,
    Group,
    Tally,
    days_of,
    in_total,
    months_together,
    put_together,
    still_to_do,
    tally,
)
from tandem.work.queries import covered_by, pieces_of, work_to_plan

NO_TEAM = (0, "")
MONTHS = 12


@dataclass(frozen=True, slots=True)
class HomeTime:
    """An initiative's time. `beside` was spent on it without a piece of work, or on what was
    dropped since.
    """

    pieces: list[PieceTime]
    sides: dict[Lane | None, Tally]
    parts: list[tuple[PartName, Tally]]
    teams: list[Group]
    months: list[tuple[str, str, int]]
    beside: Tally
    total: Tally

    @property
    def any(self) -> bool:
        return bool(self.total.spent or self.total.planned)


@dataclass(frozen=True, slots=True)
class CompanyTime:
    """All initiatives whose sums somebody may read, and what the company's hours went into.

    `unlisted` are the minutes of initiatives that aren't in `rows`, where there are enough
    entries to say that.
    """

    rows: list[tuple[int, str, str, Tally]]
    teams: list[Group]
    months: list[tuple[str, str, int]]
    occupations: list[tuple[str, int]]
    unlisted: int
    total: Tally


def open_to(actor: Actor, home_ids: Collection[int]) -> set[int]:
    """Those of these homes whose sums somebody may read. The caller has checked sight."""
    standing = standings_on(actor, home_ids)
    sponsor = sponsors_of(home_ids)
    return {
        pk
        for pk in home_ids
        if permissions.can_read_sums(
            actor, on_it=bool(standing[pk].sides), sponsor=sponsor.get(pk) == actor.me
        )
    }


@prepared
def _by_person() -> QuerySet[Entry, tuple[Any, ...]]:
    found = Entry.objects.filter(home_id=number("home"), minutes__gt=0).order_by()
    found = found.annotate(month=TruncMonth("day"))
    return found.values_list("month", "person_id", "by_name").annotate(n=Sum("minutes"))


def home_time(home_id: int) -> HomeTime:
    """One initiative, in a fixed number of queries. The caller has checked who may read it."""
    rows = work_to_plan(home_id)
    spent = spent_of_home(home_id)
    parents = {row.parent_id for row in rows}
    pieces = [piece_time(row, spent.get(row.id), has_parts=row.id in parents) for row in rows]
    sides: dict[Lane | None, Tally] = {}
    for one in pieces:
        sides[one.row.lane] = sides.get(one.row.lane, Tally()) + one.tally
    known = {row.id for row in rows}
    rest = sum(one.minutes for pk, one in spent.items() if pk not in known)
    beside = Tally(spent=days_of(rest, minutes_a_day())) if rest else Tally()
    teams, months = _over_people(_by_person(home=home_id))
    return HomeTime(
        pieces=pieces,
        sides={
            lane: sides[lane]
            for lane in (*Lane, None)
            if lane in sides and (sides[lane].planned or sides[lane].spent)
        },
        parts=_by_part(pieces),
        teams=teams,
        months=months,
        beside=beside,
        total=in_total(sides.values()) + beside,
    )


def _by_part(pieces: Collection[PieceTime]) -> list[tuple[PartName, Tally]]:
    """What is for several parts of the brief counts for each with an equal share."""
    covers = covered_by([one.row.id for one in pieces])
    named = parts_named({pk for parts in covers.values() for pk in parts})
    found: dict[int, Tally] = {}
    for one in pieces:
        parts = [pk for pk in covers.get(one.row.id, ()) if pk in named]
        for pk in parts:
            mine, share = one.tally, len(parts)
            part = Tally(
                mine.planned / share,
                mine.spent / share,
                mine.left / share,
                mine.pieces,
                mine.too_long,
                mine.unplanned,
            )
            found[pk] = found.get(pk, Tally()) + part
    return [(named[pk], found[pk]) for pk in sorted(found, key=lambda pk: _label(named[pk]))]


def _label(part: PartName) -> tuple[str, int]:
    return (part.label[:1] != "R" and part.label[:1]) or "", int(part.label[1:] or 0)


def _over_people(
    read: Collection[tuple[Any, Any, str, int]],
) -> tuple[list[Group], list[tuple[str, str, int]]]:
    """Sums by team and by month that tell nobody's hours."""
    teams = team_of_each({person for _, person, _, _ in read if person})
    by_team: dict[tuple[tuple[int, str], str], int] = {}
    by_month: dict[tuple[str, str], int] = {}
    for month, person, name, minutes in read:
        who = str(person or name)
        team = teams.get(person, NO_TEAM) if person else NO_TEAM
        by_team[team, who] = by_team.get((team, who), 0) + minutes
        key = (f"{month:%Y-%m}", who)
        by_month[key] = by_month.get(key, 0) + minutes
    return put_together(by_team, lambda team: team[1]), months_together(by_month)


@prepared
def _by_home() -> QuerySet[Entry, tuple[Any, ...]]:
    found = Entry.objects.filter(home__isnull=False, minutes__gt=0).order_by()
    return found.values_list("home_id", "subject_id").annotate(n=Sum("minutes"), m=Count("pk"))


@prepared
def _everybody() -> QuerySet[Entry, tuple[Any, ...]]:
    found = Entry.objects.filter(minutes__gt=0).annotate(month=TruncMonth("day")).order_by()
    return found.values_list("month", "person_id", "by_name").annotate(n=Sum("minutes"))


@prepared
def _beside_work() -> QuerySet[Entry, tuple[Any, ...]]:
    found = Entry.objects.filter(occupation__isnull=False, minutes__gt=0).order_by()
    return found.values_list("occupation_id", "occupation__name", "person_id").annotate(
        n=Sum("minutes")
    )


def company_time(actor: Actor) -> CompanyTime:
    """All of it, in a fixed number of queries."""
    read = _by_home()
    homes = {home for home, *_ in read}
    seen = places_seen(actor, homes)
    may = open_to(actor, list(seen))
    minutes: dict[int, dict[int, int]] = {}
    unlisted = entries = 0
    for home, subject, amount, count in read:
        if home in may:
            minutes.setdefault(home, {})[subject] = amount
        else:
            unlisted, entries = unlisted + amount, entries + count
    tallies = _tallies(minutes)
    teams, months = _over_people(_everybody())
    rows = [(pk, seen[pk][1], seen[pk][2], one) for pk, one in tallies.items()]
    rows.sort(key=lambda row: (row[3].planned - row[3].expected, row[1]))
    return CompanyTime(
        rows=rows,
        teams=teams,
        months=months[-MONTHS:],
        occupations=_occupations(),
        unlisted=unlisted if entries >= CASES else 0,
        total=in_total(tallies.values()),
    )


def _tallies(minutes: Mapping[int, Mapping[int, int]]) -> dict[int, Tally]:
    a_day = minutes_a_day()
    found = {home: Tally() for home in minutes}
    known: set[int] = set()
    for pk, home, _, state, planned in pieces_of(minutes):
        known.add(pk)
        spent = days_of(minutes[home].get(pk, 0), a_day)
        left = still_to_do(planned, spent, over=state.is_over)
        if planned is None and not spent:
            continue
        found[home] += tally(planned, spent, left)
    for home, by_subject in minutes.items():
        rest = sum(amount for pk, amount in by_subject.items() if pk not in known)
        found[home] += Tally(spent=days_of(rest, a_day))
    return found


def _occupations() -> list[tuple[str, int]]:
    by_name: dict[tuple[tuple[int, str], str], int] = {}
    for pk, name, person, amount in _beside_work():
        key = ((pk, name), str(person))
        by_name[key] = by_name.get(key, 0) + amount
    groups = put_together(by_name, lambda one: one[1])
    return [(", ".join(group.names), group.minutes) for group in groups]
