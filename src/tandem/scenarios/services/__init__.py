"""Everything that changes scenarios, and what adopting one changes."""

from tandem.scenarios.services.trying import (
    carry_over,
    keep_answer,
    move_levers,
    remove_scenario,
    rename_scenario,
    share_scenario,
    start_scenario,
)

__all__ = [
    "carry_over",
    "keep_answer",
    "move_levers",
    "remove_scenario",
    "rename_scenario",
    "share_scenario",
    "start_scenario",
]
