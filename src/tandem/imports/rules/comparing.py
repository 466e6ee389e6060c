"""An item then, now, and here: what may be changed, and what stands in the way. Plain Python.

Three are compared: what came in last time (`said`), what the file says now, what stands here.
What changed there alone is taken; what changed here alone stays; what changed on both sides is in
conflict, unless both say the same by now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tandem.imports.rules.report import Field
from tandem.imports.rules.telling import digest
from tandem.work.rules import GivenWork

_TEXTS = (Field.TITLE, Field.DESCRIPTION)


@dataclass(frozen=True, slots=True)
class Compared:
    """Fields to change, and fields in conflict; those of one's own by their keys ("own:7")."""

    theirs: tuple[str, ...]
    conflicts: tuple[str, ...]


def values_of(work: GivenWork) -> dict[str, str]:
    """What an item says, as plain words; of texts only a digest is needed."""
    return {
        Field.TITLE.value: digest(work.title),
        Field.DESCRIPTION.value: digest(work.description),
        Field.KIND.value: work.kind.value,
        Field.LANE.value: work.lane.value if work.lane else "",
        Field.STATE.value: work.state.value,
        Field.DAYS.value: "" if work.days is None else f"{work.days.normalize():f}",
        Field.STARTS.value: work.starts_on.isoformat() if work.starts_on else "",
        Field.DUE.value: work.due_on.isoformat() if work.due_on else "",
    }


def standing_values(row: Any, description: str) -> dict[str, str]:
    """The same of work as it stands here (a WorkRow)."""
    days = row.estimate.days if row.estimate and not row.estimate.has_three_points else None
    three = row.estimate is not None and row.estimate.has_three_points
    return {
        Field.TITLE.value: digest(row.title),
        Field.DESCRIPTION.value: digest(description),
        Field.KIND.value: row.kind.value,
        Field.LANE.value: row.lane.value if row.lane else "",
        Field.STATE.value: row.state.value,
        Field.DAYS.value: "three" if three else "" if days is None else f"{days.normalize():f}",
        Field.STARTS.value: row.starts_on.isoformat() if row.starts_on else "",
        Field.DUE.value: row.due_on.isoformat() if row.due_on else "",
    }


def compared(
    said: Mapping[str, str], theirs: Mapping[str, str], ours: Mapping[str, str]
) -> Compared:
    """What changed there, and what of that was changed here as well."""
    change: list[str] = []
    conflict: list[str] = []
    own = (key for key in theirs if key not in set(Field))
    for one in (*Field, *own):
        then, now, here = (values.get(str(one), "") for values in (said, theirs, ours))
        if now in {then, here}:
            continue
        (change if here == then else conflict).append(one)
    return Compared(tuple(change), tuple(conflict))
