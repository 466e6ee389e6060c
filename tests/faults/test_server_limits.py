"""What the server refuses, and how it stops."""

import signal
import time

import httpx
import pytest
from tests.live_process import LiveServer, Servers

# The database says nothing here.
pytestmark = [pytest.mark.server, pytest.mark.slow, pytest.mark.once]

_POLICY = "default-src 'none'; script-src 'self'"


def closes_its_door(server: LiveServer) -> bool:
    """Whether a new visitor is turned away within five seconds."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            server.connect().close()
        except OSError:
            return True
    return False


def said_with(server: LiveServer, words: str) -> str:
    """The log, once it has these words: it is written when the answer is on its way already."""
    deadline = time.monotonic() + 5
    while words not in (said := server.said()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return said


def test_a_body_that_is_too_large_gets_a_page(server: LiveServer) -> None:
    answer = httpx.post(f"{server.url}/ideas/", content=b"x" * 100_000, verify=False)
    assert answer.status_code == 413
    assert "larger than this workspace takes" in answer.text
    assert answer.headers["content-security-policy"].startswith(_POLICY)
    assert answer.headers["x-request-id"] in answer.text


def test_a_large_body_without_a_length_is_refused_as_well(server: LiveServer) -> None:
    def chunks() -> "list[bytes]":
        return [b"x" * 10_000] * 12

    answer = httpx.post(f"{server.url}/ideas/", content=iter(chunks()), verify=False)
    assert answer.status_code == 413


def test_a_program_is_told_in_problem_details(server: LiveServer) -> None:
    answer = httpx.post(f"{server.url}/api/v1/ideas", content=b"x" * 100_000, verify=False)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


def test_no_http_at_all_gets_the_headers_too(server: LiveServer) -> None:
    with server.connect() as visitor:
        visitor.sendall(b"HELLO\r\n\r\n")
        answer = visitor.recv(65536).decode()
    assert answer.startswith("HTTP/1.1 400 ")
    assert f"Content-Security-Policy: {_POLICY}" in answer


def test_files_are_kept_for_ever_and_compressed(server: LiveServer) -> None:
    page = server.get("/nothing-here/").text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = server.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-security-policy"].startswith(_POLICY)


def test_the_log_has_a_line_without_query_or_key(server: LiveServer) -> None:
    key = "Zb3xQk0pLw8rTn5vYc2m7Dh1"
    answer = server.get(f"/set-up/{key}/?email=alice@example.org")
    line = f"[{answer.headers['x-request-id']}] GET /set-up/Zb3x…/ "
    said = said_with(server, line)
    assert line in said
    assert key not in said
    assert "alice" not in said


def test_stopping_finishes_what_runs_and_exits_cleanly(servers: Servers) -> None:
    server = servers.start()
    with server.connect() as visitor:
        visitor.sendall(
            f"POST /ideas/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
            "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n".encode()
        )
        # Now the request runs: a connection nobody has taken in yet is cut by the system.
        assert visitor.recv(65536).startswith(b"HTTP/1.1 100")
        visitor.sendall(b"ab")
        server.send_signal(signal.SIGTERM)
        assert closes_its_door(server)
        visitor.sendall(b"cd")
        assert visitor.recv(65536).startswith(b"HTTP/1.1 4")
    assert server.wait(30) == 0


def test_stopping_does_not_wait_for_a_visitor_who_never_ends(servers: Servers) -> None:
    server = servers.start(grace=1)
    with server.connect() as visitor:
        visitor.sendall(
            f"POST /ideas/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
            "Content-Length: 4\r\n\r\nab".encode()
        )
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
