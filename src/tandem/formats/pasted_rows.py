"""Rows pasted from a spreadsheet, or from a CSV file: cells, whatever stands between them."""

from collections.abc import Sequence

from tandem.formats.csv_rows import StrayQuote, rows_of

ROWS_AT_MOST = 200
CELL_LIMIT = 5_000
_BETWEEN = ("\t", ";", ",")


def cells_of(text: str) -> list[list[str]]:
    """The rows of a pasted table; empty ones are left out. A cell in quotes may hold lines.

    A spreadsheet puts tabs between cells; where there is none, semicolons or commas do it if the
    first line has them outside of words. Text without either is one cell a line.
    """
    return [row for _, row in numbered_cells_of(text)]


def numbered_cells_of(text: str) -> list[tuple[int, list[str]]]:
    """The same, each row with the number of the line on which it begins."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    before = len(text) - len(text.lstrip("\n"))
    text = text.strip("\n")
    if not text.strip():
        return []
    between = _between(text)
    lines = list(enumerate(text.split("\n"), start=1))
    try:
        rows = [(n, [line]) for n, line in lines] if between is None else rows_of(text, between)
    except StrayQuote:  # one that never closes, where a text was meant
        rows = [(n, line.split(between)) for n, line in lines]
    found = [(before + n, [cell.strip() for cell in row]) for n, row in rows]
    return [(line, row) for line, row in found if any(row)]


def _between(text: str) -> str | None:
    """What stands between cells. A comma in a sentence has a space after it, and is none."""
    if "\t" in text:
        return "\t"
    first = text.split("\n", 1)[0]
    if ";" in first and "; " not in first:
        return ";"
    return "," if "," in first and ", " not in first else None


def columns_of(header: Sequence[str], names: dict[str, tuple[str, ...]]) -> dict[str, int] | None:
    """Where each column stands, by the words of a heading row; None where it isn't one.

    `names` has the words that name a column, in small letters.
    """
    places: dict[str, int] = {}
    for place, cell in enumerate(header):
        word = cell.casefold().strip(" :*")
        for column, known in names.items():
            if word in known and column not in places:
                places[column] = place
    return places or None
