"""The zip that a spreadsheet is, opened without trusting it.

Nothing is unpacked that says, or turns out, to be larger than a spreadsheet is; only the parts that
are needed are read, by an XML parser that takes no document type and so no entity of the file's
own; nothing outside of the file is ever looked for.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tandem.formats.spreadsheet.unusable import UnusableSpreadsheet

MOST_PARTS = 2_000
LARGEST_PART = 250_000_000
"""Bytes of one part, unpacked."""
LARGEST = 400_000_000
"""Bytes of all parts, as the file says itself."""
_TIGHTEST = 400
"""So many times smaller than unpacked no real sheet is packed."""
_TOO_SMALL_TO_JUDGE = 1_000_000
_PIECE = 1 << 18
BEGINNING = 4_000_000
"""So many bytes of each part are read where only the beginning of a sheet is wanted."""
_BEGINNINGS = 6 * BEGINNING
_OTHER = (
    ("word/document.xml", "This is a Word document. Save the table in it as XLSX or CSV."),
    ("ppt/presentation.xml", "This is a presentation, and no spreadsheet."),
    ("xl/workbook.bin", "This is a binary spreadsheet (XLSB). Save it as XLSX or CSV."),
    ("content.xml", "This is an OpenDocument file (ODS). Save it as XLSX or CSV."),
    ("Index/Document.iwa", "This is a Numbers document. Export it as XLSX or CSV."),
)
NO_SHEET = "This is a ZIP, and no spreadsheet. Unpack it, and upload what is in it."
TOO_LARGE = "This spreadsheet unpacks to far more than a sheet holds. Save the rows alone as CSV."
_NO_ZIP = (
    "This looks like a spreadsheet (XLSX) or a ZIP, but it breaks off or is damaged. Save or "
    "export it once more, or save the sheet as CSV."
)
_DAMAGED = "This spreadsheet breaks off or is damaged{where}. Please save or export it once more."
_BROKEN = (
    *(BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error),
    *(ValueError, LookupError, OverflowError, struct.error),
)
"""What Python's readers of zips and XML raise, wherever such a file was damaged."""

Handlers = tuple[
    Callable[[str, dict[str, str]], None], Callable[[str], None], Callable[[str], None] | None
]
"""What is told of a beginning, an end, a text."""


def damaged(where: str = "") -> UnusableSpreadsheet:
    """The sentence about a damaged file; `where` names the part or the place."""
    return UnusableSpreadsheet(_DAMAGED.format(where=f" ({where})" if where else ""))


@contextmanager
def opened(file: IO[bytes], *, beginning: bool = False) -> Iterator["Parts"]:
    """Its parts, or the beginning of each. Raises UnusableSpreadsheet, also for what goes wrong
    while they are read.
    """
    try:
        packed = ZipFile(file)
    except _BROKEN as error:
        raise UnusableSpreadsheet(_NO_ZIP) from error
    try:
        with packed:
            yield Parts(packed, beginning=beginning)
    except UnusableSpreadsheet:
        raise
    except (*_BROKEN, ValueError) as error:
        raise damaged() from error


class Parts:
    """The parts of a spreadsheet, by their names in small letters."""

    def __init__(self, packed: ZipFile, *, beginning: bool = False) -> None:
        self._packed, self._beginning = packed, beginning
        infos = packed.infolist()
        if len(infos) > MOST_PARTS or sum(one.file_size for one in infos) > LARGEST:
            raise UnusableSpreadsheet(TOO_LARGE)
        self._infos = {one.filename.lstrip("/").casefold(): one for one in infos}
        self._read = 0

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.casefold() in self._infos

    def why_no_sheet(self) -> str:
        """What the zip is instead."""
        return next((said for name, said in _OTHER if self.has(name)), NO_SHEET)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece, never more of it than is allowed."""
        info = self._infos.get(name.casefold())
        if info is None:
            raise damaged(f"“{name[:80]}” is missing")
        _check(info)
        try:
            opened_part = self._packed.open(info)
        except ValueError as error:  # its place lies before the beginning of the file
            raise damaged(f"“{info.filename[:60]}” isn't where it should be") from error
        with opened_part as part:
            before = self._read
            while piece := part.read(_PIECE):
                self._read += len(piece)
                if self._read > (_BEGINNINGS if self._beginning else LARGEST):
                    raise UnusableSpreadsheet(TOO_LARGE)
                yield piece
                if self._beginning and self._read - before > BEGINNING:
                    return

    def parse(self, name: str, handlers: Handlers) -> None:
        """Go through the XML of a part. A handler may raise to stop."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        begin, end, text = handlers
        parser.StartElementHandler = lambda tag, has: begin(tag.rpartition(" ")[2], has)
        parser.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
        if text is not None:
            parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _refuse
        try:
            for piece in self.pieces(name):
                parser.Parse(piece)
            if not self._beginning:
                parser.Parse(b"", True)  # noqa: FBT003 - that this was the end
        except expat.ExpatError as error:
            place = f"{name[:60]}, line {error.lineno}, column {error.offset + 1}"
            raise damaged(place) from error


def _check(info: ZipInfo) -> None:
    if info.flag_bits & 1:
        raise UnusableSpreadsheet("This file has a password. Save it without one, and try again.")
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise damaged(f"“{info.filename[:60]}” is packed in an unusual way")
    tight = info.file_size > _TOO_SMALL_TO_JUDGE
    if info.file_size > LARGEST_PART or (
        tight and info.file_size > _TIGHTEST * max(info.compress_size, 1)
    ):
        raise UnusableSpreadsheet(TOO_LARGE)


def _refuse(*_declared: object) -> None:
    raise UnusableSpreadsheet("This file declares things of its own, which no spreadsheet needs.")


def local(attributes: dict[str, str], name: str) -> str:
    """An attribute, whatever namespace stands before it."""
    if name in attributes:
        return attributes[name]
    return next((text for key, text in attributes.items() if key.endswith(f" {name}")), "")
