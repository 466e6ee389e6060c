"""What the pages of hours share."""

from datetime import date

INVALID = 422


def day_of(text: str, other: date) -> date:
    """The day that an address names, or another."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return other
    return found if date(2000, 1, 3) <= found <= date(2100, 1, 1) else other
