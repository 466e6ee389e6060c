"""Reading how full teams are."""

from tandem.capacity.queries.counting import Group, Picture, picture
from tandem.capacity.queries.looking import Look, looks_kept, looks_now, names_of
from tandem.capacity.queries.people import PersonLoad, Weeks, weeks_of
from tandem.capacity.queries.reserves import (
    ReserveRow,
    TeamReserve,
    TeamWeek,
    hours_kept,
    team_reserve,
    weeks_reserved,
)
from tandem.capacity.queries.showing import (
    Asking,
    CellShown,
    CellWhole,
    TeamShown,
    cell_whole,
    table,
)

__all__ = [
    "Asking",
    "CellShown",
    "CellWhole",
    "Group",
    "Look",
    "PersonLoad",
    "Picture",
    "ReserveRow",
    "TeamReserve",
    "TeamShown",
    "TeamWeek",
    "Weeks",
    "cell_whole",
    "hours_kept",
    "looks_kept",
    "looks_now",
    "names_of",
    "picture",
    "table",
    "team_reserve",
    "weeks_of",
    "weeks_reserved",
]
