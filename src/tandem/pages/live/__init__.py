"""The live stream: `/live/`, an ASGI coroutine beside Django (settings.TANDEM_STREAMS).

Server-sent events: `change` with the ids of subjects that changed, `bye` when the stream ends
because the person is no longer signed in as they were. Nothing else is told; a page that shows such
a subject fetches itself again, through the same doors as always.

- `stream` speaks HTTP: one coroutine for each browser.
- `listeners` holds what is to be said to each.
- `watcher` is the one thread of the process that reads the database for all of them.
"""

import asyncio
from contextlib import suppress
from http.cookies import CookieError, SimpleCookie

from django.conf import settings

from tandem.core.server.messages import Receive, Scope, Send, header
from tandem.pages.live.listeners import ADMITTED, Listener
from tandem.pages.live.watcher import NoSeat, watched

# Seconds. A proxy that hears nothing for a minute or so takes the connection for dead.
HEARTBEAT = 20.0
# So long a reader may leave what we sent lying.
PATIENCE = 30.0
RETRY = b"retry: 5000\n\n"
STILL_HERE = b": still here\n\n"
_LONGEST_CURSOR = 64
_LONGEST_KEY = 40

__all__ = ["stream"]


async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    """Tell one browser what changes, until it leaves, signs out, or the server stops."""
    key = _session_key(scope)
    if scope["method"] != "GET":
        await _refuse(send, 405)
    elif not key:
        await _refuse(send, 403)
    else:
        listener = Listener(key, header(scope, "last-event-id")[:_LONGEST_CURSOR])
        try:
            with watched(listener, most=settings.TANDEM_MAX_STREAMS):
                await _serve(listener, receive, send)
        except NoSeat:
            await _refuse(send, 503)


async def _serve(listener: Listener, receive: Receive, send: Send) -> None:
    status = await listener.answered
    if status != ADMITTED:
        await _refuse(send, status)
        return
    headers = {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store"}
    # nginx would keep what we say to itself until it has a page of it.
    await _start(send, 200, {**headers, "x-accel-buffering": "no"})
    leaving = asyncio.ensure_future(_until_gone(receive, listener))
    try:
        await _say(send, RETRY)
        while not listener.gone:
            words = await listener.next_words(HEARTBEAT)
            if words or not listener.gone:
                await _say(send, words or STILL_HERE)
        with suppress(OSError):
            await send({"type": "http.response.body", "body": b""})
    except TimeoutError:
        # Whoever doesn't read is not there.
        pass
    finally:
        leaving.cancel()


async def _say(send: Send, words: bytes) -> None:
    async with asyncio.timeout(PATIENCE):
        await send({"type": "http.response.body", "body": words, "more_body": True})


async def _until_gone(receive: Receive, listener: Listener) -> None:
    """Wait until the browser is gone or the server closes its streams."""
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.leave()


async def _start(send: Send, status: int, headers: dict[str, str]) -> None:
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": encoded})


async def _refuse(send: Send, status: int) -> None:
    """Say no. (EventSource shows nobody a page, so there is none.)"""
    headers = {"content-length": "0", "cache-control": "no-store"}
    if status == 503:
        headers["retry-after"] = "60"
    if status == 405:
        headers["allow"] = "GET"
    await _start(send, status, headers)
    await send({"type": "http.response.body", "body": b""})


def _session_key(scope: Scope) -> str:
    """The session's key out of the cookies; "" where there is none."""
    try:
        cookie = SimpleCookie(header(scope, "cookie")).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    key = cookie.value if cookie else ""
    return key if len(key) <= _LONGEST_KEY and key.isascii() and key.isalnum() else ""
