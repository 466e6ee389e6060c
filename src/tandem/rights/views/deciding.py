"""Who decides what."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts.requests import ActorRequest
from tandem.activity.queries import settings_changed
from tandem.core.errors import NotAllowed
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.rights import permissions, queries, services
from tandem.rights.events import RIGHT_CHANGED
from tandem.rights.forms import RightsForm
from tandem.rights.rules import BY_DEFAULT, Decider, Matter

INVALID = 422


@require_http_methods(["GET", "POST"])
def decision_rights(request: ActorRequest) -> HttpResponse:
    """The table of who decides what; administrators change it, everybody may read it."""
    rights = queries.decision_rights()
    may = permissions.can_change_rights(request.actor)
    if request.method == "POST" and not may:
        raise NotAllowed(say("Only an administrator changes who decides what."))
    form = RightsForm(request.POST if request.method == "POST" else None, rights=rights)
    if form.is_valid() and carry_out(form, lambda: _change(request, form)):
        messages.success(request, _("Saved. It holds from now on; what was decided stays."))
        return see_other(request, resolve_url("decision_rights"))
    context = {
        "form": form,
        "rights": rights,
        "matters": list(Matter),
        "defaults": BY_DEFAULT,
        "deciders": list(Decider),
        "may": may,
        "changed": settings_changed(RIGHT_CHANGED),
    }
    status = INVALID if form.errors else 200
    return show(request, "rights/decision_rights.html", context, status=status)


def _change(request: ActorRequest, form: RightsForm) -> bool:
    services.change_decision_rights(actor=request.actor, rights=form.chosen)
    return True
