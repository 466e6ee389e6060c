"""From a brief's document to the bytes of a Word file."""

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_BREAK
from docx.shared import Pt

from tandem.formats.brief_document import (
    BriefDocument,
    Carried,
    Chapter,
    Group,
    Layout,
    Part,
    Shape,
    Statement,
    Words,
)
from tandem.formats.brief_docx.markdown import write_markdown
from tandem.formats.brief_docx.paper import (
    MUTED,
    head,
    keep_rows_whole,
    new_paper,
    new_table,
    set_widths,
    shade,
    writable,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell


def write_brief_docx(document: BriefDocument, *, at: datetime) -> bytes:
    """A Word file of the brief. The same document of the same moment gives the same text."""
    paper = new_paper(document.title, document.label, at)
    paper.add_paragraph(writable(document.label), style="Subtitle")
    paper.add_paragraph(writable(document.title), style="Title")
    for label, words in document.facts:
        _fact(paper, label, words)
    for chapter in document.chapters:
        _chapter(paper, chapter, document.words)
    _signatures(paper, document)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _fact(place: Any, label: str, words: str) -> None:
    paragraph = place.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(f"{writable(label)}: ").bold = True
    paragraph.add_run(writable(words))


def _muted(place: Any, words: str) -> None:
    run = place.add_paragraph().add_run(writable(words))
    run.font.color.rgb, run.font.size = MUTED, Pt(9)


def _chapter(paper: "WordDocument", chapter: Chapter, words: Words) -> None:
    paper.add_heading(writable(chapter.name), 1)
    for group in chapter.groups:
        if group.layout is Layout.ROWS:
            _rows(paper, group, words)
        elif group.layout is Layout.CARDS:
            for part in group.parts:
                _card(paper, part, words)
        else:
            for part in group.parts:
                _text(paper, part, words)


def _name(part: Part, words: Words) -> str:
    return f"{part.name} ({words.removed})" if part.removed else part.name


def _text(paper: "WordDocument", part: Part, words: Words) -> None:
    heading = paper.add_heading(writable(f"{_name(part, words)}  {part.title}".rstrip()), 2)
    heading.paragraph_format.keep_with_next = True
    write_markdown(paper, part.text)
    for one in part.carried:
        if one.shape is Shape.LINE:
            _fact(paper, one.label, ", ".join(one.lines))
        else:
            _fact(paper, one.label, "")
            write_markdown(paper, _listed(one))
    for note in part.notes:
        _muted(paper, note)


def _rows(paper: "WordDocument", group: Group, words: Words) -> None:
    """One table for all of them, its heading on every page."""
    heads = [words.name]
    shares = [0.55]
    if group.has_text:
        heads, shares = [*heads, words.what], [*shares, 3.2]
    if group.has_priority:
        heads, shares = [*heads, words.priority], [*shares, 0.9]
    heads, shares = [*heads, *group.columns], [*shares, *(1.3 for _ in group.columns)]
    table = new_table(paper, len(heads), len(group.parts) + 1)
    for cell, label in zip(table.rows[0].cells, heads, strict=True):
        head(cell, label)
    for row, part in zip(table.rows[1:], group.parts, strict=True):
        _row(list(row.cells), group, part, words)
    set_widths(table, shares)
    keep_rows_whole(table, headed=True)
    paper.add_paragraph()


def _row(cells: "list[_Cell]", group: Group, part: Part, words: Words) -> None:
    first, *rest = cells
    _line(first, _name(part, words), bold=True)
    if group.has_text:
        _what(rest.pop(0), part)
    if group.has_priority:
        _line(rest.pop(0), part.priority_label)
    for cell, label in zip(rest, group.columns, strict=True):
        if one := part.under(label):
            _carried(cell, one)


def _card(paper: "WordDocument", part: Part, words: Words) -> None:
    """A small table of its own: what it carries, one under the other."""
    heading = paper.add_heading(writable(f"{_name(part, words)}  {part.title}".rstrip()), 2)
    heading.paragraph_format.keep_with_next = True
    write_markdown(paper, part.text)
    for note in part.notes:
        _muted(paper, note)
    if not part.carried:
        return
    table = new_table(paper, 2, len(part.carried))
    for row, one in zip(table.rows, part.carried, strict=True):
        label, value = row.cells
        head(label, one.label)
        _carried(value, one)
    set_widths(table, [1, 3.4])
    paper.add_paragraph()


def _line(cell: "_Cell", words: str, *, bold: bool = False) -> None:
    cell.paragraphs[0].add_run(writable(words)).bold = bold or None


def _what(cell: "_Cell", part: Part) -> None:
    if part.title:
        _line(cell, part.title, bold=True)
    if part.text:
        write_markdown(cell, part.text)
    for note in part.notes:
        _muted(cell, note)
    _without_first_if_empty(cell)


def _carried(cell: "_Cell", one: Carried) -> None:
    if one.shape is Shape.LINE:
        _line(cell, ", ".join(one.lines))
    else:
        write_markdown(cell, _listed(one))
        _without_first_if_empty(cell)


def _listed(one: Carried) -> str:
    """What people typed line by line: each is an entry, and none of it is Markdown."""
    mark = "1." if one.shape is Shape.STEPS else "-"
    return "\n".join(f"{mark} {_verbatim(line)}" for line in one.lines)


def _verbatim(line: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>&!~#+-.|" else sign for sign in line)


def _without_first_if_empty(cell: "_Cell") -> None:
    """A cell begins with an empty paragraph, which what was written after it makes needless."""
    first, *others = cell.paragraphs
    if others and not first.text:
        element = first.paragraph_format.element
        element.getparent().remove(element)


def _signatures(paper: "WordDocument", document: BriefDocument) -> None:
    words = document.words
    if document.understood:
        paper.add_heading(writable(words.understood), 1)
    for one in document.understood:
        paper.add_paragraph(writable(one.text), style="Quote")
        _muted(paper, f"{one.by} · {one.at} · {one.answer}")
        if one.answer_words:
            paper.add_paragraph(writable(one.answer_words), style="Quote")
    paper.add_heading(writable(words.signatures), 1)
    table = new_table(paper, 2, len(document.statements))
    for row, said in zip(table.rows, document.statements, strict=True):
        _statement(list(row.cells), said)
    set_widths(table, [1, 3.4])
    keep_rows_whole(table)
    if document.allowance:
        paper.add_heading(writable(words.allowance), 1)
        for line in document.allowance:
            paper.add_paragraph(writable(line))
    _fingerprint(paper, document)


def _statement(cells: "list[_Cell]", one: Statement) -> None:
    side, said = cells
    shade(side)
    _line(side, one.label, bold=True)
    first = said.paragraphs[0]
    if one.name:
        first.add_run(writable(one.name)).bold = True
        first.add_run().add_break(WD_BREAK.LINE)
    first.add_run(writable(one.says))
    if one.at:
        first.add_run(writable(f", {one.at}"))
    if one.note:
        said.add_paragraph(writable(one.note), style="Quote")
    if one.remark:
        _muted(said, one.remark)


def _fingerprint(paper: "WordDocument", document: BriefDocument) -> None:
    words = document.words
    for label, digest in ((words.fingerprint, document.digest), (words.chain, document.chain)):
        if digest:
            paragraph = paper.add_paragraph()
            paragraph.paragraph_format.space_before = Pt(8)
            paragraph.add_run(f"{writable(label)}: ").font.size = Pt(8.5)
            sign = paragraph.add_run(digest)
            sign.font.name, sign.font.size = "Consolas", Pt(8)
    _muted(paper, words.fingerprint_note)
