"""What is written reads back as the same parts, and people can read it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.formats.markdown_strategies import documents, pieces, plain_pieces, titles

from tandem.formats.brief_markdown import Piece, read_brief, write_brief_markdown
from tandem.formats.brief_markdown.pieces import SECTION_NAMES

PIECES = (
    Piece("why", "text", "", "Because."),
    Piece("why", "text", "Background", "It was so."),
    Piece("requirements", "requirement", "Gift cards", "Any amount.\n\n- or none", "must"),
    Piece("requirements", "requirement", "", "By mail", "must"),
    Piece("requirements", "requirement", "", "At home", "could"),
    Piece("use_cases", "use_case", "Send a card", "#### Main flow\n\n1. Choose\n2. Pay"),
    Piece("use_cases", "use_case", "", "It arrives"),
    Piece("metrics", "metric", "", "500 by May"),
    Piece("more", "text", "Appendix", "| a |\n| - |"),
)

WRITTEN = """\
# Gift cards

## Why

Because.

### Background

It was so.

## What it must do

### Must have

- **Gift cards**

  Any amount.

  - or none

- By mail

### Could have

- At home

## How people will use it

### Send a card

#### Main flow

1. Choose
2. Pay

## How people will use it

- It arrives

## How we will know

- 500 by May

## Also in the document

### Appendix

| a |
| - |
"""


def assert_reads_back(parts: tuple[Piece, ...], title: str | None) -> str:
    written = write_brief_markdown(parts, title)
    draft = read_brief(written)
    assert (draft.pieces, draft.title) == (parts, title or None)
    return written


def test_a_brief_is_written_as_people_would_write_it() -> None:
    assert write_brief_markdown(PIECES, "Gift cards") == WRITTEN
    assert_reads_back(PIECES, "Gift cards")


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces(), max_size=5).map(tuple), st.one_of(st.none(), titles))
@example((Piece("why", "text", "", "# a heading"),), None)
@example((Piece("why", "text", "", "<!-- /tandem -->\n\\<!-- tandem: title -->"),), "#")
@example((Piece("use_cases", "text", "", "As a user, I want"),), " ")
@example((Piece("why", "text", "t", "\n\n x \n"),), None)
def test_any_parts_read_back_the_same(parts: tuple[Piece, ...], title: str | None) -> None:
    kept = tuple(piece for piece in parts if piece.title or piece.text)
    assert_reads_back(kept, title)


@settings(max_examples=300, deadline=None)
@given(documents)
def test_what_was_read_is_written_and_read_back_the_same(document: str) -> None:
    draft = read_brief(document)
    assert_reads_back(draft.pieces, draft.title)


@settings(max_examples=150, deadline=None)
@given(st.lists(plain_pieces(), max_size=8).map(tuple))
def test_everyday_words_need_no_marks(parts: tuple[Piece, ...]) -> None:
    assert "<!--" not in assert_reads_back(parts, "Gift cards")


@pytest.mark.parametrize(
    "text",
    ["## a heading", "```\nnever closed", "<!-- never closed", "**Bold line**\n\nwords", "x\n---"],
)
def test_a_text_that_would_be_read_differently_is_kept_exact(text: str) -> None:
    parts = (Piece("why", "text", "Goals", text), Piece("cost", "text", "Budget", "little"))
    written = assert_reads_back(parts, "Gift cards")
    assert written.startswith("<!-- tandem: title -->\n# Gift cards\n<!-- /tandem -->\n")
    assert "## Why\n### Goals\n" in written


def test_what_is_added_around_exact_parts_is_read_as_usual() -> None:
    parts = (Piece("why", "text", "Goals", "## a heading"),)
    longer = write_brief_markdown(parts, "Gift cards") + "\n## Budget\n\nlittle\n"
    draft = read_brief(longer)
    assert draft.title == "Gift cards"
    assert draft.pieces == (*parts, Piece("cost", "text", "Budget", "little"))


@pytest.mark.parametrize(
    "mark",
    [
        "<!-- tandem: why text - -->\nnever closed",
        "<!-- tandem: nowhere text - -->\nx\n<!-- /tandem -->",
        "<!-- tandem: why requirement - -->\nx\n<!-- /tandem -->",
        "<!-- tandem: why text must -->\nx\n<!-- /tandem -->",
        "<!-- tandem: why text - surprise -->\nx\n<!-- /tandem -->",
        "<!-- tandem: why -->\nx\n<!-- /tandem -->",
        "<!-- /tandem -->",
    ],
)
def test_marks_that_make_no_sense_are_plain_comments(mark: str) -> None:
    assert read_brief(mark).pieces == (Piece("why", "text", "", mark),)


@pytest.mark.parametrize(
    "title",
    [
        *("1. first", "# x", "a_b", "*", "C #", "[ ] x", "a & b", "&amp;", "\\", "`x`", "- x"),
        *("x | y", "Goals:", "**x**", "<b>", "~~x~~", "!", "2024) x", "> x", "+", "=", "a  b"),
        *("***", "é", "Stop!"),
    ],
)
def test_titles_with_marks_in_them_stay_the_same(title: str) -> None:
    parts = (
        Piece("why", "text", title, "x"),
        Piece("requirements", "requirement", title, "x", "must"),
    )
    assert "<!--" not in assert_reads_back(parts, title)


def test_every_section_can_be_written() -> None:
    parts = tuple(Piece(section, "text", "", "words") for section in SECTION_NAMES)
    written = assert_reads_back(parts, None)
    assert all(f"## {name}\n" in written for name in SECTION_NAMES.values())


def test_an_empty_brief_is_an_empty_document() -> None:
    assert write_brief_markdown((), None) == "\n"
    assert_reads_back((), "Goals")
