"""Pages of the roadmap and the marketing calendar."""

from tandem.roadmap.views.calendar import calendar_file, marketing_calendar, say_appearance
from tandem.roadmap.views.dates import undo_fixed_date
from tandem.roadmap.views.moving import move_on_roadmap
from tandem.roadmap.views.page import roadmap, roadmap_file

__all__ = [
    "calendar_file",
    "marketing_calendar",
    "move_on_roadmap",
    "roadmap",
    "roadmap_file",
    "say_appearance",
    "undo_fixed_date",
]
