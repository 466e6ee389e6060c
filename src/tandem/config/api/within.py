"""Requests that we make ourselves while we answer another, through the same door."""

from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NOT_TAKEN_ALONG = ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IDEMPOTENCY_KEY")


def ask_within(
    request: HttpRequest,
    method: str,
    path: str,
    body: bytes = b"",
    environ: Mapping[str, str] = _NOTHING,
) -> HttpResponseBase:
    """What whoever asks would be answered to something else. Raises Http404 where nothing is."""
    path, _, query = path.partition("?")
    place = resolve(path)
    kept = {key: value for key, value in request.META.items() if key not in _NOT_TAKEN_ALONG}
    inner = WSGIRequest(
        {
            **kept,
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
            **environ,
        }
    )
    for name in ("session", "user", "actor"):
        if hasattr(request, name):
            setattr(inner, name, getattr(request, name))
    inner.resolver_match = place
    answer: HttpResponseBase = place.func(inner, *place.args, **place.kwargs)
    return answer
