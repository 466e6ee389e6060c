"""A server that is killed while it writes: what it answered is kept, and nothing half of it."""

import json
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest
from tests.depth import tries
from tests.live_process import LiveServer, Servers

pytestmark = [pytest.mark.server, pytest.mark.slow]

ROUNDS = tries(4, deep=10)
CLIENTS = 4
_ROOT = Path(__file__).parents[2]
_PATIENCE = 30.0
"""Seconds for one round's answers; a machine that is in no hurry needs less than one."""


@dataclass
class Told:
    """What the server answered so far, and what was asked and never answered."""

    ideas: set[tuple[int, str]] = field(default_factory=set)
    answers: set[tuple[int, str]] = field(default_factory=set)
    open_keys: dict[str, str] = field(default_factory=dict)
    """The key of each idea that is on its way, by its sentence."""
    counted: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))


@dataclass(frozen=True)
class Client:
    """Writes ideas as Alice's programs would."""

    server: LiveServer
    secret: str
    told: Told

    @contextmanager
    def connected(self) -> Iterator[httpx.Client]:
        headers = {"Authorization": f"Bearer {self.secret}"}
        address = f"{self.server.url}/api/v1"
        with httpx.Client(base_url=address, headers=headers, verify=False) as http:
            yield http

    def write(self, http: httpx.Client, sentence: str, key: str) -> int:
        """Write one idea and remember that it was answered; its id."""
        self.told.open_keys[sentence] = key
        answer = http.post(
            "/initiatives", json={"sentence": sentence}, headers={"Idempotency-Key": key}
        )
        assert answer.status_code == 201, answer.text
        idea: int = answer.json()["id"]
        self.told.ideas.add((idea, sentence))
        del self.told.open_keys[sentence]
        self.told.counted.release()
        return idea

    def answer(self, http: httpx.Client, idea: int, text: str) -> None:
        """Answer a question of the idea: a second act on the same record."""
        answer = http.put(f"/initiatives/{idea}/answers/goal", json={"text": text})
        assert answer.status_code == 200, answer.text
        self.told.answers.add((idea, text))
        self.told.counted.release()

    def write_until_killed(self, name: str) -> None:
        with self.connected() as http:
            for number in range(100_000):
                sentence = f"Idea {number} of {name}"
                try:
                    idea = self.write(http, sentence, str(uuid.uuid4()))
                    self.answer(http, idea, f"What {sentence} is for")
                except httpx.TransportError:
                    return

    def ask_again(self) -> None:
        """Send once more what was never answered, under the same keys."""
        with self.connected() as http:
            for sentence, key in list(self.told.open_keys.items()):
                self.write(http, sentence, key)


class Onlooker:
    """A process beside the servers that looks at what their database holds."""

    def __init__(self, server: LiveServer) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.kept"],
            cwd=_ROOT,
            env={**server.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, what: str) -> None:
        """Let it begin to look; `hear` waits for what it says."""
        assert self.process.stdin
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())


@contextmanager
def onlooker(server: LiveServer) -> Iterator[Onlooker]:
    """It looks until the block ends."""
    found = Onlooker(server)
    try:
        yield found
        # Its input ends, and so does it.
        found.process.communicate(timeout=60)
    finally:
        found.process.kill()
        found.process.wait()


def kill_while_writing(client: Client, name: str, chance: Random) -> None:
    """Let all clients write, and kill the server at some moment after some of its answers."""
    with ThreadPoolExecutor(CLIENTS) as pool:
        writing = [
            pool.submit(client.write_until_killed, f"{name}, client {number}")
            for number in range(CLIENTS)
        ]
        try:
            for _ in range(chance.randint(1, 40)):
                assert client.told.counted.acquire(timeout=_PATIENCE), "The server answers nothing."
            # Anywhere in the writes that are on their way; nothing rests on how long this is.
            wait(writing, timeout=chance.uniform(0, 0.02))
        finally:
            client.server.process.kill()
        for one in writing:
            one.result()
    client.server.wait(10)


def check(kept: Any, told: Told) -> None:
    """All that was answered is there, once; the rest is there as a whole or not at all."""
    ideas = [tuple(idea) for idea in kept["ideas"]]
    sentences = [sentence for _, sentence in ideas]
    assert told.ideas - set(ideas) == set()
    assert told.answers - {tuple(answer) for answer in kept["answers"]} == set()
    assert kept["halves"] == []
    assert kept["verified"] == 0, kept["said"]
    assert len(sentences) == len(set(sentences))
    assert set(sentences) - {sentence for _, sentence in told.ideas} <= set(told.open_keys)


def test_a_kill_takes_nothing_that_was_answered_and_leaves_nothing_half(servers: Servers) -> None:
    server = servers.start()
    told = Told()
    data, database = server.data, server.environment["DATABASE_URL"]
    with onlooker(server) as looking:
        looking.ask("cast")
        client = Client(server, looking.hear(), told)
        for number in range(ROUNDS):
            kill_while_writing(client, f"round {number}", Random(number))
            # Beside the next server's start, as another program might look.
            looking.ask("all")
            server = servers.start_on(data, DATABASE_URL=database)
            check(looking.hear(), told)
            client = Client(server, client.secret, told)
            client.ask_again()
        looking.ask("all")
        check(looking.hear(), told)
    assert told.open_keys == {}
