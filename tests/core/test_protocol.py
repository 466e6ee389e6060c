"""A connection that takes nothing ends, and one that takes slowly does not."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from tests.core.asgi import run
from uvicorn.server import ServerState

from tandem.core.server.messages import Application, Receive, Scope, Send
from tandem.core.server.protocol import PatientProtocol

_CHUNK = b"x" * 64 * 1024


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PatientProtocol, "idle_seconds", 0.2)


@asynccontextmanager
async def visiting(
    application: Application, made: list[PatientProtocol] | None = None
) -> AsyncIterator[socket.socket]:
    """A visitor with a small buffer, whose request for `application` has been sent."""
    config = uvicorn.Config(
        application, http=PatientProtocol, timeout_keep_alive=1, log_config=None
    )
    config.load()
    state, loop = ServerState(), asyncio.get_running_loop()

    def connect() -> PatientProtocol:
        protocol = PatientProtocol(config, state, {})
        if made is not None:
            made.append(protocol)
        return protocol

    server = await loop.create_server(connect, "127.0.0.1", 0)
    visitor = socket.socket()
    visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    visitor.setblocking(False)
    try:
        await loop.sock_connect(visitor, server.sockets[0].getsockname())
        await loop.sock_sendall(visitor, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        yield visitor
    finally:
        visitor.close()
        server.close()


def test_a_reader_who_takes_nothing_is_cut_off() -> None:
    cut = asyncio.Event()

    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        left = asyncio.ensure_future(receive())
        while not left.done():
            await send({"type": "http.response.body", "body": _CHUNK, "more_body": True})
            await asyncio.sleep(0)
        cut.set()

    async def steps() -> None:
        async with visiting(endless):
            await asyncio.wait_for(cut.wait(), 5)

    run(steps())


def test_a_slow_reader_gets_all_of_it() -> None:
    whole = 60 * len(_CHUNK)

    async def large(scope: Scope, receive: Receive, send: Send) -> None:
        length = (b"content-length", str(whole).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        for _ in range(60):
            await send({"type": "http.response.body", "body": _CHUNK, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def steps() -> int:
        loop, taken = asyncio.get_running_loop(), 0
        async with visiting(large) as visitor:
            while taken < whole:
                received = await loop.sock_recv(visitor, 256 * 1024)
                assert received, "cut off"
                taken += len(received)
                await asyncio.sleep(0.005)
        return taken

    assert run(steps()) > whole


def test_a_connection_that_is_gone_needs_no_patience() -> None:
    made: list[PatientProtocol] = []

    async def short(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def steps() -> None:
        async with visiting(short, made) as visitor:
            assert await asyncio.get_running_loop().sock_recv(visitor, 100)
            visitor.close()
            while made[0].transport.get_extra_info("socket").fileno() != -1:
                await asyncio.sleep(0)
            # Its clock may have run out in the same moment.
            made[0].timeout_keep_alive_handler()

    run(asyncio.wait_for(steps(), 5))
