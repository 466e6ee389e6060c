"""The one place that reads the time.

Everything asks `now()`, so that the demonstration company can be played through the real
services months ago, and a test can stand on the minute before a deadline.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _moved.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let `now()` answer `moment` inside the block, in this thread or task only."""
    if moment.tzinfo is None:
        raise ValueError("clock.at needs an aware datetime.")
    token = _moved.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moved.reset(token)
