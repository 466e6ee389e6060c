"""Markdown as paragraphs, lists and tables of a Word document."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tandem.formats.brief_docx.paper import head, keep_rows_whole, new_table, writable

_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_SCHEMES = ("http://", "https://", "mailto:")
_DEEPEST = 3
"""Word's own list styles go no deeper."""
_LINK = RGBColor(0x1F, 0x5F, 0x8B)


def write_markdown(place: Any, source: str, *, headings_from: int = 3) -> None:
    """Write a Markdown text at the end of a document or a table's cell.

    A heading in it becomes one of this level or below: above stand those of the document.
    """
    tokens = _PARSER.parse(source.replace("\0", "\ufffd"))
    _Blocks(place, headings_from).write(tokens)


@dataclass
class _List:
    """A list that is being written; `numbering` is its own, so that each begins with its first."""

    style: str
    numbering: int | None = None
    is_first: bool = True


@dataclass
class _Blocks:
    place: Any
    headings_from: int
    _lists: list[_List] = field(default_factory=list)
    _quotes: int = 0
    _heading: int = 0

    def write(self, tokens: list[Token]) -> None:
        at = 0
        while at < len(tokens):
            if tokens[at].type == "table_open":
                end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
                self._table(tokens[at:end])
                at = end
            else:
                self._token(tokens[at])
            at += 1

    def _token(self, token: Token) -> None:
        if token.type in {"inline", "fence", "code_block", "hr"}:
            self._leaf(token)
        elif token.type in {"blockquote_open", "blockquote_close"}:
            self._quotes += token.nesting
        elif token.type == "heading_open":
            self._heading = min(9, int(token.tag[1]) + self.headings_from - 1)
        else:
            self._list_token(token)

    def _list_token(self, token: Token) -> None:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            self._lists.append(self._list(token))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self._lists.pop()
        elif token.type == "list_item_open":
            self._lists[-1].is_first = True

    def _leaf(self, token: Token) -> None:
        paragraph = self._paragraph()
        if token.type == "inline":
            write_inline(paragraph, token)
            self._heading = 0
        elif token.type == "hr":
            paragraph.add_run("* * *")
        else:
            _in_code(paragraph.add_run(writable(token.content.rstrip("\n"))))

    def _list(self, token: Token) -> _List:
        depth = min(_DEEPEST, len(self._lists) + 1)
        kind = "List Number" if token.type.startswith("ordered") else "List Bullet"
        style = kind if depth == 1 else f"{kind} {depth}"
        if kind == "List Bullet":
            return _List(style)
        return _List(style, _new_numbering(self.place, style, int(token.attrs.get("start", 1))))

    def _paragraph(self) -> Paragraph:
        paragraph: Paragraph = self.place.add_paragraph()
        if self._heading:
            paragraph.style = f"Heading {self._heading}"
        elif self._lists:
            self._enter(paragraph, self._lists[-1])
        elif self._quotes:
            paragraph.style = "Quote"
        return paragraph

    def _enter(self, paragraph: Paragraph, current: _List) -> None:
        """The first paragraph of an entry has its bullet or number, others stand below it."""
        if not current.is_first:
            depth = min(_DEEPEST, len(self._lists))
            paragraph.style = "List Continue" if depth == 1 else f"List Continue {depth}"
            return
        current.is_first = False
        paragraph.style = current.style
        if current.numbering is not None:
            properties = paragraph.paragraph_format.element.get_or_add_pPr()
            properties.get_or_add_numPr().get_or_add_numId().val = current.numbering

    def _table(self, tokens: list[Token]) -> None:
        rows: list[list[Token]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(token)
        table = new_table(self.place, max(map(len, rows)), len(rows))
        for number, row in enumerate(rows):
            for cell, token in zip(table.rows[number].cells, row, strict=False):
                if number == 0:
                    head(cell, _plain(token))
                else:
                    write_inline(cell.paragraphs[0], token)
        keep_rows_whole(table, headed=True)
        self.place.add_paragraph()


def _new_numbering(place: Any, style: str, start: int) -> int:
    """A numbering of its own for one list, beginning where that list does."""
    styles, numbering = place.part.document.styles, place.part.numbering_part.element
    model = numbering.num_having_numId(styles[style].element.pPr.numPr.numId.val)
    number = numbering.add_num(model.abstractNumId.val)
    number.add_lvlOverride(0).add_startOverride(start)
    return int(number.numId)


@dataclass(frozen=True)
class _Look:
    bold: bool = False
    italic: bool = False
    struck: bool = False
    link: str = ""


def write_inline(paragraph: Paragraph, token: Token) -> None:
    """Write one line of Markdown with its emphasis, code and links."""
    for child, look in _looks(token.children or []):
        if child.type == "code_inline":
            _in_code(paragraph.add_run(writable(child.content)))
        elif child.type == "hardbreak":
            paragraph.add_run().add_break()
        elif text := _shown(child):
            run = paragraph.add_run(writable(text))
            run.bold, run.italic = look.bold or None, look.italic or None
            run.font.strike = look.struck or None
            if look.link.startswith(_SCHEMES):
                _link(paragraph, run, look.link)


def _shown(child: Token) -> str:
    if child.type == "softbreak":
        return " "
    if child.type == "image":
        return f"[{child.content}] ({child.attrs.get('src', '')})"
    return child.content


def _looks(children: list[Token]) -> Iterator[tuple[Token, _Look]]:
    look = _Look()
    above: list[_Look] = []
    for child in children:
        if child.nesting > 0:
            above.append(look)
            look = _opened(look, child)
        elif child.nesting < 0:
            look = above.pop()
        else:
            yield child, look


def _opened(look: _Look, child: Token) -> _Look:
    if child.type == "strong_open":
        return replace(look, bold=True)
    if child.type == "em_open":
        return replace(look, italic=True)
    if child.type == "s_open":
        return replace(look, struck=True)
    return replace(look, link=str(child.attrs.get("href", "")))


def _plain(token: Token) -> str:
    return "".join(
        child.content or " " * (child.type == "softbreak") for child in token.children or []
    )


def _in_code(run: Run) -> None:
    run.font.name, run.font.size = "Consolas", Pt(9.5)


def _link(paragraph: Paragraph, run: Run, address: str) -> None:
    """Put a run that stands at the paragraph's end into a link."""
    link = OxmlElement("w:hyperlink")
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), target)
    run.font.color.rgb, run.font.underline = _LINK, True
    paragraph.paragraph_format.element.append(link)
    link.append(run.font.element)
