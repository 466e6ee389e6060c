"""Addresses that go wrong on purpose, for the tests of this folder."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.http import require_POST

from tandem.core import content_policy, htmx, pages
from tandem.core.errors import BadInput, NotAllowed, NotFound, Refused, RuleBroken, Stale
from tandem.core.health import health
from tandem.core.words import say

_REFUSALS: dict[str, Refused] = {
    "missing": NotFound(),
    "not-yours": NotAllowed(say("Only the IT owner can do this.")),
    "not-yet": RuleBroken(say("{name} confirms the playback first.", name="Alice")),
    "bad-date": BadInput(say("That day has passed."), field="due"),
    "stale": Stale(say("Igor saved meanwhile."), mine="<my text>", theirs="his text", version=3),
}


@login_not_required
def refuse(request: HttpRequest, what: str) -> HttpResponse:
    raise _REFUSALS[what]


@login_not_required
def busy(request: HttpRequest) -> HttpResponse:
    raise OperationalError("database is locked")


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


@login_not_required
@require_POST
def post_only(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


@login_not_required
def act(request: HttpRequest) -> HttpResponse:
    return htmx.announce(htmx.announce(htmx.see_other(request, "/ideas/"), "one"), "two", {"n": 2})


@login_not_required
@content_policy.loosened({"style-src": "'unsafe-inline'"})
def loose(request: HttpRequest) -> HttpResponse:
    return HttpResponse("loose")


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    return pages.show(request, "page.html", {"name": "<Alice>"}, parts=["waiting_for"])


@login_not_required
def given(request: HttpRequest) -> HttpResponse:
    """Whatever view a test puts there."""
    return given_view(request)


given_view: Callable[[HttpRequest], HttpResponse] = page

urlpatterns = [
    path("given/", given),
    re_path(r"^(?:api/)?refuse/(?P<what>[a-z-]+)/$", refuse),
    re_path(r"^(?:api/)?busy/$", busy),
    re_path(r"^(?:api/)?broken/$", broken),
    path("post-only/", post_only),
    path("act/", act),
    path("loose/", loose),
    path("page/", page),
    path("health/", health),
]
# The same as in tandem.config.urls.
handler400 = "tandem.core.problems.bad_request"
handler403 = "tandem.core.problems.forbidden"
handler404 = "tandem.core.problems.not_found"
handler500 = "tandem.core.problems.our_mistake"
