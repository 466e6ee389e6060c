"""Work as a table of texts, for files."""

from collections.abc import Callable, Sequence

from tandem.work.queries.rows import WorkRow
from tandem.work.rules import in_days

HEADS = [
    *("id", "number", "title", "page", "initiative", "side", "kind", "state", "days", "low"),
    *("high", "sureness", "starts", "due", "blocked", "accepted", "people"),
]


def as_table(
    rows: Sequence[WorkRow], address: Callable[[str], str]
) -> tuple[list[str], list[list[str]]]:
    """Heads and rows."""
    return HEADS, [_cells(row, address) for row in rows]


def _cells(row: WorkRow, address: Callable[[str], str]) -> list[str]:
    said = row.estimate
    points = (said.days, said.low, said.high) if said else (None, None, None)
    days = (row.starts_on, row.due_on)
    return [
        *(str(row.id), str(row.number), row.title, address(row.url), row.home_title),
        *(row.lane or "both", row.kind.value, row.state.value),
        *(in_days(one) if one is not None else "" for one in points),
        said.sureness.value if said and said.sureness else "",
        *(one.isoformat() if one else "" for one in days),
        "yes" if row.blocked else "no",
        "yes" if row.accepted_at else "no",
        ", ".join(one.name for one in row.assignees),
    ]
