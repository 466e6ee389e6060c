"""Everything that changes hours, timers, and what work still needs."""

from tandem.timesheets.services.keeping import add_occupation, close_hours, close_occupation
from tandem.timesheets.services.remaining import say_still_needs
from tandem.timesheets.services.taking_in import TakenIn, Worklog, take_in_hours
from tandem.timesheets.services.timing import start_timer, stop_timer
from tandem.timesheets.services.writing import add_sheet_row, copy_last_week, write_hours

__all__ = [
    "TakenIn",
    "Worklog",
    "add_occupation",
    "add_sheet_row",
    "close_hours",
    "close_occupation",
    "copy_last_week",
    "say_still_needs",
    "start_timer",
    "stop_timer",
    "take_in_hours",
    "write_hours",
]
