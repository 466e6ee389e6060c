"""Pages of hours."""

from tandem.timesheets.views.keeping import (
    add_occupation,
    close_hours,
    close_occupation,
    hours_settings,
)
from tandem.timesheets.views.sheet import (
    add_sheet_row,
    copy_last_week,
    export_hours,
    hours,
    hours_cell,
)
from tandem.timesheets.views.spent import (
    all_time,
    export_all_time,
    export_time,
    initiative_time,
    still_needs,
)
from tandem.timesheets.views.timing import start_timer, stop_timer, timer

__all__ = [
    "add_occupation",
    "add_sheet_row",
    "all_time",
    "close_hours",
    "close_occupation",
    "copy_last_week",
    "export_all_time",
    "export_hours",
    "export_time",
    "hours",
    "hours_cell",
    "hours_settings",
    "initiative_time",
    "start_timer",
    "still_needs",
    "stop_timer",
    "timer",
]
