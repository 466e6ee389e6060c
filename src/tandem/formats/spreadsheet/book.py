"""What a workbook says about its sheets, and the styles by which a number is a day."""

import posixpath
import re
from dataclasses import dataclass, field
from typing import Literal

from tandem.formats.spreadsheet.opening import Parts, damaged, local
from tandem.formats.spreadsheet.unusable import UnusableSpreadsheet

Shown = Literal["", "day", "time", "length", "percent"]
"""How a number is to be read: as itself, a day, a time of day, a length of time, a share."""
_MOST_SHEETS = 500
_MOST_STYLES = 70_000
_BUILT_IN: dict[int, Shown] = {
    **dict.fromkeys((9, 10), "percent"),
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)), "day"),
    **dict.fromkeys((18, 19, 20, 21), "time"),
    **dict.fromkeys((45, 46, 47), "length"),
}
_BESIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?:\$[^\]]*|[A-Za-z]{3,}\d*|[<>=][^\]]*)\]')
_LENGTH = re.compile(r"\[(?:h+|m+|s+)\]", re.I)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook."""

    name: str
    hidden: bool
    part: str


@dataclass(slots=True)
class Book:
    """The sheets, whether days count from 1904, and how each style shows a number."""

    sheets: list[Sheet] = field(default_factory=list)
    from_1904: bool = False
    styles: list[Shown] = field(default_factory=list)
    strings: str = ""


def book_of(parts: Parts) -> Book:
    """What the workbook says. Raises UnusableSpreadsheet."""
    place = _place_of_workbook(parts)
    ties = _ties(parts, place)
    book = Book()
    named: list[tuple[str, bool, str]] = []

    def begin(tag: str, has: dict[str, str]) -> None:
        if tag == "workbookPr":
            book.from_1904 = has.get("date1904", "") in {"1", "true"}
        elif tag == "sheet" and len(named) < _MOST_SHEETS:
            hidden = has.get("state", "visible") != "visible"
            named.append((has.get("name", "")[:100], hidden, local(has, "id")))

    parts.parse(place, (begin, _nothing, None))
    for name, hidden, tie in named:
        kind, part = ties.get(tie, ("", ""))
        if kind == "worksheet" and parts.has(part):
            book.sheets.append(Sheet(name, hidden, part))
    if not book.sheets:
        raise UnusableSpreadsheet("There is no sheet with rows in this file.")
    beside = dict(ties.values())
    if parts.has(beside.get("styles", "")):
        book.styles = _styles(parts, beside["styles"])
    book.strings = beside.get("sharedStrings", "")
    return book


def _nothing(_tag: str) -> None:
    return None


def _place_of_workbook(parts: Parts) -> str:
    if parts.has("xl/workbook.xml"):
        return "xl/workbook.xml"
    if not parts.has("_rels/.rels"):
        raise UnusableSpreadsheet(parts.why_no_sheet())
    found = dict(_ties(parts, "").values()).get("officeDocument", "")
    if not found.endswith(".xml") or not found.startswith("xl/"):
        raise UnusableSpreadsheet(parts.why_no_sheet())
    return found


def _ties(parts: Parts, of: str) -> dict[str, tuple[str, str]]:
    """{id: (kind, part)} of what a part refers to inside of the file."""
    folder, name = posixpath.split(of)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def begin(tag: str, has: dict[str, str]) -> None:
        if tag == "Relationship" and has.get("TargetMode", "") != "External":
            target = has.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = has.get("Type", "").rpartition("/")[2]
            found[has.get("Id", "")] = (kind, posixpath.normpath(whole)[:300])

    if not parts.has(place):
        raise damaged(f"“{place}” is missing")
    parts.parse(place, (begin, _nothing, None))
    return found


def _styles(parts: Parts, name: str) -> list[Shown]:
    """How each style of cells shows a number."""
    written: dict[int, Shown] = {}
    styles: list[Shown] = []
    inside: list[str] = []

    def begin(tag: str, has: dict[str, str]) -> None:
        inside.append(tag)
        if tag == "numFmt":
            written[_number(has.get("numFmtId"))] = shown_by(has.get("formatCode", ""))
        elif tag == "xf" and "cellXfs" in inside and len(styles) < _MOST_STYLES:
            chosen = _number(has.get("numFmtId"))
            styles.append(written.get(chosen, _BUILT_IN.get(chosen, "")))

    def end(_tag: str) -> None:
        inside.pop()

    parts.parse(name, (begin, end, None))
    return styles


def shown_by(code: str) -> Shown:
    """What a format such as “dd.mm.yyyy” makes of a number. Colours and words don't count."""
    code = code[:200].split(";", maxsplit=1)[0]
    if _LENGTH.search(code):
        return "length"
    letters = set(_BESIDE.sub("", code).casefold())
    if letters & set("yd"):
        return "day"
    if "h" in letters or ("m" in letters and "s" in letters):
        return "time"
    if "m" in letters and not letters & set("0#"):
        return "day"
    return "percent" if "%" in letters else ""


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else -1
