"""What holds for every operation: ETags, `If-Match`, `Idempotency-Key`, the headers of the rates.

A request that names a condition is carried out in one transaction with it: the act, the look at
what stands there, and the answer that is kept are there together, or none of them.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tandem.accounts.services import Attempt, Kept, keep_answer, take_key, together
from tandem.config.api.door import AUTH, INSIDE, caller_of, place_of, tell_rate
from tandem.config.api.scopes import READING
from tandem.config.api.within import ask_within
from tandem.core import etags
from tandem.core.api_problems import answer_problem
from tandem.core.errors import BadInput, ChangedMeanwhile, Refused, RuleBroken
from tandem.core.words import say

Run = Callable[..., HttpResponseBase]
KEY, KEY_AT_MOST = "Idempotency-Key", 200
MATCH = "If-Match"
READABLE: set[str] = set()
"""Addresses of single things that can be read."""
SECRET: set[str] = set()
"""Names of the operations that tell a secret."""
_TRIES = 3
_CHANGED_UNDER_US = "40001"


def with_conditions(run: Run) -> Run:
    """A decorator for what carries out an operation."""

    @wraps(run)
    def wrapper(request: HttpRequest, **named: Any) -> HttpResponseBase:
        response = _respond(lambda: run(request, **named), request)
        tell_rate(request, response)
        return response

    return wrapper


def _respond(act: Run, request: HttpRequest) -> HttpResponseBase:
    if request.method in READING:
        return _tagged(request, act())
    key = request.headers.get(KEY) if request.method == "POST" else None
    if (key is None and MATCH not in request.headers) or not _known(request):
        return act()
    try:
        return _tried(act, request, _attempt(request, key) if key is not None else None)
    except Refused as refused:
        return _told(request, refused)


def _known(request: HttpRequest) -> bool:
    """Whether somebody is let in; who isn't is told so by the operation itself."""
    try:
        return any(way(request) for way in AUTH)
    except Refused:
        return False


def _told(request: HttpRequest, refused: Refused) -> HttpResponse:
    return answer_problem(request, refused)


# Reading --------------------------------------------------------------------------------------


def _tagged(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Name the state of an answer; say only that it is still the same to who knows it."""
    if response.status_code != 200 or not isinstance(response, HttpResponse):
        return response
    response.headers.setdefault("ETag", etags.tag_of(response.content))
    response.headers.setdefault("Cache-Control", "private, no-cache")
    known = request.headers.get("If-None-Match")
    if known is None or not etags.names(known, response.headers["ETag"]):
        return response
    same = HttpResponse(status=304)
    del same.headers["Content-Type"]
    for name in ("ETag", "Cache-Control"):
        same.headers[name] = response.headers[name]
    return same


# Changing -------------------------------------------------------------------------------------


def _tried(act: Run, request: HttpRequest, attempt: Attempt | None) -> HttpResponseBase:
    """Carry out an act with its conditions. Where PostgreSQL says that what we had looked at was
    changed under us, nothing was done: we look again.
    """
    for left in reversed(range(_TRIES)):
        try:
            return together(lambda: _once(act, request, attempt), steady=MATCH in request.headers)
        except NothingDone as nothing:
            return nothing.response
        except OperationalError as error:
            changed = getattr(error.__cause__, "sqlstate", "") == _CHANGED_UNDER_US
            if not changed or not left:
                raise
    raise AssertionError


class NothingDone(Exception):
    """Ends the transaction: what was carried out in it is taken back, and this is the answer."""

    def __init__(self, response: HttpResponseBase) -> None:
        super().__init__(response.status_code)
        self.response = response


def _once(act: Run, request: HttpRequest, attempt: Attempt | None) -> HttpResponseBase:
    """Inside the transaction: what was answered before, or the act if what it expects stands."""
    kept = take_key(attempt) if attempt else None
    if attempt and kept and kept.status:
        return _again(attempt, kept)
    address, tag = _standing(request) if MATCH in request.headers else ("", "")
    expected = request.headers.get(MATCH)
    if expected is not None and tag and not etags.names(expected, tag):
        raise ChangedMeanwhile(_changed(address))
    response = act()
    if not 200 <= response.status_code < 300:
        raise NothingDone(response)
    if expected is not None and not tag:
        raise ChangedMeanwhile(_changed(""))
    if kept:
        _keep(request, kept, response)
    return response


def _changed(address: str) -> Any:
    if not address:
        return say(
            "There is nothing at this address whose ETag could be compared, so nothing was done. "
            "Leave out If-Match."
        )
    return say(
        "This was changed since you read it, so nothing was done. Read {address} again and send "
        "what you want with its ETag.",
        address=address,
    )


def _standing(request: HttpRequest) -> tuple[str, str]:
    """(address, ETag) of the nearest single thing that can be read, here or above; "" for none."""
    template, path = place_of(request)[0], request.path
    while template.strip("/"):
        if template in READABLE:
            look = ask_within(request, "GET", path, environ={INSIDE: "yes"})
            return path, look.headers.get("ETag", "") if look.status_code == 200 else ""
        template, path = template.rpartition("/")[0], path.rpartition("/")[0]
    return "", ""


# The same request again -----------------------------------------------------------------------


def _attempt(request: HttpRequest, key: str) -> Attempt:
    """Raises BadInput where the key can't be one."""
    caller = caller_of(request)
    assert caller is not None  # noqa: S101 - they were let in
    if not key or len(key) > KEY_AT_MOST:
        raise BadInput(
            say("Between 1 and {most} characters name an attempt.", most=KEY_AT_MOST), field=KEY
        )
    return Attempt(caller.actor.me, caller.token_id, request.path[:300], key, _sent(request))


def _sent(request: HttpRequest) -> str:
    """A digest of what was sent. A form is read: each time it is sent it is cut up differently."""
    digest = hashlib.sha256(request.get_full_path().encode())
    if request.content_type == "multipart/form-data":
        for name, values in sorted(request.POST.lists()):
            digest.update(repr((name, values)).encode())
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                content = hashlib.sha256(b"".join(file.chunks())).hexdigest()
                digest.update(repr((name, file.name, content)).encode())
                file.seek(0)
    else:
        digest.update(request.body)
    return digest.hexdigest()


def _again(attempt: Attempt, kept: Kept) -> HttpResponse:
    if kept.sent != attempt.sent:
        raise BadInput(
            say(
                "This Idempotency-Key was used here for something else within a day. Send a new "
                "key with what is new."
            ),
            field=KEY,
        )
    if kept.content is None:
        raise RuleBroken(
            say(
                "That was done already, and its secret is shown only once. Take it back and make "
                "a new one if you don't have it."
            )
        )
    response = HttpResponse(kept.content, status=kept.status, content_type="application/json")
    if not kept.content:
        del response.headers["Content-Type"]
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _keep(request: HttpRequest, kept: Kept, response: HttpResponseBase) -> None:
    name = place_of(request)[1].removeprefix("api:")
    told = response.content.decode() if isinstance(response, HttpResponse) else None
    keep_answer(
        answer_id=kept.id,
        status=response.status_code,
        content=None if name in SECRET else told,
    )
