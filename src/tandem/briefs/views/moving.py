"""Where a part of the brief stands."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.accounts.requests import ActorRequest
from tandem.briefs import services
from tandem.briefs.forms import MoveForm, PlaceForm
from tandem.briefs.rules import Section
from tandem.briefs.views.shared import url_of
from tandem.core.errors import BadInput
from tandem.core.htmx import see_other
from tandem.core.words import say


@require_POST
def move_item(request: ActorRequest, initiative_id: int, item_id: int) -> HttpResponse:
    """To another section."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("Choose a section of the brief."), field="section")
    section = Section(form.cleaned_data["section"])
    moved = services.move_item(
        actor=request.actor,
        initiative_id=initiative_id,
        item_id=item_id,
        section=section,
        base=form.cleaned_data["base"],
    )
    messages.success(
        request, _("It stands in “{section}” now, as {item}.").format(
            section=section.label, item=moved
        )
    )  # fmt: skip
    return see_other(request, f"{url_of(initiative_id)}#{moved}")


@require_POST
def place_item(request: ActorRequest, initiative_id: int, item_id: int) -> HttpResponse:
    """Up or down in its section; one stays there to go on."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        raise BadInput(say("Open the brief again; this button was too old."), field="before")
    services.place_item(
        actor=request.actor,
        initiative_id=initiative_id,
        item_id=item_id,
        before=form.cleaned_data["before"],
    )
    return see_other(request, f"{url_of(initiative_id)}items/{item_id}/#place")
