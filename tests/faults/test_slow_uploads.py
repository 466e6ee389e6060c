"""Visitors who send or take slowly keep no thread: the others get their pages."""

import socket
import time

import pytest
from tests.live_process import LiveServer

pytestmark = [pytest.mark.server, pytest.mark.slow]

_MANY = 8


def begin_upload(server: LiveServer, length: int = 50_000) -> socket.socket:
    """Send the head of a form and the first byte of its body, which the CSRF check would read."""
    visitor = server.connect()
    visitor.sendall(
        f"POST /health/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        f"Cookie: tandem_csrf={'c' * 32}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {length}\r\n\r\nx".encode()
    )
    return visitor


def all_of(visitor: socket.socket) -> str:
    """What comes until the server closes."""
    received = b""
    while chunk := visitor.recv(65536):
        received += chunk
    return received.decode()


def test_slow_uploads_do_not_stop_a_page(server: LiveServer) -> None:
    visitors = [begin_upload(server) for _ in range(_MANY)]
    try:
        for _ in range(5):
            for visitor in visitors:
                visitor.sendall(b"x")
            began = time.monotonic()
            assert server.get("/health/", timeout=3).status_code == 200
            assert time.monotonic() - began < 3
    finally:
        for visitor in visitors:
            visitor.close()


def test_an_upload_that_stops_is_told_and_ended(impatient_server: LiveServer) -> None:
    with begin_upload(impatient_server) as visitor:
        answer = all_of(visitor)
    assert answer.startswith("HTTP/1.1 408 ")
    assert "Your upload stopped on the way" in answer
    assert "content-security-policy: default-src 'none'" in answer


def test_a_head_that_never_ends_is_told_and_ended(impatient_server: LiveServer) -> None:
    with impatient_server.connect() as visitor:
        visitor.sendall(b"GET /health/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        assert all_of(visitor).startswith("HTTP/1.1 408 ")


def test_a_visitor_who_says_nothing_is_ended(impatient_server: LiveServer) -> None:
    with impatient_server.connect() as visitor:
        assert all_of(visitor).startswith("HTTP/1.1 408 ")


def test_an_endless_head_is_refused(server: LiveServer) -> None:
    with server.connect() as visitor:
        visitor.sendall(b"GET /health/ HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        answer = b""
        try:
            for number in range(2000):
                visitor.sendall(f"X-Header-{number}: {'x' * 100}\r\n".encode())
            answer = visitor.recv(65536)
        except ConnectionError:
            # The server has closed while we were still sending.
            pass
    assert answer.startswith(b"HTTP/1.1 431 ") or not answer
    assert server.get("/health/").status_code == 200
