"""Rules of the roadmap. Plain Python."""

from tandem.roadmap.rules.asked import Asked, GroupBy, WhoseYear
from tandem.roadmap.rules.bars import Bar, BarKind, Stood, cut, packed, place_beside
from tandem.roadmap.rules.cascade import (
    Shift,
    Thing,
    Tie,
    cascade,
    circle_in,
    in_order,
    slack,
    without_room,
)
from tandem.roadmap.rules.period import (
    Period,
    Tick,
    Zoom,
    day_asked,
    name_of,
    period_around,
    ticks_of,
)

__all__ = [
    "Asked",
    "Bar",
    "BarKind",
    "GroupBy",
    "Period",
    "Shift",
    "Stood",
    "Thing",
    "Tick",
    "Tie",
    "WhoseYear",
    "Zoom",
    "cascade",
    "circle_in",
    "cut",
    "day_asked",
    "in_order",
    "name_of",
    "packed",
    "period_around",
    "place_beside",
    "slack",
    "ticks_of",
    "without_room",
]
