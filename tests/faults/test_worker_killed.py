"""A worker that is killed again and again: nothing is lost, and nothing is done twice in effect."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.faults.mailing import mail_server
from tests.schema import Schema, environment_for

from tandem.activity.rules import LEASE

pytestmark = [pytest.mark.server, pytest.mark.slow, pytest.mark.deep]
JOBS, KILLS = 1_000, 30
_PATIENCE = 180.0
"""Seconds for the next mail: a worker reads much of Tandem before its first, and others run too."""
_LONGER = int(LEASE.total_seconds()) + 1
_ROOT = Path(__file__).parents[2]


def test_a_worker_that_is_killed_loses_nothing_and_does_nothing_twice(
    migrated_schema: Schema, tmp_path: Path
) -> None:
    chance = Random(30)
    with mail_server() as server, migrated_schema.copy_to(tmp_path) as url:
        environment = {**environment_for(tmp_path, url), "TANDEM_MAIL_URL": server.url}

        def start(*words: object) -> "subprocess.Popen[str]":
            command = [sys.executable, "-m", "tests.faults.mailing", *map(str, words)]
            return subprocess.Popen(
                command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True
            )

        def told(*words: object) -> Any:
            said, _ = start(*words).communicate(timeout=_PATIENCE)
            return json.loads(said) if said else None

        told("fill", JOBS)
        for kill in range(KILLS + 1):
            # What the one before had taken is free again when its time is over.
            worker = start("work", kill * _LONGER + 1)
            try:
                handed = JOBS // (KILLS + 1) if kill < KILLS else JOBS - len(server.handed)
                for _ in range(chance.randint(1, max(1, handed)) if kill < KILLS else handed):
                    assert server.came.acquire(timeout=_PATIENCE), (len(server.handed), kill)
            finally:
                worker.kill()
                worker.communicate()
        end = start("work", (KILLS + 2) * _LONGER)
        try:
            while len(server.handed) < JOBS:
                assert server.came.acquire(timeout=_PATIENCE), len(server.handed)
            while (now := told("left"))["waiting"]:
                assert end.poll() is None
        finally:
            end.kill()
            end.communicate()
    assert now == {"waiting": 0, "mailed": JOBS, "verified": 0}
    assert len(server.handed) == JOBS, "none is lost"
    # What was handed in and not yet written down comes once more, under the same name.
    assert sum(server.handed.values()) <= JOBS + KILLS + 1
