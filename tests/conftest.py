"""What every test stands on. The database is the one DATABASE_URL names, else SQLite in memory."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection, connections
from tests import depth, engine_fake
from tests.write_guard import WriteGuard, guarding

from tandem.core import clock

if TYPE_CHECKING:
    # At run time only where they are used: tests of plain Python need none of it.
    from tests.cast import Cast
    from tests.copies import Copy
    from tests.live_process import LiveServer, Servers
    from tests.schema import Schema


_ASKS_FOR_A_DATABASE = {"db", "transactional_db", "migrated_schema"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--deep` is also how `./tandem test --deep` asks for it."""
    parser.addoption("--deep", action="store_true", help="only what takes minutes to try")


def pytest_configure(config: pytest.Config) -> None:
    depth.go_deep(wanted=config.getoption("--deep"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Choose what is deep or what isn't, mark what one database proves, begin with what is long.

    pytest-django keeps the database from every test that doesn't ask for it, so such a test can't
    tell one database from another. What takes long goes first: last, it would keep one core busy
    while the other has nothing left to do.
    """
    chosen = _tries_more if config.getoption("--deep") else _in_every_run
    config.hook.pytest_deselected(items=[item for item in items if not chosen(item)])
    items[:] = [item for item in items if chosen(item)]
    for item in items:
        asks_for = _ASKS_FOR_A_DATABASE.intersection(getattr(item, "fixturenames", ()))
        if not asks_for and not item.get_closest_marker("django_db"):
            item.add_marker("once")
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def _in_every_run(item: pytest.Item) -> bool:
    """`deep` keeps a test out of ordinary runs; `deep(on="sqlite")` only of those with SQLite."""
    marked = item.get_closest_marker("deep")
    return marked is None or marked.kwargs.get("on", connection.vendor) != connection.vendor


def _tries_more(item: pytest.Item) -> bool:
    """Whether an ordinary run leaves it out, or it may try more than there."""
    asks = getattr(getattr(item, "module", None), "tries", None) is depth.tries
    return asks or not _in_every_run(item)


@pytest.fixture(autouse=True)
def write_guard() -> Iterator[WriteGuard]:
    """Fails a test whose application code writes outside a transaction, or opens one to read."""
    with guarding() as guard:
        yield guard
    guard.complain()


@pytest.fixture(autouse=True)
def engine_answers_at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What people try out is answered without a process of its own; `real_engine` asks for one."""
    if "real_engine" not in request.fixturenames:
        monkeypatch.setattr("tandem.engine.model.warm.Warm.ask", engine_fake.quick)


@pytest.fixture
def real_engine() -> None:
    """The engine itself, in its warm process."""


@pytest.fixture(scope="session")
def migrated_schema(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> "Schema":
    """A database to copy, for server processes and for the one of the tests themselves."""
    from tests.schema import migrated

    of_us = tmp_path_factory.getbasetemp()
    of_all = of_us if "PYTEST_XDIST_WORKER" not in os.environ else of_us.parent
    cache: pytest.Cache | None = getattr(request.config, "cache", None)
    return migrated(cache.mkdir("schema") if cache else of_all / "schema", of_all / "static")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, migrated_schema: "Schema"
) -> Iterator[None]:
    """Let the tests' database begin as a copy of the schema: migrating then finds nothing to do."""
    if connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_schema.name
        yield
        return
    name = connection.settings_dict["TEST"]["NAME"]
    with closing(sqlite3.connect(name, uri=True)) as in_memory:
        migrated_schema.copy_into(in_memory)
        yield


@pytest.fixture
def servers(
    migrated_schema: "Schema", tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[Servers]":
    """Starts real server processes; mark the test `server`."""
    from tests.live_process import Servers

    started = Servers(migrated_schema, tmp_path_factory.mktemp("servers"))
    yield started
    started.close()


@pytest.fixture
def live_server_process(servers: "Servers") -> "LiveServer":
    """One real server process with an empty, migrated database."""
    return servers.start()


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
def tuesday() -> Iterator[None]:
    """It is Tuesday, 10:00 in Berlin, for the test and all that was played before it."""
    from tests.cast import TUESDAY

    with clock.at(TUESDAY):
        yield


@pytest.fixture(scope="session")
def copies() -> "dict[tuple[str | None, bool], tuple[Cast, int, Copy]]":
    """What was played in this run, by its last step and whether it was on that Tuesday."""
    return {}


@pytest.fixture
def _played(
    request: pytest.FixtureRequest,
    db: None,
    copies: "dict[tuple[str | None, bool], tuple[Cast, int, Copy]]",
) -> "tuple[Cast, int]":
    """The story, played until the last step that the test asks for."""
    from tests import cast as story
    from tests.copies import Copy

    chosen = getattr(request.node, "callspec", None)
    asked = {*request.fixturenames, chosen.params.get("initiative") if chosen else None}
    steps = [name for name in story.STORY if name in asked]
    on_tuesday = "tuesday" in request.fixturenames
    for place in {"tuesday", "shared_database"} & {*request.fixturenames}:
        request.getfixturevalue(place)
    key = (steps[-1] if steps else None, on_tuesday)
    if key in copies:
        cast, initiative, copy = copies[key]
        copy.put_back()
    else:
        cast, initiative = story.play(key[0])
        copies[key] = cast, initiative, Copy()
    return cast, initiative


@pytest.fixture
def cast(_played: "tuple[Cast, int]") -> "Cast":
    """Everybody, in a workspace where nothing has happened but what the test asks for."""
    return _played[0]


# One initiative on its way. Each of these is its id; the database stands at the last one asked for.


@pytest.fixture
def initiative(_played: "tuple[Cast, int]") -> int:
    """At the step that a test names: `parametrize("initiative", [...], indirect=True)`."""
    return _played[1]


@pytest.fixture
def idea(_played: "tuple[Cast, int]") -> int:
    """Alice has just written it; nobody else is in it."""
    return _played[1]


@pytest.fixture
def paired_idea(_played: "tuple[Cast, int]") -> int:
    """Alice and Igor have each answered a question."""
    return _played[1]


@pytest.fixture
def assessed(_played: "tuple[Cast, int]") -> int:
    """In Assess; Alice and Igor own it."""
    return _played[1]


@pytest.fixture
def briefable(_played: "tuple[Cast, int]") -> int:
    """In Brief; nobody has started the brief."""
    return _played[1]


@pytest.fixture
def brief(_played: "tuple[Cast, int]") -> int:
    """With R1, U1, M1 of Alice's and T1 of Igor's; nothing was played back."""
    return _played[1]


@pytest.fixture
def heard_brief(_played: "tuple[Cast, int]") -> int:
    """Igor played it back, Alice confirmed: signing is open."""
    return _played[1]


@pytest.fixture
def signed_brief(_played: "tuple[Cast, int]") -> int:
    """Alice signed for Marketing, Igor for IT."""
    return _played[1]


@pytest.fixture
def planned(_played: "tuple[Cast, int]") -> int:
    """In Plan, as far as the path goes today."""
    return _played[1]
