"""Event streams: coroutines beside the pages. An open one costs some KiB and no thread."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from tandem.core.server.messages import Application, Message, Receive, Scope, Send

_GRACE = 2.0

log = logging.getLogger("tandem.server")


class Streams:
    """The streams of this process: which address is which, and which are open."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._applications = {
            path: found for path, name in table.items() if (found := _imported(name)) is not None
        }
        self._open: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()

    def __len__(self) -> int:
        return len(self._open)

    def at(self, path: str) -> Application | None:
        """The stream of this address, or nothing."""
        return self._applications.get(path)

    async def run(
        self, application: Application, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Run one stream until it ends by itself, its reader leaves or the server stops."""

        async def hear() -> Message:
            return await self._first_of(receive)

        task = asyncio.ensure_future(application(scope, hear, send))
        self._open.add(task)
        try:
            await task
        except asyncio.CancelledError:
            task.cancel()
            if not self._closing.is_set():
                raise
            with suppress(RuntimeError):
                await send({"type": "http.response.body", "body": b""})
        finally:
            self._open.discard(task)

    def close(self) -> None:
        """End all: each hears that its reader left; what doesn't listen is cancelled."""
        self._closing.set()
        asyncio.get_running_loop().call_later(_GRACE, self._cancel)

    def _cancel(self) -> None:
        for task in self._open:
            task.cancel()

    async def _first_of(self, receive: Receive) -> Message:
        heard = asyncio.ensure_future(receive())
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            await asyncio.wait({heard, closing}, return_when=asyncio.FIRST_COMPLETED)
            return {"type": "http.disconnect"} if closing.done() else heard.result()
        finally:
            heard.cancel()
            closing.cancel()


@require_safe
def not_streamed(request: HttpRequest) -> HttpResponse:
    """The view behind a stream's address, for a server that runs the pages alone.

    No content is what EventSource takes for an end: it doesn't ask again.
    """
    return HttpResponse(status=204)


def _imported(name: str) -> Application | None:
    try:
        found: Application = import_string(name)
    except ModuleNotFoundError as missing:
        if not name.startswith(f"{missing.name}"):
            raise
        log.warning("There is no stream %s; its address answers 404.", name)
        return None
    return found
