"""Reading the roadmap: what stands in a year, what waits for what, what can't be kept."""

from tandem.roadmap.queries.calendar import Appears, appearances, calendar_of
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
    "Conflict",
    "Effects",
    "Gathered",
    "Pushed",
    "Roadmap",
    "appearances",
    "calendar_of",
    "conflicts_of",
    "days_asked",
    "effects_among",
    "effects_of_project",
    "gather",
    "roadmap_of",
    "thing_to_move",
]
