"""Reading budgets, rates, scope, promises and forecasts."""

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
from tandem.plans.queries.lists import ListHanded, ListItem, latest_list, lists_of
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
from tandem.plans.queries.problems import question_of
from tandem.plans.queries.scope import ScopePage, days_limit, scope_facts, scope_of

__all__ = [
    "BudgetRow",
    "ForecastKept",
    "ForecastPage",
    "ListHanded",
    "ListItem",
    "PromiseGiven",
    "Promised",
    "Rates",
    "ScopePage",
    "TeamRate",
    "budget_standing",
    "budgets_of",
    "currency",
    "days_limit",
    "forecast_page",
    "latest_list",
    "lists_of",
    "new_question",
    "newest_forecast",
    "newest_forecasts",
    "promised_days",
    "promised_or_wished",
    "promises_of",
    "question_of",
    "rate_for",
    "rates",
    "scope_facts",
    "scope_of",
    "what_failed",
]
