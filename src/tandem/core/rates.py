"""How often somebody asks, counted across all processes of a machine, with no write to a database.

A file of fixed size is mapped into each process that serves. A counter in it is a single moment:
when all that was asked will have been worked off at the pace that is allowed (the "generic cell
rate algorithm"). So nothing has to be reset when a minute is over, and counters that rest may be
taken by others. The file may be deleted; then everybody begins anew.
"""

import fcntl
import logging
import math
import mmap
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

WINDOW = 60.0
"""Seconds in which as much may be asked as the quota says, all at once if need be."""

_PLACES = 8
_ROW = struct.Struct("<Qdd")
"""Whose it is, the counter, and when they last asked."""
_ROWS = struct.Struct("<" + "Qdd" * _PLACES)
_SHELVES = 2048

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What becomes of one request, and how many more there may be."""

    quota: int
    left: int
    full_in: int
    """Seconds until the whole quota is there again."""
    wait: int
    """Seconds until one more is let in; 0 where this one was."""

    @property
    def let_in(self) -> bool:
        return not self.wait


def ask(until: float, quota: int, now: float) -> tuple[float, Asked]:
    """The counter after one more request, and what becomes of that; `until` is the counter before.

    A counter further ahead than any can get is from before the clock was set back: it counts as
    nothing.
    """
    step = WINDOW / quota
    begin = now if not now < until <= now + WINDOW + step else until
    after = begin + step
    ahead = after - now
    # A hair more than the window is the window: moments are rounded.
    if ahead > WINDOW + min(step / 2, 1e-3):
        wait = max(1, math.ceil(ahead - WINDOW))
        return begin, Asked(quota, 0, math.ceil(min(begin - now, WINDOW)), wait)
    left = max(0, round((WINDOW - ahead) / step))
    return after, Asked(quota, left, math.ceil(min(ahead, WINDOW)), 0)


class Rates:
    """The counters of a file, or of this process alone where the file can't be used."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._file: int | None = None
        size = _SHELVES * _ROWS.size
        try:
            # Never closed: that would let go of the locks, and they live as long as the process.
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            os.ftruncate(self._file, size)
            self._kept = mmap.mmap(self._file, size)
        except OSError as error:
            log.warning("Requests are counted by this process alone: %s", error)
            self._file = None
            self._kept = mmap.mmap(-1, size)

    def ask(self, who: str, quota: int, now: float) -> Asked:
        """Count a request of somebody, `now` in seconds since 1970."""
        name, shelf = _kept_at(who)
        with self._held(shelf):
            rows = _ROWS.unpack_from(self._kept, shelf)
            place, until = _place_of(name, rows)
            after, asked = ask(until, quota, now)
            _ROW.pack_into(self._kept, shelf + place * _ROW.size, name, after, now)
        return asked

    def last(self, who: str) -> float | None:
        """When somebody last asked, as far as it is still known."""
        name, shelf = _kept_at(who)
        with self._held(shelf):
            rows = _ROWS.unpack_from(self._kept, shelf)
        return next((rows[at + 2] for at in range(0, len(rows), 3) if rows[at] == name), None)

    @contextmanager
    def _held(self, shelf: int) -> Iterator[None]:
        """Nobody else counts on this shelf: no thread of ours, no other process."""
        with self._lock:
            if self._file is None:
                yield
                return
            fcntl.lockf(self._file, fcntl.LOCK_EX, _ROWS.size, shelf)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, _ROWS.size, shelf)


def _kept_at(who: str) -> tuple[int, int]:
    """The name of somebody's counter, and the shelf that it stands on."""
    digest = blake2b(who.encode(), digest_size=12).digest()
    name = int.from_bytes(digest[:8], "little") | 1
    return name, int.from_bytes(digest[8:], "little") % _SHELVES * _ROWS.size


def _place_of(name: int, rows: tuple[float, ...]) -> tuple[int, float]:
    """(place on the shelf, counter) of somebody; else of whoever has asked least, begun anew."""
    counters = rows[1::3]
    for place, there in enumerate(rows[::3]):
        if there == name:
            return place, counters[place]
    return counters.index(min(counters)), 0.0


@lru_cache(1)
def rates() -> Rates:
    """The counters of this workspace."""
    return Rates(settings.TANDEM_DATA / "rates")
