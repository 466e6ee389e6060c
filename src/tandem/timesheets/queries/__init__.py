"""Reading hours: one's own, and what work took."""

from tandem.timesheets.queries.left import PieceLeft, days_left, minutes_written, pieces_left
from tandem.timesheets.queries.sheet import (
    Cell,
    Row,
    Week,
    closed_until,
    entries_of,
    minutes_elsewhere,
    their_today,
    week_of_hours,
)
from tandem.timesheets.queries.spent import (
    PieceTime,
    Said,
    Spent,
    days_by_team,
    minutes_a_day,
    piece_time,
    spent_of_home,
    spent_on,
)
from tandem.timesheets.queries.sums import (
    CompanyTime,
    HomeTime,
    company_time,
    home_time,
    open_to,
)
from tandem.timesheets.queries.things import (
    Thing,
    home_of,
    home_of_any,
    occupation_open,
    occupations,
    things,
)
from tandem.timesheets.queries.timer import Running, calendar_of, running

__all__ = [
    "Cell",
    "CompanyTime",
    "HomeTime",
    "PieceLeft",
    "PieceTime",
    "Row",
    "Running",
    "Said",
    "Spent",
    "Thing",
    "Week",
    "calendar_of",
    "closed_until",
    "company_time",
    "days_by_team",
    "days_left",
    "entries_of",
    "home_of",
    "home_of_any",
    "home_time",
    "minutes_a_day",
    "minutes_elsewhere",
    "minutes_written",
    "occupation_open",
    "occupations",
    "open_to",
    "piece_time",
    "pieces_left",
    "running",
    "spent_of_home",
    "spent_on",
    "their_today",
    "things",
    "week_of_hours",
]
