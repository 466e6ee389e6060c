"""From the demonstration to a workspace of one's own, while everything keeps running."""

from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts import queries as accounts
from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.upkeep import permissions, services
from tandem.upkeep.forms import StartForRealForm

INVALID = 422


@require_http_methods(["GET", "POST"])
def start_for_real(request: ActorRequest) -> HttpResponse:
    """Say what goes; remove it once its name is typed. Anywhere but there this isn't there."""
    company = accounts.workspace()
    if company is None or not company.demonstration:
        raise NotFound
    if not permissions.can_change_house(request.actor):
        raise NotAllowed(say("Only an administrator who is signed in removes the demonstration."))
    form = StartForRealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        secret = _remove(request, form)
        if secret:
            # The session is gone with all others: nothing of it is to be saved.
            request.session.flush()
            return see_other(request, resolve_url("set_up", secret))
    context = {"form": form, "company": company, "people": accounts.count_of_people()}
    status = INVALID if form.errors else 200
    return show(request, "upkeep/start_for_real.html", context, status=status)


def _remove(request: ActorRequest, form: StartForRealForm) -> str | None:
    name = form.cleaned_data["name"]
    try:
        return carry_out(
            form, lambda: services.start_for_real(actor=request.actor, typed_name=name)
        )
    except OperationalError:  # somebody wrote at the same moment, each waiting for the other
        form.add_error(None, _("Others were writing just now. Nothing is removed; try again."))
        return None
