"""Tables as CSV that a spreadsheet shows as it was written. Plain Python."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What makes a spreadsheet calculate, or ask another program, instead of showing a text."""


def safe_cell(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe goes before it."""
    begins = text.lstrip(" \u00a0\ufeff")
    return f"'{text}" if begins.startswith(_FORMULA) else text


def write_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table with its heads, in UTF-8 with the mark by which spreadsheets know it."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(head) for head in heads])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
