"""Work as a board: a column for each state, perhaps in lanes by side, use case or person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tandem.accounts.rules import Lane
from tandem.briefs.queries import parts_named
from tandem.core.words import Sentence, say
from tandem.work.queries.homes import limits_of
from tandem.work.queries.listing import work_of
from tandem.work.queries.rows import WorkRow, covered_by
from tandem.work.rules import BOARD_STATES, LanesBy, WorkState, over_limit


@dataclass(frozen=True, slots=True)
class BoardLane:
    """One lane of a board; a board without lanes has one without a name."""

    key: str
    label: Sentence | str
    columns: Mapping[WorkState, list[WorkRow]]

    @property
    def count(self) -> int:
        return sum(len(rows) for rows in self.columns.values())


@dataclass(frozen=True, slots=True)
class Board:
    """The lanes, how much stands in each column, and how much should at most."""

    lanes: Sequence[BoardLane]
    counts: Mapping[WorkState, int]
    limits: Mapping[WorkState, int | None]
    more: bool

    @property
    def is_empty(self) -> bool:
        return not any(lane.count for lane in self.lanes)

    def too_much(self, state: WorkState) -> Sentence | None:
        """That more stands in a column than was agreed, or nothing."""
        return over_limit(self.counts.get(state, 0), self.limits.get(state))


def board_of(home_id: int, by: LanesBy = LanesBy.NONE) -> Board:
    """The board of a home. The caller has checked sight."""
    work = work_of(home_id, dropped=False)
    rows = [row for state in BOARD_STATES for row in work.groups[state]]
    lanes: dict[tuple[str, Sentence | str], list[WorkRow]] = {}
    for row, place in zip(rows, _lanes_of(rows, by), strict=True):
        lanes.setdefault(place, []).append(row)
    ordered = sorted(lanes, key=lambda place: (place[0] == "", place[0]))
    made = [BoardLane(key, label, _columns(lanes[key, label])) for key, label in ordered]
    return Board(
        lanes=made or [BoardLane("", say("All work"), _columns([]))],
        counts=work.counts,
        limits=limits_of(home_id),
        more=work.more,
    )


def _columns(rows: Sequence[WorkRow]) -> dict[WorkState, list[WorkRow]]:
    return {state: [row for row in rows if row.state is state] for state in BOARD_STATES}


def _lanes_of(rows: Sequence[WorkRow], by: LanesBy) -> list[tuple[str, Sentence | str]]:
    """The lane of each row: what sorts it, and what it is called."""
    if by is LanesBy.SIDE:
        return [_of_side(row.lane) for row in rows]
    if by is LanesBy.PERSON:
        return [
            (row.assignees[0].name, row.assignees[0].name)
            if row.assignees
            else ("", say("Nobody yet"))
            for row in rows
        ]
    if by is LanesBy.USE_CASE:
        return _of_parts(rows)
    return [("", say("All work"))] * len(rows)


def _of_side(lane: Lane | None) -> tuple[str, Sentence | str]:
    order = list(Lane)
    return (str(order.index(lane)), lane.label) if lane else ("", say("Both sides"))


def _of_parts(rows: Sequence[WorkRow]) -> list[tuple[str, Sentence | str]]:
    covered = covered_by([row.id for row in rows])
    named = parts_named({part for parts in covered.values() for part in parts})
    found: list[tuple[str, Sentence | str]] = []
    for row in rows:
        parts = [named[pk] for pk in covered.get(row.id, ()) if pk in named]
        # A use case says more about work than the requirement that it is for.
        first = min(parts, key=lambda part: (part.label[0] != "U", part.label), default=None)
        if first is None:
            found.append(("", say("For no part of the brief yet")))
        else:
            found.append((f"{first.label[0]}{first.id:09}", f"{first.label} {first.title}".strip()))
    return found
