"""Everything that changes what is planned and spent."""

from tandem.spending.services.keeping import add_cost_code, close_cost_code, set_currency_rates
from tandem.spending.services.noting import (
    NewActual,
    NewLine,
    add_budget_line,
    note_actual,
    remove_actual,
    remove_budget_line,
)
from tandem.spending.services.uploading import take_in_expenses, upload_expenses

__all__ = [
    "NewActual",
    "NewLine",
    "add_budget_line",
    "add_cost_code",
    "close_cost_code",
    "note_actual",
    "remove_actual",
    "remove_budget_line",
    "set_currency_rates",
    "take_in_expenses",
    "upload_expenses",
]
