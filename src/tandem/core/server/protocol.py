"""uvicorn's HTTP protocol, with an end to what it would wait for.

uvicorn itself gives a request's head any time and any size: a client that sends a byte now and
then keeps its connection for ever.
"""

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from tandem.core import content_policy

_HEAD_BYTES = 64 * 1024
_WORDS = {
    400: "Bad Request",
    408: "Request Timeout",
    431: "Request Header Fields Too Large",
}


class PatientProtocol(HttpToolsProtocol):
    """One connection. `head_seconds` is for the first byte to the last of a request's head."""

    head_seconds: ClassVar[float] = 30.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A new connection: its first head must come."""
        super().connection_made(transport)
        self._head_timer: asyncio.TimerHandle | None = None
        self._head_bytes = 0
        self._unsent = 0
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """The end of the connection, and of our waiting."""
        self._head_is_here()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes came. Between two requests they begin the next head, even if they are blank."""
        # uvicorn declares it as always there, and starts with none.
        cycle: RequestResponseCycle | None = self.cycle
        if self._head_timer is None and (cycle is None or cycle.response_complete):
            self._await_head()
        super().data_received(data)
        if self._head_timer is not None:
            self._head_bytes += len(data)
            if self._head_bytes > _HEAD_BYTES:
                self._refuse(431)

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._head_is_here()
        super().on_headers_complete()

    def timeout_keep_alive_handler(self) -> None:
        """The last answer was written a while ago: end, unless it is still being taken."""
        unsent = self.transport.get_write_buffer_size()
        if unsent and unsent != self._unsent:
            self._unsent = unsent
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )
        elif unsent:
            self.transport.abort()
        else:
            super().timeout_keep_alive_handler()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP."""
        self._refuse(400)

    def _await_head(self) -> None:
        self._head_bytes = 0
        self._head_timer = self.loop.call_later(self.head_seconds, self._refuse, 408)

    def _head_is_here(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _refuse(self, status: int) -> None:
        self._head_is_here()
        if self.transport.is_closing():
            return
        words = _WORDS[status]
        said = {
            "content-type": "text/plain; charset=utf-8",
            "content-length": str(len(words)),
            "connection": "close",
            **content_policy.headers(),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        self.transport.write(f"HTTP/1.1 {status} {words}\r\n{head}\r\n{words}".encode("ascii"))
        self.transport.close()
