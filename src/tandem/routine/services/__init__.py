"""Letting work come back; making rules, and what the clock does by them."""

from tandem.routine.services.recurring import (
    bring_back,
    change_recurring,
    pause_recurring,
    plan_next,
    resume_recurring,
    set_up_recurring,
    stop_recurring,
)
from tandem.routine.services.ruling import (
    change_rule,
    make_rule,
    make_rule_for_all,
    note_rules_read,
    run_rule,
    stop_rule,
    take_over_rule,
)

__all__ = [
    "bring_back",
    "change_recurring",
    "change_rule",
    "make_rule",
    "make_rule_for_all",
    "note_rules_read",
    "pause_recurring",
    "plan_next",
    "resume_recurring",
    "run_rule",
    "set_up_recurring",
    "stop_recurring",
    "stop_rule",
    "take_over_rule",
]
