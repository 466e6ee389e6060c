"""The ASGI application: files and streams at once, pages through four threads.

A request holds a thread only while Django works on it: its body has been taken in before, its
answer is sent afterwards. Order of the pieces: bodies → workers → bridge → answers.
"""

import asyncio
import logging
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connections

from tandem.core import problems
from tandem.core.full_disk import is_full
from tandem.core.server import bridge
from tandem.core.server.answers import Answer, send_answer
from tandem.core.server.bodies import Bodies, BodyTooLarge, BodyTooSlow, Gone, TooManyBodies
from tandem.core.server.exchange import Exchange, behind_proxy
from tandem.core.server.files import StaticFiles
from tandem.core.server.limits import Limits
from tandem.core.server.messages import Receive, Scope, Send
from tandem.core.server.streams import Streams
from tandem.core.server.workers import NoRoom, Workers

log = logging.getLogger("tandem.server")

# How long the threads may go on after the connections are closed.
_LAST_WORDS = 2.0


@dataclass(slots=True)
class Parts:
    """What the dispatcher chooses among."""

    pages: bridge.Pages
    files: StaticFiles
    streams: Streams


class Dispatcher:
    """One per process."""

    def __init__(self, parts: Parts, limits: Limits, *, proxied: bool) -> None:
        self._parts = parts
        self._limits = limits
        self._proxied = proxied
        self._bodies = Bodies(limits)
        self._workers = Workers(
            limits.threads, waiting=limits.waiting, at_end=connections.close_all
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._exchange(scope, receive, send)

    def close_streams(self) -> None:
        """End the streams: the server waits for open connections before it stops."""
        self._parts.streams.close()

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._workers.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await asyncio.to_thread(self._workers.stop, patience=_LAST_WORDS)
        await send({"type": "lifespan.shutdown.complete"})

    async def _exchange(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._proxied:
            behind_proxy(scope)
        exchange = Exchange(scope, send)
        try:
            await self._choose(scope, receive, exchange)
        except Gone:
            # Nobody is there to be told.
            pass
        except Exception:
            log.exception("The server failed.", extra={"request_id": exchange.request_id})
            if not exchange.answered:
                await send_answer(_plain(500, scope, exchange.request_id), exchange.send)
        finally:
            exchange.record()

    async def _choose(self, scope: Scope, receive: Receive, exchange: Exchange) -> None:
        path: str = scope["path"]
        if stream := self._parts.streams.at(path):
            exchange.kind = " stream"
            await self._parts.streams.run(stream, scope, receive, exchange.send)
        elif path.startswith(self._parts.files.prefix) and (
            found := self._parts.files.answer(scope)
        ):
            await send_answer(found, exchange.send)
        else:
            await self._page(scope, receive, exchange)

    async def _page(self, scope: Scope, receive: Receive, exchange: Exchange) -> None:
        try:
            body = await self._bodies.take_in(scope, receive)
        except (BodyTooLarge, BodyTooSlow) as raised:
            status = 413 if isinstance(raised, BodyTooLarge) else 408
            answer = await self._refusal(status, scope, receive, exchange)
        except TooManyBodies:
            answer = _plain(503, scope, exchange.request_id)
        except OSError as raised:
            if not is_full(raised):
                raise
            log.exception("The disk is full.", extra={"request_id": exchange.request_id})
            answer = await self._refusal(507, scope, receive, exchange)
        else:
            try:
                environ = bridge.environ_of(scope, body, exchange.request_id)
                answer = await self._run(environ, scope, receive)
            finally:
                body.close()
        await send_answer(answer, exchange.send)

    async def _refusal(
        self, status: int, scope: Scope, receive: Receive, exchange: Exchange
    ) -> Answer:
        """Let Django show the page for `status`, then close: the rest of the body still comes."""
        nothing = await self._bodies.take_in({**scope, "headers": ()}, receive)
        environ = bridge.environ_of(scope, nothing, exchange.request_id)
        environ[problems.ENVIRON] = status
        answer = await self._run(environ, scope, receive)
        return Answer(answer.status, [*answer.headers, ("connection", "close")], answer.body)

    async def _run(self, environ: bridge.Environ, scope: Scope, receive: Receive) -> Answer:
        """The answer of a worker. Raises Gone when the visitor left before it came."""
        free = self._workers.has_free
        try:
            job = self._workers.submit(partial(bridge.call, self._parts.pages, environ))
        except NoRoom:
            return _plain(503, scope, environ["tandem.request_id"])
        return await (asyncio.wrap_future(job) if free else _unless_gone(job, receive))


async def _unless_gone(job: Future[Answer], receive: Receive) -> Answer:
    """Wait in the queue, and leave it when the visitor does.

    What has begun is waited for even then: it still reads the body.
    """
    answer, gone = asyncio.wrap_future(job), asyncio.ensure_future(_gone(receive))
    either: set[asyncio.Future[Any]] = {answer, gone}
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not gone.done():
            return await answer
        if not job.cancel():
            (await answer).close()
        raise Gone
    finally:
        gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _plain(status: int, scope: Scope, request_id: str) -> Answer:
    """An answer that needs no thread."""
    body, content_type = problems.without_request(status, scope["path"], request_id)
    headers = [("content-type", content_type), ("content-length", str(len(body)))]
    if status == 503:
        headers.append(("retry-after", "5"))
    return Answer(status, [*headers, ("connection", "close")], body)
