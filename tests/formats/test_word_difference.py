"""Two texts compared word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.formats.word_difference import Fate, compare

texts = st.text("ab .\n", max_size=60)


def shown(before: str, after: str) -> str:
    marks = {Fate.SAME: "{}", Fate.GONE: "[-{}]", Fate.NEW: "[+{}]"}
    return "".join(marks[run.fate].format(run.text) for run in compare(before, after))


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        ("Show free days.", "Show all days.", "Show [-free][+all] days."),
        ("Show days.", "Show free days.", "Show[+ free] days."),
        ("10 days", "11 days", "[-10][+11] days"),
        ("one two three", "four five three", "[-one two][+four five] three"),
        ("same", "same", "same"),
        ("", "new", "[+new]"),
        ("", "", ""),
    ],
)
def test_by_hand(before: str, after: str, difference: str) -> None:
    assert shown(before, after) == difference


@given(texts, texts)
def test_nothing_is_lost_or_made_up(before: str, after: str) -> None:
    runs = compare(before, after)
    assert "".join(run.text for run in runs if run.fate is not Fate.NEW) == before
    assert "".join(run.text for run in runs if run.fate is not Fate.GONE) == after


def test_a_long_text_is_compared_by_lines() -> None:
    before = "word " * 7000 + "\nlast\n"
    assert shown(before, before.replace("last", "end")).endswith("[-last\n][+end\n]")
