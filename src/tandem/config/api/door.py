"""The API's door: who asks, by which way, with which scope, and how often."""

import re

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from tandem.accounts.queries import Caller, actor_for, caller_by_browser, caller_by_token
from tandem.accounts.rules import Actor, Scope, counters_of
from tandem.config.api.scopes import READING, scope_for
from tandem.config.confirming_door import ask_browser
from tandem.config.partners_door import closed_to
from tandem.core import clock
from tandem.core.errors import NotAllowed, TooOften
from tandem.core.rates import WINDOW, Asked, rates
from tandem.core.words import Sentence, say

ROOT = "api/v1/"
INSIDE = "tandem.inside"
"""In the environment of a request of our own while we answer another: it isn't counted."""
_ASKED, _CALLER = "tandem.asked", "tandem.caller"
OPERATIONS: dict[tuple[str | None, str], str] = {}
"""What a method asks for at an address: {(method, "/initiatives/{initiative_id}"): name}."""


class Token(HttpBearer):
    """A token of a person, as `Authorization: Bearer tandem_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of a living token; raises NotAllowed where its scope doesn't reach."""
        known: Caller | None = request.META.get(_CALLER)
        return _let_in(request, known or caller_by_token(token))


class BrowserSession(APIKeyCookie):
    """A signed-in browser: the documentation page. What writes also sends the CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The signed-in person, unless the request names a token: then that one has to do."""
        if "Authorization" in request.headers:
            return None
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The actor of the session; raises NotAllowed where another site may have sent this."""
        actor = getattr(request, "actor", None) or actor_for(request.user)
        if actor is not None and check_csrf(request):
            raise NotAllowed(
                say("For your safety, a browser sends its CSRF token as X-CSRFToken to write here.")
            )
        if actor is not None:
            ask_browser(request, place_of(request)[1])
        return _let_in(request, caller_by_browser(actor) if actor else None)


AUTH = [Token(), BrowserSession()]


def caller_of(request: HttpRequest) -> Caller | None:
    """Who was let in with this request, or nobody yet."""
    found: Caller | None = getattr(request, "caller", None)
    return found


def _let_in(request: HttpRequest, caller: Caller | None) -> Actor | None:
    if caller is None or caller_of(request):
        return caller.actor if caller else None
    name = place_of(request)[1]
    _count(request, caller)
    wanted = scope_for(request.method or "", name.removeprefix("api:"))
    if not caller.actor.scope.covers(wanted):
        raise NotAllowed(_too_narrow(wanted))
    if refused := closed_to(caller.actor, request, name):
        raise refused
    request.actor, request.caller = caller.actor, caller  # type: ignore[attr-defined]
    request.META[_CALLER] = caller
    return caller.actor


def _too_narrow(wanted: Scope) -> Sentence:
    if wanted is Scope.SETTINGS:
        return say(
            "This token doesn't change people and settings. Make one that does, under API tokens."
        )
    return say("This token only reads. Make one that also writes, under API tokens.")


def place_of(request: HttpRequest) -> tuple[str, str]:
    """(address with the names of its parts, name of the operation that is asked for there); no name
    for the pages of the documentation.
    """
    path = named_place(request.resolver_match) if request.resolver_match else "/"
    return path, OPERATIONS.get((request.method, path), "")


def named_place(place: ResolverMatch) -> str:
    """An address with the names of its parts: "/initiatives/{initiative_id}"."""
    path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", place.route)
    return f"/{path.removeprefix(ROOT)}"


# How often ------------------------------------------------------------------------------------


def _count(request: HttpRequest, caller: Caller) -> None:
    if INSIDE in request.META:
        return
    writes = request.method not in READING
    counter = counters_of(caller.token_id, caller.actor.me)[writes]
    quota = caller.writes if writes else caller.reads
    asked = rates().ask(counter, quota, clock.now().timestamp())
    request.META[_ASKED] = ("writes" if writes else "reads", asked)
    if not asked.let_in:
        raise TooOften(asked.wait)


def tell_rate(request: HttpRequest, response: HttpResponseBase) -> None:
    """Say how many more requests there may be, as the draft for RateLimit headers has it."""
    told: tuple[str, Asked] | None = request.META.get(_ASKED)
    if told:
        kind, asked = told
        response.headers["RateLimit-Policy"] = f'"{kind}";q={asked.quota};w={WINDOW:.0f}'
        response.headers["RateLimit"] = f'"{kind}";r={asked.left};t={asked.full_in}'
