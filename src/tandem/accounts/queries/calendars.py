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
from tandem.core import clock
from tandem.engine.working_time import WorkingCalendar, WorkingHours

REGION_LIMIT = 5  # letters of a region's code: "DE-BE", "GB-NIR"; longer ones are cities


def calendars_of(person_ids: Collection[int]) -> dict[int, WorkingCalendar]:
    """The working calendars of many people; what a person leaves open is the workspace's."""
    if not person_ids:
        return {}
    company = workspace()
    rows = Person.objects.filter(pk__in=person_ids).values_list("pk", "time_zone", "country")
    return {pk: _calendar(company, zone, country) for pk, zone, country in rows}


def workspace_calendar() -> WorkingCalendar:
    """The calendar of whoever has none of their own: a side without an owner, a guest."""
    return _calendar(workspace(), "", "")


def _calendar(company: Workspace | None, zone: str, country: str) -> WorkingCalendar:
    company = company or Workspace()
    hours = WorkingHours.weekdays(_time(company.opens_at), _time(company.closes_at))
    days = _holidays(country or company.country, clock.now().year)
    return WorkingCalendar(ZoneInfo(zone or company.time_zone), hours, days)


def _time(value: object) -> time:
    return value if isinstance(value, time) else time.fromisoformat(str(value))


@lru_cache(maxsize=256)
def _holidays(country: str, year: int) -> frozenset[date]:
    """Public holidays around a year; "DE" or, with a region, "DE-BE"."""
    if not country:
        return frozenset()
    code, _, region = country.partition("-")
    years = range(year - 1, year + 3)
    return frozenset(holidays.country_holidays(code, subdiv=region or None, years=years))


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
