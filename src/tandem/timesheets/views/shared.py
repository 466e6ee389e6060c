"""What the pages of hours share."""

from datetime import date

from django.utils.http import url_has_allowed_host_and_scheme

INVALID = 422


def inside(address: str) -> str:
    """The address, if it is one of ours; else nothing."""
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return address[:300] if ours else ""


def day_of(text: str, other: date) -> date:
    """The day that an address names, or another."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return other
    return found if date(2000, 1, 3) <= found <= date(2100, 1, 1) else other
