"""What a person typed is kept as it is, or refused with a sentence that helps."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.formats.plain_text import UnusableText, clean, without_dangling_directions

RLO, PDF, RLE = "\u202e", "\u202c", "\u202b"
RLI, FSI, PDI = "\u2067", "\u2068", "\u2069"
MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    "text",
    [
        "Zoë said: “naïve café” — 5 × 3 … ½",
        "e\u0301 and z\u0335\u0321\u0322 keep their combining marks",
        "👩‍👩‍👧‍👦 is one family, 🏳️‍🌈 one flag, 👍🏽 one thumb, 🇩🇪 one country",
        "مرحبا بالعالم، שלום עולם",
        "right-to-left mark \u200f and left-to-right mark \u200e stay",
        "a\u00a0b\u2009c\ttab",
        "Wortungetüm" * 1000,
        "first\n\n   second, indented\n\tthird",
        "\u200bzero width at the start",
        "𝕏 and 𠮷 lie beyond the first plane",
    ],
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert clean(text, limit=20_000) == text


def test_line_ends_become_plain_and_outer_space_goes() -> None:
    assert clean("  \r\n a\r\nb\rc\n\n \t", limit=10) == "a\nb\nc"


def test_a_word_of_ten_thousand_characters_is_a_word() -> None:
    assert clean("x" * 10_000, limit=10_000) == "x" * 10_000


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a" * 11, "This is 1 character too long: 10 fit here."),
        ("a" * 22, "This is 12 characters too long: 10 fit here."),
        ("👍" * 12, "This is 2 characters too long: 10 fit here."),
        ("a\0b", "This holds a character that can't be kept"),
        ("a\ud83d", "One character in this was cut in half"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_kind_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UnusableText) as refused:
        clean(text, limit=10)
    assert refused.value.reason.startswith(sentence)
    assert str(refused.value) == refused.value.reason
    assert refused.value.template.format(**refused.value.values) == refused.value.reason


def test_the_limit_counts_what_would_be_kept() -> None:
    assert clean("\r\n".join(["ab"] * 3) + "   ", limit=8) == "ab\nab\nab"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"invoice{RLO}fdp.exe", "invoicefdp.exe"),  # an override that never ends
        (f"a{RLO}b{PDF}c", f"a{RLO}b{PDF}c"),
        (f"a{RLI}b{PDI}c", f"a{RLI}b{PDI}c"),
        (f"a{PDI}b{PDF}c", "abc"),  # ends without a beginning
        (f"{RLI}a{RLE}b{PDI}", f"{RLI}ab{PDI}"),  # an isolate's end ends what is inside it
        (f"{RLE}a{RLI}b{PDF}c{PDI}d{PDF}", f"{RLE}a{RLI}bc{PDI}d{PDF}"),
        (f"{FSI}a\nb{PDI}", "a\nb"),  # nothing reaches past its line
    ],
)
def test_direction_marks_without_a_partner_are_taken_away(text: str, kept: str) -> None:
    assert clean(text, limit=100) == kept


@given(st.text(st.sampled_from(MARKS + "ab\n\u200f"), max_size=30))
def test_taking_marks_away_twice_takes_nothing_more(text: str) -> None:
    once = without_dangling_directions(text)
    assert without_dangling_directions(once) == once
    assert [c for c in once if c not in MARKS] == [c for c in text if c not in MARKS]


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    try:
        once = clean(text, limit=300)
    except UnusableText:
        return
    assert clean(once, limit=300) == once


@pytest.mark.parametrize("marks", [(RLI, RLE, PDI), (RLE, PDI, PDF), (RLI, PDF, PDI)])
def test_a_megabyte_of_direction_marks_takes_little_more_than_reading_it(
    marks: tuple[str, str, str],
) -> None:
    started = time.process_time()
    clean("".join(mark * 300_000 for mark in marks), limit=10**6)
    assert time.process_time() - started < 10
