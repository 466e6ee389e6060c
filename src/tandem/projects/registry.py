"""Which days hang on IT projects. Contexts above say them; no promise is known here."""

from collections.abc import Callable, Collection
from datetime import date

from django.utils.module_loading import import_string

_days: list[str] = []


def days_hang_on_projects(days: str) -> None:
    """Say where the days of initiatives stand that an IT project can hit.

    `days` is a dotted path: called with ids of initiatives, it returns {id: day}. What is said
    later wins.
    """
    _days.append(days)


def days_of(initiative_ids: Collection[int]) -> dict[int, date]:
    """The day that each of these is meant to be ready, where it has one."""
    found: dict[int, date] = {}
    for path in _days:
        days: Callable[[Collection[int]], dict[int, date]] = import_string(path)
        found |= days(initiative_ids)
    return found
