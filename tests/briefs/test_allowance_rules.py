"""The allowance and which of three a change is, by worked examples and for any numbers."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.briefs.rules import (
    Content,
    Effort,
    Gauge,
    ItemKind,
    Priority,
    Section,
    Weight,
    allowance_of,
    given_back,
    is_cosmetic,
    weigh,
    why_not_days,
)

D = Decimal
R1 = Content(ItemKind.REQUIREMENT, Section.REQUIREMENTS, "Days", "Show free days.", Priority.MUST)
OTHER = replace(R1, text="Show all days.")
WIDE = Gauge(D(55), D(0))
days = st.decimals(0, 200, places=1)
words = st.text("aB1 .*_“”\"'’–-\n", max_size=30)


@pytest.mark.parametrize(
    ("baseline", "allowance"),
    [
        ("55", "5.5"),  # a tenth
        ("8", "1"),  # a tenth is less than a day
        ("3", "0.75"),  # a day is more than a quarter
        ("300", "15"),  # at most
        ("0", "0"),
    ],
)
def test_the_allowance_by_hand(baseline: str, allowance: str) -> None:
    assert allowance_of(D(baseline)) == D(allowance)


@pytest.mark.parametrize(
    ("used", "back"), [("5", "2.5"), ("0.25", "0.12"), ("0", "0"), ("-1", "0")]
)
def test_half_of_what_was_used_comes_back_and_never_more(used: str, back: str) -> None:
    assert given_back(D(used)) == D(back)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Cafe\u0301", "Café"),
        ("Show  free\n\ndays. ", "Show free days."),
        ("“Free” days – it’s fine", '"Free" days - it\'s fine'),
        ("Show **free** days", "Show free days"),
        ("Show __free__ *days*", "Show free days"),
        ("***Free***", "Free"),
    ],
)
def test_only_its_look(before: str, after: str) -> None:
    assert is_cosmetic(replace(R1, text=before), replace(R1, text=after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("free", "Free"),
        ("10 days", "11 days"),
        ("free days.", "free days"),
        ("free, days", "free days"),
        ("[shop](https://a.example/_x_)", "[shop](https://a.example/x)"),
        ("https://a.example/*b*", "https://a.example/b"),
        ("a_b_c", "abc"),
        ("2*3*4", "234"),
        ("`a_b`", "`ab`"),
        ("x²", "x2"),
        ("to day", "today"),
    ],
)
def test_not_only_its_look(before: str, after: str) -> None:
    assert not is_cosmetic(replace(R1, text=before), replace(R1, text=after))


def test_priority_removal_and_fields_are_more_than_looks() -> None:
    for other in (
        replace(R1, priority=Priority.SHOULD),
        replace(R1, removed=True),
        replace(R1, fields={"value": "8"}),
    ):
        assert not is_cosmetic(R1, other)
    assert is_cosmetic(replace(R1, fields={"a": ["x  y"]}), replace(R1, fields={"a": ["x y"]}))


def weight(effort: Effort | None, gauge: Gauge = WIDE, recently: str = "0") -> Weight | None:
    return weigh(R1, OTHER, effort, gauge, D(recently)).weight


def takes(low: str, high: str, **more: bool) -> Effort:
    return Effort(D(low), D(high), **more)


def test_within_the_allowance_it_says_what_it_uses() -> None:
    found = weigh(R1, OTHER, takes("1", "2"), WIDE, D(0))
    assert (found.weight, found.uses) == (Weight.WITHIN, D("1.5"))
    assert found.why == "Uses 1.5 of 5.5 days; applies now."


def test_without_its_effort_it_waits() -> None:
    assert weight(None) is None


@pytest.mark.parametrize("flag", ["new_system", "new_data", "moves_promise"])
def test_what_it_brings_with_it_makes_both_sign(flag: str) -> None:
    assert weight(takes("0", "0", **{flag: True})) is Weight.BOTH


def test_a_metric_is_for_both_whatever_it_takes() -> None:
    metric = replace(R1, kind=ItemKind.METRIC, section=Section.METRICS)
    found = weigh(metric, replace(metric, text="More."), None, WIDE, D(0))
    assert found.weight is Weight.BOTH


def test_at_most_a_third_at_once_or_half_a_day() -> None:
    assert weight(takes("1.8", "1.8")) is Weight.WITHIN
    assert weight(takes("1.9", "1.9")) is Weight.BOTH
    small = Gauge(D(4), D(0))  # an allowance of one day
    assert weight(takes("0.5", "0.5"), small) is Weight.WITHIN
    assert weight(takes("0.6", "0.6"), small) is Weight.BOTH


def test_many_small_ones_of_one_item_count_as_one() -> None:
    assert weight(takes("1", "1"), recently="0.8") is Weight.WITHIN
    assert weight(takes("1", "1"), recently="0.9") is Weight.BOTH


def test_what_is_used_up_is_used_up() -> None:
    assert weight(takes("1", "1"), Gauge(D(55), D("4.5"))) is Weight.WITHIN
    assert weight(takes("1.1", "1.1"), Gauge(D(55), D("4.5"))) is Weight.BOTH
    assert weight(takes("0", "0"), Gauge()) is Weight.WITHIN


@given(days, days)
def test_never_negative_and_never_more_than_a_quarter(baseline: D, used: D) -> None:
    gauge = Gauge(baseline, used)
    assert 0 <= gauge.total <= baseline / 4
    assert gauge.total <= 15
    assert 0 <= gauge.left <= gauge.total
    assert 0 <= given_back(used) <= used / 2


@given(words, words)
def test_looks_alone_never_use_anything(before: str, after: str) -> None:
    one, other = replace(R1, text=before), replace(R1, text=after)
    found = weigh(one, other, takes("9", "9", new_system=True), WIDE, D(0))
    assert (found.weight is Weight.COSMETIC) == is_cosmetic(one, other)
    if is_cosmetic(one, other):
        assert found.uses == 0
        assert is_cosmetic(other, one)


@given(st.lists(st.decimals(0, 5, places=1), min_size=1, max_size=8), days)
def test_a_change_in_slices_gets_no_further_than_the_whole(slices: list[D], baseline: D) -> None:
    """If every slice is let through, so would the whole, and they use at least as much."""
    gauge, recently = Gauge(baseline), D(0)
    for part in slices:
        found = weigh(R1, OTHER, Effort(part, part), gauge, recently)
        if found.weight is not Weight.WITHIN:
            return
        recently += found.uses
        gauge = replace(gauge, used=gauge.used + found.uses)
    whole = weigh(R1, OTHER, Effort(sum(slices), sum(slices)), Gauge(baseline), D(0))
    assert whole.weight is Weight.WITHIN
    assert recently >= whole.uses
    assert gauge.used <= gauge.total


@pytest.mark.parametrize(
    ("low", "high", "fine"),
    [("0", "0", True), ("1", "2.5", True), ("2", "1", False), ("-1", "1", False),
     ("0", "1000", False), ("0.25", "1", False), ("NaN", "1", False), ("0", "Infinity", False)],
)  # fmt: skip
def test_a_range_of_days(low: str, high: str, fine: bool) -> None:
    assert (why_not_days(D(low), D(high)) is None) is fine
