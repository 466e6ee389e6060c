"""The words of this context: what can happen, what can wait."""

from tandem.activity.registry import event_kind, turn_kind
from tandem.core.words import say
from tandem.projects.registry import days_hang_on_projects

days_hang_on_projects("tandem.plans.queries.promised_days")

BUDGET_ASKED = event_kind("budget.asked", say("{actor} asked for a budget"))
BUDGET_GIVEN = event_kind("budget.given", say("{actor} gave the budget"))
BUDGET_REFUSED = event_kind("budget.refused", say("{actor} gave no budget for now"))
WORTH_SAID = event_kind("scope.worth_said", say("{actor} said what requirements are worth"))
SPEND_SAID = event_kind(
    "scope.spend_said", say("{actor} said what requirements cost beside the days")
)
DAYS_LIMITED = event_kind("scope.days_limited", say("{actor} said how many days IT has for it"))
LIST_HANDED = event_kind("scope.handed_over", say("{actor} handed over what fits the budget"))
LIST_ACCEPTED = event_kind(
    "scope.accepted", say("{actor} accepted for Marketing what will be built")
)
LIST_SENT_BACK = event_kind(
    "scope.sent_back", say("{actor} sent back the list of what will be built")
)
RATE_SET = event_kind("money.rate_set", say("{actor} set what a day costs"))
CURRENCY_SET = event_kind("money.currency_set", say("{actor} set the currency"))

PROMISE_GIVEN = event_kind("promise.given", say("{actor} promised a date"))
PROMISE_MOVED = event_kind("promise.moved", say("{actor} moved the promised date"))
TIME_SHARED = event_kind(
    "plan.time_shared", say("{actor} said what part of their time {person} gives to it")
)
SOFT_FREEZE_KEPT = event_kind(
    "plan.soft_freeze_kept", say("{actor} keeps the launch out of a soft freeze")
)
SOFT_FREEZE_PASSED = event_kind(
    "plan.soft_freeze_passed", say("{actor} lets it be launched in a soft freeze")
)
SAFE_DATE_MOVED = event_kind("forecast.moved", say("The safe date moved"))

GIVE_BUDGET = turn_kind(
    "plans.give_budget",
    asks=say("A budget is asked for: decide it"),
    verb=say("Read and decide"),
    path="scope/#budget",
    days=3,
)
ACCEPT_LIST = turn_kind(
    "plans.accept_list",
    asks=say("IT says what fits the budget: accept it, or send it back"),
    verb=say("Read and answer"),
    path="scope/#list",
    days=3,
)
HAND_OVER = turn_kind(
    "plans.hand_over",
    asks=say("Hand over another list: Marketing sent the last one back"),
    verb=say("Choose what fits"),
    path="scope/#list",
    days=3,
)
