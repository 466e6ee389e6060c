"""A Word file as Markdown."""

import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tandem.formats.brief_document import BriefDocument, Chapter, Layout, Part, Statement, Words
from tandem.formats.brief_docx import write_brief_docx
from tandem.formats.brief_markdown import read_brief
from tandem.formats.docx_markdown import read_docx
from tandem.formats.docx_markdown.opening import LARGEST_XML
from tandem.formats.plain_text import UnusableText


def read(paper: Document) -> str:
    return read_docx(saved(paper)).markdown


def saved(paper: Document) -> bytes:
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def with_parts(body: bytes, **parts: bytes) -> bytes:
    """The same file with other parts; `__` in a name stands for a slash, `_` for a dot."""
    out = BytesIO()
    other = {name.replace("__", "/").replace("_", "."): text for name, text in parts.items()}
    with (
        zipfile.ZipFile(BytesIO(body)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in other:
                new.writestr(name, old.read(name))
        for name, text in other.items():
            new.writestr(name, text)
    return out.getvalue()


def add(paper: Document, xml: str) -> None:
    """Put raw XML at the end of the body."""
    marked = xml.replace(">", f" {nsdecls('w')}>", 1)
    paper.element.body.insert_element_before(parse_xml(marked), "w:sectPr")


def test_headings_lists_and_looks_become_markdown() -> None:
    paper = docx.Document()
    paper.add_heading("Delivery days", 0)
    paper.add_heading("Requirements", 1)
    for text in ("Choose a day", "See *free* days"):
        paper.add_paragraph(text, style="List Bullet")
    paper.add_paragraph("and at night", style="List Bullet 2")
    paper.add_paragraph("First", style="List Number")
    line = paper.add_paragraph("Some ")
    line.add_run("bold").bold = True
    line.add_run(" and ")
    line.add_run("soft").italic = True
    line.add_run("\nnext_line")
    paper.add_paragraph("1. no list, # no heading")
    assert read(paper) == (
        "# Delivery days\n\n## Requirements\n\n- Choose a day\n- See \\*free\\* days\n"
        "    - and at night\n1. First\n\nSome **bold** and *soft*\\\nnext\\_line\n\n"
        "1\\. no list, # no heading\n"
    )


def test_a_brief_of_ours_comes_back_as_the_same_parts() -> None:
    """Written for Word and read again: the texts stand where they stood."""
    words = Words(*("C", "Part", "What", "Matters", "out", "Understood", "Signatures", "Allowance"),
                  "Fingerprint", "Note", "So far")  # fmt: skip
    texts = tuple(
        Chapter(
            key, name, "text", Layout.TEXTS, (Part("T1", "text", "", f"{name} in *words*.", ""),)
        )
        for key, name in (("why", "Why"), ("audience", "For whom"), ("data", "Data it needs"))
    )
    said = (Statement("it", "IT", "agrees", "Igor"),)
    ours = BriefDocument("Days", "Brief", (), texts, (), said, (), "ab", "", words)
    from datetime import UTC, datetime

    draft = read_brief(
        read_docx(write_brief_docx(ours, at=datetime(2026, 1, 2, tzinfo=UTC))).markdown
    )
    found = [(one.section, one.text) for one in draft.pieces if "words" in one.text]
    assert found == [(c.key, f"{c.name} in *words*.") for c in texts]


def test_a_table_stays_one_and_a_form_becomes_sections() -> None:
    paper = docx.Document()
    paper.add_heading("Launch", 1)
    table = paper.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ("Who", "What | by", "Ana", "Copy"),
        strict=True,
    ):
        cell.text = text
    form = paper.add_table(2, 2)
    form.cell(0, 0).text, form.cell(1, 0).text = "Background", "Target audience"
    form.cell(0, 1).text = "People call us. " * 8
    form.cell(1, 1).text = "Members."
    form.cell(1, 1).add_paragraph("Guests", style="List Bullet")
    box = paper.add_table(1, 1)
    box.cell(0, 0).text = "In a frame"
    text = read(paper)
    assert "| Who | What \\| by |\n| --- | --- |\n| Ana | Copy |" in text
    assert "## Background\n\nPeople call us." in text
    assert "## Target audience\n\nMembers.\n\n- Guests" in text
    assert "\n\nIn a frame" in text
    sections = {one.section: one.text for one in read_brief(text).pieces}
    assert sections["audience"].startswith("Members.")


@pytest.mark.parametrize(
    "xml",
    [
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>kept words</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p><w:ins><w:r><w:t>kept words</w:t></w:r></w:ins></w:p>",
        "<w:p><w:r><w:t>kept </w:t></w:r><w:smartTag><w:r><w:t>words</w:t></w:r></w:smartTag></w:p>",
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>kept words</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></w:r></w:p>",
    ],
)
def test_words_in_controls_boxes_and_tracked_changes_are_kept_once(xml: str) -> None:
    paper = docx.Document()
    add(paper, xml)
    assert read(paper).count("kept words") == 1


def test_what_was_struck_out_is_gone_and_what_stands_beside_the_text_is_kept() -> None:
    paper = docx.Document()
    add(
        paper,
        "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>here</w:t></w:r></w:p>",
    )
    paragraph = paper.add_paragraph("Remark here")
    paper.add_comment(paragraph.runs, text="Is that so?", author="Ana")
    paper.sections[0].header.is_linked_to_previous = False
    paper.sections[0].header.paragraphs[0].text = "Confidential"
    text = read(paper)
    assert "gone" not in text
    assert "# Comments in the document\n\nAna: Is that so?" in text
    assert "# Header and footer\n\nConfidential" in text


def test_a_link_keeps_its_address_unless_it_is_no_web_address() -> None:
    paper = docx.Document()
    for address in ("https://shop.example/a", "javascript:alert(1)"):
        target = paper.part.relate_to(
            address,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        xml = (
            f'<w:p><w:hyperlink r:id="{target}"><w:r><w:t>the shop</w:t></w:r></w:hyperlink></w:p>'
        )
        paper.element.body.insert_element_before(
            parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w', 'r')}>")), "w:sectPr"
        )
    assert read(paper) == "[the shop](https://shop.example/a)\n\nthe shop\n"


EMPTY = saved(docx.Document())
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"no zip", "can't be read"),
        (EMPTY[: len(EMPTY) // 2], "can't be read"),
        (b"x" * 10_000_001, "larger than 10 MB"),
        (with_parts(EMPTY, word__document_xml=ENTITY), "from outside"),
        (with_parts(EMPTY, word__document_xml=ENTITY.decode().encode("utf-16")), "from outside"),
        (with_parts(EMPTY, word__document_xml=b" " * (LARGEST_XML + 1)), "far more"),
        (with_parts(EMPTY, word__media__a_png=b"\0" * 81_000_000), "far more"),
        (with_parts(EMPTY, word__document_xml=b"<broken"), "can't be read"),
        (with_parts(EMPTY, word__document_xml=b"<a>" * 300 + b"</a>" * 300), "can't be read"),
    ],
    ids=["text", "cut", "large", "entity", "utf-16", "bomb", "picture", "broken", "deep"],
)
def test_a_file_that_cannot_be_trusted_is_refused_with_a_sentence(body: bytes, says: str) -> None:
    with pytest.raises(UnusableText, match=says):
        read_docx(body)


def test_a_zip_that_is_no_document_says_so() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", "hello")
    with pytest.raises(UnusableText, match="isn't a Word document"):
        read_docx(out.getvalue())


def test_pictures_are_counted(tmp_path: Any) -> None:
    from PIL import Image

    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    paper = docx.Document()
    paper.add_picture(str(tmp_path / "a.png"))
    assert read_docx(saved(paper)).notes == ("1 picture couldn't be brought along.",)
