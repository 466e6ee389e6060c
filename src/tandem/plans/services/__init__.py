"""Everything that changes budgets, rates, and the list of what will be built."""

from tandem.plans.services.budgets import ask_budget, give_budget, refuse_budget
from tandem.plans.services.forecasting import (
    Asked,
    Claim,
    claim_plan,
    drop_claim,
    keep_forecast,
    note_failure,
    see_what_changed,
)
from tandem.plans.services.handing import accept_list, hand_over_list, send_list_back
from tandem.plans.services.learning import keep_learned
from tandem.plans.services.promising import promise_date
from tandem.plans.services.rates import set_currency, set_day_rate
from tandem.plans.services.sharing_time import share_time
from tandem.plans.services.soft_freezes import keep_out_of_freeze
from tandem.plans.services.weighing import limit_days, say_spends, say_worths

__all__ = [
    "Asked",
    "Claim",
    "accept_list",
    "ask_budget",
    "claim_plan",
    "drop_claim",
    "give_budget",
    "hand_over_list",
    "keep_forecast",
    "keep_learned",
    "keep_out_of_freeze",
    "limit_days",
    "note_failure",
    "promise_date",
    "refuse_budget",
    "say_spends",
    "say_worths",
    "see_what_changed",
    "send_list_back",
    "set_currency",
    "set_day_rate",
    "share_time",
]
