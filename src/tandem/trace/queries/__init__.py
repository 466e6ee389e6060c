"""Reading what was built for work, and the table from requirements to it."""

from tandem.trace.queries.code import CodeRow, ci_of, code_of, code_row, code_visible_to
from tandem.trace.queries.table import as_rows, traceability

__all__ = [
    "CodeRow",
    "as_rows",
    "ci_of",
    "code_of",
    "code_row",
    "code_visible_to",
    "traceability",
]
