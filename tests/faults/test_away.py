"""What Tandem rests on is away for a while: kind answers, nothing half-written, and well again within
ten seconds of its return. And a stop under load answers everything that was let in.
"""

import signal
import socket
import socketserver
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from urllib.parse import urlsplit, urlunsplit

import httpx
import pytest
from django.db import connection
from tests.faults.test_kill import Client, Told, check, onlooker
from tests.live_process import LiveServer, Servers

pytestmark = [pytest.mark.server, pytest.mark.slow, pytest.mark.deep]
WELL_AGAIN = 10.0


class Between(socketserver.ThreadingTCPServer):
    """A door in front of PostgreSQL that can be shut: what is through is cut, nobody gets in."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, behind: tuple[str, int]) -> None:
        super().__init__(("127.0.0.1", 0), _Through)
        self.behind, self.shut = behind, False
        self.through: set[socket.socket] = set()

    def close_door(self) -> None:
        self.shut = True
        for one in list(self.through):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class _Through(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        between = self.server
        assert isinstance(between, Between)
        if between.shut:
            return
        with socket.create_connection(between.behind) as there:
            between.through |= {self.request, there}
            back = threading.Thread(target=_carry, args=(there, self.request), daemon=True)
            back.start()
            _carry(self.request, there)
            back.join()
            between.through -= {self.request, there}


def _carry(source: socket.socket, to: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            to.sendall(data)
    for one in (source, to):
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)


@contextmanager
def door_to(url: str) -> Iterator[tuple[Between, str]]:
    """The door, and the address of the database through it."""
    place = urlsplit(url)
    assert place.hostname
    with Between((place.hostname, place.port or 5432)) as between:
        threading.Thread(target=between.serve_forever, daemon=True).start()
        who = place.netloc.rpartition("@")[0]
        yield between, urlunsplit(place._replace(netloc=f"{who}@127.0.0.1:{_port(between)}"))
        between.close_door()
        between.shutdown()


def _port(between: Between) -> int:
    port: int = between.server_address[1]
    return port


def write(client: Client, sentence: str) -> httpx.Response:
    with client.connected() as http:
        return http.post("/initiatives", json={"sentence": sentence}, timeout=30)


def until_well(client: Client, told: Told) -> float:
    """Seconds until an idea can be written again."""
    began = time.monotonic()
    while time.monotonic() - began < 3 * WELL_AGAIN:
        answer = write(client, f"After {time.monotonic()}")
        if answer.status_code == 201:
            told.ideas.add((answer.json()["id"], answer.json()["sentence"]))
            return time.monotonic() - began
        assert answer.status_code == 503
        time.sleep(0.1)
    raise AssertionError("It never was well again.")


def is_kindly_refused(server: LiveServer, client: Client) -> None:
    """By the API and on a page, with how long to wait; never our mistake."""
    refused = write(client, "While it is away")
    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "5"
    assert "nothing was done" in refused.json()["detail"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's file is never away.")
def test_a_database_that_is_away_is_told_kindly_and_soon_forgotten(servers: Servers) -> None:
    at_first = servers.start()
    told = Told()
    with (
        door_to(at_first.environment["DATABASE_URL"]) as (door, url),
        onlooker(at_first) as looking,
    ):
        looking.ask("cast")
        server = servers.start_on(at_first.data, DATABASE_URL=url)
        client = Client(server, looking.hear(), told)
        until_well(client, told)
        door.close_door()
        is_kindly_refused(server, client)
        page = server.get("/sign-in/")
        assert (page.status_code, "Busy just now" in page.text) == (503, True)
        door.shut = False
        assert until_well(client, told) < WELL_AGAIN
        looking.ask("all")
        check(looking.hear(), told)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone has one writer.")
def test_a_database_that_somebody_holds_is_told_kindly_and_soon_forgotten(
    servers: Servers,
) -> None:
    server, told = servers.start(), Told()
    with onlooker(server) as looking:
        looking.ask("cast")
        client = Client(server, looking.hear(), told)
        until_well(client, told)
        with closing(sqlite3.connect(server.data / "tandem.sqlite3")) as other:
            other.execute("BEGIN EXCLUSIVE")
            is_kindly_refused(server, client)
            other.rollback()
        assert until_well(client, told) < WELL_AGAIN
        looking.ask("all")
        check(looking.hear(), told)


def test_a_stop_under_load_answers_everything_that_was_let_in(servers: Servers) -> None:
    """Each client sends one request after another on its own connection; the stop comes between."""
    server, told = servers.start(grace=30), Told()
    lost: list[str] = []
    with onlooker(server) as looking:
        looking.ask("cast")
        client = Client(server, looking.hear(), told)

        def write_until_stopped(name: int) -> None:
            with client.connected() as http:
                for number in range(10_000):
                    sentence = f"Idea {number} of {name}"
                    try:
                        client.write(http, sentence, f"{name} {number}")
                    except (httpx.ConnectError, httpx.RemoteProtocolError, httpx.ReadError) as end:
                        # Before anything of the request was taken in, nothing of it is there.
                        if not isinstance(end, httpx.ConnectError):
                            lost.append(sentence)
                        return

        threads = [threading.Thread(target=write_until_stopped, args=(name,)) for name in range(8)]
        for thread in threads:
            thread.start()
        for _ in range(40):
            assert told.counted.acquire(timeout=60)
        server.send_signal(signal.SIGTERM)
        for thread in threads:
            thread.join(60)
        assert server.wait(60) == 0
        looking.ask("all")
        kept = looking.hear()
    check(kept, told)
    written = {sentence for _, sentence in kept["ideas"]}
    assert written == {sentence for _, sentence in told.ideas}, "what was done was answered"
