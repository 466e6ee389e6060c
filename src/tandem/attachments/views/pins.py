"""Pins on pictures."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from tandem.accounts.requests import ActorRequest
from tandem.attachments import queries, services
from tandem.core.htmx import see_other


@require_POST
def settle_pin(request: ActorRequest, pin_id: int) -> HttpResponse:
    """What was said there is done."""
    services.settle_pin(actor=request.actor, pin_id=pin_id)
    return _back(request, pin_id)


@require_POST
def reopen_pin(request: ActorRequest, pin_id: int) -> HttpResponse:
    """It isn't done after all."""
    services.reopen_pin(actor=request.actor, pin_id=pin_id)
    return _back(request, pin_id)


def _back(request: ActorRequest, pin_id: int) -> HttpResponse:
    pin = queries.one_pin(request.actor, pin_id)
    return see_other(request, f"{pin.url}#pin-{pin_id}")
