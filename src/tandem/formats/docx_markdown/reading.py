"""From a Word file to Markdown: headings, lists, tables, and whatever else has words.

The body is walked as it stands in the file and not by python-docx's lists of paragraphs and tables,
because those leave out what stands in content controls, text boxes and tracked insertions.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tandem.formats.docx_markdown.opening import open_docx
from tandem.formats.docx_markdown.paragraphs import pieces_of, words_of
from tandem.formats.docx_markdown.styles import Styles
from tandem.formats.docx_markdown.tables import form_rows, is_box, table_lines
from tandem.formats.markdown_words import line_of, paragraph_of

if TYPE_CHECKING:
    from docx.document import Document

_P, _TABLE, _BOX = qn("w:p"), qn("w:tbl"), qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURES = (qn("a:blip"), "{urn:schemas-microsoft-com:vml}imagedata")
_DEEPEST = 6
_INDENT = " " * 4
_NOTES = (("footnote", RELATIONSHIP_TYPE.FOOTNOTES), ("endnote", RELATIONSHIP_TYPE.ENDNOTES))


@dataclass(frozen=True)
class DocxText:
    """The document as Markdown, and what whoever brings it should know."""

    markdown: str
    notes: tuple[str, ...]


def read_docx(body: bytes) -> DocxText:
    """Read a Word file. Of its words nothing is lost; what is no text is counted in a note.

    Raises UnusableText with a sentence where it can't be read, or asks for too much.
    """
    document = open_docx(body)
    reading = _Reading(document)
    reading.read(document.element.body)
    reading.append(_beside(document))
    return DocxText("\n".join(reading.lines).strip("\n") + "\n", tuple(reading.notes()))


@dataclass
class _Reading:
    document: "Document"
    lines: list[str] = field(default_factory=list)
    _styles: Styles = field(init=False)
    _links: dict[str, str] = field(init=False)
    _below_title: int = 0
    _level: int = 0
    _depth: int = -1
    """Of the list that the last paragraph belonged to; -1 for none."""
    _pictures: int = 0

    def __post_init__(self) -> None:
        self._styles = Styles(self.document)
        links = self.document.part.rels.items()
        self._links = {key: rel.target_ref for key, rel in links if rel.is_external}

    def notes(self) -> Iterator[str]:
        if self._pictures == 1:
            yield "1 picture couldn't be brought along."
        elif self._pictures:
            yield f"{self._pictures} pictures couldn't be brought along."

    def append(self, sections: Iterable[tuple[str, list[str]]]) -> None:
        """Add what stands beside the text at the end, each under a heading of its own."""
        for heading, texts in sections:
            level = 1 + self._below_title
            self._block(f"{'#' * level} {heading}")
            for text in texts:
                self._block(text)

    def read(self, element: Any) -> None:
        """Read all blocks below an element, whatever they are wrapped in."""
        for child in element:
            if child.tag == _P:
                self._paragraph(child)
            elif child.tag == _TABLE:
                self._table(child)
            elif child.tag not in {_FALLBACK, qn("w:sdtPr"), qn("w:sectPr"), qn("w:del")}:
                self.read(child)

    def _paragraph(self, element: Any) -> None:
        self._pictures += sum(map(_once, element.iter(*_PICTURES)))
        level = self._styles.heading_level(element)
        if level is not None:
            self._heading(level, " ".join(words_of(element).split()))
        else:
            self._text(element)
        for box in _boxes(element):
            self.read(box)

    def _heading(self, level: int, words: str) -> None:
        if not words:
            return
        if level == 0:
            self._below_title = 1
        self._level = min(_DEEPEST, max(1, level + self._below_title))
        plain = line_of(words)
        self._block(f"{'#' * self._level} {plain}")

    def _text(self, element: Any) -> None:
        text = paragraph_of(pieces_of(element, self._links))
        entry = self._styles.list_entry(element)
        if not text:
            return
        if entry is None:
            self._block(text)
            return
        depth = min(entry.depth, self._depth + 1)
        if self._depth < 0:
            self.lines.append("")
        self._depth = depth
        lead = f"{_INDENT * depth}{'1.' if entry.is_numbered else '-'} "
        self.lines.append(lead + text.replace("\n", "\n" + " " * len(lead)))

    def _block(self, text: str) -> None:
        self._depth = -1
        self.lines += ["", text]

    def _table(self, element: Any) -> None:
        """A box is what is in it; a form, whose first column names the second, is sections."""
        if is_box(element):
            self.read(element)
        elif rows := form_rows(element):
            self._form(rows)
        else:
            self._depth = -1
            self.lines += ["", *table_lines(element, self._links), ""]
            self._pictures += sum(map(_once, element.iter(*_PICTURES)))

    def _form(self, rows: list[tuple[str, Any]]) -> None:
        above = self._level
        for words, cell in rows:
            self._level = above
            level = min(_DEEPEST, max(1, above + 1))
            self._block(f"{'#' * level} {line_of(words)}")
            self._level = level
            self.read(cell)
        self._level = above
        self._depth = -1


def _boxes(element: Any) -> Iterator[Any]:
    """The text boxes that hang on a paragraph, each once."""
    for box in element.iter(_BOX):
        if _once(box) and next(box.iterancestors(_P)) is element:
            yield box


def _once(element: Any) -> bool:
    """What newer programs show stands there twice, the second time for older ones."""
    return not any(above.tag == _FALLBACK for above in element.iterancestors())


def _beside(document: "Document") -> Iterator[tuple[str, list[str]]]:
    """What a document says beside its text: notes, comments, headers and footers."""
    for name, kind in _NOTES:
        if texts := list(_notes_of(document, name, kind)):
            yield f"{name.capitalize()}s", texts
    if texts := [text for one in document.comments if (text := _comment(one))]:
        yield "Comments in the document", texts
    if texts := list(dict.fromkeys(_around_pages(document))):
        yield "Header and footer", texts


def _notes_of(document: "Document", name: str, kind: str) -> Iterator[str]:
    for part in (rel.target_part for rel in document.part.rels.values() if rel.reltype == kind):
        for note in parse_xml(part.blob).iter(qn(f"w:{name}")):
            if words := _words_below(note):
                yield line_of(f"{note.get(qn('w:id'))}: {words}")


def _comment(comment: Any) -> str:
    words = " ".join(comment.text.split())
    return line_of(f"{comment.author}: {words}") if words else ""


def _around_pages(document: "Document") -> Iterator[str]:
    for section in document.sections:
        for place in (section.header, section.footer, section.first_page_header):
            if not place.is_linked_to_previous:
                for paragraph in place.paragraphs:
                    if any(sign.isalpha() for sign in paragraph.text):
                        yield line_of(paragraph.text)


def _words_below(element: Any) -> str:
    lines = (" ".join(words_of(paragraph).split()) for paragraph in element.iter(_P))
    return " ".join(line for line in lines if line)
