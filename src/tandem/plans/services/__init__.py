"""Everything that changes budgets, rates, and the list of what will be built."""

from tandem.plans.services.budgets import ask_budget, give_budget, refuse_budget
from tandem.plans.services.handing import accept_list, hand_over_list, send_list_back
from tandem.plans.services.rates import set_currency, set_day_rate
from tandem.plans.services.weighing import limit_days, say_spends, say_worths

__all__ = [
    "accept_list",
    "ask_budget",
    "give_budget",
    "hand_over_list",
    "limit_days",
    "refuse_budget",
    "say_spends",
    "say_worths",
    "send_list_back",
    "set_currency",
    "set_day_rate",
]
