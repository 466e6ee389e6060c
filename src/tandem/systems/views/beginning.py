"""An empty catalogue begins with ten."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tandem.accounts.requests import ActorRequest
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.systems import permissions, queries, services
from tandem.systems.forms.beginning import BeginForm

INVALID = 422


@require_http_methods(["GET", "POST"])
def begin_catalogue(request: ActorRequest) -> HttpResponse:
    """Ten that most companies have, to be ticked and renamed."""
    form = BeginForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        begun = carry_out(
            form, lambda: services.begin_catalogue(actor=request.actor, entries=form.entries)
        )
        if begun:
            said = ngettext("{n} entry added.", "{n} entries added.", len(begun))
            messages.success(request, said.format(n=len(begun)))
            return see_other(request, resolve_url("systems"))
    may = permissions.can_add_system(request.actor)
    context = {
        "form": form,
        "may": may,
        "keeps": permissions.can_keep_catalogue(request.actor),
        "begun": queries.how_many() > 0,
    }
    status = INVALID if form.errors else 200 if may else 403
    return show(request, "systems/begin.html", context, status=status)
