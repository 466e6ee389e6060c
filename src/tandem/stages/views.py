"""Moving an initiative on."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.accounts.requests import ActorRequest
from tandem.core.errors import BadInput
from tandem.core.htmx import see_other
from tandem.core.words import say
from tandem.initiatives.rules import Stage
from tandem.stages import services
from tandem.stages.forms import StageForm


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
