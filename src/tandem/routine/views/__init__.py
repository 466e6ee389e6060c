"""Pages of work that comes back, and of rules."""

from tandem.routine.views.recurring import (
    change_recurring,
    new_recurring,
    pause_recurring,
    recurrence,
    recurring,
    resume_recurring,
    stop_recurring,
)
from tandem.routine.views.ruling import (
    change_rule,
    initiative_rules,
    new_rule,
    new_rule_for_all,
    rule,
    rules_for_all,
    stop_rule,
    take_over_rule,
)

__all__ = [
    "change_recurring",
    "change_rule",
    "initiative_rules",
    "new_recurring",
    "new_rule",
    "new_rule_for_all",
    "pause_recurring",
    "recurrence",
    "recurring",
    "resume_recurring",
    "rule",
    "rules_for_all",
    "stop_recurring",
    "stop_rule",
    "take_over_rule",
]
