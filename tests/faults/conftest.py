"""Servers that many tests share: nothing these tests send changes what a server holds."""

from collections.abc import Iterator

import pytest
from tests.live_process import LiveServer, Servers
from tests.schema import Schema


@pytest.fixture(scope="session")
def shared_servers(
    migrated_schema: Schema, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Servers]:
    """They run until the last test has ended."""
    started = Servers(migrated_schema, tmp_path_factory.mktemp("shared"))
    yield started
    started.close()


@pytest.fixture(scope="session")
def server(shared_servers: Servers) -> LiveServer:
    """Takes small bodies only, and waits for a slow visitor as long as it does by itself."""
    return shared_servers.start(TANDEM_MAX_BODY="65536")


@pytest.fixture(scope="session")
def impatient_server(shared_servers: Servers) -> LiveServer:
    """Waits a second for the next byte."""
    return shared_servers.start(TANDEM_IDLE_TIMEOUT="1")
