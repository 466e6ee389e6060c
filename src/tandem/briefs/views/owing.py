"""Who owes what by when: it is there, or it isn't after all."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tandem.accounts.requests import ActorRequest
from tandem.briefs import services
from tandem.briefs.views.shared import url_of
from tandem.core.htmx import see_other


@require_POST
def deliver_item(request: ActorRequest, initiative_id: int, item_id: int) -> HttpResponse:
    """It is there."""
    item = services.deliver_item(actor=request.actor, initiative_id=initiative_id, item_id=item_id)
    messages.success(request, _("{item} is delivered. Thank you.").format(item=item))
    return see_other(request, f"{url_of(initiative_id)}#{item}")


@require_POST
def take_back_delivery(request: ActorRequest, initiative_id: int, item_id: int) -> HttpResponse:
    """It isn't, after all."""
    item = services.take_back_delivery(
        actor=request.actor, initiative_id=initiative_id, item_id=item_id
    )
    return see_other(request, f"{url_of(initiative_id)}#{item}")
