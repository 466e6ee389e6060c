"""Takes in the whole body of a request before a thread is given to it.

Four slow uploads would hold all four threads otherwise, and the site would stand still.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import suppress
from io import BytesIO
from typing import IO

from tandem.core.server.limits import Limits
from tandem.core.server.messages import Receive, Scope, header


class BodyTooLarge(Exception):
    """More bytes than the workspace takes."""


class BodyTooSlow(Exception):
    """Nothing came for too long, or the whole took too long."""


class TooManyBodies(Exception):
    """The disk holds as many bodies as it may."""


class Gone(Exception):
    """Whoever asked has closed the connection."""


class Bodies:
    """Takes in bodies, and knows how many of them lie on disk."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._on_disk = 0

    async def take_in(self, scope: Scope, receive: Receive) -> "Body":
        """Return the whole body; the caller closes it. Raises one of the four above."""
        declared = header(scope, "content-length")
        body = Body(self)
        if not declared and not header(scope, "transfer-encoding"):
            return body
        too_large = bool(declared) and int(declared) > self._limits.max_body
        if too_large and header(scope, "expect").lower() == "100-continue":
            raise BodyTooLarge
        try:
            await self._read(body, receive, too_large=too_large)
            # What is still in a buffer goes to the disk now, and may not fit there.
            body.file.seek(0)
        except BaseException:
            with suppress(OSError):
                body.close()
            raise
        return body

    async def _read(self, body: "Body", receive: Receive, *, too_large: bool) -> None:
        """Read on for a while when it is too large: a browser that is still sending when the
        connection closes shows an error of its own instead of our page.
        """
        still_read = self._limits.max_body
        async for chunk in self._chunks(receive):
            too_large = too_large or body.size + len(chunk) > self._limits.max_body
            if not too_large:
                self._add(chunk, body)
                continue
            still_read -= len(chunk)
            if still_read < 0:
                break
        if too_large:
            raise BodyTooLarge

    def _add(self, chunk: bytes, body: "Body") -> None:
        if not body.on_disk and body.size + len(chunk) > self._limits.body_in_memory:
            if self._on_disk >= self._limits.bodies_on_disk:
                raise TooManyBodies
            self._on_disk += 1
            body.move_to_disk()
        body.file.write(chunk)
        body.size += len(chunk)

    async def _chunks(self, receive: Receive) -> AsyncIterator[bytes]:
        clock = asyncio.get_running_loop().time
        last = clock() + self._limits.whole_body
        more = True
        while more:
            patience = min(self._limits.idle, last - clock())
            try:
                message = await asyncio.wait_for(receive(), patience)
            except TimeoutError:
                raise BodyTooSlow from None
            if message["type"] == "http.disconnect":
                raise Gone
            more = message.get("more_body", False)
            yield message.get("body", b"")

    def forget(self, body: "Body") -> None:
        """One body less on disk."""
        if body.on_disk:
            body.on_disk = False
            self._on_disk -= 1


class Body:
    """The bytes that came, as an open file, and how many they are."""

    def __init__(self, bodies: Bodies) -> None:
        self.file: IO[bytes] = BytesIO()
        self.size = 0
        self.on_disk = False
        self._bodies = bodies

    def move_to_disk(self) -> None:
        """Go on in a temporary file, which has no name and ends with this process."""
        start = self.file
        # First, so that it is counted off again where there is no room.
        self.on_disk = True
        self.file = tempfile.TemporaryFile(prefix="tandem-body-")  # noqa: SIM115 - closed below
        start.seek(0)
        self.file.write(start.read())

    def close(self) -> None:
        """Give the file back. May be called twice."""
        try:
            self.file.close()
        finally:
            self._bodies.forget(self)
