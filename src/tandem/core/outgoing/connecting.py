"""Connections to addresses that were checked, and to no others. Imported when somebody asks."""

import ssl
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import certifi
import httpcore

from tandem.core.outgoing.fetching import Patience
from tandem.core.outgoing.judging import Ip


class Pinned(httpcore.NetworkBackend):
    """Connects to these addresses, one after the other, whatever the name resolves to by now.

    Name and timeout that httpcore hands over aren't asked: the name was judged, patience is one.
    """

    def __init__(self, ips: Sequence[Ip], patience: Patience) -> None:
        self._ips, self._patience = ips, patience
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        for ip in self._ips[:-1]:
            try:
                return self._to(ip, port)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._to(self._ips[-1], port)

    def _to(self, ip: Ip, port: int) -> httpcore.NetworkStream:
        seconds = self._patience.left(self._patience.connect)
        return _Timed(self._plain.connect_tcp(str(ip), port, timeout=seconds), self._patience)


class _Timed(httpcore.NetworkStream):
    """A connection on which nothing takes longer than patience lasts: who sends a letter a second
    is no better than who sends none.
    """

    def __init__(self, stream: httpcore.NetworkStream, patience: Patience) -> None:
        self._stream, self._patience = stream, patience

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._patience.left(self._patience.read))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._patience.left(self._patience.read))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._patience.left(self._patience.connect)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._patience)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@lru_cache(maxsize=1)
def certificates() -> ssl.SSLContext:
    """Whom to believe: the machine's own list, where a company adds its own, and the public's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
