"""The words of a paragraph in Word, with their looks."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from docx.oxml.ns import qn

from tandem.formats.markdown_words import PLAIN, Look, Piece

_SKIPPED = {
    qn(f"w:{name}")
    for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "proofErr", "fldChar")
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_BREAKS = {qn("w:br"), qn("w:cr")}
_WORDS = {qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_RUN, _LINK, _BOX = qn("w:r"), qn("w:hyperlink"), qn("w:txbxContent")
_NOTE = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}


def words_of(element: Any) -> str:
    """All words, without any look."""
    return "".join(piece.text for piece in pieces_of(element, {}))


def pieces_of(element: Any, links: Mapping[str, str], look: Look = PLAIN) -> Iterator[Piece]:
    """The words of a paragraph in their order; what was struck out as a change is gone.

    `links` are the addresses by their id in the document.
    """
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or tag == _BOX:
            continue
        if tag in _WORDS:
            yield Piece(child.text or "", look)
        elif tag in _BREAKS:
            yield Piece("\n", look)
        elif tag in _NOTE:
            yield Piece(f"[{_NOTE[tag]} {child.get(qn('w:id'))}]", look)
        elif tag == qn("w:tab"):
            yield Piece(" ", look)
        elif tag == qn("w:noBreakHyphen"):
            yield Piece("\u2011", look)
        else:
            yield from pieces_of(child, links, _looked(child, links, look))


def _looked(element: Any, links: Mapping[str, str], look: Look) -> Look:
    if element.tag == _LINK:
        return replace(look, link=links.get(element.get(qn("r:id"), ""), ""))
    if element.tag != _RUN:
        return look
    said = element.find(qn("w:rPr"))
    return replace(look, bold=_is(said, "b"), italic=_is(said, "i"), struck=_is(said, "strike"))


def _is(properties: Any, name: str) -> bool:
    found = None if properties is None else properties.find(qn(f"w:{name}"))
    return found is not None and found.get(qn("w:val")) not in {"0", "false", "off"}
