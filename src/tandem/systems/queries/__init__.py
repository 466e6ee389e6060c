"""Reading the systems catalogue."""

from tandem.systems.queries.entries import (
    Shown,
    SystemRow,
    SystemWhole,
    by_name,
    entry_of,
    rows,
    rows_of,
    same_name,
    system_visible_to,
    system_with_form_key,
    systems_visible_to,
    whole,
)
from tandem.systems.queries.naming import named_in

__all__ = [
    "Shown",
    "SystemRow",
    "SystemWhole",
    "by_name",
    "entry_of",
    "named_in",
    "rows",
    "rows_of",
    "same_name",
    "system_visible_to",
    "system_with_form_key",
    "systems_visible_to",
    "whole",
]
