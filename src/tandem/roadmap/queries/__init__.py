"""Reading the roadmap: what stands in a year, what waits for what, what can't be kept."""

from tandem.roadmap.queries.calendar import Appears, appearances, calendar_of
from tandem.roadmap.queries.dates import Close, DateMoved, date_moved, fixed_date, meant_close_to
from tandem.roadmap.queries.gathered import Gathered, Roadmap, gather, roadmap_of
from tandem.roadmap.queries.moves import (
    Effects,
    Pushed,
    days_asked,
    effects_among,
    effects_of_project,
    thing_to_move,
)
from tandem.roadmap.queries.talks import Conflict, conflicts_of

__all__ = [
    "Appears",
    "Close",
    "Conflict",
    "DateMoved",
    "Effects",
    "Gathered",
    "Pushed",
    "Roadmap",
    "appearances",
    "calendar_of",
    "conflicts_of",
    "date_moved",
    "days_asked",
    "effects_among",
    "effects_of_project",
    "fixed_date",
    "gather",
    "meant_close_to",
    "roadmap_of",
    "thing_to_move",
]
