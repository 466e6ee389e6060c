"""An empty Word document of ours: A4, its styles, page numbers, tables that break well."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML can't hold."""

INK = RGBColor(0x22, 0x2B, 0x45)
MUTED = RGBColor(0x5C, 0x61, 0x6E)
_SHADE = "F3F1EC"
WIDTH = Mm(174)
"""Between the margins."""


def writable(text: str) -> str:
    """The text without characters that no Word document can hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def new_paper(title: str, label: str, at: datetime) -> "WordDocument":
    """An empty document that says what it is, also to whoever looks at its properties."""
    paper = Document()
    about = paper.core_properties
    about.title, about.subject = writable(title)[:250], writable(label)[:250]
    about.author, about.comments = "", ""
    about.created = about.modified = at.replace(tzinfo=None, microsecond=0)
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(18)
    _style(paper)
    _number_pages(section.footer.paragraphs[0], writable(label))
    return paper


def _style(paper: "WordDocument") -> None:
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 22), ("Heading 1", 15), ("Heading 2", 12), ("Heading 3", 11)):
        style = paper.styles[name]
        style.font.size, style.font.color.rgb, style.font.name = Pt(size), INK, "Calibri"
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    paper.styles["Heading 1"].paragraph_format.space_before = Pt(16)
    paper.styles["Subtitle"].font.color.rgb = MUTED


def _number_pages(footer: "Paragraph", label: str) -> None:
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run(f"{label}  ·  ").font.size = Pt(8.5)
    run = footer.add_run()
    run.font.size = Pt(8.5)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run.font.element.append(mark)


def new_table(place: Any, columns: int, rows: int) -> "Table":
    """A table in a document or in a cell, with lines around its cells."""
    table: Table = place.add_table(rows, columns)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    return table


def keep_rows_whole(table: "Table", *, headed: bool = False) -> None:
    """Let no row break at a page's end; `headed`: the first one stands on top of every page."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way
        properties.append(OxmlElement("w:cantSplit"))
        if headed and number == 0:
            properties.append(OxmlElement("w:tblHeader"))


def set_widths(table: "Table", shares: list[float]) -> None:
    """Share the page's width among the columns."""
    table.autofit = False
    total = sum(shares)
    for column, share in zip(table.columns, shares, strict=True):
        width = int(WIDTH * share / total)
        column.width = width
        for cell in column.cells:
            cell.width = width


def shade(cell: "_Cell") -> None:
    """Give a heading's cell its tone."""
    tone = OxmlElement("w:shd")
    tone.set(qn("w:val"), "clear")
    tone.set(qn("w:color"), "auto")
    tone.set(qn("w:fill"), _SHADE)
    cell._tc.get_or_add_tcPr().append(tone)  # noqa: SLF001 - python-docx has no other way


def head(cell: "_Cell", words: str) -> None:
    """A heading's cell."""
    shade(cell)
    run = cell.paragraphs[0].add_run(writable(words))
    run.bold, run.font.size = True, Pt(9.5)
    cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    cell.paragraphs[0].paragraph_format.keep_with_next = True
