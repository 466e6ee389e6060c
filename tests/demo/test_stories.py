"""The stories as they are written: readable, in order, in words that people use."""

import re

import pytest

from tandem.demo.load import stories, story
from tandem.demo.people import read
from tandem.demo.play import doings
from tandem.demo.story import Unreadable, read_story

NEVER_ON_SCREEN = re.compile(
    r"\b(lanes?|gates?|vetoe?s?|hash(es)?|wilson|amnesty|half-baked|shadow it)\b|lorem|ipsum",
    re.IGNORECASE,
)
KNOWN = {one["key"] for one in read("people")["people"]} | {"vera", "clock", "guest"}

pytestmark = [pytest.mark.once, pytest.mark.static]


@pytest.mark.parametrize("name", stories())
def test_a_story_can_be_read_and_its_people_and_acts_are_known(name: str) -> None:
    text = story(name)
    acts = read_story(text)

    assert {act.who for act in acts} <= KNOWN
    assert {act.what for act in acts} <= doings()
    assert NEVER_ON_SCREEN.findall(text) == []
    assert (acts[0].what == "writes") is not text.startswith("# Not a story:")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3 10:00 alice dances", "line 2 is no act"),
        ("3 10:00 alice takes-up\n4 10:00 alice takes-up", "before the one above"),
        ("3 10:00 alice takes-up\n3 09:00 alice takes-up", "before the one above"),
        ("+ alice takes-up", "line 1 is no act"),
    ],
)
def test_a_line_that_cannot_be_played_is_named(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_story(text if why != "line 2 is no act" else f"3 10:00 alice takes-up\n{text}!")


def test_an_indented_line_goes_on_and_a_plus_is_the_same_moment() -> None:
    first, second = read_story(
        "# said on Monday\n5 09:30 mona writes campaign wish=9: A sentence\n    that goes on\n"
        "+ igor asks alice blocking #q: Why? | Because"
    )

    assert (first.text, first.option("wish"), first.plain) == (
        "A sentence that goes on",
        "9",
        ["campaign"],
    )
    assert (second.ago, second.at) == (first.ago, first.at)
    assert (second.label, second.plain) == ("q", ["alice", "blocking"])
    assert second.texts(3) == ["Why?", "Because", ""]
