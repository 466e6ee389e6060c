"""A browser that listens to `/live/`, without a server in between: the coroutine, in a loop of its
own thread. What it hears is there for the test, which goes on in its own.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from tandem.accounts.rules import Actor
from tandem.core.server.messages import Message
from tandem.pages.live import stream

if TYPE_CHECKING:
    from concurrent.futures import Future

SOON = 10.0
"""Seconds after which something that should have happened didn't."""


@dataclass
class Ear:
    """One open stream."""

    loop: asyncio.AbstractEventLoop
    said: list[bytes] = field(default_factory=list)
    status: int = 0
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    done: "Future[None] | None" = None

    async def run(self, headers: dict[str, str], method: str) -> None:
        encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": method, "path": "/live/", "headers": encoded}
        await stream(scope, self._receive, self._send)

    async def _receive(self) -> Message:
        await self.closed.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.said.append(message["body"])

    @property
    def text(self) -> str:
        return b"".join(self.said).decode()

    @property
    def ids(self) -> list[set[int]]:
        """The subjects of each change, in order."""
        lines = [line for line in self.text.split("\n") if line.startswith("data: ")]
        words = [line.removeprefix("data: ").split() for line in lines]
        return [{int(word) for word in found} for found in words if found[0].isdigit()]

    @property
    def cursor(self) -> str:
        """The id of the last change: what EventSource sends when it comes back."""
        return self.text.rpartition("id: ")[2].partition("\n")[0]

    @property
    def ended(self) -> bool:
        assert self.done is not None
        return self.done.done()

    def until(self, condition: "Callable[[Ear], object]") -> "Ear":
        """Wait for it. Fails with what was heard."""
        wait_until(lambda: condition(self), lambda: f"{self.status} {self.text!r}")
        return self

    def leave(self) -> None:
        self.loop.call_soon_threadsafe(self.closed.set)
        assert self.done is not None
        self.done.result(SOON)


class Listening:
    """Opens streams in one event loop, as one server process does."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.ears: list[Ear] = []

    def open(self, key: str, *, last: str = "", method: str = "GET", wait: bool = True) -> Ear:
        """Listen with the session `key`; `last` is the Last-Event-ID."""
        headers = {"cookie": f"theme=dark; {settings.SESSION_COOKIE_NAME}={key}"}
        if last:
            headers["last-event-id"] = last
        ear = Ear(self._loop)
        ear.done = asyncio.run_coroutine_threadsafe(ear.run(headers, method), self._loop)
        self.ears.append(ear)
        return ear.until(lambda heard: heard.said) if wait else ear

    def close(self) -> None:
        for ear in self.ears:
            ear.leave()


@contextmanager
def listening() -> Iterator[Listening]:
    """A loop in a thread; all streams are left at the end, and their watcher with them."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    room = Listening(loop)
    try:
        yield room
    finally:
        room.close()
        wait_until(lambda: not watchers(), lambda: "the watcher goes on")
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def watchers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "live-watcher"]


def wait_until(condition: Callable[[], object], else_say: Callable[[], str]) -> None:
    last = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < last, else_say()
        time.sleep(0.01)


def signed_in(actor: Actor) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=actor.me))
    return client


def key_of(client: Client) -> str:
    key = client.session.session_key
    assert key is not None
    return key
