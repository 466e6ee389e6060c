"""Entries that nobody has called right for half a year, answered one by one or several at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tandem.accounts.requests import ActorRequest
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.pagination import page_of
from tandem.systems import permissions, queries, services
from tandem.systems.forms.stale import StaleAnswer, StaleForm

INVALID = 422
LIST_PAGE = 50


@require_http_methods(["GET", "POST"])
def stale_systems(request: ActorRequest) -> HttpResponse:
    """The longest unseen first: one's own, or all. What is ticked is answered at once."""
    every = "all" in request.GET or not request.actor.may_write
    form = StaleForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid() and (done := carry_out(form, lambda: _answer(request, form))):
        said = ngettext("{count} answered. Thank you.", "{count} answered. Thank you.", done)
        messages.success(request, said.format(count=done))
        return see_other(request, resolve_url("stale_systems") + ("?all=1" if every else ""))
    found = page_of(
        queries.stale_systems(request.actor, mine=not every),
        order=["confirmed_at", "subject_id"],
        after=request.GET.get("after"),
        size=LIST_PAGE,
    )
    context = {
        "form": form,
        "rows": queries.rows(found.rows),
        "chosen": form.cleaned_data.get("chosen", []) if form and form.errors else [],
        "all": every,
        "further": "after" in request.GET,
        "following": found.following,
        "keeps": permissions.can_keep_catalogue(request.actor),
        "may": not every or permissions.can_keep_catalogue(request.actor),
    }
    status = INVALID if form and form.errors else 200
    return show(request, "systems/stale.html", context, status=status)


def _answer(request: ActorRequest, form: StaleForm) -> int:
    chosen = form.cleaned_data["chosen"]
    if form.cleaned_data["answer"] == StaleAnswer.RETIRED.value:
        return services.retire_systems(actor=request.actor, system_ids=chosen)
    return services.confirm_systems(actor=request.actor, system_ids=chosen)
