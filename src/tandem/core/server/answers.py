"""A finished answer, and how it is sent.

A worker thread hands over the whole answer and is free again: however slowly a browser reads, it
keeps no thread.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

from tandem.core.server.messages import Send

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (lower case) and either `body`, or a `file` open at its first byte."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes = b""
    file: IO[bytes] | Any | None = None

    def close(self) -> None:
        """Give back the file of an answer, sent or not."""
        if self.file is not None:
            with suppress(OSError):
                self.file.close()


async def send_answer(answer: Answer, send: Send) -> None:
    """Send all of it. `protocol` ends the connection of a reader who takes nothing."""
    try:
        start = [
            (name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers
        ]
        await send({"type": "http.response.start", "status": answer.status, "headers": start})
        if answer.file is None:
            await send({"type": "http.response.body", "body": answer.body})
            return
        while chunk := await asyncio.to_thread(answer.file.read, _CHUNK):
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        answer.close()
