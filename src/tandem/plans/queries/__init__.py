"""Reading budgets, rates and scope."""

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
from tandem.plans.queries.scope import ScopePage, days_limit, scope_facts, scope_of

__all__ = [
    "BudgetRow",
    "ListHanded",
    "ListItem",
    "Rates",
    "ScopePage",
    "TeamRate",
    "budget_standing",
    "budgets_of",
    "currency",
    "days_limit",
    "latest_list",
    "lists_of",
    "rate_for",
    "rates",
    "scope_facts",
    "scope_of",
]
