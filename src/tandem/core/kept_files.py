"""Files that people sent, kept in a folder under the digest of their content.

The same content is kept once; a file is never changed. It is whole and on the disk before the row
that speaks of it is committed, so a row never leads nowhere. The other way round happens: a file
whose row was never committed, or is gone, is swept away when it is a day old.
"""

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from tandem.core import clock

SPARED = 24 * 60 * 60
"""Seconds for which a file that no row speaks of is left alone: its row may be on its way."""
_CHUNK = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
_AT_ONCE = 500


def keep(source: Path) -> str:
    """Keep a copy of a file and return its digest (SHA-256, 64 hex digits)."""
    digest = _digest_of(source)
    kept = path_of(digest)
    with _folder_to_ourselves():
        if kept.exists():
            os.utime(kept)  # spared anew: it may be swept this very moment else
            return digest
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, prefix="new-", delete=False) as new:
            try:
                _copy(source, Path(new.name))
            except BaseException:
                os.unlink(new.name)
                raise
        os.replace(new.name, kept)
        _to_disk(kept.parent)
    return digest


def path_of(digest: str) -> Path:
    """Where the content with this digest is kept. Raises ValueError for what is no digest."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    return _root() / digest[:2] / digest


def all_kept() -> list[Path]:
    """Everything that is kept now, in the order of the digests."""
    return sorted(path for path in _root().glob("??/*") if _DIGEST.fullmatch(path.name))


def sweep(spoken_of: Callable[[Collection[str]], Collection[str]]) -> int:
    """Remove what nobody speaks of any more and return how many files that were.

    `spoken_of` is given digests and returns those among them that a row holds.
    """
    removed = 0
    old = [path for path in _root().glob("??/*") if _is_old(path)]
    for first in range(0, len(old), _AT_ONCE):
        some = old[first : first + _AT_ONCE]
        with _folder_to_ourselves():
            held = spoken_of([path.name for path in some])
            for path in some:
                if path.name not in held and _is_old(path):
                    path.unlink()
                    removed += 1
    return removed


def leave(
    digest: str, spoken_of: Callable[[Collection[str]], Collection[str]], since: datetime
) -> bool:
    """Remove one file at once, if nobody speaks of it and nobody sent the same after `since`:
    their row may be on its way. Returns whether it is gone.
    """
    path = path_of(digest)
    with _folder_to_ourselves():
        if not path.is_file():
            return True
        if path.stat().st_mtime > since.timestamp() or spoken_of([digest]):
            return False
        path.unlink()
    return True


def _is_old(path: Path) -> bool:
    return path.is_file() and path.stat().st_mtime < clock.now().timestamp() - SPARED


def _root() -> Path:
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    return root


@contextmanager
def _folder_to_ourselves() -> Iterator[None]:
    """One process at a time looks whether a file is there, and makes or removes it."""
    with (_root() / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _digest_of(source: Path) -> str:
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(source: Path, new: Path) -> None:
    with source.open("rb") as of, new.open("wb") as to:
        while chunk := of.read(_CHUNK):
            to.write(chunk)
        to.flush()
        os.fsync(to.fileno())
    new.chmod(0o600)


def _to_disk(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
