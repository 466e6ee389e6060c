"""What a search index keeps of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.formats.search_words import LONGEST, asked_words, excerpt, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Delivery day!", ["delivery", "day"]),
        ("Größe GROSSE", ["grosse", "grosse"]),
        ("Café cafe\u0301", ["cafe", "cafe"]),
        ("İstanbul", ["istanbul"]),
        ("e-mail, 2,000 people", ["e", "mail", "2", "000", "people"]),
        ("snake_case", ["snake", "case"]),
        ("配送日を選ぶ", ["配送", "送日", "日を", "を選", "選ふ"]),
        ("日", ["日"]),
        ("", []),
        ("… – !", []),
    ],
)
def test_words_are_without_case_and_accents(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_word_of_ten_thousand_letters_counts_by_its_beginning() -> None:
    assert words_of("x" * 10_000) == ["x" * LONGEST]


def test_what_is_asked_twice_is_asked_once() -> None:
    assert asked_words("day Day DAY delivery") == ["day", "delivery"]
    assert len(asked_words(" ".join(f"w{n}" for n in range(50)))) == 6


@given(st.text(max_size=200))
def test_words_of_words_are_the_same_words(text: str) -> None:
    once = words_of(text)
    assert all(" " not in word and word for word in once)
    assert words_of(" ".join(word for word in once if word.isascii())) == [
        word for word in once if word.isascii()
    ]


def test_an_excerpt_marks_what_was_asked_for() -> None:
    text = "We let customers choose their delivery day in the shop. " * 3
    parts = excerpt(text, ["deliv", "day"], 80)
    assert [part for part, marked in parts if marked] == ["delivery", "day"]
    assert parts[-1][0].endswith("…")


@given(st.text(max_size=300), st.integers(20, 200))
def test_an_excerpt_is_never_much_longer_than_asked(text: str, length: int) -> None:
    shown = "".join(part for part, _ in excerpt(text, words_of(text)[:2], length))
    assert len(shown) <= length + len("…  …")
