"""Inviting somebody by mail, and taking an open invitation back; told on the person's page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.accounts.requests import ActorRequest
from tandem.accounts.views.people import person_page
from tandem.core.errors import NotAllowed, NotFound, Refused
from tandem.core.htmx import see_other
from tandem.core.words import say
from tandem.sign_in import permissions, services


@require_http_methods(["GET", "POST"])
def invite(request: ActorRequest, person_id: int) -> HttpResponse:
    """Mail somebody a link to choose a password."""
    said = _("A link is on its way. It works once, for seven days; earlier ones have ended.")
    return _act(request, person_id, services.invite_by_mail, said)


@require_http_methods(["GET", "POST"])
def take_back(request: ActorRequest, person_id: int) -> HttpResponse:
    """End what was given away and isn't used yet."""
    said = _("Ended. Whoever has the link finds that it opens nothing.")
    return _act(request, person_id, services.take_invitation_back, said)


def _act(
    request: ActorRequest, person_id: int, service: Callable[..., None], said: str
) -> HttpResponse:
    if not permissions.can_look_after_others(request.actor):
        raise NotAllowed(say("Only an administrator who is signed in invites people."))
    if request.method != "POST":
        return redirect("person", person_id)
    try:
        service(actor=request.actor, person_id=person_id)
    except NotFound:
        raise
    except Refused as refused:
        return person_page(request, person_id, refused)
    messages.success(request, said)
    return see_other(request, resolve_url("person", person_id))
