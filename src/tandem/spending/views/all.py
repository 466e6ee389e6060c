"""The money of all initiatives that somebody sees, and what administrators keep."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.activity.queries import places_seen
from tandem.core.dates import month_of
from tandem.core.errors import NotAllowed
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.listed_files import Cell, as_file, kind_asked
from tandem.core.pages import show
from tandem.core.words import say
from tandem.plans.queries import currency
from tandem.spending import permissions, queries, services
from tandem.spending.forms import CodeForm, RatesForm
from tandem.spending.queries import MoneyState
from tandem.spending.rules import Drift, whole

INVALID = 422
_ORDER = [Drift.OVER, Drift.NEAR, Drift.UNKNOWN, Drift.WITHIN]


@require_GET
def all_spending(request: ActorRequest) -> HttpResponse:
    """Given, spent and where it ends, of all; what runs over stands first."""
    rows = _rows(request)
    over = [state for _, _, state in rows if state.drift is Drift.OVER]
    context = {
        "rows": rows,
        "over": len(over),
        "more": whole(_more_than_given(over)),
        "currency": currency(),
        "whole": whole,
    }
    return show(request, "spending/all.html", context)


def _more_than_given(states: list[MoneyState]) -> Decimal:
    """By how much their parts that end over their budget do so."""
    parts = (one for state in states for one in state.parts if one.drift is Drift.OVER)
    return sum((one.over for one in parts), start=Decimal(0))


def _rows(request: ActorRequest) -> list[tuple[str, str, MoneyState]]:
    states = queries.money_seen(request.actor)
    seen = places_seen(request.actor, [one.initiative_id for one in states])
    rows = [(*seen[one.initiative_id][1:], one) for one in states]
    return sorted(rows, key=lambda row: (_ORDER.index(row[2].drift), row[0]))


@require_GET
def export_all_spending(request: ActorRequest) -> HttpResponse:
    """The same as a file, a row for each part."""
    heads = ["id", "initiative", "part", "given", "planned", "spent", "to come", "in the end"]
    rows: list[list[Cell]] = [
        [
            state.initiative_id,
            title,
            one.part.value,
            *(one.given, one.planned, one.spent, one.to_come, one.expected),
            one.drift.value,
        ]
        for title, _, state in _rows(request)
        for one in state.parts
        if one.any
    ]
    return as_file("money", kind_asked(request) or "csv", [*heads, "drift"], rows)


@require_GET
def spending_settings(request: ActorRequest) -> HttpResponse:
    """Cost codes and rates."""
    return _settings(request)


def _settings(
    request: ActorRequest, code: CodeForm | None = None, rates: RatesForm | None = None
) -> HttpResponse:
    if not permissions.can_keep_codes(request.actor):
        raise NotAllowed(say("Administrators keep cost codes and rates."))
    known = [
        (name, month_of(month.year, month.month), rate)
        for name, rows in queries.rates_known().items()
        for month, rate in reversed(rows)
    ]
    context = {
        "codes": queries.codes(),
        "rates": known,
        "currency": currency(),
        "code_form": code or CodeForm(),
        "rates_form": rates or RatesForm(),
    }
    return show(
        request, "spending/settings.html", context, status=INVALID if code or rates else 200
    )


@require_POST
def add_cost_code(request: ActorRequest) -> HttpResponse:
    """Add a code."""
    form = CodeForm(request.POST)

    def act() -> bool:
        given = form.cleaned_data
        services.add_cost_code(actor=request.actor, code=given["code"], name=given["name"])
        return True

    if form.is_valid() and carry_out(form, act):
        return see_other(request, resolve_url("spending_settings"))
    return _settings(request, code=form)


@require_POST
def close_cost_code(request: ActorRequest, cost_code_id: int) -> HttpResponse:
    """Offer it no longer."""
    services.close_cost_code(actor=request.actor, code_id=cost_code_id)
    messages.success(request, _("Closed. What bears it keeps it."))
    return see_other(request, resolve_url("spending_settings"))


@require_POST
def set_currency_rates(request: ActorRequest) -> HttpResponse:
    """Set rates, typed or pasted."""
    form = RatesForm(request.POST)
    if form.is_valid():
        done: list[int] = []
        carry_out(
            form,
            lambda: done.append(
                services.set_currency_rates(actor=request.actor, rates=form.cleaned_data["rates"])
            ),
        )
        if done:
            messages.success(request, _("Saved. Amounts count with the rate of their month."))
            return see_other(request, resolve_url("spending_settings"))
    return _settings(request, rates=form)
