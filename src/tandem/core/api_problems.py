"""Every refusal of the API in one shape: problem details (RFC 9457)."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from tandem.core import problems, request_ids
from tandem.core.errors import Refused
from tandem.core.problems import PROBLEMS, Problem
from tandem.core.words import say

_UNKNOWN = Problem(
    401,
    say("Who is asking?"),
    say("This needs a token that is valid. Send it as `Authorization: Bearer …`."),
)
_STATUSES: Mapping[int, Problem] = {**PROBLEMS, 401: _UNKNOWN}


def speak_problems(api: NinjaAPI) -> None:
    """Let `api` answer every refusal with problem details."""
    for kind in (Refused, ValidationError, HttpError, Http404):
        api.add_exception_handler(kind, _answer)


def _answer(request: HttpRequest, raised: Exception | type[Exception]) -> HttpResponse:
    problem = _problem(raised)
    response = problems.details(problem, request_ids.of(request))
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
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
    """Name the first field that is wrong: `body.payload.title: Field required`."""
    first = invalid.errors[0]
    field = ".".join(str(part) for part in first["loc"])
    detail = say("{field}: {message}", field=field, message=first["msg"])
    return replace(PROBLEMS[422], detail=detail, field=field)
