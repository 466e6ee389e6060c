"""One request and its answer as the server sees them: number, headers that all need, log line."""

import logging
import re
import time
from contextlib import suppress

from django.conf import settings

from tandem.core import content_policy, request_ids
from tandem.core.server.messages import Message, Scope, Send, header

log = logging.getLogger("tandem.access")

# Long parts of an address are keys (set-up links, feeds): who reads the log must not get in.
_KEY = re.compile(r"(?<=/)([^/]{4})[^/]{18,}")


class Exchange:
    """Wraps `send` of one request."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.request_id = request_ids.taken_or_made(header(scope, "x-request-id"))
        self.kind = ""
        self._scope = scope
        self._send = send
        self._started = time.perf_counter()
        self._status = 0
        self._bytes = 0

    @property
    def answered(self) -> bool:
        """Whether the status line has gone out."""
        return self._status != 0

    async def send(self, message: Message) -> None:
        """Send on, with the headers every answer has, and count."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            message = {**message, "headers": self._completed(message)}
        elif message["type"] == "http.response.body":
            self._bytes += len(message.get("body", b""))
        await self._send(message)

    def record(self) -> None:
        """Write the line: method, address without its query, status, time, bytes. No person."""
        path = self._scope.get("raw_path", b"").decode("latin-1")
        milliseconds = (time.perf_counter() - self._started) * 1000
        log.info(
            "%s %s %s %.1fms %dB%s",
            self._scope["method"],
            path if path.startswith(settings.STATIC_URL) else _KEY.sub(r"\1…", path),
            self._status or "gone",
            milliseconds,
            self._bytes,
            self.kind,
            extra={"request_id": self.request_id},
        )

    def _completed(self, message: Message) -> list[tuple[bytes, bytes]]:
        headers = [(name.lower(), value) for name, value in message.get("headers", ())]
        names = {name for name, _ in headers}
        if b"content-security-policy" not in names:
            headers += [
                (name.lower().encode(), value.encode())
                for name, value in content_policy.headers().items()
                if name.lower().encode() not in names
            ]
        if b"x-request-id" not in names:
            headers.append((b"x-request-id", self.request_id.encode()))
        return headers


def behind_proxy(scope: Scope) -> None:
    """Take visitor and scheme from the proxy nearest to us: the last value is the one it wrote.

    What stands before it in X-Forwarded-For came from the visitor and may be invented.
    """
    visitor = header(scope, "x-forwarded-for").rpartition(",")[2].strip()
    if visitor:
        scope["client"] = (visitor, 0)
    scheme = header(scope, "x-forwarded-proto").rpartition(",")[2].strip().lower()
    with suppress(KeyError):
        scope["scheme"] = {"http": "http", "https": "https"}[scheme]
