"""Moving an initiative on, aside, and back."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import BadInput
from tandem.core.forms import carry_out
from tandem.core.htmx import see_other
from tandem.core.pages import show
from tandem.core.words import say
from tandem.initiatives.queries import heading_visible_to
from tandem.initiatives.rules import Stage, why_not_park
from tandem.stages import services
from tandem.stages.forms import ParkForm, StageForm

INVALID = 422


@require_POST
def start(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Start the next stage, if its conditions are met."""
    form = StageForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("There is no such stage."), field="stage")
    stage = Stage(form.cleaned_data["stage"])
    services.start_stage(actor=request.actor, initiative_id=initiative_id, stage=stage)
    messages.success(request, _("Moved on to {stage}.").format(stage=stage.label))
    return see_other(request, f"/initiatives/{initiative_id}/")


@require_http_methods(["GET", "POST"])
def park(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Not now: why, and when to look again."""
    row = heading_visible_to(request.actor, initiative_id)
    form = ParkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        moved = carry_out(
            form,
            lambda: services.park_initiative(
                actor=request.actor, initiative_id=initiative_id, **form.cleaned_data
            ),
        )
        if moved:
            messages.success(request, _("Parked. Everybody on it sees why, and until when."))
            return see_other(request, row.url)
    context = {"row": row, "form": form, "why_not": why_not_park(row.stage)}
    return show(request, "stages/park.html", context, status=INVALID if form.errors else 200)


@require_POST
def bring_back(request: ActorRequest, initiative_id: int) -> HttpResponse:
    """Put it back where it stood."""
    services.bring_back(actor=request.actor, initiative_id=initiative_id)
    messages.success(request, _("It is back where it stood."))
    return see_other(request, f"/initiatives/{initiative_id}/")
