"""What people write can't do anything but be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from tandem.core.markdown import render

_ALLOWED = re.compile(
    r"</?(p|br|hr|strong|em|s|code|pre|blockquote|a|ul|ol|li|h[2-6]|table|thead|tbody|tr|th|td)\b"
)


def test_ordinary_text_looks_as_expected() -> None:
    shown = render("# Why\n\nA **bold** ~~old~~ [link](https://example.org/x).\n\n1. one\n2. two")
    assert isinstance(shown, Markup)
    assert "<h3>Why</h3>" in shown
    assert "<strong>bold</strong>" in shown
    assert "<s>old</s>" in shown
    assert '<a href="https://example.org/x" rel="noopener noreferrer nofollow">link</a>' in shown
    assert "<ol>" in shown


def test_a_table_is_a_table() -> None:
    assert "<td>2</td>" in render("| a | b |\n| - | - |\n| 1 | 2 |")


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "![x](https://tracker.example/pixel.gif)",
        "<a href='x' style='color:red'>x</a>",
        "[x]: javascript:alert(1)\n\n[x]",
        '[x](https://example.org "onmouseover=alert(1)")',
    ],
)
def test_nothing_runs_and_nothing_is_fetched(source: str) -> None:
    shown = render(source)
    assert not re.search(r"<[^>]*\b(on\w+|style|src)\s*=", re.sub(r'title="[^"]*"', "", shown))
    assert not re.search(r"href=\"(?!https?:|mailto:)[a-z]+:", shown, re.IGNORECASE)
    assert "<script" not in shown
    assert "<img" not in shown


def test_a_line_reads_as_it_is_written() -> None:
    assert "\u202e" not in render("pay \u202e0001\u202c now")
    assert "\u2066" not in render("a \u2066b")
    assert "\u200f" in render("\u05e9\u05dc\u05d5\u05dd\u200f")


def test_nul_is_shown_as_unreadable() -> None:
    assert render("a\0b") == "<p>a\ufffdb</p>\n"


@given(
    st.text(alphabet=st.sampled_from("<>&\"'[]()!*_#`~|-:\\/ \n\0\u202eajvscript12="), max_size=60)
)
def test_whatever_is_typed_only_allowed_elements_come_out(source: str) -> None:
    shown = render(source)
    for tag in re.findall(r"</?[a-zA-Z][^>]*", shown):
        assert _ALLOWED.match(tag), tag


def test_boxes_of_a_checklist_are_drawn() -> None:
    html = str(render("- [x] copy\n- [ ] images\n\n[x] is no list"))
    assert "<li>☑ copy</li>" in html
    assert "<li>☐ images</li>" in html
    assert "[x] is no list" in html
