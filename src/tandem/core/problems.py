"""What a person, HTMX or a program is told when something did not work.

A page says what happened, what to do, and the number an operator finds it by in the log. HTMX gets
the same as a fragment for the element `problem` of the page it is on, the API as problem details
(RFC 9457). The words for each status are in one table below.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from tandem.core import htmx, pages, request_ids
from tandem.core.errors import BadInput, Refused, Stale
from tandem.core.full_disk import is_full
from tandem.core.words import Sentence, say

API = "/api/"
# The server asks for the page of a status by this key of the WSGI environment.
ENVIRON = "tandem.problem"

log = logging.getLogger("tandem.problems")

_NOTHING = Sentence("")


@dataclass(frozen=True, slots=True)
class Problem:
    """`title` in three words, `detail` what happened, `remedy` what to do ("" where obvious)."""

    status: int
    title: Sentence
    detail: Sentence
    remedy: Sentence = _NOTHING
    # The two texts of a stale save: what was typed must not be lost.
    mine: str | None = None
    theirs: str | None = None
    version: int | None = None
    field: str | None = None
    # Every field of a program's request that can't be taken, with the reason in words.
    errors: tuple[tuple[str, str], ...] = ()


_AGAIN = say("Go back and try once more. If it comes again, tell your administrator the number.")

PROBLEMS: Mapping[int, Problem] = {
    problem.status: problem
    for problem in (
        Problem(400, say("That can't be read"), say("The request was incomplete."), _AGAIN),
        Problem(
            403,
            say("That isn't yours to do"),
            say("Your role doesn't allow this."),
            say("Somebody of the side that decides it can, or your administrator."),
        ),
        Problem(
            404,
            say("Not found"),
            say("There is nothing here, or it isn't open to you."),
            say("Check the address, or ask whoever sent it to you."),
        ),
        Problem(
            405,
            say("That doesn't work here"),
            say("This address can't be asked that way."),
            say("Open the page again and use its buttons."),
        ),
        Problem(
            408,
            say("That took too long"),
            say("Your upload stopped on the way, so nothing was saved."),
            say("Check your connection and send it again."),
        ),
        Problem(
            409,
            say("Not yet"),
            say("Something has changed meanwhile."),
            say("Open the page again and look at how it stands now."),
        ),
        Problem(
            412,
            say("It has changed meanwhile"),
            say("This isn't what was read before, so nothing was done."),
            say("Open it again and look at how it stands now."),
        ),
        Problem(
            413,
            say("Too large"),
            say("What you sent is larger than this workspace takes, so nothing was saved."),
            say("Send less at once, or link to the file instead."),
        ),
        Problem(
            422,
            say("Please look at this again"),
            say("Something in the form can't be taken as it is."),
            say("Go back; what you typed is still there."),
        ),
        Problem(
            429,
            say("One moment"),
            say("That was asked too often in a short time."),
            say("Wait a minute and try again."),
        ),
        Problem(
            500,
            say("Our mistake"),
            say("Something broke on our side. What you last saved is safe."),
            _AGAIN,
        ),
        Problem(
            503,
            say("Busy just now"),
            say("Too much is going on at once, so nothing was done."),
            say("Wait a few seconds and try again."),
        ),
        Problem(
            507,
            say("No room left"),
            say("There is no room left where Tandem keeps its data, so nothing was saved."),
            say("Tell your administrator. Once there is room again, go back and send it again."),
        ),
    )
}

_CSRF = Problem(
    403,
    say("This page is too old"),
    say("For your safety a form can't be sent from a page opened before you signed in or out."),
    say("Go back, reload the page and send it again."),
)


def from_refusal(refused: Refused) -> Problem:
    """The problem a service's refusal stands for."""
    problem = Problem(refused.status, refused.title, refused.reason)
    if isinstance(refused, BadInput):
        problem = replace(problem, field=refused.field)
    if isinstance(refused, Stale):
        problem = replace(
            problem, mine=refused.mine, theirs=refused.theirs, version=refused.version
        )
    return problem


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Tell whoever asked, in the form they asked for."""
    request_id = request_ids.of(request)
    if request.path.startswith(API):
        return details(problem, request_id)
    told = _context(problem, request_id)
    try:
        if htmx.wants_fragment(request):
            response = pages.show(request, "errors/fragment.html", told, status=problem.status)
            return _into_the_page(response)
        return pages.show(request, "errors/page.html", told, status=problem.status)
    except Exception:
        # The page around the message needs the database and a person; the message does not.
        log.exception("The page for status %d could not be shown.", problem.status)
        return HttpResponse(plain_page(problem.status, request_id), status=problem.status)


def details(problem: Problem, request_id: str) -> HttpResponse:
    """The problem as RFC 9457 has it, with the request id added."""
    told: dict[str, object] = {
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "request_id": request_id,
    }
    for name in ("field", "mine", "theirs", "version"):
        if (value := getattr(problem, name)) is not None:
            told[name] = value
    if problem.errors:
        told["errors"] = [{"field": field, "message": message} for field, message in problem.errors]
    return JsonResponse(told, status=problem.status, content_type="application/problem+json")


def plain_page(status: int, request_id: str) -> str:
    """A page that needs nothing but its own words: for when all else may be broken."""
    return render_to_string(
        "errors/plain.html", _context(PROBLEMS[status], request_id), using="jinja2"
    )


def without_request(status: int, path: str, request_id: str) -> tuple[bytes, str]:
    """Body and content type of an answer that Django has no part in."""
    if path.startswith(API):
        response = details(PROBLEMS[status], request_id)
        return response.content, response.headers["Content-Type"]
    return plain_page(status, request_id).encode(), "text/html; charset=utf-8"


def _context(problem: Problem, request_id: str) -> dict[str, object]:
    return {"problem": problem, "request_id": request_id}


def _into_the_page(response: HttpResponse) -> HttpResponse:
    """Let HTMX put the fragment where base.html keeps room for it, whatever asked."""
    response.headers["HX-Retarget"] = "#problem"
    response.headers["HX-Reswap"] = "innerHTML show:top"
    response.headers["HX-Reselect"] = "unset"
    return response


class AnswerProblems:
    """Middleware: a `Refused` that no view caught becomes its answer, and so does a full queue."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if refused := request.META.get(ENVIRON):
            return answer(request, PROBLEMS[refused])
        response = self._get_response(request)
        if response.status_code == 405 and isinstance(response, HttpResponse):
            return self._with_words(request, response)
        return response

    def process_exception(self, request: HttpRequest, raised: Exception) -> HttpResponse | None:
        """Answer what was raised, or leave it to the page for errors of ours."""
        if isinstance(raised, Refused):
            return answer(request, from_refusal(raised))
        if is_full(raised):
            log.error("The disk is full.", exc_info=raised)
            return answer(request, PROBLEMS[507])
        if isinstance(raised, OperationalError):
            log.error("The database did not answer.", exc_info=raised)
            response = answer(request, PROBLEMS[503])
            response.headers["Retry-After"] = "5"
            return response
        return None

    def _with_words(self, request: HttpRequest, empty: HttpResponse) -> HttpResponse:
        response = answer(request, PROBLEMS[405])
        response.headers["Allow"] = empty.headers.get("Allow", "")
        return response


# The views Django calls by name (urls.py and settings.py).


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: Django could not read the request, or found it suspicious."""
    return answer(request, PROBLEMS[400])


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 of Django's own."""
    return answer(request, PROBLEMS[403])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such address."""
    return answer(request, PROBLEMS[404])


def our_mistake(request: HttpRequest) -> HttpResponse:
    """500. Nothing may go wrong here, so the page asks for nothing."""
    request_id = request_ids.of(request)
    if request.path.startswith(API):
        return details(PROBLEMS[500], request_id)
    return HttpResponse(plain_page(500, request_id), status=500)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token does not fit this browser's session."""
    return answer(request, _CSRF)
