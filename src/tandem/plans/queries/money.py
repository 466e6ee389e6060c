"""Currency, rates and budgets."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names, team_ids_of, team_of_each, teams
from tandem.accounts.rules import Lane
from tandem.activity.queries import owners_on
from tandem.core.prepared import number, prepared
from tandem.plans.models import Budget, Currency, DayRate
from tandem.plans.rules import USUAL_CURRENCY, MoneyKind


@prepared
def _currencies() -> QuerySet[Currency, tuple[str]]:
    return Currency.objects.values_list("code")


def currency() -> str:
    """The three letters of the one in which this company counts."""
    found = _currencies.first()
    return found[0] if found else USUAL_CURRENCY


@prepared
def _rates() -> QuerySet[DayRate, tuple[int | None, Decimal]]:
    return DayRate.objects.filter(replaced_at=None).values_list("team_id", "amount")


@dataclass(frozen=True, slots=True)
class TeamRate:
    """What a day of a team costs; nothing where the common rate holds."""

    id: int
    name: str
    department: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Rates:
    """What days cost: of each team, and of everybody else (nothing until it is said)."""

    common: Decimal | None
    teams: list[TeamRate]


def rates() -> Rates:
    """All rates, for Settings."""
    known = dict(_rates())
    rows = [TeamRate(one.id, one.name, one.department, known.get(one.id)) for one in teams()]
    return Rates(known.get(None), rows)


def rate_for(initiative_id: int) -> Decimal:
    """What a day of IT costs on an initiative: as in its IT owner's team, else the common rate.

    Zero until somebody has said it.
    """
    known = dict(_rates())
    owner = owners_on([initiative_id])[initiative_id].get(Lane.IT)
    theirs = team_ids_of(owner.id) if owner and len(known) > (None in known) else ()
    of_team = [known[team] for team in sorted(theirs) if team in known]
    return of_team[0] if of_team else known.get(None, Decimal(0))


def rates_for(initiative_ids: Collection[int]) -> tuple[dict[int, Decimal], dict[int, Decimal]]:
    """{initiative: what a day of IT costs on it}, as `rate_for`, and {team: what its day costs},
    0 for everybody else; in a fixed number of queries.
    """
    known = dict(_rates())
    common = known.get(None, Decimal(0))
    owners = owners_on(initiative_ids)
    people = {by[Lane.IT].id for by in owners.values() if Lane.IT in by}
    team = {person: pk for person, (pk, _) in team_of_each(people).items()}
    price = {
        pk: known.get(team.get(owners[pk][Lane.IT].id, 0), common)
        if Lane.IT in owners[pk]
        else common
        for pk in initiative_ids
    }
    return price, {pk or 0: rate for pk, rate in known.items()}


@prepared
def _given() -> QuerySet[Budget, tuple[Any, ...]]:
    found = Budget.objects.filter(given=True, replaced_at=None)
    return found.order_by("pk").values_list("initiative_id", "build", "media", "run")


def money_given(
    initiative_ids: Collection[int] | None,
) -> dict[int, Mapping[MoneyKind, Decimal]]:
    """What was given for these initiatives, or for all; those without a budget are left out."""
    return {
        pk: {MoneyKind.BUILD: build, MoneyKind.MEDIA: media, MoneyKind.RUN: run}
        for pk, build, media, run in _given()
        if initiative_ids is None or pk in initiative_ids
    }


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A budget that was asked for or given."""

    id: int
    amounts: Mapping[MoneyKind, Decimal]
    asked_by: Name | None
    asked_at: datetime | None
    why: str
    given: bool | None
    decided_by: Name | None
    decided_at: datetime | None
    words: str

    @property
    def build(self) -> Decimal:
        return self.amounts[MoneyKind.BUILD]


@prepared
def _budgets() -> QuerySet[Budget, tuple[Any, ...]]:
    found = Budget.objects.filter(initiative_id=number("initiative"), replaced_at=None)
    return found.order_by("pk").values_list(
        *("pk", "build", "media", "run", "asked_by_id", "asked_at", "why", "given"),
        *("decided_by_id", "decided_at", "words"),
    )


def budgets_of(initiative_id: int) -> tuple[BudgetRow | None, BudgetRow | None]:
    """The budget that was given, and what was asked for last and isn't given: it waits, or was
    refused. The caller has checked sight, here and below.
    """
    found = _standing(initiative_id)
    others = [one for one in found if not one.given]
    return next((one for one in found if one.given), None), others[-1] if others else None


def _standing(initiative_id: int) -> list[BudgetRow]:
    rows = _budgets(initiative=initiative_id)
    known = names(pk for row in rows for pk in (row[4], row[8]))
    return [
        BudgetRow(
            id=pk,
            amounts={MoneyKind.BUILD: build, MoneyKind.MEDIA: media, MoneyKind.RUN: run},
            asked_by=known.get(asked_by or 0),
            asked_at=asked_at,
            why=why,
            given=given,
            decided_by=known.get(decided_by or 0),
            decided_at=decided_at,
            words=words,
        )
        for pk, build, media, run, asked_by, asked_at, why, given, decided_by, *rest in rows
        for decided_at, words in [rest]
    ]


def budget_standing(initiative_id: int) -> BudgetRow | None:
    """The budget that was given, if one was."""
    return budgets_of(initiative_id)[0]
