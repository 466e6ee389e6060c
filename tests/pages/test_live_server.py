"""The live stream through a real server: over the wire, until the server stops."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from tests.live_process import LiveServer

pytestmark = [pytest.mark.alone, pytest.mark.server]

LINK = (
    "import django; django.setup();"
    "from tandem.accounts import services; print(services.make_set_up_link())"
)


@contextmanager
def founder(server: LiveServer) -> Iterator[httpx.Client]:
    """Set the workspace up as its founder does; the browser is signed in afterwards."""
    made = subprocess.run(
        [sys.executable, "-c", LINK],
        env=dict(server.environment),
        check=True,
        capture_output=True,
        timeout=60,
    )
    address = f"/set-up/{made.stdout.decode().strip()}/"
    given = {"company": "Nordlicht", "name": "Vera", "email": "vera@nordlicht.example"}
    with httpx.Client(base_url=server.url, timeout=20, verify=False) as browser:
        answer = post(browser, address, address, password="a long sentence of mine", **given)
        assert answer.status_code == 303
        yield browser


def post(browser: httpx.Client, page: str, action: str, **data: str) -> httpx.Response:
    secret = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.get(page).text)
    assert secret
    return browser.post(action, data={"csrfmiddlewaretoken": secret[1], **data})


def test_a_stream_lives_on_the_wire_and_ends_with_the_server(
    live_server_process: LiveServer,
) -> None:
    server = live_server_process
    assert server.get("/live/").status_code == 403
    with founder(server) as browser, browser.stream("GET", "/live/") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["cache-control"] == "no-store"
        assert "content-security-policy" in stream.headers
        lines = stream.iter_lines()
        assert next(lines) == "retry: 5000"
        post(browser, "/ideas/new/", "/ideas/new/", sentence="Say it at once", kind="other")
        heard = [line for line in (next(lines) for _ in range(5)) if line]
        assert [line.partition(":")[0] for line in heard] == ["id", "event", "data"]
        began = time.monotonic()
        server.send_signal(signal.SIGTERM)
        assert list(lines) == []
    assert server.wait(10) == 0
    assert time.monotonic() - began < 8
    assert "Traceback" not in server.said()


def test_signing_out_ends_the_stream_on_the_wire(live_server_process: LiveServer) -> None:
    with founder(live_server_process) as browser, browser.stream("GET", "/live/") as stream:
        lines = stream.iter_lines()
        assert next(lines) == "retry: 5000"
        post(browser, "/people/", "/sign-out/")
        assert [line for line in lines if line] == ["event: bye", "data: signed out or changed"]
