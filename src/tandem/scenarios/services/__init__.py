"""Everything that changes scenarios, and what adopting one changes."""

from tandem.scenarios.services.dealing import (
    decline_deal,
    leave_table,
    open_table,
    press_deal,
    take_deal_back,
)
from tandem.scenarios.services.deciding import (
    agree_to_scenario,
    decline_scenario,
    propose_scenario,
    take_proposal_back,
)
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
    "agree_to_scenario",
    "carry_over",
    "decline_deal",
    "decline_scenario",
    "keep_answer",
    "leave_table",
    "move_levers",
    "open_table",
    "press_deal",
    "propose_scenario",
    "remove_scenario",
    "rename_scenario",
    "share_scenario",
    "start_scenario",
    "take_deal_back",
    "take_proposal_back",
]
