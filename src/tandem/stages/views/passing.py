"""The sponsor lets something pass, or takes that back."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.activity.permissions import sponsor_of
from tandem.core.errors import NotFound
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.initiatives.queries import heading_visible_to
from tandem.stages import permissions, rules, services
from tandem.stages.conditions import gates
from tandem.stages.forms import PassForm

INVALID = 422


@require_http_methods(["GET", "POST"])
def pass_condition(request: ActorRequest, initiative_id: int, key: str) -> HttpResponse:
    """What would be passed, and why not if it can't be; for the sponsor the form."""
    row = heading_visible_to(request.actor, initiative_id)
    form = PassForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        done = carry_out(
            form,
            lambda: services.pass_condition(
                actor=request.actor,
                initiative_id=initiative_id,
                key=key,
                reason=form.cleaned_data["reason"],
            ),
        )
        if done:
            messages.success(request, _("Passed. Everybody on it sees that, and why."))
            return see_other(request, row.url)
    gate = gates({row.id: row.stage})[row.id]
    condition = next((one for one in gate.conditions if one.key == key), None)
    if gate.next is None or condition is None:
        raise NotFound
    context = {
        "row": row,
        "gate": gate,
        "condition": condition,
        "form": form,
        "may": permissions.can_pass(request.actor, sponsor=sponsor_of(row.id)),
        "why_not": rules.why_not_pass(
            condition, passed=key in gate.passed, lanes=request.actor.lanes
        ),
    }
    return show(request, "stages/pass.html", context, status=INVALID if form.errors else 200)


@require_POST
def take_pass_back(request: ActorRequest, initiative_id: int, key: str) -> HttpResponse:
    """It is asked for again."""
    services.take_pass_back(actor=request.actor, initiative_id=initiative_id, key=key)
    messages.success(request, _("It is asked for again."))
    return see_other(request, f"/initiatives/{initiative_id}/")
