"""A brief as a Word file."""

from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn

from tandem.formats.brief_document import (
    BriefDocument,
    Carried,
    Chapter,
    Layout,
    Part,
    Shape,
    Statement,
    Understood,
    Words,
)
from tandem.formats.brief_docx import write_brief_docx

WORDS = Words(
    *("What is in it", "Part", "What", "Matters", "taken out", "What IT understood"),
    *("Signatures", "Allowance", "Fingerprint", "It names this content.", "Signatures so far"),
)
AT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def document(*chapters: Chapter) -> BriefDocument:
    return BriefDocument(
        title="Delivery days",
        label="Brief, snapshot 2",
        facts=(("State", "signed by both sides"),),
        chapters=chapters,
        understood=(Understood("They choose a day.", "Igor", "Tuesday", "Alice confirmed it"),),
        statements=(
            Statement("marketing", "Marketing", "agrees", "Alice Albers", "Tuesday", signs=True),
            Statement("it", "IT", "agrees, with dissent", "Igor Ilic", "Friday", "Two days do."),
        ),
        allowance=("5.5 days may change.",),
        digest="ab" * 32,
        chain="cd" * 32,
        words=WORDS,
    )


def texts(text: str) -> Chapter:
    return Chapter("why", "Why", "text", Layout.TEXTS, (Part("T1", "text", "Calm", text, text),))


def read(written: BriefDocument) -> Document:
    return docx.Document(BytesIO(write_brief_docx(written, at=AT)))


def lines(paper: Document) -> list[tuple[str, str]]:
    return [(one.style.name if one.style else "", one.text) for one in paper.paragraphs]


def test_it_has_words_own_headings_and_says_what_it_is() -> None:
    paper = read(document(texts("One thing.")))
    assert lines(paper)[:2] == [("Subtitle", "Brief, snapshot 2"), ("Title", "Delivery days")]
    assert ("Heading 1", "Why") in lines(paper)
    assert ("Heading 2", "T1  Calm") in lines(paper)
    assert paper.core_properties.title == "Delivery days"
    assert paper.core_properties.author == ""


def test_markdown_becomes_paragraphs_lists_and_links() -> None:
    source = (
        "Some *calm* and **much** `code`.\n\n- one\n  - deeper\n- two\n\n1. first\n2. second\n\n"
        "> said\n\n## Below\n\n[the shop](https://shop.example/a) [evil](javascript:alert(1))\n\n"
        "| a | b |\n| - | - |\n| 1 | 2 |\n\n3. three\n4. four"
    )
    paper = read(document(texts(source)))
    styles = [line for line in lines(paper) if line[0] != "Normal"]
    for expected in (
        *(("List Bullet", "one"), ("List Bullet 2", "deeper"), ("List Bullet", "two")),
        *(("List Number", "first"), ("Quote", "said"), ("Heading 4", "Below")),
        ("List Number", "three"),
    ):
        assert expected in styles
    targets = [rel.target_ref for rel in paper.part.rels.values() if rel.is_external]
    assert targets == ["https://shop.example/a"]
    assert [cell.text for cell in paper.tables[0].rows[1].cells] == ["1", "2"]
    numbered = [one for one in paper.paragraphs if one.style and one.style.name == "List Number"]
    used = [one.paragraph_format.element.pPr.numPr.numId.val for one in numbered]
    assert used[0] == used[1] != used[2] == used[3], "Each list counts for itself."


def test_what_fits_stands_in_one_table_and_what_has_steps_in_its_own() -> None:
    parts = tuple(
        Part(f"R{n}", "requirement", "", "It does *that*.", "", "must", "must",
             (Carried("What it is worth", ("Calm",)),), removed=n == 2)
        for n in (1, 2)
    )  # fmt: skip
    case = Part("U1", "use_case", "Choose", "", "", carried=(
        Carried("Who", ("A member",)),
        Carried("Step by step", ("She *opens* it.", "She pays."), Shape.STEPS),
    ))  # fmt: skip
    paper = read(
        document(
            Chapter("requirements", "What it must do", "requirement", Layout.ROWS, parts),
            Chapter("use_cases", "How people will use it", "use_case", Layout.CARDS, (case,)),
        )
    )
    rows, card, signatures = paper.tables
    assert [cell.text for cell in rows.rows[0].cells] == [
        *("Part", "What", "Matters", "What it is worth"),
    ]
    assert [cell.text for cell in rows.rows[2].cells] == [
        *("R2 (taken out)", "It does that.", "must", "Calm"),
    ]
    assert rows._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in card.columns[0].cells] == ["Who", "Step by step"]
    assert card.rows[1].cells[1].text == "She *opens* it.\nShe pays.", "Its lines aren't Markdown."
    assert (
        "Igor Ilic\nagrees, with dissent, Friday\nTwo days do." in signatures.rows[1].cells[1].text
    )


def test_signs_that_no_word_file_can_hold_and_texts_without_end_do_no_harm() -> None:
    paper = read(document(texts("a\x0bb\x01c \ufffe " + "w" * 20_000)))
    assert any("a\ufffdb\ufffdc" in text for _, text in lines(paper))
