"""A table as text: what stands between its cells, where its headings are, its rows."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import IO

from tandem.formats.csv_rows import LONGEST_CELL, StrayQuote, rows_of
from tandem.formats.spreadsheet import UnusableSpreadsheet, read_sheet
from tandem.formats.trackers.gathering import Gathered
from tandem.formats.trackers.mapping import Columns, guessed, mapped
from tandem.formats.trackers.unreadable import UnreadableExport

_BETWEEN = (",", ";", "\t", "|")
_LOOK_AT = 40
_MOST_COLUMNS = 5_000

Rows = list[tuple[int, list[str]]]
"""(its number in the file, its cells) of each row."""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows. `numbers` are the lines of the file that the rows begin in."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: Columns
    numbers: Sequence[int]

    def cells(self, row: Sequence[str], role: str) -> list[str]:
        """What a row has in the columns of a role; empty cells are left out."""
        found = (row[at].strip() for at in self.columns.get(role, ()) if at < len(row))
        return [cell for cell in found if cell]

    def cell(self, row: Sequence[str], role: str) -> str:
        """The first of them, or “”."""
        return next(iter(self.cells(row, role)), "")


def table_of(text: str, told: Mapping[str, Sequence[str]]) -> Table:
    """The table in a text. Raises UnreadableExport where none is in it.

    Lines before the headings (a date, a legend) are passed over.
    """
    return _table(_rows(text.replace("\x00", "")), told)


def table_of_sheet(
    file: IO[bytes], sheet: str, told: Mapping[str, Sequence[str]], gathered: Gathered
) -> Table:
    """The same in a sheet of a spreadsheet; what is odd about it is noted."""
    try:
        found = read_sheet(file, sheet)
    except UnusableSpreadsheet as error:
        raise UnreadableExport(str(error)) from error
    gathered.sheets += [(one.name, one.hidden, one.name == found.name) for one in found.sheets]
    if not sheet and sum(not one.hidden for one in found.sheets) > 1:
        gathered.note("It has several sheets; one was read. Choose another where it says so.")
    for places, sentence in (
        (found.empty_formulas, "A formula was saved without its result, and is read as empty."),
        (found.errors, "A cell shows an error instead of a value, and is read as empty."),
    ):
        for place in places:
            gathered.note(sentence, place)
    if not found.rows:
        raise UnreadableExport(f"There is nothing in the sheet “{found.name[:60]}”.")
    return _table(found.rows, told)


def _table(rows: Rows, told: Mapping[str, Sequence[str]]) -> Table:
    at = _place_of_headings(rows, told)
    headings = rows[at][1]
    if len(headings) > _MOST_COLUMNS:
        raise UnreadableExport(f"A table with more than {_MOST_COLUMNS:,} columns is too wide.")
    below = [one for one in rows[at + 1 :] if any(cell.strip() for cell in one[1])]
    return Table(
        tuple(headings),
        tuple(tuple(cells) for _, cells in below),
        mapped(headings, told),
        [number for number, _ in below],
    )


def _rows(text: str) -> Rows:
    csv.field_size_limit(LONGEST_CELL)
    head = text[:60_000]
    best = max(_BETWEEN, key=lambda between: _fits(head, between))
    quote = "'" if '"' not in head and re.search(r"[;,\t]'[^'\n]*[;,\t][^'\n]*'", head) else '"'
    try:
        return rows_of(text, best, quote)
    except StrayQuote as error:
        raise UnreadableExport(
            f"In line {error.line}, column {error.column}, a quote doesn’t end where its cell does,"
            " so rows run into each other. Close it, or write it twice, and upload the file again."
        ) from error


def _parsed(text: str, between: str) -> list[list[str]]:
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=between))
    except csv.Error:
        return [line.split(between) for line in text.splitlines()]


def _fits(head: str, between: str) -> tuple[int, int]:
    """How many columns are known by their heading, then how many there are."""
    rows = _parsed(head, between)[:_LOOK_AT]
    return (
        max((sum(map(len, guessed(row).values())) for row in rows), default=0),
        max((len(row) for row in rows), default=0),
    )


def _place_of_headings(rows: Rows, told: Mapping[str, Sequence[str]]) -> int:
    wanted = {name.casefold() for names in told.values() for name in names}
    best, known = 0, -1
    for place, (_number, row) in enumerate(rows[:_LOOK_AT]):
        found = len(guessed(row)) + sum(cell.strip().casefold() in wanted for cell in row)
        margin = 2 if known > 0 else 1  # words of a heading may stand in a row by chance
        if found >= known + margin and any(cell.strip() for cell in row):
            best, known = place, found
    if known < 0:
        raise UnreadableExport("This file is empty.")
    return best
