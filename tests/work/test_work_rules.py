"""Estimates, order, circles and moves, in plain Python."""

from decimal import Decimal

import pytest

from tandem.core.circles import path_between
from tandem.work import rules
from tandem.work.rules import Estimate, Sureness, WorkState


def days(*points: str, sureness: Sureness | None = None) -> Estimate:
    if len(points) == 1:
        return Estimate(Decimal(points[0]), sureness or Sureness.NORMAL)
    low, likely, high = map(Decimal, points)
    return Estimate(likely, None, low, high)


@pytest.mark.parametrize("points", [("0.5",), ("3",), ("1", "2", "4.5"), ("2", "2", "2")])
def test_half_days_and_ranges_are_estimates(points: tuple[str, ...]) -> None:
    assert rules.why_not_estimate(days(*points)) is None


@pytest.mark.parametrize("points", [("0",), ("-1",), ("0.3",), ("401",), ("5", "2", "1")])
def test_nothing_else_is_one(points: tuple[str, ...]) -> None:
    assert rules.why_not_estimate(days(*points))


def test_an_estimate_upside_down_is_shown_the_right_way_round() -> None:
    reason = rules.why_not_estimate(days("8", "2", "5"))
    assert reason
    assert "2, 5, 8" in reason


def test_two_of_three_points_are_no_estimate() -> None:
    assert rules.why_not_estimate(Estimate(Decimal(2), None, low=Decimal(1)))


def test_estimates_are_said_in_few_letters() -> None:
    assert days("1").words == "1 day"
    assert days("0.5").words == "0.5 days"
    assert days("2", "3", "6").words == "2–3–6 days"


def test_there_is_room_between_two_until_there_is_none() -> None:
    low, high = rules.after_all(None), rules.after_all(rules.after_all(None))
    places = 0
    while (middle := rules.between(low, high)) is not None:
        assert low < middle < high
        high, places = middle, places + 1
    assert places >= 30
    assert rules.spread_out(3) == sorted(set(rules.spread_out(3)))


def test_there_is_room_before_the_first() -> None:
    first = rules.after_all(None)
    for _ in range(40):
        before = rules.between(None, first)
        assert before is not None
        assert before < first
        first = before


def test_a_way_along_what_waits_is_found_and_named() -> None:
    waits = {1: {2}, 2: {3, 4}, 4: {5}}
    assert path_between(1, 5, waits) == [1, 2, 4, 5]
    assert path_between(5, 1, waits) is None
    told = rules.circle([1, 2], {1: "Copy"})
    assert "“Copy” → something you can't see → “Copy”" in told


def test_parts_of_parts_make_no_circle() -> None:
    above = {2: 1, 3: 2}
    reason = rules.why_not_below(1, 3, above, {1: "A", 2: "B", 3: "C"})
    assert reason
    assert "A → A → B → C" in reason or "A → B → C" in reason
    assert rules.why_not_below(4, 3, above, {}) is None
    deep = {n: n - 1 for n in range(2, 6)}
    assert rules.why_not_below(9, 5, deep, {})


def test_whoever_comes_second_is_told_unless_they_wanted_the_same() -> None:
    todo, doing, done = WorkState.TO_DO, WorkState.IN_PROGRESS, WorkState.DONE
    assert rules.why_not_moved_by(todo, todo, doing) is None
    assert rules.why_not_moved_by(todo, doing, doing) is None
    assert rules.why_not_moved_by(todo, done, doing)


def test_more_than_was_agreed_is_said() -> None:
    assert rules.over_limit(3, 3) is None
    assert rules.over_limit(9, None) is None
    assert rules.over_limit(4, 3)
