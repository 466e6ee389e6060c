"""What a request of a signed-in person carries, and the door: without sign-in, nothing opens."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from tandem.accounts.queries import actor_and_zone
from tandem.accounts.rules import Actor
from tandem.core.htmx import see_other, wants_fragment
from tandem.core.remembered import remembering


class ActorRequest(HttpRequest):
    """A request behind the door: `actor` is whoever asks."""

    actor: Actor
    open_turns: int


open_to_visitors = login_not_required
"""Mark a view that works without sign-in. All others need none of this: they are closed."""


class Door:
    """Middleware: sets `request.actor` and the reader's time zone; sends visitors to sign in.

    The API answers for itself (tokens), so its addresses pass.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with timezone.override(None), remembering():
            return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        """Let a signed-in person in; everybody else only where the view says so."""
        actor, zone = actor_and_zone(request.user)
        if actor is not None:
            request.actor = actor  # type: ignore[attr-defined]
            timezone.activate(ZoneInfo(zone))
            return None
        if not getattr(view, "login_required", True) or request.path.startswith("/api/"):
            return None
        answer = redirect_to_login(request.get_full_path())
        # HTMX would follow it by itself and put the sign-in page into a corner of this one.
        return see_other(request, answer.url) if wants_fragment(request) else answer
