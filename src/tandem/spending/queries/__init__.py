"""Reading what was planned and spent."""

from tandem.spending.queries.lists import (
    ActualRow,
    LineRow,
    actual_of,
    actuals_of,
    code_by_name,
    codes,
    line_of,
    lines_of,
    rates_known,
    upload_of,
)
from tandem.spending.queries.states import MoneyState, money_seen, states_of
from tandem.spending.queries.uploading import Preview, Reading, preview

__all__ = [
    "ActualRow",
    "LineRow",
    "MoneyState",
    "Preview",
    "Reading",
    "actual_of",
    "actuals_of",
    "code_by_name",
    "codes",
    "line_of",
    "lines_of",
    "money_seen",
    "preview",
    "rates_known",
    "states_of",
    "upload_of",
]
