"""From what somebody sent to files that are kept: looked at in a child process, made harmless.

It happens before the service and its transaction: decoding takes seconds, and nobody waits for a
writer that long.
"""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from django.conf import settings

from tandem.core import kept_files
from tandem.core.errors import BadInput, RuleBroken
from tandem.core.words import say
from tandem.formats.pictures import (
    HEAD,
    Limits,
    Looked,
    Media,
    UnusableFile,
    kind_of,
    look_at_apart,
)

FIELD = "file"
"""The field that a refusal is about."""
_AT_ONCE = BoundedSemaphore(2)
"""Of four threads two stay free for pages, whatever is sent."""
_PATIENCE = 10.0
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """One picture to show: digests of it and of its small one."""

    digest: str
    media: Media
    width: int
    height: int
    small: str


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was taken in: its digest, its size in bytes, what is shown of it."""

    digest: str
    media: Media
    size: int
    pages: tuple[KeptPicture, ...]
    all_pages: int


def take_in(chunks: Iterable[bytes]) -> KeptFile:
    """Keep what somebody sent. Raises BadInput with what is wrong with it, RuleBroken when busy."""
    with tempfile.TemporaryDirectory(prefix="tandem-file-") as made:
        sent, folder = Path(made) / "sent", Path(made) / "looked"
        folder.mkdir()
        try:
            media = _receive(chunks, sent)
            return keep(_look(sent, media, folder))
        except UnusableFile as error:
            raise BadInput(say(error.template, **error.values), field=FIELD) from error


def keep(looked: Looked) -> KeptFile:
    """Keep a file that was looked at, and its pictures."""
    return KeptFile(
        digest=kept_files.keep(looked.file),
        media=looked.media,
        size=looked.file.stat().st_size,
        pages=tuple(
            KeptPicture(
                digest=kept_files.keep(page.file),
                media=page.media,
                width=page.width,
                height=page.height,
                small=kept_files.keep(page.small),
            )
            for page in looked.pages
        ),
        all_pages=looked.all_pages,
    )


def limits() -> Limits:
    """What the workspace's settings allow."""
    return Limits(
        pixels=settings.TANDEM_MAX_PIXELS,
        pages=settings.TANDEM_MAX_PAGES,
        seconds=settings.TANDEM_FILE_SECONDS,
    )


def _receive(chunks: Iterable[bytes], sent: Path) -> Media:
    size, head = 0, b""
    with sent.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > settings.TANDEM_MAX_FILE:
                raise UnusableFile(
                    "This file is too large: up to {most} MB are taken.",
                    most=settings.TANDEM_MAX_FILE // _MEGABYTE,
                )
            head += chunk[: HEAD - len(head)] if len(head) < HEAD else b""
            file.write(chunk)
    return kind_of(head)


def _look(sent: Path, media: Media, folder: Path) -> Looked:
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise RuleBroken(say("Many files are being read just now. Please try again in a minute."))
    try:
        return look_at_apart(sent, media, folder, limits())
    finally:
        _AT_ONCE.release()
