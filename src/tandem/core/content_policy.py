"""What a browser may do with our answers: nothing but what is named here.

Every answer carries these headers, from the first byte on: pages get them from the middleware,
whatever Django never sees (static files, a body that is too large) from the server.
Django 6 brings a Content-Security-Policy of its own; this module is the only one to change then.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    # blob: shows a picture before it is sent; data: is what file-free icons use.
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}

_OTHERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), "
        "accelerometer=(), gyroscope=(), magnetometer=(), midi=(), browsing-topics=()"
    ),
}

_YEAR = 365 * 24 * 60 * 60
_Arguments = ParamSpec("_Arguments")
_Response = TypeVar("_Response", bound=HttpResponseBase)


def headers(loosened: Mapping[str, str] | None = None) -> dict[str, str]:
    """All security headers; `loosened` adds sources to directives: {"style-src": "'unsafe-…'"}."""
    policy = dict(POLICY)
    for directive, sources in (loosened or {}).items():
        policy[directive] = f"{policy.get(directive, '')} {sources}".strip()
    said = {"Content-Security-Policy": "; ".join(f"{d} {s}" for d, s in policy.items()), **_OTHERS}
    if settings.TANDEM_URL.startswith("https:"):
        said["Strict-Transport-Security"] = f"max-age={_YEAR}"
    return said


def loosen(response: _Response, directives: Mapping[str, str]) -> _Response:
    """Let this one answer do more, and return it. Say at the call why it must."""
    for name, value in headers(directives).items():
        response.headers[name] = value
    return response


def loosened(
    directives: Mapping[str, str],
) -> Callable[[Callable[_Arguments, _Response]], Callable[_Arguments, _Response]]:
    """`loosen` as a decorator of a view, for views that packages bring."""

    def decorate(view: Callable[_Arguments, _Response]) -> Callable[_Arguments, _Response]:
        @wraps(view)
        def wrapper(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Response:
            return loosen(view(*args, **kwargs), directives)

        return wrapper

    return decorate


class ContentPolicy:
    """Middleware: the security headers on every answer that doesn't bring its own.

    A page shows what one person may see, so no cache keeps it for another unless it says so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._headers = headers()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
