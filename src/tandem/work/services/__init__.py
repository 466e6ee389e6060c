"""Adding work, moving it, who does it, what it is for and waits for, what is in its way."""

from tandem.work.services.adding import SIDE_OF_ACTOR, add_work_item, edit_work_item
from tandem.work.services.linking import (
    let_wait_for,
    let_wait_no_more,
    link_work_item,
    unlink_work_item,
)
from tandem.work.services.moving import AT_END, move_work_item, undo_move
from tandem.work.services.people import (
    accept_work_item,
    assign_work_item,
    estimate_work_item,
    set_assignees,
    take_back_acceptance,
    take_back_estimate,
    unassign_work_item,
)
from tandem.work.services.several import change_several, undo_several
from tandem.work.services.taking_in import (
    add_many,
    catch_up_moves,
    drop_many,
    let_many_wait,
    put_many_below,
    take_in_work,
)
from tandem.work.services.tending import (
    add_check,
    block_work_item,
    remove_check,
    set_limits,
    set_limits_of_all,
    tick_check,
    unblock_work_item,
    untick_check,
)

__all__ = [
    "AT_END",
    "SIDE_OF_ACTOR",
    "accept_work_item",
    "add_check",
    "add_many",
    "add_work_item",
    "assign_work_item",
    "block_work_item",
    "catch_up_moves",
    "change_several",
    "drop_many",
    "edit_work_item",
    "estimate_work_item",
    "let_many_wait",
    "let_wait_for",
    "let_wait_no_more",
    "link_work_item",
    "move_work_item",
    "put_many_below",
    "remove_check",
    "set_assignees",
    "set_limits",
    "set_limits_of_all",
    "take_back_acceptance",
    "take_back_estimate",
    "take_in_work",
    "tick_check",
    "unassign_work_item",
    "unblock_work_item",
    "undo_move",
    "undo_several",
    "unlink_work_item",
    "untick_check",
]
