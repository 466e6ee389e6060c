"""Reading budgets, rates, scope, promises and forecasts."""

from tandem.plans.queries.asking import NotSaid, Told, answer_known, answer_to
from tandem.plans.queries.forecasts import ForecastPage, forecast_page, new_question
from tandem.plans.queries.kept_forecasts import (
    ForecastKept,
    Promised,
    PromiseGiven,
    newest_forecast,
    newest_forecasts,
    promised_days,
    promised_or_wished,
    promises_of,
    what_failed,
)
from tandem.plans.queries.learned import (
    WhatWasTaught,
    habits_learned,
    what_to_learn,
    what_was_taught,
)
from tandem.plans.queries.lists import ListHanded, ListItem, latest_list, lists_of
from tandem.plans.queries.looking_back import (
    FEWEST,
    Kept,
    LookingBack,
    PromisesKept,
    Said,
    looking_back,
)
from tandem.plans.queries.money import (
    BudgetRow,
    Rates,
    TeamRate,
    budget_standing,
    budgets_of,
    currency,
    rate_for,
    rates,
)
from tandem.plans.queries.problems import (
    colleagues,
    facts_of,
    freezes_ahead,
    question_of,
    span_of,
)
from tandem.plans.queries.scope import ScopePage, days_limit, scope_facts, scope_of
from tandem.plans.queries.since import (
    Reason,
    budgets_given,
    lists_handed,
    promised_at,
    said_since,
)
from tandem.plans.queries.time_shares import Given, shares_of, time_given

__all__ = [
    "FEWEST",
    "BudgetRow",
    "ForecastKept",
    "ForecastPage",
    "Given",
    "Kept",
    "ListHanded",
    "ListItem",
    "LookingBack",
    "NotSaid",
    "PromiseGiven",
    "Promised",
    "PromisesKept",
    "Rates",
    "Reason",
    "Said",
    "ScopePage",
    "TeamRate",
    "Told",
    "WhatWasTaught",
    "answer_known",
    "answer_to",
    "budget_standing",
    "budgets_given",
    "budgets_of",
    "colleagues",
    "currency",
    "days_limit",
    "facts_of",
    "forecast_page",
    "freezes_ahead",
    "habits_learned",
    "latest_list",
    "lists_handed",
    "lists_of",
    "looking_back",
    "new_question",
    "newest_forecast",
    "newest_forecasts",
    "promised_at",
    "promised_days",
    "promised_or_wished",
    "promises_of",
    "question_of",
    "rate_for",
    "rates",
    "said_since",
    "scope_facts",
    "scope_of",
    "shares_of",
    "span_of",
    "time_given",
    "what_failed",
    "what_to_learn",
    "what_was_taught",
]
