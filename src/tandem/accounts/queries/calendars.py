"""Working calendars, and the places they are of."""

from collections.abc import Collection
from datetime import date, time
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

import holidays
import holidays.registry
from babel import Locale

from tandem.accounts.models import Person, Workspace
from tandem.accounts.queries.workspace import workspace
from tandem.accounts.rules import WORKING_DAYS
from tandem.core import clock
from tandem.engine.working_time import WorkingCalendar, WorkingHours

_OWN = ("time_zone", "country", "opens_at", "closes_at", "works_on")
REGION_LIMIT = 5  # letters of a region's code: "DE-BE", "GB-NIR"; longer ones are cities


def calendars_of(person_ids: Collection[int]) -> dict[int, WorkingCalendar]:
    """The working calendars of many people; what a person leaves open is the workspace's."""
    if not person_ids:
        return {}
    company = workspace()
    rows = Person.objects.filter(pk__in=person_ids).values_list("pk", *_OWN)
    return {pk: _calendar(company, *own) for pk, *own in rows}


def workspace_calendar() -> WorkingCalendar:
    """The calendar of whoever has none of their own: a side without an owner, a guest."""
    return _calendar(workspace())


def _calendar(
    company: Workspace | None,
    zone: str = "",
    country: str = "",
    opens_at: time | None = None,
    closes_at: time | None = None,
    works_on: str = "",
) -> WorkingCalendar:
    company = company or Workspace()
    hours = _week(works_on or WORKING_DAYS, *week_of(company, opens_at, closes_at))
    closed = tuple(str(day) for day, _ in company.closing_days)
    days = _days_off(country or company.country, clock.now().year, closed)
    return WorkingCalendar(ZoneInfo(zone or company.time_zone), hours, days)


def week_of(
    company: Workspace | None, opens_at: time | None, closes_at: time | None
) -> tuple[time, time]:
    """When a working day begins and ends: as the person says, else as the company does."""
    company = company or Workspace()
    if opens_at and closes_at:
        return opens_at, closes_at
    return _time(company.opens_at), _time(company.closes_at)


@lru_cache(maxsize=256)
def _week(days: str, opens_at: time, closes_at: time) -> WorkingHours:
    open_day = ((opens_at, closes_at),)
    return WorkingHours(tuple(open_day if str(day) in days else () for day in range(1, 8)))


def next_holiday(country: str, after: date) -> tuple[date, str] | None:
    """The next public holiday from a day on, with its name; nothing where no country is chosen."""
    named = _named_holidays(country, after.year)
    return min(((day, name) for day, name in named.items() if day >= after), default=None)


def place_name(country: str) -> str:
    """What a country is called, with its region: "Germany, Hamburg"; "" for none."""
    code, _, region = country.partition("-")
    place = dict(countries()).get(code, "")
    return f"{place}, {dict(regions(code)).get(region, region)}" if region else place


def _time(value: object) -> time:
    return value if isinstance(value, time) else time.fromisoformat(str(value))


@lru_cache(maxsize=256)
def _days_off(country: str, year: int, closed: tuple[str, ...]) -> frozenset[date]:
    """Public holidays around a year, and the days on which the company is closed."""
    return _holidays(country, year) | {date.fromisoformat(day) for day in closed}


def closing_days() -> list[tuple[date, str]]:
    """The days on which the company is closed beside public holidays, with their names."""
    company = workspace()
    return (
        [(date.fromisoformat(day), name) for day, name in company.closing_days] if company else []
    )


def holidays_of_year(country: str, year: int) -> list[tuple[date, str]]:
    """The public holidays of a year with their names, by day."""
    named = _named_holidays(country, year)
    return sorted((day, name) for day, name in named.items() if day.year == year)


@lru_cache(maxsize=256)
def _holidays(country: str, year: int) -> frozenset[date]:
    """Public holidays around a year; "DE" or, with a region, "DE-BE"."""
    return frozenset(_named_holidays(country, year))


@lru_cache(maxsize=256)
def _named_holidays(country: str, year: int) -> dict[date, str]:
    if not country:
        return {}
    code, _, region = country.partition("-")
    years = range(year - 1, year + 3)
    return dict(holidays.country_holidays(code, subdiv=region or None, years=years))


@lru_cache(maxsize=1)
def time_zones() -> tuple[str, ...]:
    """The names of all places a clock is known of: "Europe/Berlin"; and UTC."""
    known = available_timezones()
    places = {zone for zone in known if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))}
    return (*sorted(places), "UTC")


@lru_cache(maxsize=1)
def countries() -> tuple[tuple[str, str], ...]:
    """The countries whose public holidays are known: (code, English name), by name."""
    names = Locale("en").territories
    codes = {entry[1] for entry in holidays.registry.COUNTRIES.values()}
    known = [(code, names[code]) for code in codes if code in names]
    return tuple(sorted(known, key=lambda country: country[1]))


@lru_cache(maxsize=64)
def regions(country: str) -> tuple[tuple[str, str], ...]:
    """The parts of a country that have holidays of their own: (code, name), by name."""
    if country not in dict(countries()):
        return ()
    calendar = holidays.country_holidays(country)
    names = {code: name for name, code in reversed(calendar.subdivisions_aliases.items())}
    codes = [code for code in calendar.subdivisions if len(code) <= REGION_LIMIT]
    return tuple(sorted(((code, names.get(code, code)) for code in codes), key=lambda one: one[1]))


def has_holidays(country: str) -> bool:
    """Whether this is a country or region we know, as settings write them: "DE", "DE-BE"."""
    code, _, region = country.partition("-")
    return code in dict(countries()) and (not region or region in dict(regions(code)))
