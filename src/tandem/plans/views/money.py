"""Settings: the company's currency, and what days cost."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotAllowed
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.plans import forms, permissions, queries, services

INVALID = 422


@require_GET
def money(request: ActorRequest) -> HttpResponse:
    """Currency and rates."""
    return _page(request)


def _page(
    request: ActorRequest,
    *,
    currency_form: forms.CurrencyForm | None = None,
    rate_form: forms.RateForm | None = None,
) -> HttpResponse:
    if not permissions.can_set_rates(request.actor):
        raise NotAllowed(say("Administrators set currency and rates."))
    currency = queries.currency()
    context = {
        "currency": currency,
        "rates": queries.rates(),
        "currency_form": currency_form or forms.CurrencyForm(initial={"code": currency}),
        "rate_form": rate_form,
    }
    refused = currency_form is not None or rate_form is not None
    return show(request, "plans/money.html", context, status=INVALID if refused else 200)


@require_POST
def set_currency(request: ActorRequest) -> HttpResponse:
    """Set the currency."""
    form = forms.CurrencyForm(request.POST)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    if code and carry_out(form, lambda: services.set_currency(actor=request.actor, code=code)):
        messages.success(request, _("Saved. No amount was changed."))
        return see_other(request, resolve_url("money"))
    return _page(request, currency_form=form)


@require_POST
def set_day_rate(request: ActorRequest) -> HttpResponse:
    """Set what a day of a team, or of everybody else, costs."""
    form = forms.RateForm(request.POST)

    def act() -> bool:
        services.set_day_rate(
            actor=request.actor,
            amount=form.cleaned_data["amount"],
            team_id=form.cleaned_data["team"],
        )
        return True

    if form.is_valid() and carry_out(form, act):
        messages.success(request, _("Saved."))
        return see_other(request, resolve_url("money"))
    return _page(request, rate_form=form)
