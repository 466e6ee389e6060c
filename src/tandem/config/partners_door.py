"""The door for partners: what `partners` doesn't name isn't open to them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tandem.accounts.rules import Actor
from tandem.activity.queries import meets
from tandem.config.partners import OF_ONESELF, OF_PEOPLE, OPEN
from tandem.core import problems
from tandem.core.errors import NotAllowed, NotFound, Refused
from tandem.core.words import say


def why_closed(actor: Actor, name: str, person_id: int | None) -> Refused | None:
    """Why an address isn't open to a partner, or nothing where it is, and for everybody else."""
    if not actor.is_partner or name in OPEN:
        return None
    if name in OF_ONESELF | OF_PEOPLE:
        known = person_id == actor.me or (name in OF_PEOPLE and meets(actor, person_id or 0))
        return None if known else NotFound()
    return NotAllowed(
        say(
            "This is for people of the company. As a partner you find the initiatives that you "
            "were put on."
        )
    )


def closed_to(actor: Actor, request: HttpRequest, name: str = "") -> Refused | None:
    """The same of a request, once its address is known; `name` where that has several."""
    if not actor.is_partner or (place := request.resolver_match) is None:
        return None
    return why_closed(actor, name or place.view_name, place.kwargs.get("person_id"))


class PartnersDoor:
    """Middleware after the door: a partner in a browser finds what is open to them.

    Programs with a token come by the API's own door, which asks the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        """Refuse kindly; what needs no sign-in is open to partners, too."""
        actor = getattr(request, "actor", None)
        if actor is None or not actor.is_partner:
            return None
        if request.path.startswith("/api/") or not getattr(view, "login_required", True):
            return None
        refused = closed_to(actor, request)
        return problems.answer(request, problems.from_refusal(refused)) if refused else None
