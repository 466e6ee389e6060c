"""What a request of a signed-in person carries, and the door: without sign-in, nothing opens."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from tandem.accounts.queries import actor_and_zone, guest_by_hash
from tandem.accounts.queries.sessions import SEEN_TO
from tandem.accounts.rules import Actor
from tandem.accounts.services import note_seen
from tandem.core import clock, problems
from tandem.core.errors import NotFound
from tandem.core.htmx import see_other, wants_fragment
from tandem.core.remembered import remembering


class ActorRequest(HttpRequest):
    """A request behind the door: `actor` is whoever asks."""

    actor: Actor
    open_turns: int


open_to_visitors = login_not_required
"""Mark a view that works without sign-in. All others need none of this: they are closed."""


GUEST = "guest"
"""Where a session keeps the hash of the link that a guest came in by."""


def open_to_guests(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Mark a view that is for guests alone; every other page isn't there for them."""
    view.for_guests = True  # type: ignore[attr-defined]
    return login_not_required(view)


def _note_seen(request: HttpRequest) -> None:
    """Note that this browser is in use: once an hour, with what writes anyway."""
    key, seen_at = request.session.session_key, getattr(request.session, "seen_at", None)
    if key and seen_at and clock.now() - seen_at > SEEN_TO:
        note_seen([key])


class Door:
    """Middleware: sets `request.actor` and the reader's time zone; sends visitors to sign in.

    The API answers for itself (tokens), so its addresses pass. A guest finds their own pages and
    those that are open to visitors; everything else isn't there.
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
            if request.method == "POST":
                _note_seen(request)
            return None
        if request.path.startswith("/api/"):
            return None
        if GUEST in request.session and (refused := self._meet_guest(request, view)):
            return refused
        if not getattr(view, "login_required", True):
            return None
        answer = redirect_to_login(request.get_full_path())
        # HTMX would follow it by itself and put the sign-in page into a corner of this one.
        return see_other(request, answer.url) if wants_fragment(request) else answer

    def _meet_guest(
        self, request: HttpRequest, view: Callable[..., Any]
    ) -> HttpResponseBase | None:
        """Let a guest in to their pages while their link lives; after that, those say so."""
        if getattr(view, "for_guests", False):
            if guest := guest_by_hash(request.session[GUEST]):
                request.actor = guest  # type: ignore[attr-defined]
            return None
        if getattr(view, "login_required", True):
            return problems.answer(request, problems.from_refusal(NotFound()))
        return None
