"""Files on their way in, for pages and programs alike."""

import gzip
import re
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tandem.accounts.rules import Actor
from tandem.core import kept_files
from tandem.core.errors import BadInput
from tandem.core.words import say
from tandem.formats.expenses import UnusableFile
from tandem.formats.grants import columns_of, first_row
from tandem.formats.purchases import open_purchases
from tandem.tools.queries import may_look
from tandem.tools.rules import LookKind, Reading
from tandem.tools.services import Sent

_HEAD = 1 << 16

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


def receive(actor: Actor, sent: "UploadedFile[bytes]") -> Sent:
    """Keep a file without its name, and look at its head. Raises BadInput where it is none that
    can be looked through; who may not send one is told before anything is kept.
    """
    may_look(actor)
    with tempfile.NamedTemporaryFile(prefix="tandem-payments-") as file:
        for chunk in sent.chunks():
            file.write(chunk)
        file.flush()
        path = Path(file.name)
        try:
            kind, headings, reading = _looked_at(path)
        except UnusableFile as error:
            raise BadInput(say(error.template, **error.values), field="file") from error
        return Sent(kept_files.keep(path), path.stat().st_size, kind, headings, reading)


def _looked_at(path: Path) -> tuple[LookKind, tuple[str, ...], Reading]:
    """What kind of file it is, by its first lines: what is in it the worker sees."""
    head = _head(path)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:5].lower() == b"from:" or b"multipart/related" in start[:2000]:
        raise UnusableFile("Save the page as “Web page, HTML only”, and send that.")
    if start[:1] in {b"{", b"["}:
        return (LookKind.HAR if b'"log"' in start[:4000] else LookKind.GRANTS), (), Reading({})
    if start[:1] == b"<" and re.search(rb"<(?:html|head|body|!doctype html)", start, re.I):
        return LookKind.PAGE, (), Reading({})
    if columns_of(first_row(start)):
        return LookKind.GRANTS, (), Reading({})
    with open_purchases(path, beginning=True) as opened:
        reading = Reading(dict(opened.columns), opened.turned)
        return LookKind(opened.kind), opened.headings, reading


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.startswith(b"\x1f\x8b"):
        return head
    with suppress(EOFError, gzip.BadGzipFile, zlib.error), gzip.open(path, "rb") as file:
        return file.read(_HEAD)
    return b""
