"""Tables of a Word file: a real one, a form, or a box around text."""

from collections.abc import Mapping
from typing import Any

from docx.oxml.ns import qn

from tandem.formats.docx_markdown.paragraphs import pieces_of, words_of
from tandem.formats.markdown_words import paragraph_of

_ROW, _CELL, _P, _TABLE = qn("w:tr"), qn("w:tc"), qn("w:p"), qn("w:tbl")
_LABEL = 80
"""Characters. Longer words name nothing."""


def is_box(table: Any) -> bool:
    """A single cell is only a frame around what is in it."""
    rows = _rows(table)
    return all(len(row) == 1 for row in rows)


def form_rows(table: Any) -> list[tuple[str, Any]]:
    """(words of the first cell, the second cell) of a form; nothing where it is a real table.

    In a form the first column names what the second says at length.
    """
    rows = _rows(table)
    if any(len(row) != 2 for row in rows):
        return []
    names = [_words(row[0]) for row in rows]
    said = [(name, row[1]) for name, row in zip(names, rows, strict=True) if name or _words(row[1])]
    short = all(name and len(name) <= _LABEL for name, _ in said)
    different = len({name for name, _ in said}) == len(said)
    long = any(len(list(cell.iter(_P))) > 1 or len(_words(cell)) > _LABEL for _, cell in said)
    return said if said and short and different and long else []


def table_lines(table: Any, links: Mapping[str, str]) -> list[str]:
    """A table as Markdown draws it; several paragraphs of a cell stand in one line."""
    rows = [[_in_a_line(cell, links) for cell in _spread(row)] for row in _rows(table)]
    width = max((len(row) for row in rows), default=0)
    drawn = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows if any(row)]
    return [*drawn[:1], f"|{' --- |' * width}", *drawn[1:]] if drawn else []


def _rows(table: Any) -> list[list[Any]]:
    """The cells of each row, also of rows that stand in content controls."""
    found = []
    for row in table.iter(_ROW):
        if next(row.iterancestors(_TABLE)) is table:
            cells = [c for c in row.iter(_CELL) if next(c.iterancestors(_ROW)) is row]
            found.append(cells)
    return [row for row in found if row]


def _spread(row: list[Any]) -> list[Any]:
    """The cells with an empty one for each further column that a cell spans."""
    cells: list[Any] = []
    for cell in row:
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        wide = str(span.get(qn("w:val"), "1")) if span is not None else "1"
        cells += [cell, *[None] * (min(60, int(wide)) - 1 if wide.isdigit() else 0)]
    return cells


def _in_a_line(cell: Any, links: Mapping[str, str]) -> str:
    if cell is None:
        return ""
    texts = (paragraph_of(pieces_of(one, links)).replace("\\\n", " ") for one in cell.iter(_P))
    return " / ".join(text for text in texts if text).replace("|", "\\|")


def _words(cell: Any) -> str:
    lines = (" ".join(words_of(one).split()) for one in cell.iter(_P))
    return " ".join(line for line in lines if line)
