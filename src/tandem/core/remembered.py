"""What one request has read already and needn't read again.

Inside `remembering()` a query may keep its answers; outside nothing is kept. Only things that
don't change between the first and the last line of a page belong here: names of people, say.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_kept: ContextVar[dict[str, dict[Any, Any]] | None] = ContextVar("kept", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Keep answers until the block ends, in this thread or task only."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def shelf(name: str) -> dict[Any, Any]:
    """The answers kept under a name; a throw-away dictionary where nothing is kept."""
    kept = _kept.get()
    return {} if kept is None else kept.setdefault(name, {})
