"""Everything that assesses an initiative, holds it, and says who may."""

from tandem.assessment.services.authorities import end_authority, name_authority
from tandem.assessment.services.consulting import (
    answer_consult,
    ask_about_consult,
    ask_consults,
    assume_consult,
    confirm_consult,
)
from tandem.assessment.services.data import check_data
from tandem.assessment.services.feasibility import (
    answer_feasibility,
    rule_feasibility,
    say_feasibility,
)
from tandem.assessment.services.holds import decide_hold, hold_initiative, lift_hold, renew_hold
from tandem.assessment.services.kept import keep_impact, look_at_impact, settle_impact
from tandem.assessment.services.touches import (
    confirm_touch,
    declare_touch,
    refuse_touch,
    touch_nothing,
)

__all__ = [
    "answer_consult",
    "answer_feasibility",
    "ask_about_consult",
    "ask_consults",
    "assume_consult",
    "check_data",
    "confirm_consult",
    "confirm_touch",
    "decide_hold",
    "declare_touch",
    "end_authority",
    "hold_initiative",
    "keep_impact",
    "lift_hold",
    "look_at_impact",
    "name_authority",
    "refuse_touch",
    "renew_hold",
    "rule_feasibility",
    "say_feasibility",
    "settle_impact",
    "touch_nothing",
]
