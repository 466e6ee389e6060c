"""Everything that changes the systems catalogue. Nothing in it is ever deleted."""

from tandem.systems.services.beginning import begin_catalogue
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
from tandem.systems.services.merging import merge_system
from tandem.systems.services.several import edit_systems
from tandem.systems.services.sourced import take_in_catalogue, upload_catalogue
from tandem.systems.services.stale import (
    ask_about_stale,
    confirm_systems,
    find_still_right,
    retire_systems,
)

__all__ = [
    "add_flow",
    "add_system",
    "ask_about_stale",
    "begin_catalogue",
    "confirm_flow",
    "confirm_system",
    "confirm_systems",
    "edit_flow",
    "edit_system",
    "edit_systems",
    "end_flow",
    "find_still_right",
    "merge_system",
    "restore_flow",
    "restore_system",
    "retire_system",
    "retire_systems",
    "take_in_catalogue",
    "upload_catalogue",
]
