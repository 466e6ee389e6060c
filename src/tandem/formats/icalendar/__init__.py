"""iCalendar files (RFC 5545): whole days, written and read."""

from tandem.formats.icalendar.reading import (
    SPELLS_AT_MOST,
    Calendar,
    Spell,
    UnusableCalendar,
    whole_days,
)
from tandem.formats.icalendar.writing import WholeDays, written

__all__ = [
    "SPELLS_AT_MOST",
    "Calendar",
    "Spell",
    "UnusableCalendar",
    "WholeDays",
    "whole_days",
    "written",
]
