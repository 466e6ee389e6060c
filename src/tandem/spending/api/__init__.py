"""What is planned and spent, for programs."""

from typing import Any

from ninja import Router

from tandem.accounts.requests import ActorRequest
from tandem.formats.expenses import ROLES
from tandem.initiatives.queries import heading_visible_to
from tandem.spending import queries, services
from tandem.spending.api import shapes
from tandem.spending.queries import Reading
from tandem.spending.rules import in_words
from tandem.spending.services.noting import NewActual, NewLine

router = Router(tags=["Money"])


@router.get(
    "/initiatives/{initiative_id}/money",
    response=shapes.MoneyOfInitiative,
    operation_id="read_spending",
    summary="Where an initiative's money ends",
)
def read_spending(request: ActorRequest, initiative_id: shapes.SpendingId) -> dict[str, Any]:
    """Given, planned, spent and to come, by part; its lines, and what was spent."""
    return _money(request, initiative_id)


def _money(request: ActorRequest, initiative_id: int) -> dict[str, Any]:
    heading_visible_to(request.actor, initiative_id)
    state = queries.states_of([initiative_id])[initiative_id]
    said = [in_words(one, state.currency) for one in state.parts if one.any]
    return {
        "currency": state.currency,
        "drift": state.drift,
        "words": [sentence for sentences in said for sentence in sentences],
        "parts": state.parts,
        "lines": queries.lines_of([initiative_id]),
        "spent": queries.actuals_of(initiative_id),
    }


@router.post(
    "/initiatives/{initiative_id}/money/lines",
    response={201: shapes.MoneyOfInitiative},
    operation_id="add_budget_line",
    summary="Plan a line of the budget",
)
def add_budget_line(
    request: ActorRequest, initiative_id: shapes.SpendingId, line: shapes.NewBudgetLine
) -> dict[str, Any]:
    """Its people of either side, and its sponsor."""
    services.add_budget_line(
        actor=request.actor,
        initiative_id=initiative_id,
        line=NewLine(line.part, line.name, line.amount, line.code, line.month, line.channel),
    )
    return _money(request, initiative_id)


@router.delete(
    "/initiatives/{initiative_id}/money/lines/{line_id}",
    response=shapes.MoneyOfInitiative,
    operation_id="remove_budget_line",
    summary="Take a line out of the budget",
)
def remove_budget_line(
    request: ActorRequest, initiative_id: shapes.SpendingId, line_id: shapes.BudgetLineId
) -> dict[str, Any]:
    """What was spent on it stays."""
    services.remove_budget_line(actor=request.actor, initiative_id=initiative_id, line_id=line_id)
    return _money(request, initiative_id)


@router.post(
    "/initiatives/{initiative_id}/money/spent",
    response={201: shapes.MoneyOfInitiative},
    operation_id="note_actual",
    summary="Note what was spent",
)
def note_actual(
    request: ActorRequest, initiative_id: shapes.SpendingId, spent: shapes.NewSpent
) -> dict[str, Any]:
    """Its people of either side, and its sponsor."""
    services.note_actual(
        actor=request.actor,
        initiative_id=initiative_id,
        actual=NewActual(
            part=spent.part,
            day=spent.day,
            amount=spent.amount,
            text=spent.text,
            currency=spent.currency,
            code=spent.code,
            line_id=spent.line_id,
        ),
    )
    return _money(request, initiative_id)


@router.delete(
    "/initiatives/{initiative_id}/money/spent/{actual_id}",
    response=shapes.MoneyOfInitiative,
    operation_id="remove_actual",
    summary="Take something out of what was spent",
)
def remove_actual(
    request: ActorRequest, initiative_id: shapes.SpendingId, actual_id: shapes.ActualId
) -> dict[str, Any]:
    """It was noted by mistake, or belongs elsewhere."""
    services.remove_actual(actor=request.actor, initiative_id=initiative_id, actual_id=actual_id)
    return _money(request, initiative_id)


@router.post(
    "/initiatives/{initiative_id}/money/files",
    response={201: shapes.WaitingFile},
    operation_id="upload_expenses",
    summary="Upload a file of expenses",
)
def upload_expenses(
    request: ActorRequest, initiative_id: shapes.SpendingId, file: shapes.NewExpenses
) -> dict[str, Any]:
    """Nothing is spent by that: the answer says what it would bring."""
    kept = services.upload_expenses(
        actor=request.actor, initiative_id=initiative_id, data=file.content.encode(errors="replace")
    )
    found = queries.preview(initiative_id, kept.content, None)
    return {
        "id": kept.pk,
        "headings": found.table.headings,
        "columns": dict(found.table.columns),
        "fresh": len(found.fresh),
        "known": found.known,
        "unread": len(found.unread),
    }


@router.post(
    "/initiatives/{initiative_id}/money/files/{upload_id}/taking",
    response=shapes.TakenExpenses,
    operation_id="take_in_expenses",
    summary="Take in the new rows of a file",
)
def take_in_expenses(
    request: ActorRequest,
    initiative_id: shapes.SpendingId,
    upload_id: shapes.UploadId,
    how: shapes.HowToRead,
) -> dict[str, int]:
    """What is there already stays once, however often it is uploaded."""
    columns = {role: at for role, at in how.columns.items() if role in ROLES}
    count = services.take_in_expenses(
        actor=request.actor,
        initiative_id=initiative_id,
        upload_id=upload_id,
        reading=Reading(columns, how.month_first, how.turned, how.only),
        part=how.part,
        code=how.code,
    )
    return {"count": count}


@router.get(
    "/money", response=shapes.MoneyOfAll, operation_id="read_all_spending", summary="All money"
)
def read_all_spending(request: ActorRequest) -> dict[str, Any]:
    """Of all initiatives with a budget or spending that you may see."""
    return {"items": queries.money_seen(request.actor)}


@router.get(
    "/money/codes",
    response=shapes.CostCodesThere,
    operation_id="list_cost_codes",
    summary="Cost codes",
)
def list_cost_codes(request: ActorRequest) -> dict[str, Any]:
    """Those that can be used."""
    return {"items": queries.codes()}


@router.post(
    "/money/codes",
    response={201: shapes.CostCodeNamed},
    operation_id="add_cost_code",
    summary="Add a cost code",
)
def add_cost_code(request: ActorRequest, code: shapes.NewCostCode) -> Any:
    """Administrators."""
    return services.add_cost_code(actor=request.actor, code=code.code, name=code.name)


@router.delete(
    "/money/codes/{cost_code_id}",
    response={204: None},
    operation_id="close_cost_code",
    summary="Close a cost code",
)
def close_cost_code(request: ActorRequest, cost_code_id: shapes.CostCodeId) -> None:
    """Administrators. What bears it keeps it."""
    services.close_cost_code(actor=request.actor, code_id=cost_code_id)


@router.put(
    "/money/currency-rates",
    response=shapes.ChangedRates,
    operation_id="set_currency_rates",
    summary="Set what other currencies are worth",
)
def set_currency_rates(request: ActorRequest, given: shapes.NewCurrencyRates) -> dict[str, int]:
    """Administrators."""
    rates = [(one.code, one.month, one.rate) for one in given.rates]
    return {"count": services.set_currency_rates(actor=request.actor, rates=rates)}
