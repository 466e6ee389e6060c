"""Bytes of a file, whatever it is packed in and however its letters are written."""

import codecs
import gzip
import lzma
import struct
import zlib
from collections.abc import Iterator
from io import BufferedReader
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from tandem.formats.trackers.gathering import Gathered
from tandem.formats.trackers.jira_json import LONGEST_LINE
from tandem.formats.trackers.unreadable import UnreadableExport

LARGEST = 200_000_000
"""Bytes of a file that is read as a whole, unpacked."""
LARGEST_BY_LINES = 4_000_000_000
_HEAD = 1 << 16
_OTHER = (
    (
        b"\xd0\xcf\x11\xe0",
        "an old Office or Project file, or one with a password; save it without one as XLSX, CSV "
        "or, from Project, XML",
    ),
    (b"%PDF", "a PDF; export the items as CSV or JSON instead"),
    (b"\x89PNG", "a picture; export the items as CSV or JSON instead"),
    (b"\xff\xd8\xff", "a picture; export the items as CSV or JSON instead"),
    (b"SQLite format 3", "a database; export the items as CSV or JSON instead"),
    (b"BZh", "packed with bzip2; unpack it first"),
    (b"7z\xbc\xaf", "packed with 7-Zip; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "packed with Zstandard; unpack it first"),
)
_BROKEN = (lzma.LZMAError, zlib.error, EOFError, gzip.BadGzipFile)


def is_packed_parts(file: IO[bytes]) -> bool:
    """Whether a file is a ZIP, as spreadsheets are; it is at its beginning again afterwards."""
    start = file.read(4)
    file.seek(0)
    return start in {b"PK\x03\x04", b"PK\x05\x06"}


def holds_part(file: IO[bytes], name: str) -> bool:
    """Whether a ZIP has a part of that name; the file is at its beginning again afterwards."""
    try:
        with ZipFile(file) as packed:
            return name in packed.namelist()
    except (BadZipFile, OSError, EOFError, NotImplementedError, ValueError, struct.error):
        return False  # damaged: whoever reads it says so
    finally:
        file.seek(0)


class Opened:
    """A file from its beginning. `head` is looked at before anything is read."""

    def __init__(self, file: IO[bytes]) -> None:
        start = file.read(8)
        file.seek(0)
        for sign, words in _OTHER:
            if start.startswith(sign):
                raise UnreadableExport(f"This is {words}.")
        packed: Any = file
        if start.startswith(b"\xfd7zXZ\x00"):
            packed = lzma.LZMAFile(file)  # noqa: SIM115 (its owner closes it)
        elif start.startswith(b"\x1f\x8b"):
            packed = gzip.GzipFile(fileobj=file)
        self._file = BufferedReader(packed, _HEAD) if packed is not file else packed
        self.head = self._read(_HEAD)
        if not self.head.strip():
            raise UnreadableExport("This file is empty.")

    def _read(self, size: int) -> bytes:
        try:
            return bytes(self._file.read(size))
        except _BROKEN as error:
            raise UnreadableExport(
                "This packed file breaks off or is damaged. Please copy or export it once more."
            ) from error

    def whole(self, gathered: Gathered) -> str:
        """All of its text. Raises UnreadableExport where it is too large."""
        pieces, long = [self.head], len(self.head)
        while piece := self._read(1 << 20):
            long += len(piece)
            if long > LARGEST:
                raise UnreadableExport(
                    f"More than {LARGEST // 1_000_000} MB are too much for one file of this kind. "
                    "Please export a shorter time."
                )
            pieces.append(piece)
        return decoded(b"".join(pieces), gathered)

    def lines(self) -> Iterator[bytes]:
        """Its lines, one by one."""
        rest, total = self.head, len(self.head)
        while True:
            *whole, rest = rest.split(b"\n")
            yield from whole
            piece = self._read(1 << 18)
            if not piece:
                break
            total += len(piece)
            rest += piece
            if len(rest) > LONGEST_LINE or total > LARGEST_BY_LINES:
                raise UnreadableExport("This file, or a line in it, is too large to be an export.")
        if rest:
            yield rest


def decoded(data: bytes, gathered: Gathered) -> str:
    """Text in UTF-8, in UTF-16 with its mark, else in Windows' Western letters.

    Raises UnreadableExport where it is no text.
    """
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    if b"\x00" in data[:_HEAD]:
        raise UnreadableExport("This is no text. Please export the items as CSV, JSON or XML.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        place = f"line {line}, column {column}"
        gathered.note("Its letters are not UTF-8; read as Windows’ Western letters.", place)
        return data.decode("cp1252", "replace")
