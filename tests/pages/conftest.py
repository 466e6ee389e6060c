"""A database that several threads use at once, and streams that look at it often."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection, connections
from tests.cast import Cast, make_cast
from tests.pages.listening import Listening, listening

from tandem.pages.live import watcher

if TYPE_CHECKING:
    from tests.live_process import Schema


@pytest.fixture
def shared_database(
    transactional_db: None, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[None]:
    """On SQLite a file: in memory, threads would lock each other out at the first write."""
    if connection.vendor != "sqlite":
        yield
        return
    schema: Schema = request.getfixturevalue("migrated_schema")
    in_memory, name = connections["default"], settings.DATABASES["default"]["NAME"]
    with schema.copy_to(tmp_path):
        settings.DATABASES["default"]["NAME"] = str(tmp_path / "tandem.sqlite3")
        connections["default"] = connections.create_connection("default")
        yield
        connections["default"].close()
        settings.DATABASES["default"]["NAME"] = name
        connections["default"] = in_memory


@pytest.fixture
def company(shared_database: None) -> Cast:
    """Everybody, where every thread sees them."""
    return make_cast()


@pytest.fixture
def room(shared_database: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listening]:
    """Where streams can be opened. A second is twenty milliseconds here."""
    monkeypatch.setattr(watcher, "LOOK_EVERY", 0.02)
    monkeypatch.setattr(watcher, "ROUND_AFTER_A_CHANGE", 0.06)
    monkeypatch.setattr(watcher, "PAUSE", 0.1)
    with listening() as found:
        yield found
