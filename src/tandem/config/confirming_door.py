"""The door before what only somebody does who has lately proved who they are."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tandem.config.confirmed import ASKED
from tandem.core.errors import NotAllowed
from tandem.core.words import say
from tandem.sign_in.requests import proved_lately
from tandem.sign_in.views.confirming import confirmed

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class ConfirmingDoor:
    """Middleware after the doors: asks for the password or a passkey, and lets what was sent go on
    once it is given. Nothing that somebody typed is lost.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        """The page that asks, or nothing where it needn't. The API asks by itself, see below."""
        place = request.resolver_match
        if request.method in _READING or place is None or place.view_name not in ASKED:
            return None
        return confirmed(request) if hasattr(request, "actor") else None


def ask_browser(request: HttpRequest, operation: str) -> None:
    """For what a signed-in browser asks of the API: raises NotAllowed until its person has proved
    who they are.
    """
    if request.method in _READING or operation.removeprefix("api:") not in ASKED:
        return
    if proved_lately(request):
        return
    raise NotAllowed(
        say("Prove first that it is you, at /my-sign-in/confirm/. Then send this once more.")
    )
