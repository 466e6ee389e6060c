"""Everything that changes who decides, what is suggested, and who sees it."""

from tandem.rights.services.deciding import change_decision_rights
from tandem.rights.services.sharing import (
    break_in,
    name_sponsor,
    open_initiative,
    restrict_initiative,
)
from tandem.rights.services.suggesting import (
    accept_proposal,
    decline_proposal,
    suggest_change,
    undo_tidying,
    withdraw_proposal,
)

__all__ = [
    "accept_proposal",
    "break_in",
    "change_decision_rights",
    "decline_proposal",
    "name_sponsor",
    "open_initiative",
    "restrict_initiative",
    "suggest_change",
    "undo_tidying",
    "withdraw_proposal",
]
