"""Requests as uvicorn describes them, for tests without a network."""

import asyncio
from collections.abc import Coroutine, Iterator
from typing import Any

from tandem.core.server.limits import Limits
from tandem.core.server.messages import Message, Receive, Scope

LIMITS = Limits(max_body=1000, body_in_memory=100, bodies_on_disk=1, idle=0.2, whole_body=0.5)


def scope(method: str = "GET", path: str = "/", **headers: str) -> Scope:
    """A request as uvicorn describes it; `content_length=…` is a header."""
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 50000),
        "headers": [(n.replace("_", "-").encode(), v.encode()) for n, v in headers.items()],
    }


def coming(*chunks: bytes, then: str = "nothing", pause: float = 0) -> Receive:
    """A `receive` that hands out `chunks`; `then`: "nothing" more, "end" or "disconnect"."""
    messages: Iterator[Message] = iter(
        [
            {
                "type": "http.request",
                "body": chunk,
                "more_body": then != "end" or place < len(chunks),
            }
            for place, chunk in enumerate(chunks, 1)
        ]
    )

    async def receive() -> Message:
        await asyncio.sleep(pause)
        for message in messages:
            return message
        if then != "disconnect":
            await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    return receive


class Sent:
    """A `send` that keeps what was sent."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def __call__(self, message: Message) -> None:
        self.messages.append(message)

    @property
    def status(self) -> int:
        status: int = self.messages[0]["status"]
        return status

    @property
    def headers(self) -> dict[str, str]:
        return {n.decode(): v.decode() for n, v in self.messages[0]["headers"]}

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages[1:])


def run(steps: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(asyncio.wait_for(steps, 10))
