"""A sheet's rows as text: what people see in it, cell by cell.

Formulas say their last result, as it was saved. Days, times and shares are read by how their cells
show them. Hidden rows and columns are read like others; a hidden sheet only where it is named.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO

from tandem.formats.spreadsheet.book import Book, Sheet, book_of
from tandem.formats.spreadsheet.opening import Parts, damaged, opened
from tandem.formats.spreadsheet.unusable import UnusableSpreadsheet
from tandem.formats.spreadsheet.values import number_as_text, plain_text

_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_HEADINGS_WITHIN = 40
"""Cells that were joined are filled in so many rows, where headings are."""
_MOST_JOINED = 2_000
_MOST_FILLED = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a sheet is read."""

    rows: int = 200_000
    columns: int = 2_000
    cells: int = 3_000_000
    letters: int = 150_000_000
    """Of all its texts."""
    beginning: bool = False
    """Only so many rows are wanted: the rest of the sheet isn't looked at, however long it is. A
    text that stands far behind in the file is left empty.
    """


class _Enough(Exception):
    """The rows that were wanted are there."""


@dataclass(slots=True)
class Read:
    """A sheet that was read: (number of the row there, its cells), empty rows left out."""

    name: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    sheets: tuple[Sheet, ...] = ()
    empty_formulas: list[str] = field(default_factory=list)
    """Where a formula stands without the result it had; the first ones."""
    errors: list[str] = field(default_factory=list)
    """Where a cell shows an error such as #REF!; the first ones."""


def sheets_of(file: IO[bytes]) -> tuple[Sheet, ...]:
    """The sheets of a workbook, hidden ones too. Raises UnusableSpreadsheet."""
    with opened(file) as parts:
        return tuple(book_of(parts).sheets)


def read_sheet(
    file: IO[bytes], name: str = "", limits: Limits | None = None, *, digits: int = 0
) -> Read:
    """A sheet by its name; without one the first that isn't hidden and has rows.

    `digits` writes every fraction with so many, so that 0.125 isn't taken for a thousand's point.
    Raises UnusableSpreadsheet.
    """
    allowed = limits or Limits()
    with opened(file, beginning=allowed.beginning) as parts:
        book = book_of(parts)
        strings = _strings(parts, book.strings, allowed)
        for sheet in _chosen(book, name):
            found = _Rows(book, strings, allowed, digits).of(parts, sheet)
            if found.rows or name:
                break
        found.sheets = tuple(book.sheets)
        return found


def _chosen(book: Book, name: str) -> Sequence[Sheet]:
    if not name:
        return [one for one in book.sheets if not one.hidden] or book.sheets
    wanted = [one for one in book.sheets if one.name.casefold() == name.casefold()]
    if not wanted:
        there = ", ".join(f"“{one.name[:40]}”" for one in book.sheets[:20])
        raise UnusableSpreadsheet(f"No sheet is called “{name[:80]}”. There are: {there}.")
    return wanted[:1]


def _strings(parts: Parts, name: str, limits: Limits) -> list[str]:
    """The texts that cells share."""
    found = _Strings(limits)
    if name and parts.has(name):
        parts.parse(name, (found.begin, found.end, found.text))
    return found.texts


class _Strings:
    """Gathers texts. Hints how to speak them (furigana) are left out."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.texts, self.letters = limits, list[str](), 0
        self.pieces: list[str] = []
        self.inside: list[str] = []

    def begin(self, tag: str, _has: dict[str, str]) -> None:
        """A text, or a part of one."""
        self.inside.append(tag)
        if tag == "si":
            self.pieces.clear()

    def end(self, tag: str) -> None:
        """The end of a text keeps it."""
        self.inside.pop()
        if tag == "si":
            text = plain_text("".join(self.pieces))
            self.letters += len(text)
            if self.letters > self.limits.letters or len(self.texts) > self.limits.cells:
                raise UnusableSpreadsheet("There is more text in it than in any list of work.")
            self.texts.append(text)

    def text(self, said: str) -> None:
        """What it says."""
        if self.inside and self.inside[-1] == "t" and "rPh" not in self.inside:
            self.pieces.append(said)


class _Rows:
    """Goes through one sheet."""

    def __init__(self, book: Book, strings: list[str], limits: Limits, digits: int) -> None:
        self.book, self.strings, self.limits, self.digits = book, strings, limits, digits
        self.rows: dict[int, dict[int, str]] = {}
        self.joined: list[str] = []
        self.number = self.column = self.cells = self.letters = 0
        self.kind = self.style = self.inside = ""
        self.formula = False
        self.pieces: list[str] = []

    def of(self, parts: Parts, sheet: Sheet) -> Read:
        """Its rows."""
        self.read = Read(sheet.name)
        with suppress(_Enough):
            parts.parse(sheet.part, (self.begin, self.end, self.text))
        self._fill_joined()
        for number in sorted(self.rows):
            cells = self.rows[number]
            line = [cells.get(column, "") for column in range(1, max(cells) + 1)]
            self.read.rows.append((number, line))
        return self.read

    def begin(self, tag: str, has: dict[str, str]) -> None:
        """A row, a cell, or what is in it."""
        if tag == "row":
            said = has.get("r", "")
            self.number = int(said) if said.isdecimal() and len(said) < 8 else self.number + 1
            self.column = 0
        elif tag == "c":
            self.column = self._column(has.get("r", ""))
            self.kind, self.style = has.get("t", "n"), has.get("s", "")
            self.formula = False
            self.pieces.clear()
        elif tag in {"v", "t"}:
            self.inside = tag
        elif tag == "rPh":
            self.inside = "rPh"
        elif tag == "f":
            self.formula = True
        elif tag == "mergeCell" and len(self.joined) < _MOST_JOINED:
            self.joined.append(has.get("ref", "")[:20])

    def text(self, said: str) -> None:
        """What stands in a cell."""
        if self.inside in {"v", "t"}:
            self.pieces.append(said)

    def end(self, tag: str) -> None:
        """The end of a cell keeps it."""
        if tag in {"v", "t", "rPh"}:
            self.inside = ""
        elif tag == "c":
            self._keep("".join(self.pieces))

    def _column(self, place: str) -> int:
        found = _PLACE.fullmatch(place)
        if not found:
            return self.column + 1
        self.number = int(found[2])
        return _column_of(found[1])

    def _keep(self, said: str) -> None:
        place = f"{_letters_of(self.column)}{self.number}"
        if self.formula and not said and len(self.read.empty_formulas) < 5:
            self.read.empty_formulas.append(place)
        text = self._as_text(said, place)
        if not text.strip():
            return
        self.cells += 1
        self.letters += len(text)
        self._check(place)
        self.rows.setdefault(self.number, {})[self.column] = text

    def _check(self, place: str) -> None:
        limits = self.limits
        if self.column > limits.columns:
            raise UnusableSpreadsheet(
                f"Something stands in {place}: more than {limits.columns:,} columns are too wide."
            )
        if len(self.rows) >= limits.rows and self.number not in self.rows:
            if limits.beginning:
                raise _Enough
            raise UnusableSpreadsheet(
                f"More than {limits.rows:,} rows are too many at once. Upload fewer."
            )
        if self.cells > limits.cells or self.letters > limits.letters:
            raise UnusableSpreadsheet("There is more in it than in any list of work.")

    def _as_text(self, said: str, place: str) -> str:
        if self.kind in {"str", "inlineStr"}:
            return plain_text(said)
        if self.kind == "n":
            return self._number(said) if said else ""
        if self.kind == "s":
            return self._shared(said, place) if said else ""
        if self.kind == "e" and len(self.read.errors) < 5:
            self.read.errors.append(place)
        if self.kind == "d":
            return said.removesuffix("T00:00:00").replace("T", " ")[:19]
        return {"1": "TRUE", "0": "FALSE"}.get(said, "") if self.kind == "b" else ""

    def _shared(self, said: str, place: str) -> str:
        at = int(said) if said.isdecimal() and len(said) < 9 else -1
        if not 0 <= at < len(self.strings):
            if self.limits.beginning:
                return ""
            raise damaged(f"the text of cell {place} is missing")
        return self.strings[at]

    def _number(self, said: str) -> str:
        at = int(self.style) if self.style.isdecimal() and len(self.style) < 7 else 0
        shown = self.book.styles[at] if at < len(self.book.styles) else ""
        return number_as_text(said, shown, from_1904=self.book.from_1904, digits=self.digits)

    def _fill_joined(self) -> None:
        """Cells that were joined among the headings say all what the first of them says."""
        budget = _MOST_FILLED
        for ref in self.joined:
            one, _, other = ref.partition(":")
            first, last = _PLACE.fullmatch(one), _PLACE.fullmatch(other)
            if not first or not last:
                continue
            left, top, right = _column_of(first[1]), int(first[2]), _column_of(last[1])
            said = self.rows.get(top, {}).get(left, "")
            if not said or not left <= right <= self.limits.columns:
                continue
            for number in range(top, min(int(last[2]), _HEADINGS_WITHIN) + 1):
                budget -= right - left + 1
                if budget < 0:
                    return
                for column in range(left, right + 1):
                    self.rows.setdefault(number, {}).setdefault(column, said)


def _column_of(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def _letters_of(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters or "?"
