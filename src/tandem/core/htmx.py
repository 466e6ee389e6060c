"""What HTMX asks and what it understands, in words of our own."""

import json

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers


def wants_fragment(request: HttpRequest) -> bool:
    """Whether HTMX will put the answer into a page that is already there.

    A boosted link and a return through the browser's history ask with the same header, yet show
    the whole page.
    """
    asked = request.headers
    return (
        asked.get("HX-Request") == "true"
        and asked.get("HX-Boosted") != "true"
        and asked.get("HX-History-Restore-Request") != "true"
    )


def target(request: HttpRequest) -> str:
    """The id of the element the answer goes into; "" when none was named."""
    return request.headers.get("HX-Target", "") if wants_fragment(request) else ""


def varies(response: HttpResponseBase) -> None:
    """Tell caches that the same address has a page and fragments."""
    patch_vary_headers(response, ["HX-Request", "HX-Target"])


def see_other(request: HttpRequest, address: str) -> HttpResponse:
    """After an act: go to `address`, as a page. (HTMX follows a 303 by itself and would put the
    whole next page into the element that asked.)
    """
    if not wants_fragment(request):
        response: HttpResponse = HttpResponseRedirect(address)
        response.status_code = 303
    else:
        response = HttpResponse(status=204)
        response.headers["HX-Redirect"] = address
    varies(response)
    return response


def announce(response: HttpResponse, event: str, detail: object = None) -> HttpResponse:
    """Let the page hear `event` when the answer is there, with `detail` as JSON; return it.

    May be called more than once on one answer.
    """
    told = json.loads(response.headers.get("HX-Trigger", "{}"))
    told[event] = detail
    response.headers["HX-Trigger"] = json.dumps(told)
    return response
