"""Everything that changes the systems catalogue. Nothing in it is ever deleted."""

from tandem.systems.services.entries import (
    add_system,
    confirm_system,
    edit_system,
    restore_system,
    retire_system,
)
from tandem.systems.services.flows import (
    add_flow,
    confirm_flow,
    edit_flow,
    end_flow,
    restore_flow,
)

__all__ = [
    "add_flow",
    "add_system",
    "confirm_flow",
    "confirm_system",
    "edit_flow",
    "edit_system",
    "end_flow",
    "restore_flow",
    "restore_system",
    "retire_system",
]
