"""What was spent on pieces of work, and what is left of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from tandem.accounts.queries import team_of_each, workspace_calendar
from tandem.core.prepared import number, numbers, prepared
from tandem.timesheets.models import Entry, Remaining
from tandem.timesheets.rules import Tally, days_of, still_to_do, tally
from tandem.work.queries import WorkRow


@dataclass(frozen=True, slots=True)
class Said:
    """What whoever does it said is left: how many days, who, when; what was spent since then."""

    days: Decimal
    by_id: int
    at: datetime
    since: Decimal


@dataclass(frozen=True, slots=True)
class Spent:
    """What a piece of work has taken so far, in minutes and in working days; what was said."""

    minutes: int = 0
    days: Decimal = Decimal(0)
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class PieceTime:
    """A piece of work with its days. `planned` is nothing where its parts have the estimates."""

    row: WorkRow
    planned: Decimal | None
    spent: Decimal
    left: Decimal | None
    said: Said | None
    has_parts: bool = False

    @property
    def tally(self) -> Tally:
        if self.has_parts:
            return Tally(spent=self.spent)
        found = tally(self.planned, self.spent, self.left)
        # Without an estimate it is counted as one only once somebody wrote hours on it.
        untouched = self.planned is None and not self.spent
        return found if not untouched else Tally(left=found.left, pieces=1)


def minutes_a_day() -> Decimal:
    """How long the company's working day is."""
    return Decimal(round(workspace_calendar().hours.mean_day / timedelta(minutes=1)))


@prepared
def _by_item() -> QuerySet[Entry, tuple[int, int]]:
    found = Entry.objects.filter(subject_id__in=numbers("items")).order_by()
    return found.values_list("subject_id").annotate(n=Sum("minutes"))


@prepared
def _by_subject() -> QuerySet[Entry, tuple[int, int]]:
    found = Entry.objects.filter(home_id=number("home")).order_by()
    return found.values_list("subject_id").annotate(n=Sum("minutes"))


@prepared
def _said() -> QuerySet[Remaining, tuple[Any, ...]]:
    found = Remaining.objects.filter(item_id__in=numbers("items"), replaced_at=None)
    return found.values_list("item_id", "days", "said_by_id", "said_at", "minutes_then")


@prepared
def _said_of() -> QuerySet[Remaining, tuple[Any, ...]]:
    found = Remaining.objects.filter(item__home_id=number("home"), replaced_at=None)
    return found.values_list("item_id", "days", "said_by_id", "said_at", "minutes_then")


def spent_on(item_ids: Collection[int]) -> dict[int, Spent]:
    """Of these pieces of work those that took time, or of which it was said what is left. The
    caller has checked sight, here and below.
    """
    if not item_ids:
        return {}
    return _spent(dict(_by_item(items=item_ids)), _said(items=item_ids))


def spent_of_home(home_id: int) -> dict[int, Spent]:
    """The same of everything below a home, itself included: {subject: what it took}."""
    return _spent(dict(_by_subject(home=home_id)), _said_of(home=home_id))


def _spent(minutes: dict[int, int], said: Collection[tuple[Any, ...]]) -> dict[int, Spent]:
    if not minutes and not said:
        return {}
    a_day = minutes_a_day()
    standing = {
        pk: Said(days, by, at, days_of(max(minutes.get(pk, 0) - then, 0), a_day))
        for pk, days, by, at, then in said
    }
    return {
        pk: Spent(minutes.get(pk, 0), days_of(minutes.get(pk, 0), a_day), standing.get(pk))
        for pk in [*minutes, *(one for one in standing if one not in minutes)]
    }


def piece_time(row: WorkRow, spent: Spent | None, *, has_parts: bool = False) -> PieceTime:
    """A piece of work with what it was planned to take, took, and still needs."""
    known = spent or Spent()
    planned = row.estimate.days if row.estimate and not has_parts else None
    left = still_to_do(
        planned,
        known.days,
        said=known.said.days if known.said else None,
        since=known.said.since if known.said else Decimal(0),
        over=row.state.is_over,
    )
    left = Decimal(0) if has_parts and known.said is None else left
    return PieceTime(row, planned, known.days, left, known.said, has_parts)


@prepared
def _by_person() -> QuerySet[Entry, tuple[Any, ...]]:
    found = Entry.objects.filter(home_id__in=numbers("homes"), minutes__gt=0).order_by()
    return found.values_list("home_id", "person_id").annotate(n=Sum("minutes"))


def days_by_team(home_ids: Collection[int]) -> dict[int, dict[int, Decimal]]:
    """{home: {team: days}}, 0 for people of no team: to be priced and summed, never to be shown."""
    rows = _by_person(homes=home_ids) if home_ids else ()
    teams = {person: pk for person, (pk, _) in team_of_each({row[1] for row in rows}).items()}
    a_day = minutes_a_day() if rows else Decimal(0)
    found: dict[int, dict[int, Decimal]] = {pk: {} for pk in home_ids}
    for home, person, minutes in rows:
        by_team = found[home]
        team = teams.get(person, 0)
        by_team[team] = by_team.get(team, Decimal(0)) + (Decimal(minutes) / a_day if a_day else 0)
    return found
