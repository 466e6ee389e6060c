"""Every refusal of the API in one shape: problem details (RFC 9457)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from tandem.core import problems, request_ids
from tandem.core.errors import Refused, TooOften
from tandem.core.problems import PROBLEMS, Problem
from tandem.core.words import say

_UNKNOWN = Problem(
    401,
    say("Who is asking?"),
    say("This needs a token that is valid. Send it as `Authorization: Bearer …`."),
)
_BROKEN = Problem(
    400, say("That can't be read"), say("The body of this request is not the JSON it should be.")
)
_STATUSES: Mapping[int, Problem] = {**PROBLEMS, 400: _BROKEN, 401: _UNKNOWN}


def speak_problems(api: NinjaAPI) -> None:
    """Let `api` answer every refusal with problem details."""
    for kind in (Refused, ValidationError, HttpError, Http404):
        api.add_exception_handler(kind, answer_problem)


def answer_problem(request: HttpRequest, raised: Exception | type[Exception]) -> HttpResponse:
    """What was raised, as problem details."""
    problem = _problem(raised)
    response = problems.details(problem, request_ids.of(request))
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(raised, TooOften):
        response.headers["Retry-After"] = str(raised.wait)
    return response


def _problem(raised: object) -> Problem:
    if isinstance(raised, Refused):
        return problems.from_refusal(raised)
    if isinstance(raised, ValidationError):
        return _unreadable(raised)
    if isinstance(raised, HttpError):
        known = _STATUSES.get(raised.status_code)
        return known or replace(PROBLEMS[400], status=raised.status_code)
    return PROBLEMS[404]


def _unreadable(invalid: ValidationError) -> Problem:
    """Name every field that is wrong: `lane: Input should be 'marketing' or 'it'`.

    An address whose numbers or words name nothing is an address where nothing is.
    """
    if any(error["loc"][0] == "path" for error in invalid.errors):
        return PROBLEMS[404]
    errors = tuple(_in_words(error) for error in invalid.errors)
    told = " ".join(f"{field}: {message}." if field else f"{message}." for field, message in errors)
    return replace(
        PROBLEMS[422], detail=say("{errors}", errors=told), field=errors[0][0], errors=errors
    )


def _in_words(error: Mapping[str, Any]) -> tuple[str, str]:
    """(field, message). The name that our own code gives a body means nothing to who sent it."""
    source, *place = error["loc"]
    if source == "body":
        place = place[1:]
    message = str(error["msg"]).removeprefix("Value error, ").rstrip(".")
    return ".".join(str(part) for part in place), message
