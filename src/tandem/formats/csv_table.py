"""Tables as CSV that a spreadsheet shows as it was written. Plain Python."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import StringIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What makes a spreadsheet calculate, or ask another program, instead of showing a text."""
_AT_ONCE = 500


def begins_like_formula(text: str) -> bool:
    """Whether a spreadsheet might calculate it."""
    return text.lstrip(" \u00a0\ufeff").startswith(_FORMULA)


def safe_cell(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula: an apostrophe goes before it."""
    return f"'{text}" if begins_like_formula(text) else text


def plain_cell(value: object) -> str:
    """Any value as a cell: a text made safe, a number as it is, a moment as it is shown."""
    if isinstance(value, str):
        return safe_cell(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def csv_pieces(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """A table with its heads, in UTF-8 with the mark by which spreadsheets know it, bit by bit."""
    out = StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(head) for head in heads])
    for number, row in enumerate(rows, 1):
        writer.writerow([plain_cell(cell) for cell in row])
        if number % _AT_ONCE == 0:
            yield out.getvalue().encode("utf-8", "replace")
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode("utf-8", "replace")


def write_csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The same in one piece."""
    return b"".join(csv_pieces(heads, rows))


def as_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV for a program that reads them again: nothing is made safe."""
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
