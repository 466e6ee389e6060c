"""What could be built, what it takes, and what fits."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import QuerySet

from tandem.briefs.queries import Requirement, requirements_of
from tandem.briefs.rules import Priority
from tandem.core.prepared import number, numbers, prepared
from tandem.plans.models import DaysLimit, Spend, Worth
from tandem.plans.queries.lists import ListHanded, lists_of
from tandem.plans.queries.money import (
    BudgetRow,
    budgets_of,
    currency,
    rate_for,
)
from tandem.plans.rules import Fit, ListState, ScopeFacts, Wanted, what_fits


@prepared
def _worths() -> QuerySet[Worth, tuple[int, int]]:
    found = Worth.objects.filter(item_id__in=numbers("items"), replaced_at=None)
    return found.values_list("item_id", "points")


@prepared
def _spends() -> QuerySet[Spend, tuple[int, Decimal]]:
    found = Spend.objects.filter(item_id__in=numbers("items"), replaced_at=None)
    return found.values_list("item_id", "amount")


@prepared
def _limits() -> QuerySet[DaysLimit, tuple[Decimal]]:
    found = DaysLimit.objects.filter(initiative_id=number("initiative"), replaced_at=None)
    return found.values_list("days")


def worths_of(item_ids: Collection[int]) -> dict[int, int]:
    """What Marketing said requirements are worth; those it said nothing of are left out."""
    return dict(_worths(items=item_ids)) if item_ids else {}


def spends_of(item_ids: Collection[int]) -> dict[int, Decimal]:
    """What IT said they cost beside the days."""
    return dict(_spends(items=item_ids)) if item_ids else {}


def days_limit(initiative_id: int) -> Decimal | None:
    """How many days IT has for it, if it said so."""
    found = _limits.first(initiative=initiative_id)
    return found[0] if found else None


@dataclass(frozen=True)
class ScopePage:
    """All that the page of scope and money shows."""

    facts: ScopeFacts
    fit: Fit | None
    """Nothing while there is no budget, or nothing to choose from."""
    currency: str
    budget: BudgetRow | None
    asked: BudgetRow | None
    lists: list[ListHanded]
    tried: Decimal | None = None
    """Another budget that the reader tries out."""

    @property
    def list_now(self) -> ListHanded | None:
        """The newest list."""
        return self.lists[0] if self.lists else None

    @property
    def state(self) -> ListState:
        """How far the newest list has come."""
        return self.list_now.state if self.list_now else ListState.NONE

    @property
    def wanted(self) -> dict[int, Wanted]:
        """Everything that could be built, by id."""
        return {one.id: one for one in self.facts.wanted}


def wanted_among(requirements: Collection[Requirement]) -> list[Requirement]:
    """Those that may be built: neither removed nor a “won't”."""
    return [
        one
        for one in requirements
        if not one.removed and one.priority is not None and one.priority is not Priority.WONT
    ]


def wanted_of(initiative_ids: Collection[int]) -> dict[int, tuple[Wanted, ...]]:
    """What may be built of each of these that the caller may see, in three queries."""
    read = requirements_of(initiative_ids) if initiative_ids else {}
    asked = {pk: wanted_among(found) for pk, found in read.items()}
    ids = [one.id for found in asked.values() for one in found]
    worths, spends = worths_of(ids), spends_of(ids)
    return {
        pk: tuple(
            Wanted(
                one.id,
                one.label,
                one.title,
                one.priority or Priority.COULD,
                one.effort,
                spends.get(one.id, Decimal(0)),
                worths.get(one.id),
                one.needs,
            )
            for one in found
        )
        for pk, found in asked.items()
    }


def scope_facts(initiative_id: int, budget: Decimal | None) -> ScopeFacts:
    """What the scope of an initiative that the caller may see depends on."""
    return ScopeFacts(
        wanted=wanted_of([initiative_id])[initiative_id],
        budget=budget or Decimal(0),
        rate=rate_for(initiative_id),
        most_days=days_limit(initiative_id),
    )


def scope_of(initiative_id: int, *, tried: Decimal | None = None) -> ScopePage:
    """The page of scope and money; `tried` is another budget to look at."""
    budget, asked = budgets_of(initiative_id)
    facts = scope_facts(initiative_id, budget.build if budget else None)
    looked_at = facts if tried is None else replace(facts, budget=tried)
    weighed = bool(looked_at.estimated) and (budget is not None or tried is not None)
    return ScopePage(
        facts=looked_at,
        fit=what_fits(looked_at) if weighed else None,
        currency=currency(),
        budget=budget,
        asked=asked,
        lists=lists_of([initiative_id])[initiative_id],
        tried=tried,
    )
