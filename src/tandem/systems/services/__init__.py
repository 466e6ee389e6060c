"""Everything that changes the systems catalogue. Nothing in it is ever deleted."""

from tandem.systems.services.entries import (
    add_system,
    confirm_system,
    edit_system,
    restore_system,
    retire_system,
)

__all__ = ["add_system", "confirm_system", "edit_system", "restore_system", "retire_system"]
