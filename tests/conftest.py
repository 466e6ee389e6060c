"""What every test stands on. The database is the one DATABASE_URL names, else SQLite in memory."""

from collections.abc import Iterator

import pytest
from tests.write_guard import WriteGuard, guarding


@pytest.fixture(autouse=True)
def write_guard() -> Iterator[WriteGuard]:
    """Fails a test whose application code writes outside a transaction, or opens one to read."""
    with guarding() as guard:
        yield guard
    guard.complain()
