"""What a paragraph is by its style and numbering: a heading, an entry of a list, or text."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_LISTED = re.compile(r"list (bullet|number)(?: ([2-5]))?", re.IGNORECASE)
_TITLE = "title"
_BODY_TEXT = 9
_MOST_BASES = 20


@dataclass(frozen=True)
class Entry:
    """An entry of a list, so many lists deep."""

    depth: int
    is_numbered: bool


class Styles:
    """The styles of one document, read once each."""

    def __init__(self, document: "Document") -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in _below(document, "styles")}
        self._kinds = _kinds_of_numbering(document)

    def heading_level(self, paragraph: Any) -> int | None:
        """0 for the document's title, 1 and more for a heading, nothing for what is none."""
        outline = _value(paragraph, "w:pPr/w:outlineLvl")
        for name, style in self._named(paragraph):
            if name == _TITLE:
                return 0
            if found := _HEADING.fullmatch(name):
                return int(found[1])
            outline = outline or _value(style, "w:pPr/w:outlineLvl")
        level = int(outline) if outline and outline.isdigit() else _BODY_TEXT
        return level + 1 if level < _BODY_TEXT else None

    def list_entry(self, paragraph: Any) -> Entry | None:
        """Whether the paragraph stands in a list, by its own numbering or by its style's."""
        places = [paragraph, *(style for _, style in self._named(paragraph))]
        number = next((n for one in places if (n := _value(one, "w:pPr/w:numPr/w:numId"))), "")
        depth = next((n for one in places if (n := _value(one, "w:pPr/w:numPr/w:ilvl"))), "0")
        by_name = next(
            (m for name, _ in self._named(paragraph) if (m := _LISTED.match(name))), None
        )
        if number == "0" or not (number or by_name):
            return None
        level = int(depth) if depth.isdigit() else 0
        if by_name and by_name[2]:
            level = int(by_name[2]) - 1
        kind = self._kinds.get((number, level), "")
        named = by_name is not None and by_name[1].lower() == "number"
        return Entry(level, kind not in {"bullet", "none"} if kind else named)

    def _named(self, paragraph: Any) -> list[tuple[str, Any]]:
        """The names of the paragraph's style and of those it is based on."""
        found: list[tuple[str, Any]] = []
        key = _value(paragraph, "w:pPr/w:pStyle")
        while key in self._styles and len(found) < _MOST_BASES:
            style = self._styles[key]
            found.append((_value(style, "w:name").lower(), style))
            key = _value(style, "w:basedOn")
        return found


def _below(document: "Document", what: str) -> list[Any]:
    if what == "styles":
        return list(document.styles.element.iter(qn("w:style")))
    try:
        return list(document.part.numbering_part.element)
    except (KeyError, NotImplementedError):
        return []


def _kinds_of_numbering(document: "Document") -> dict[tuple[str, int], str]:
    """How each list counts at each depth: (list, depth) → “bullet”, “decimal”, …"""
    formats: dict[str, dict[int, str]] = {}
    kinds: dict[tuple[str, int], str] = {}
    for element in _below(document, "numbering"):
        if element.tag == qn("w:abstractNum"):
            levels = element.iter(qn("w:lvl"))
            formats[element.get(qn("w:abstractNumId"), "")] = {
                int(level.get(qn("w:ilvl"), "0")): _value(level, "w:numFmt") for level in levels
            }
        elif element.tag == qn("w:num"):
            model = formats.get(_value(element, "w:abstractNumId"), {})
            number = element.get(qn("w:numId"), "")
            kinds |= {(number, depth): kind for depth, kind in model.items()}
    return kinds


def _value(element: Any, path: str) -> str:
    """The `w:val` of what is found below an element; empty where nothing is."""
    for step in path.split("/"):
        element = element.find(qn(step))
        if element is None:
            return ""
    return str(element.get(qn("w:val"), ""))
