"""Documents and parts that nobody would write on purpose, and somebody always does."""

from hypothesis import strategies as st

from tandem.formats.brief_markdown import Piece
from tandem.formats.brief_markdown.pieces import ITEM_KINDS, PRIORITY_NAMES, SECTION_NAMES

LINES = [
    *("", "", "", "plain words", "lazy line", "   indented", "  trailing  ", "x  y"),
    *("# Title", "# Second title", "## Goals", "## Why", "## Also in the document", "#", "##"),
    *("## Requirements", "### Must have", "### Nice to have", "## What it must do", "###### six"),
    *("## Use cases", "### Checkout", "#### Main flow", "## Acceptance criteria", "## Metrics"),
    *(
        "- entry",
        "- [ ] open",
        "- [x] ticked",
        "  - child",
        "1. first",
        "2) second",
        "+ plus",
        "* s",
    ),
    *("-", "- ", "- - - a", "-     code in entry", "- \tcode", "- # heading", "- ```", "- > quote"),
    *(
        "- **Login**",
        "- **Login**: words",
        "  more about it",
        "P0: that",
        "must do",
        "As a user, I",
    ),
    *("```", "~~~", "    code", "\tcode", "> quote", "> # in a quote", "---", "***", "===", "..."),
    *(
        "Setext",
        "**Bold line**",
        "**Bold:**",
        "**",
        "__u__",
        "*",
        "_",
        "title: x",
        "a\\",
        "\\# not",
    ),
    *(
        "<!-- comment",
        "-->",
        "<!-- whole -->",
        "<details>",
        "</details>",
        "<b>",
        "<?php",
        "a <br> b",
    ),
    *(
        "| a | b |",
        "| --- | --- |",
        "[ref]: /url",
        "[ref]: ",
        "[x](y)",
        "# [x](/y) z",
        "![](i.png)",
    ),
    *(
        "&amp; entity",
        "a\u00a0b",
        "\u00a0",
        "\u2028sep",
        "\x0c",
        "\x0b",
        "\ufeffmark",
        "👩‍👩‍👧 é",
        "שלום",
    ),
    *("<!-- tandem: why text - -->", "<!-- /tandem -->", "<!-- tandem: title -->"),
    *("<!-- tandem: requirements requirement must section titled -->", "\\<!-- /tandem -->"),
]

_usable = st.characters(exclude_categories=("Cs",), exclude_characters="\0\r")
line = st.one_of(st.sampled_from(LINES), st.text(_usable, max_size=12))
documents = st.lists(line, max_size=14).map("\n".join)

_words = st.one_of(
    st.sampled_from([part.strip("#-* ") for part in LINES]),
    st.text(st.one_of(st.sampled_from("ab 1.)#*_[]<>&`!\\~-+=|:"), _usable), max_size=12),
)
titles = _words.map(lambda words: words.replace("\n", " "))
texts = st.lists(st.one_of(st.sampled_from(LINES), st.text(_usable, max_size=12)), max_size=5).map(
    "\n".join
)
_sections = sorted(SECTION_NAMES)


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    """Any part that a brief can hold, whatever is in it."""
    section = draw(st.sampled_from(_sections))
    kind = draw(st.sampled_from(["text", ITEM_KINDS.get(section, "text")]))
    priority = draw(st.sampled_from(sorted(PRIORITY_NAMES))) if kind == "requirement" else None
    return Piece(section, kind, draw(titles), draw(texts), priority)


@st.composite
def plain_pieces(draw: st.DrawFn) -> Piece:
    """A part with words of everyday, as most are."""
    section = draw(st.sampled_from(_sections))
    kind = ITEM_KINDS.get(section, "text")
    priority = draw(st.sampled_from(sorted(PRIORITY_NAMES))) if kind == "requirement" else None
    words = st.lists(st.sampled_from(["Gift", "cards", "sell", "early"]), min_size=1, max_size=4)
    title = " ".join(draw(words))
    text = "\n\n".join(" ".join(draw(words)) for _ in range(draw(st.integers(1, 3))))
    return Piece(section, kind, title, text, priority)
