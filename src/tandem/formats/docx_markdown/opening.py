"""Opening a Word file that somebody sent, without trusting it.

A DOCX is a zip of XML. Whatever is too large once unpacked, brings a document type or entities of
its own, or isn't a Word document, is refused before any of it is read; python-docx's own parser
resolves no entities and reaches for nothing outside.
"""

import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, LargeZipFile, ZipFile

from tandem.formats.plain_text import UnusableText

if TYPE_CHECKING:
    from docx.document import Document

LARGEST_FILE = 10_000_000
"""Bytes of the file."""

LARGEST_UNPACKED = 80_000_000
"""Bytes of all that is in it, pictures too."""

LARGEST_XML = 30_000_000
"""Bytes of one part that is read."""

_MOST_PARTS = 3_000
_BODY = "word/document.xml"
_XML = (".xml", ".rels")
_BROKEN = (
    *(BadZipFile, LargeZipFile, zlib.error),
    *(OSError, EOFError, NotImplementedError, RuntimeError, ValueError),
)
_NOT_HERE = (b"<!DOCTYPE", b"<!ENTITY")


def open_docx(body: bytes) -> "Document":
    """The document, or UnusableText with a sentence for whoever sent it."""
    if len(body) > LARGEST_FILE:
        raise UnusableText("This file is larger than 10 MB. Take the pictures out, then try again.")
    try:
        with ZipFile(BytesIO(body)) as packed:
            _look_through(packed)
    except UnusableText:
        raise
    except _BROKEN as error:
        raise _damaged() from error
    return _opened(body)


def _opened(body: bytes) -> "Document":
    import docx  # heavy, and rarely asked for

    try:
        return docx.Document(BytesIO(body))
    except Exception as error:
        # A damaged file fails in as many ways as there are places to damage.
        raise _damaged() from error


def _look_through(packed: ZipFile) -> None:
    parts = packed.infolist()
    if _BODY not in {part.filename for part in parts}:
        raise UnusableText("This isn't a Word document (DOCX). Save it as one, or paste its text.")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise UnusableText(
            "This file holds far more than a document does. Paste the text you need."
        )
    for part in parts:
        if part.filename.endswith(_XML):
            _look_into(packed, part.filename)


def _look_into(packed: ZipFile, name: str) -> None:
    """Read no more than is allowed, whatever the file says about its own size."""
    with packed.open(name) as part:
        text = part.read(LARGEST_XML + 1)
    if len(text) > LARGEST_XML:
        raise UnusableText(
            "This file holds far more than a document does. Paste the text you need."
        )
    plain = text.replace(b"\0", b"")  # in UTF-16, too
    if any(mark in plain for mark in _NOT_HERE):
        raise UnusableText("This file asks for things from outside, which no document needs.")


def _too_much() -> UnusableText:
    return UnusableText("This file holds far more than a document does. Paste the text you need.")


def _damaged() -> UnusableText:
    return UnusableText("This Word file can't be read; it is damaged or locked. Paste its text.")
