"""Reading the public holidays of where the company is."""

from dataclasses import dataclass
from datetime import date

from tandem.accounts import queries as accounts


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """Those of a year: of "Germany, Hamburg", by day with their names; none without a country."""

    place: str
    year: int
    days: list[tuple[date, str]]


def public_holidays() -> PublicHolidays:
    """Those of the present year."""
    company, year = accounts.workspace(), accounts.present_day().year
    country = company.country if company else ""
    days = accounts.holidays_of_year(country, year)
    return PublicHolidays(accounts.place_name(country), year, days)
