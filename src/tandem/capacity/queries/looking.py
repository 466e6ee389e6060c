"""Whether the teams that an initiative needs have the days, until its day."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tandem.accounts.queries import workspace_calendar
from tandem.capacity.models import CapacityLook
from tandem.capacity.queries.counting import Group, Picture, groups, picture
from tandem.capacity.rules import PARTNERS, Cell, Demand, Load
from tandem.plans.queries import newest_forecasts, promised_days

WITHOUT_A_DATE = timedelta(days=91)
"""How far is looked where no date is promised or forecast."""


@dataclass(frozen=True, slots=True)
class Look:
    """How full the teams that an initiative needs are until its day: (team, asked, there).

    `dated`: until a promised or safe day; else for the next three months.
    """

    until: date
    dated: bool
    teams: tuple[tuple[str, float, float], ...]

    @property
    def over(self) -> list[Cell]:
        """The teams that are over-full."""
        cells = [_told(*one) for one in self.teams]
        return [cell for cell in cells if cell.is_over]


def _told(group: str, asked: float, there: float) -> Cell:
    return Cell(group, there, ((Load(0, 0, group, asked), asked),))


def looks_kept(initiative_ids: Collection[int]) -> dict[int, Look]:
    """What was counted last."""
    rows = CapacityLook.objects.filter(initiative__in=initiative_ids).order_by()
    return {
        pk: Look(until, dated, tuple((name, asked, there) for name, asked, there in teams))
        for pk, until, dated, teams in rows.values_list("initiative_id", "until", "dated", "teams")
    }


def looks_now(initiative_ids: Collection[int]) -> dict[int, Look]:
    """Count it now, for those that have open, estimated work.

    All of their own work has to be done by their day, whenever it is planned.
    """
    seen = picture()
    days = promised_days(initiative_ids)
    kept = newest_forecasts(initiative_ids)
    mine: dict[int, list[Load]] = {}
    for load in seen.demand.loads:
        if load.home_id in initiative_ids:
            mine.setdefault(load.home_id, []).append(load)
    found = {}
    for pk, loads in mine.items():
        safe = kept[pk].safe if pk in kept else None
        day = days.get(pk) or (safe.astimezone(workspace_calendar().zone).date() if safe else None)
        until = max(day or seen.today + WITHOUT_A_DATE, seen.today)
        groups = sorted({load.group for load in loads} - {PARTNERS})
        cells = [_until(seen, pk, group, until) for group in groups]
        told = tuple((one.group, round(one.wanted, 2), round(one.there, 2)) for one in cells)
        found[pk] = Look(until, day is not None, told)
    return found


def _until(seen: Picture, pk: int, group: str, until: date) -> Cell:
    loads = tuple(
        replace(
            load,
            first=min(load.first or seen.today, until),
            last=min(load.last or until, until),
        )
        if load.home_id == pk
        else load
        for load in seen.demand.by_group.get(group, ())
    )
    return seen.cell_among(Demand(loads), group, seen.today, until)


def names_of(keys: Collection[str]) -> dict[str, Group]:
    """Teams by their codes."""
    return {key: one for key, one in groups().items() if key in keys} if keys else {}
