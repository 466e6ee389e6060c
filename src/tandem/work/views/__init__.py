"""Pages of work."""

from tandem.work.views.acts import (
    accept_work_item,
    add_check,
    assign_work_item,
    block_work_item,
    let_wait_for,
    let_wait_no_more,
    link_work_item,
    move_work_item,
    remove_check,
    take_back_acceptance,
    tick_check,
    unassign_work_item,
    unblock_work_item,
    undo_work_move,
    unlink_work_item,
)
from tandem.work.views.calendar import move_due_day, work_calendar
from tandem.work.views.cells import work_cell
from tandem.work.views.home import (
    all_work_limits,
    initiative_work,
    my_work,
    project_work,
    work_board,
    work_limits,
)
from tandem.work.views.item import edit_work_item, estimate_work_item, work_item

__all__ = [
    "accept_work_item",
    "add_check",
    "all_work_limits",
    "assign_work_item",
    "block_work_item",
    "edit_work_item",
    "estimate_work_item",
    "initiative_work",
    "let_wait_for",
    "let_wait_no_more",
    "link_work_item",
    "move_due_day",
    "move_work_item",
    "my_work",
    "project_work",
    "remove_check",
    "take_back_acceptance",
    "tick_check",
    "unassign_work_item",
    "unblock_work_item",
    "undo_work_move",
    "unlink_work_item",
    "work_board",
    "work_calendar",
    "work_cell",
    "work_item",
    "work_limits",
]
