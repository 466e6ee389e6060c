"""What is cosmetic, and who decides by default."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.accounts.rules import Lane
from tandem.rights.rules import (
    BY_DEFAULT,
    Decider,
    Matter,
    Rights,
    only_tidies,
    text_digest,
    why_not_suggest,
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Choose a day", "Choose  a day\n"),
        ("Choose a day", "Choose **a** day"),
        ("It's here", "It’s here"),
        ('Say "yes"', "Say “yes”"),
        ("9-16", "9–16"),
        ("caf\u00e9", "cafe\u0301"),
        ("a *b* c", "a b c"),
    ],
)
def test_what_carries_no_meaning_is_cosmetic(before: str, after: str) -> None:
    assert only_tidies(before, after)
    assert only_tidies(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Polish shops", "polish shops"),
        ("10 days", "100 days"),
        ("$1.0", "$10"),
        ("Let's eat, Grandma", "Let's eat Grandma"),
        ("[here](https://a.example)", "[here](https://b.example)"),
        ("must be there", "must not be there"),
        ("2 * 3 * 4", "2 3 4"),
        ("snake_case_name", "snakecasename"),
        ("https://a.example/*b*", "https://a.example/b"),
        ("`a – b`", "`a - b`"),
        ("5 − 3", "5 - 3"),
        ("", "something"),
    ],
)
def test_what_may_mean_something_else_is_not(before: str, after: str) -> None:
    assert not only_tidies(before, after)
    assert not only_tidies(after, before)


@given(st.text(max_size=60))
def test_a_text_only_tidies_itself_with_space_around(text: str) -> None:
    assert only_tidies(text, f"  {text}\n")


@given(st.text(max_size=40), st.integers(0, 9))
def test_a_digit_more_is_never_cosmetic(text: str, digit: int) -> None:
    assert not only_tidies(text, f"{text}{digit}")


def test_every_matter_has_somebody_who_decides_it() -> None:
    assert set(BY_DEFAULT) == set(Matter)
    assert Rights().lane(Matter.GOAL) is Lane.MARKETING
    assert Rights().lane(Matter.ESTIMATE) is Lane.IT
    assert Rights().lane(Matter.BUDGET) is None


def test_the_company_may_decide_otherwise() -> None:
    rights = Rights({Matter.WORDING: Decider.EITHER})
    assert rights.decider(Matter.WORDING) is Decider.EITHER
    assert rights.lane(Matter.WORDING) is None
    assert rights.lane(Matter.GOAL) is Lane.MARKETING


@pytest.mark.parametrize(
    ("may_write", "decides", "same", "refused"),
    [
        (True, False, False, False),
        (False, False, False, True),
        (True, True, False, True),
        (True, False, True, True),
    ],
)
def test_who_decides_or_only_reads_or_changes_nothing_suggests_nothing(
    may_write: bool, decides: bool, same: bool, refused: bool
) -> None:
    reason = why_not_suggest(takes_part=may_write, decides=decides, same=same)
    assert bool(reason) is refused


def test_two_texts_have_two_names() -> None:
    assert text_digest("a") != text_digest("a ")
