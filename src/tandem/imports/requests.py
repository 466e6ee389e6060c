"""Files on their way in, for pages and programs alike."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.core import kept_files
from tandem.core.errors import NotAllowed
from tandem.imports.permissions import can_import, can_import_ideas
from tandem.imports.rules.steps import NO_IDEAS, NOT_THEIRS
from tandem.imports.services import SentFile
from tandem.work.queries import home_visible_to

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


def receive(actor: Actor, home_id: int, sent: "Sequence[UploadedFile[bytes]]") -> list[SentFile]:
    """Keep what somebody sent, unread; who may not is told before anything is kept."""
    home_visible_to(actor, home_id)
    if not can_import(actor, standing_on(actor, home_id)):
        raise NotAllowed(NOT_THEIRS)
    return [keep(one.name or "", one.chunks()) for one in sent]


def receive_ideas(actor: Actor, sent: "Sequence[UploadedFile[bytes]]") -> list[SentFile]:
    """The same of what becomes ideas."""
    if not can_import_ideas(actor):
        raise NotAllowed(NO_IDEAS)
    return [keep(one.name or "", one.chunks()) for one in sent]


def keep(name: str, chunks: Iterable[bytes]) -> SentFile:
    """One file, under the digest of its content."""
    with tempfile.NamedTemporaryFile(prefix="tandem-import-") as file:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            file.write(chunk)
        file.flush()
        return SentFile(name, kept_files.keep(Path(file.name)) if size else "", size)
