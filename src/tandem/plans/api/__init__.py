"""Budgets, rates and scope, for programs."""

from typing import Annotated, Any

from ninja import Path, Router

from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import READ_BY_SOME, PathId
from tandem.core.errors import NotAllowed
from tandem.core.words import say
from tandem.initiatives.queries import heading_visible_to
from tandem.plans import permissions, queries, services
from tandem.plans.api import forecast, looking_back, shapes
from tandem.plans.rules import MoneyKind

router = Router(tags=["Scope and money"])
routers = (router, forecast.router, looking_back.router)

InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]
ListId = Annotated[PathId, Path(description="The list's id.")]


def _scope(request: ActorRequest, initiative_id: int) -> dict[str, Any]:
    heading_visible_to(request.actor, initiative_id)
    page = queries.scope_of(initiative_id)
    facts = page.facts
    return {
        "currency": page.currency,
        "rate": facts.rate,
        "most_days": facts.most_days,
        "digest": facts.digest,
        "budget": _budget(page.budget),
        "asked": _budget(page.asked),
        "wanted": [
            {
                **{name: getattr(one, name) for name in ("id", "label", "title", "priority")},
                **{name: getattr(one, name) for name in ("worth", "days", "spend")},
                "estimated": one.effort is not None,
                "price": one.price(facts.rate),
                "needs": list(one.needs),
            }
            for one in facts.wanted
        ],
        "fit": page.fit,
        "lists": page.lists,
    }


def _budget(row: queries.BudgetRow | None) -> dict[str, Any] | None:
    if row is None:
        return None
    amounts = {kind.value: amount for kind, amount in row.amounts.items()}
    names = ("id", "asked_by", "asked_at", "why", "given", "decided_by", "decided_at", "words")
    return {"amounts": amounts, **{name: getattr(row, name) for name in names}}


@router.get(
    "/initiatives/{initiative_id}/scope",
    response=shapes.ScopeAndMoney,
    operation_id="read_scope",
    summary="What fits the budget",
)
def read_scope(request: ActorRequest, initiative_id: InitiativeId) -> dict[str, Any]:
    """The budget, what could be built and what fits, and what IT handed over."""
    return _scope(request, initiative_id)


@router.post(
    "/initiatives/{initiative_id}/budget/requests",
    response={201: shapes.ScopeAndMoney},
    operation_id="ask_budget",
    summary="Ask for a budget",
)
def ask_budget(
    request: ActorRequest, initiative_id: InitiativeId, asked: shapes.NewAsking
) -> dict[str, Any]:
    """Either side's people on it. Whoever decides budgets is asked; asking again replaces."""
    services.ask_budget(
        actor=request.actor, initiative_id=initiative_id, amounts=_kinds(asked), why=asked.why
    )
    return _scope(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/budget",
    response=shapes.ScopeAndMoney,
    operation_id="give_budget",
    summary="Give a budget",
)
def give_budget(
    request: ActorRequest, initiative_id: InitiativeId, given: shapes.NewBudget
) -> dict[str, Any]:
    """Whoever decides budgets, usually the sponsor: what was asked for, or other amounts."""
    services.give_budget(
        actor=request.actor,
        initiative_id=initiative_id,
        amounts=_kinds(given),
        words=given.words,
        replaces=given.replaces,
    )
    return _scope(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/budget/refusal",
    response=shapes.ScopeAndMoney,
    operation_id="refuse_budget",
    summary="Give no budget for now",
)
def refuse_budget(
    request: ActorRequest, initiative_id: InitiativeId, refusal: shapes.NewRefusal
) -> dict[str, Any]:
    """Whoever decides budgets. What was given before stays."""
    services.refuse_budget(actor=request.actor, initiative_id=initiative_id, words=refusal.words)
    return _scope(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/scope/worths",
    response=shapes.ScopeAndMoney,
    operation_id="say_worths",
    summary="Say what requirements are worth",
)
def say_worths(
    request: ActorRequest, initiative_id: InitiativeId, said: shapes.NewWorths
) -> dict[str, Any]:
    """Whoever decides worth, usually Marketing. Those that aren't named keep theirs."""
    services.say_worths(
        actor=request.actor,
        initiative_id=initiative_id,
        worths={one.item_id: one.worth for one in said.worths},
    )
    return _scope(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/scope/spends",
    response=shapes.ScopeAndMoney,
    operation_id="say_spends",
    summary="Say what requirements cost beside the days",
)
def say_spends(
    request: ActorRequest, initiative_id: InitiativeId, said: shapes.NewSpends
) -> dict[str, Any]:
    """Whoever estimates, usually IT. Those that aren't named keep theirs."""
    services.say_spends(
        actor=request.actor,
        initiative_id=initiative_id,
        spends={one.item_id: one.spend for one in said.spends},
    )
    return _scope(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/scope/days",
    response=shapes.ScopeAndMoney,
    operation_id="limit_days",
    summary="Say how many days IT has for it",
)
def limit_days(
    request: ActorRequest, initiative_id: InitiativeId, limit: shapes.NewDays
) -> dict[str, Any]:
    """Whoever estimates, usually IT."""
    services.limit_days(actor=request.actor, initiative_id=initiative_id, days=limit.days)
    return _scope(request, initiative_id)


@router.post(
    "/initiatives/{initiative_id}/scope/lists",
    response={201: shapes.ScopeAndMoney},
    operation_id="hand_over_list",
    summary="Hand over what will be built",
)
def hand_over_list(
    request: ActorRequest, initiative_id: InitiativeId, handed: shapes.NewList
) -> dict[str, Any]:
    """IT's people on it: all must-haves, what they need, and no more than the budget."""
    services.hand_over_list(
        actor=request.actor,
        initiative_id=initiative_id,
        inside=handed.inside,
        note=handed.note,
        seen=handed.seen,
    )
    return _scope(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/scope/lists/{list_id}/acceptance",
    response=shapes.ScopeAndMoney,
    operation_id="accept_list",
    summary="Accept what will be built",
)
def accept_list(
    request: ActorRequest, initiative_id: InitiativeId, list_id: ListId
) -> dict[str, Any]:
    """Marketing's people on it."""
    services.accept_list(actor=request.actor, initiative_id=initiative_id, list_id=list_id)
    return _scope(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/scope/lists/{list_id}/return",
    response=shapes.ScopeAndMoney,
    operation_id="send_list_back",
    summary="Send a list back",
)
def send_list_back(
    request: ActorRequest, initiative_id: InitiativeId, list_id: ListId, said: shapes.NewReturn
) -> dict[str, Any]:
    """Marketing's people on it. IT hands over another one."""
    services.send_list_back(
        actor=request.actor, initiative_id=initiative_id, list_id=list_id, words=said.words
    )
    return _scope(request, initiative_id)


@router.get(
    "/money/rates",
    response=shapes.Rates,
    operation_id="read_rates",
    summary="What days cost",
    openapi_extra={READ_BY_SOME: True},
)
def read_rates(request: ActorRequest) -> dict[str, Any]:
    """Currency, and the rate of each team. For administrators."""
    if not permissions.can_set_rates(request.actor):
        raise NotAllowed(say("Administrators set currency and rates."))
    return _rates()


@router.put(
    "/money/rates",
    response=shapes.Rates,
    operation_id="set_day_rate",
    summary="Set what a day costs",
)
def set_day_rate(request: ActorRequest, rate: shapes.NewRate) -> dict[str, Any]:
    """For administrators."""
    services.set_day_rate(actor=request.actor, amount=rate.amount, team_id=rate.team_id)
    return _rates()


@router.put(
    "/money/currency",
    response=shapes.Rates,
    operation_id="set_currency",
    summary="Set the currency",
)
def set_currency(request: ActorRequest, currency: shapes.NewCurrency) -> dict[str, Any]:
    """For administrators. No amount is converted."""
    services.set_currency(actor=request.actor, code=currency.code)
    return _rates()


def _rates() -> dict[str, Any]:
    known = queries.rates()
    return {"currency": queries.currency(), "common": known.common, "teams": known.teams}


def _kinds(amounts: shapes.NewAmounts) -> dict[MoneyKind, Any]:
    return {kind: getattr(amounts, kind.value) for kind in MoneyKind}
