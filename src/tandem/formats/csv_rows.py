"""Rows of a text with something between its cells, each with the line it begins in.

A quote that is opened and closed in the wrong place makes one cell of many rows, and nobody would
notice; so it is said where that happened, and nothing is read. What is only untidy (words behind a
closing quote, on one line) is read as everybody reads it.
"""

import csv
from collections.abc import Iterator
from io import StringIO

LONGEST_CELL = 10_000_000
_END = "\x02the end\x02"


class StrayQuote(ValueError):
    """Somewhere a quote doesn't end where its cell does: the line, and which cell of its row."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(f"line {line}, column {column}")
        self.line, self.column = line, column


def rows_of(text: str, between: str, quote: str = '"') -> list[tuple[int, list[str]]]:
    """(line, cells) of every row, empty ones too. Raises StrayQuote."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        return list(_numbered(text, between, quote, strict=True))
    except csv.Error:
        return _untidy(text, between, quote)


def _untidy(text: str, between: str, quote: str) -> list[tuple[int, list[str]]]:
    first = _first_bad(text, between, quote)
    try:
        rows = list(_numbered(f"{text}\n{_END}", between, quote, strict=False))
    except csv.Error as error:  # a cell longer than any
        raise StrayQuote(first, 1) from error
    row = next((cells for line, cells in rows if line == first), [])
    if any("\n" in cell or "\r" in cell for cell in row) or not rows or rows[-1][1] != [_END]:
        raise StrayQuote(first, _place_in(row))
    return rows[:-1]


def _place_in(row: list[str]) -> int:
    """The cell that goes over its line; else the last one."""
    broken = (at for at, cell in enumerate(row, 1) if "\n" in cell or "\r" in cell)
    return next(broken, len(row) or 1)


def _first_bad(text: str, between: str, quote: str) -> int:
    """The line in which the first row begins whose quotes are wrong."""
    line = 1
    rows = _numbered(text, between, quote, strict=True)
    try:
        for number, cells in rows:
            line = number + 1 + sum(_lines(cell) for cell in cells)
    except csv.Error:
        pass
    return line


def _lines(cell: str) -> int:
    return cell.replace("\r\n", "\n").replace("\r", "\n").count("\n")


def _numbered(
    text: str, between: str, quote: str, *, strict: bool
) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=between, quotechar=quote, strict=strict
    )
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1
