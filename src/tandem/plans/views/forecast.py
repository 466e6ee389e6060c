"""The tab Forecast: when it is ready, the promised date, and how we know."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import standing_on
from tandem.briefs.queries import brief_if_started
from tandem.core.errors import Stale
from tandem.core.forms import attempt
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.initiatives import queries as initiatives
from tandem.plans import forms, promises, queries, services
from tandem.plans.views import forecast_words as words
from tandem.rights.queries import decision_rights, matters_decided
from tandem.rights.rules import Matter

INVALID, CONFLICT = 422, 409


@require_GET
def forecast(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """What was worked out last, and what has changed since. Nothing is computed here."""
    return _page(request, initiative_id)


def _page(
    request: ActorRequest,
    initiative_id: int,
    *,
    refused: forms.PromiseForm | None = None,
    stale: Stale | None = None,
) -> HttpResponse:
    """The tab; `refused` is a promise that wasn't taken, with what was typed."""
    row = initiatives.heading_visible_to(request.actor, initiative_id)
    page = queries.forecast_page(initiative_id)
    standing = standing_on(request.actor, initiative_id)
    decided = matters_decided(request.actor, standing, initiative_id, among=[Matter.DATE])
    why_not = promises.why_not_promise(row.stage)
    promised = page.promised
    initial = {"day": promised.day, "replaces": promised.id} if promised else {}
    context: dict[str, Any] = {
        "row": row,
        "page": page,
        "has_brief": brief_if_started(request.actor, initiative_id) is not None,
        "said": words.when_ready(page),
        "state": words.how_fresh(page),
        "hangs_on": words.what_it_hangs_on(page),
        "left_out": words.what_is_left_out(page),
        "assumed": words.what_was_assumed(page),
        "learned": words.learned_from(page),
        "hours_kept": words.hours_kept(page),
        "keeps_out": queries.soft_freezes_kept(initiative_id) if page.kept else (),
        "curve": words.drawn(page),
        "bars": words.bars(page),
        "form": refused or forms.PromiseForm(initial=initial),
        "stale": stale,
        "promises": why_not is None and bool(decided),
        "why_not": why_not,
        "decider": decision_rights().decider(Matter.DATE),
    }
    status = CONFLICT if stale else INVALID if refused else 200
    return show(request, "plans/forecast.html", context, status=status)


@require_POST
def promise_date(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Promise a date, or move the promise."""
    form = forms.PromiseForm(request.POST)
    done, stale = attempt(
        form,
        lambda: services.promise_date(
            actor=request.actor,
            initiative_id=initiative_id,
            day=form.cleaned_data["day"],
            why=form.cleaned_data["why"],
            replaces=form.cleaned_data["replaces"],
        ),
    )
    if done:
        messages.success(request, _("Promised. Both sides see it, with its chance."))
        return see_other(request, f"/initiatives/{initiative_id}/forecast/#promise")
    return _page(request, initiative_id, refused=form, stale=stale)
