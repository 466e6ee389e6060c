"""One short number per request: in the answer, on the error page and in every line of the log.

A person who reads it out lets whoever operates Tandem find the lines that belong to it.
"""

import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
ENVIRON = "tandem.request_id"

_SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default="-")


def taken_or_made(offered: str) -> str:
    """The id a proxy in front of us gave, where it can't harm a log; else a new one."""
    return offered if _SANE.fullmatch(offered) else secrets.token_hex(8)


def of(request: HttpRequest) -> str:
    """The id of `request`; the server gave it one, a test's client didn't."""
    found: str | None = request.META.get(ENVIRON)
    if found is None:
        found = taken_or_made(request.headers.get(HEADER, ""))
        request.META[ENVIRON] = found
    return found


class RequestIds:
    """Middleware: the log knows the id while the request runs, the answer carries it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = of(request)
        token = _current.set(found)
        try:
            response = self._get_response(request)
        finally:
            _current.reset(token)
        response.headers[HEADER] = found
        return response


class WithRequestId(logging.Filter):
    """Gives every log record the field `request_id`, "-" outside a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not hasattr(record, "request_id"):
            record.request_id = _current.get()
        return True


_LINK = re.compile(r"(?<=/)((?:set-up|guest|ask|asked)/[^/\s'\"]{4})[^/\s'\"]+")


class WithoutSecrets(logging.Filter):
    """Takes the secret of a one-time link out of whatever is logged, Django's own lines too."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if _LINK.search(said):
            record.msg, record.args = _LINK.sub(r"\1…", said), None
        return True
