"""Everything that changes IT projects."""

from tandem.projects.services.adding import (
    add_project,
    edit_project,
    join_project,
    open_project,
    restrict_project,
)
from tandem.projects.services.moving import change_project_state, move_project, undo_project_move
from tandem.projects.services.waiting import let_wait, let_wait_no_more

__all__ = [
    "add_project",
    "change_project_state",
    "edit_project",
    "join_project",
    "let_wait",
    "let_wait_no_more",
    "move_project",
    "open_project",
    "restrict_project",
    "undo_project_move",
]
