"""Days that contexts mark on the roadmap, beside fixed dates and freezes: revisions, say."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

from tandem.accounts.rules import Actor

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """A day with a diamond on the roadmap, what it is, and its page."""

    day: date
    label: str
    url: str


_paths: list[str] = []


def marks_days(days: str) -> None:
    """Let a context mark days: a dotted path, called with (actor, first day, last day), that
    returns MarkedDays.
    """
    _paths.append(days)


def marked_days(actor: Actor, first: date, last: date) -> list[MarkedDay]:
    """All of them between two days, in their order."""
    found: list[MarkedDay] = []
    for path in _paths:
        days: Callable[[Actor, date, date], list[MarkedDay]] = import_string(path)
        found += days(actor, first, last)
    return sorted(found, key=lambda one: one.day)
