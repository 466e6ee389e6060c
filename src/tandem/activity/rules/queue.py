"""How patient the outbox is."""

from datetime import timedelta

LEASE = timedelta(minutes=5)
"""Whoever took a row has it so long; after that it is somebody else's, and done again."""

ATTEMPTS_AT_MOST = 8
"""After so many failures a row is put aside for a person to look at."""

_FIRST, _LONGEST = timedelta(seconds=30), timedelta(hours=4)


def retry_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed attempts, doubled each time; nothing: give up."""
    if attempts >= ATTEMPTS_AT_MOST:
        return None
    doubled: timedelta = _FIRST * 2 ** max(attempts - 1, 0)
    return min(_LONGEST, doubled)
