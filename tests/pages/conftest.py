"""A database that several threads use at once, and streams that look at it often."""

from collections.abc import Iterator

import pytest
from tests.cast import Cast, make_cast
from tests.pages.listening import Listening, listening

from tandem.pages.live import watcher


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
