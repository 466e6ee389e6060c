"""uvicorn's HTTP protocol, with an end to what it would wait for.

uvicorn itself gives a request's head any time and any size, and an answer any time to be taken: a
client that sends or takes a byte now and then keeps its connection for ever.
"""

import asyncio
import fcntl
import termios
from array import array
from contextlib import suppress
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
    """One connection. Within `idle_seconds` a whole head must come, and something be taken."""

    idle_seconds: ClassVar[float] = 30.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A new connection: its first head must come."""
        super().connection_made(transport)
        self._head_timer: asyncio.TimerHandle | None = None
        self._head_bytes = 0
        self._reader_timer: asyncio.TimerHandle | None = None
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """The end of the connection, and of our waiting."""
        self._head_is_here()
        self._forget_reader()
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

    def pause_writing(self) -> None:
        """More is to be sent than the reader takes."""
        super().pause_writing()
        self._watch_reader()

    def resume_writing(self) -> None:
        """The reader has taken most of it."""
        self._forget_reader()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """The last answer was given a while ago: end, unless it is still being taken."""
        if self._on_the_way():
            self._watch_reader()
        else:
            super().timeout_keep_alive_handler()

    def _watch_reader(self) -> None:
        """Look again after a while whether the reader has taken anything. Closing would wait for
        that reader, so the connection is cut.
        """
        self._forget_reader()
        self._reader_timer = self.loop.call_later(
            self.idle_seconds, self._look_at_reader, self._on_the_way()
        )

    def _look_at_reader(self, then: int) -> None:
        self._reader_timer = None
        now = self._on_the_way()
        if now and now == then:
            self.transport.abort()
        elif now:
            self._watch_reader()
        elif self.cycle.response_complete:
            self.transport.close()

    def _on_the_way(self) -> int:
        """Bytes that the reader has not confirmed: ours, and those the kernel holds.

        The kernel's alone can be megabytes, which a slow line takes a minute for. A socket that has
        been closed meanwhile holds nothing.
        """
        held = array("i", [0])
        with suppress(OSError, ValueError):
            fcntl.ioctl(self.transport.get_extra_info("socket"), termios.TIOCOUTQ, held)
        return self.transport.get_write_buffer_size() + held[0]

    def _forget_reader(self) -> None:
        if self._reader_timer is not None:
            self._reader_timer.cancel()
            self._reader_timer = None

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP."""
        self._refuse(400)

    def _await_head(self) -> None:
        self._head_bytes = 0
        self._head_timer = self.loop.call_later(self.idle_seconds, self._refuse, 408)

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
