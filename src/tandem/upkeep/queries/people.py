"""What is here already, for a list of people."""

from collections.abc import Collection
from functools import lru_cache

from tandem.accounts import queries as accounts
from tandem.accounts.rules import Lane
from tandem.upkeep.rules.listing import Known


def known_about(addresses: Collection[str]) -> Known:
    """The departments, and who of these addresses has an account."""
    departments = {
        one.name.casefold(): Lane(one.lane) if one.lane else None for one in accounts.departments()
    }
    return Known(
        departments=departments,
        people=accounts.accounts_with(addresses),
        places=_places(),
        zones=_zones(),
        today=accounts.present_day(),
    )


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    """Countries and their regions as people write them, in small letters: {words: code}."""
    found: dict[str, str] = {}
    for code, name in accounts.countries():
        found |= {code.casefold(): code, name.casefold(): code}
    for code in ("DE", "AT", "CH", "US", "GB", "ES", "IT", "CA", "AU"):
        for region, _name in accounts.regions(code):
            found[f"{code}-{region}".casefold()] = f"{code}-{region}"
    return found


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in accounts.time_zones()}
