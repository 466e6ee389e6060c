"""Nothing of a document is lost, whatever the document is."""

import re
import time

import pytest
from hypothesis import example, given, settings
from tests.formats.markdown_strategies import documents

from tandem.formats.brief_markdown import BriefDraft, Piece, read_brief
from tandem.formats.brief_markdown.headings import guess_of
from tandem.formats.brief_markdown.limits import LONGEST_TEXT, LONGEST_TITLE
from tandem.formats.brief_markdown.source import plain_words


def everything_in(draft: BriefDraft) -> str:
    parts = [f"{piece.title}\n{piece.text}" for piece in draft.pieces]
    return "\n".join([draft.title or "", *parts, *draft.notes])


def lost_words(document: str, draft: BriefDraft) -> set[str]:
    """The words of the document that no part has.

    A heading may go where its section says it, and a list entry gets a number of its own.
    """
    source = everything_in(draft)
    kept = "\n".join([source, *map(plain_words, source.split("\n"))])
    return {
        word
        for line in document.split("\n")
        if "tandem -->" not in line and "<!-- tandem" not in line and not says_its_section(line)
        for word in words_in(line)
        if word not in kept
    }


def words_in(line: str) -> list[str]:
    without_number = re.sub(r"^[\s>*+-]*\d+[.)]", "", line)
    return re.findall(r"[^\W_]+", plain_words(without_number))


def says_its_section(line: str) -> bool:
    guess = guess_of(line.strip("#*_ \t"))
    return guess is not None and guess.whole


@settings(max_examples=400, deadline=None)
@given(documents)
@example("\u2028sep\n&amp; entity\n-\n***")
@example("# Title\n<!-- tandem: title -->\n<!-- /tandem -->\n\\<!-- /tandem -->")
@example("## Use cases\n###\n#### x\ny")
@example("0`0`")
@example("<!-- tandem: why text - section titled -->\nplain\nwords\n<!-- /tandem -->")
def test_no_word_is_lost(document: str) -> None:
    assert lost_words(document, read_brief(document)) == set()


@settings(max_examples=200, deadline=None)
@given(documents)
def test_lines_stay_as_they_were_written(document: str) -> None:
    """Apart from bullets and the indentation they bring, text lines are verbatim."""
    written = {line.strip() for line in document.split("\n")}
    for piece in read_brief(document).pieces:
        for line in piece.text.split("\n")[1:]:
            bare = line.strip()
            assert any(bare in source for source in written)


@pytest.mark.parametrize(
    ("document", "pieces"),
    [
        ("", []),
        ("\ufeff\n \n\t\n", []),
        ("just words", [("why", "", "just words")]),
        ("- a\n- b", [("why", "", "- a\n- b")]),
        ("---\n\nx", [("why", "", "---\n\nx")]),  # a rule, not front matter
        ("---\na: b\n---", []),
        ("---\n---\nx", [("why", "", "x")]),
        ("---\nnever closed\nx", [("why", "", "---\nnever closed\nx")]),
        ("---\nwords\n---\nx", [("why", "", "---"), ("more", "words", "x")]),
        ("## Goals\n```\n# no heading\n```", [("why", "Goals", "```\n# no heading\n```")]),
        ("## Goals\n```\n## open\nend", [("why", "Goals", "```\n## open\nend")]),
        ("## Goals\n<!--\n## hidden\n", [("why", "Goals", "<!--\n## hidden")]),
        (
            "Shop\n=====\nx\n\nRisks\n---\ny",
            [("why", "", "x"), ("constraints", "Risks", "y")],
        ),
        ("## Goals ##\nx", [("why", "Goals", "x")]),
        ("## *Goals* `now`\nx", [("why", "Goals now", "x")]),
        ("## Goals\n[a]: /b\n", [("why", "Goals", "[a]: /b")]),
        ("[a]: /b\n\n## Goals\nx", [("why", "", "[a]: /b"), ("why", "Goals", "x")]),
        ("## Goals\r\n\r\nx\r\ny\rz", [("why", "Goals", "x\ny\nz")]),
        ("## Goals\n\n    code\n", [("why", "Goals", "    code")]),
        ("#\n\nx", [("more", "", "x")]),
        ("# Title\n# [Linked](/a)\n", [("more", "Linked", "[Linked](/a)")]),
        ("<h2>Goals</h2>\nx", [("why", "", "<h2>Goals</h2>\nx")]),
    ],
)
def test_odd_documents_are_survived(document: str, pieces: list[tuple[str, str, str]]) -> None:
    assert [(p.section, p.title, p.text) for p in read_brief(document).pieces] == pieces


@pytest.mark.parametrize(
    ("entries", "texts"),
    [
        ("- a\n  b\n\n  c\n- d", ["a\nb\n\nc", "d"]),
        ("- a\nlazy\n- b", ["a\nlazy", "b"]),
        ("10. a\n    - b\n11. c", ["a\n- b", "c"]),
        ("-\ta\n\n\tb", ["a\n\nb"]),
        ("- a\n\n\tb", ["a\n\n  b"]),
        ("-     code\n- x", ["    code", "x"]),
        ("- ```\n  # no\n  ```\n- x", ["```\n# no\n```", "x"]),
        ("- ```\n  open\n- x", ["```\nopen", "x"]),
        ("-\n- a", ["a"]),
        ("- - a\n  - b", ["- a\n- b"]),
        ("- [ ] a\n  - [ ] b", ["a\n- [ ] b"]),
        ("* a\n\n\n* b\n+ c", ["a", "b", "c"]),
        ("- a\n\n      code", ["a\n\n    code"]),
    ],
)
def test_list_entries_are_taken_out_of_their_list(entries: str, texts: list[str]) -> None:
    assert [piece.text for piece in read_brief(f"## Requirements\n\n{entries}").pieces] == texts


def test_what_no_text_can_hold_is_replaced_and_noted() -> None:
    draft = read_brief("a\0b \ud800")
    assert draft.pieces == (Piece("why", "text", "", "a\ufffdb \ufffd"),)
    assert draft.notes[0] == "2 characters that no text can hold were replaced by \ufffd."


def test_a_document_without_headings_is_one_part_and_a_note_says_so() -> None:
    draft = read_brief("Hello,\n\nplease build us a shop.\n")
    assert draft.title is None
    assert [piece.section for piece in draft.pieces] == ["why"]
    assert draft.notes == (
        "The document has no headings, so all of it stands in its first section.",
    )


def test_front_matter_gives_the_title_and_is_kept_in_a_note() -> None:
    draft = read_brief('---\n# a remark\ntitle: "Shop: \'26"\ntags: [a]\n---\n## Goals\nx')
    assert draft.title == "Shop: '26"
    assert draft.notes[0].endswith('# a remark\ntitle: "Shop: \'26"\ntags: [a]')


def test_a_heading_on_top_goes_before_the_title_of_the_front_matter() -> None:
    assert read_brief("---\ntitle: a\n---\n# b\n\n## Goals\nx").title == "b"


def test_several_top_headings_are_sections_unless_the_first_says_nothing() -> None:
    assert read_brief("# Goals\nx\n# Audience\ny").title is None
    assert read_brief("# Shop\nx\n# Audience\ny").title == "Shop"
    assert read_brief("# Requirements\n- x").title is None


def test_a_heading_longer_than_a_title_may_be_becomes_text() -> None:
    words = "goal " * 100
    piece = read_brief(f"## {words}\n\nx").pieces[0]
    assert len(piece.title) < LONGEST_TITLE
    assert piece.title.endswith("goal…")
    assert piece.text == f"{words.strip()}\n\nx"


def test_a_part_longer_than_a_person_can_edit_is_cut_where_it_pauses() -> None:
    paragraphs = ["word " * 500 + str(number) for number in range(20)]
    draft = read_brief("## Goals\n\n" + "\n\n".join(paragraphs))
    assert max(len(piece.text) for piece in draft.pieces) <= LONGEST_TEXT
    assert "\n\n".join(piece.text for piece in draft.pieces) == "\n\n".join(paragraphs)
    assert {piece.section for piece in draft.pieces} == {"why"}
    assert draft.notes == ("1 part longer than 20,000 characters was cut into several.",)


LONG = 250_000
"""Characters: a quarter of what is taken, and enough to tell the square of a length."""
LARGE = {
    "prose": "word " * 15 + "\n\n",
    "one word": "x",
    "entries": "- must do this thing\n",
    "headings": "## Heading about goals\n\ntext\n\n",
    "fences that open and open": "```\n",
    "quotes in quotes": ">",
    "lists in lists": "- ",
    "brackets": "[",
    "stars": "*",
    "backticks": "`",
    "link definitions": "[a]: /u\n",
    "table rows": "| a | b |\n",
    "comments": "<!-- x -->\n",
    "opening marks": "<!-- tandem: why text - -->\n",
    "blank lines": "\n",
    "steps of one use case": "#### step\n\ntext\n\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", LARGE)
def test_a_long_document_is_read_in_seconds(shape: str) -> None:
    """A guard against work that grows with the square, not a measure of speed."""
    unit = LARGE[shape]
    document = "## Requirements\n\n### Use cases\n\n#### One\n\n" + unit * (LONG // len(unit))
    started = time.process_time()
    draft = read_brief(document)
    assert time.process_time() - started < 10
    assert lost_words(unit, draft) == set()


def test_deep_nesting_is_survived() -> None:
    nested = "\n".join("  " * depth + "- level" for depth in range(120))
    draft = read_brief(f"## Requirements\n\n{nested}")
    assert len(draft.pieces) == 1
    assert draft.pieces[0].text.count("level") == 120
