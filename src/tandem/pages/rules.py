"""What pages show in which order, and as a table of texts. Plain Python: no Django, no database."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tandem.accounts.rules import Lane
from tandem.initiatives.rules import Column

if TYPE_CHECKING:
    from tandem.initiatives.queries import InitiativeRow


_FIRST = ("initiative", "brief", "question", "decision")
"""What people look for most."""


_HEADS = {
    Column.OWNERS: [f"{lane}_owner" for lane in Lane],
    Column.PROMISED: ["promised", "chance"],
}
"""Of the columns that are called otherwise, or are two, in a file."""


def in_order(kinds: Sequence[str]) -> list[str]:
    """Kinds of what can be found: what people look for most first, the others as they come."""
    return sorted(kinds, key=lambda kind: _FIRST.index(kind) if kind in _FIRST else len(_FIRST))


def as_table(
    rows: Sequence["InitiativeRow"],
    sides: Mapping[int, Sequence[Lane]],
    columns: Sequence[Column],
    worked_out: Mapping[Column, Mapping[int, Sequence[str]]],
    address: Callable[[str], str],
) -> tuple[list[str], list[list[str]]]:
    """Heads and rows: each idea's id, sentence and page, then the chosen columns.

    `worked_out` has the texts of those that aren't in the row, by id.
    """
    heads = ["id", "idea", "page"]
    for column in columns:
        heads += _HEADS.get(column, [column.value])
    found = []
    for row in rows:
        cells = [str(row.id), row.sentence, address(row.url)]
        for column in columns:
            if column in worked_out:
                cells += worked_out[column].get(row.id, [""] * len(_HEADS.get(column, [""])))
            else:
                cells += _cells(column, row, sides.get(row.id, ()))
        found.append(cells)
    return heads, found


def _cells(column: Column, row: "InitiativeRow", sides: Sequence[Lane]) -> list[str]:
    if column is Column.OWNERS:
        return [row.owners[lane].name if lane in row.owners else "" for lane in Lane]
    return [
        {
            Column.STAGE: row.stage.value,
            Column.PATH: row.track.value,
            Column.KIND: row.kind.value,
            Column.WAITS: " ".join(sides),
            Column.WISHED: row.wish_date.isoformat() if row.wish_date else "",
            Column.WRITTEN: row.written_at.date().isoformat(),
            Column.AUTHOR: row.written_by.name,
        }[column]
    ]
