"""Single fields of a line: what they say, and who may change which."""

from collections.abc import Collection

from tandem.accounts.rules import Actor
from tandem.activity.permissions import Standing, standings_on
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter
from tandem.work.permissions import can_do, can_estimate, can_work
from tandem.work.queries.rows import WorkRow
from tandem.work.rules import Cell, estimate_typed


def cells_open(actor: Actor, rows: Collection[WorkRow]) -> dict[int, frozenset[Cell]]:
    """Which fields of each the actor may change, in one query more than the rights: {id: cells}."""
    if not rows or not actor.may_take_part:
        return {row.id: frozenset() for row in rows}
    standings = standings_on(actor, {row.home_id for row in rows})
    decides = decision_rights().lane(Matter.ESTIMATE)
    found = {}
    for row in rows:
        standing = standings[row.home_id]
        cells: set[Cell] = set()
        if can_work(actor, standing, row.lane):
            cells |= {Cell.TITLE, Cell.WHO, Cell.DUE}
        if can_do(actor, standing, row.lane, assigned=row.is_done_by(actor.me)):
            cells.add(Cell.STATE)
        if can_estimate(actor, standing, row.lane, decides):
            cells.add(Cell.ESTIMATE)
        found[row.id] = frozenset(cells)
    return found


def movable(actor: Actor, standing: Standing, rows: Collection[WorkRow]) -> frozenset[int]:
    """Which open work of one home the actor moves: by hand or by keys, to another place."""
    return frozenset(
        row.id
        for row in rows
        if not row.state.is_over
        and can_do(actor, standing, row.lane, assigned=row.is_done_by(actor.me))
    )


def cell_text(row: WorkRow, cell: Cell) -> str:
    """What a field says, as it is typed."""
    if cell is Cell.WHO:
        return ", ".join(one.name for one in row.assignees)
    return cell_seen(row, cell)


def cell_seen(row: WorkRow, cell: Cell) -> str:
    """The same in codes, to find out whether somebody changed it meanwhile."""
    match cell:
        case Cell.TITLE:
            return row.title
        case Cell.STATE:
            return row.state.value
        case Cell.WHO:
            return ",".join(str(one.id) for one in sorted(row.assignees, key=lambda one: one.id))
        case Cell.ESTIMATE:
            return estimate_typed(row.estimate)
        case Cell.DUE:
            return row.due_on.isoformat() if row.due_on else ""
