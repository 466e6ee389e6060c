"""A table as text: what stands between its cells, where its headings are, its rows."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from tandem.formats.trackers.mapping import Columns, guessed, mapped
from tandem.formats.trackers.unreadable import UnreadableExport

_BETWEEN = (",", ";", "\t", "|")
_LOOK_AT = 40
_LONGEST_CELL = 10_000_000
_MOST_COLUMNS = 5_000


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows. `first` is the number of the row after the headings, as people count."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: Columns
    first: int

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
    csv.field_size_limit(_LONGEST_CELL)
    text = text.replace("\x00", "")
    rows = _rows(text)
    at = _place_of_headings(rows, told)
    headings = rows[at]
    if len(headings) > _MOST_COLUMNS:
        raise UnreadableExport(f"A table with more than {_MOST_COLUMNS:,} columns is too wide.")
    below = tuple(tuple(row) for row in rows[at + 1 :] if any(cell.strip() for cell in row))
    return Table(tuple(headings), below, mapped(headings, told), at + 2)


def _rows(text: str) -> list[list[str]]:
    head = text[:60_000]
    best = max(_BETWEEN, key=lambda between: _fits(head, between))
    quote = "'" if '"' not in head and re.search(r"[;,\t]'[^'\n]*[;,\t][^'\n]*'", head) else '"'
    return _parsed(text, best, quote)


def _parsed(text: str, between: str, quote: str = '"') -> list[list[str]]:
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=between, quotechar=quote))
    except csv.Error:  # a quote that never closes makes one cell of all that follows
        return [line.split(between) for line in text.splitlines()]


def _fits(head: str, between: str) -> tuple[int, int]:
    """How many columns are known by their heading, then how many there are."""
    rows = _parsed(head, between)[:_LOOK_AT]
    return (
        max((sum(map(len, guessed(row).values())) for row in rows), default=0),
        max((len(row) for row in rows), default=0),
    )


def _place_of_headings(rows: list[list[str]], told: Mapping[str, Sequence[str]]) -> int:
    wanted = {name.casefold() for names in told.values() for name in names}
    best, known = 0, -1
    for place, row in enumerate(rows[:_LOOK_AT]):
        found = len(guessed(row)) + sum(cell.strip().casefold() in wanted for cell in row)
        margin = 2 if known > 0 else 1  # words of a heading may stand in a row by chance
        if found >= known + margin and any(cell.strip() for cell in row):
            best, known = place, found
    if known < 0:
        raise UnreadableExport("This file is empty.")
    return best
