"""Everything that answers, looks at and accepts a risk check."""

from tandem.risk.services.answering import Given, answer_risk, hand_in_risk, take_over_known
from tandem.risk.services.looked_after import look_after_checks
from tandem.risk.services.protecting import review_data_protection, write_data_protection
from tandem.risk.services.reviewing import (
    accept_residual_risk,
    name_risk_owner,
    review_risk,
    say_cost_of_delay,
)
from tandem.risk.services.versions import (
    begin_question_version,
    change_risk_limits,
    change_risk_question,
    drop_question_version,
    publish_question_version,
)

__all__ = [
    "Given",
    "accept_residual_risk",
    "answer_risk",
    "begin_question_version",
    "change_risk_limits",
    "change_risk_question",
    "drop_question_version",
    "hand_in_risk",
    "look_after_checks",
    "name_risk_owner",
    "publish_question_version",
    "review_data_protection",
    "review_risk",
    "say_cost_of_delay",
    "take_over_known",
    "write_data_protection",
]
