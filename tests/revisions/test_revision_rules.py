"""When revisions are, what may be done with them when, and what moved, by plain rules."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tandem.revisions.rules import (
    Frozen,
    Standing,
    What,
    days_of_year,
    in_short,
    overtaken,
    proposed_day,
    standing_of,
    to_decide,
    what_moved,
    why_not_hold,
    why_not_move,
    why_not_open_year,
    why_not_walk,
)

TODAY = date(2026, 3, 10)


def works(day: date) -> bool:
    """Monday to Friday, but not on Easter Monday."""
    return day.weekday() < 5 and day != date(2026, 4, 6)


def test_a_year_books_the_first_working_day_of_each_quarters_first_whole_week() -> None:
    days = [proposed_day(2026, quarter, works) for quarter in range(1, 5)]
    assert days == [date(2026, 1, 5), date(2026, 4, 7), date(2026, 7, 6), date(2026, 10, 5)]
    assert proposed_day(2029, 1, works) == date(2029, 1, 1), "a Monday itself"


def test_a_year_that_has_begun_books_what_it_still_has() -> None:
    assert days_of_year(2026, TODAY, works) == [
        (1, date(2026, 3, 17)),  # the proposed day has passed: a week from today
        (2, date(2026, 4, 7)),
        (3, date(2026, 7, 6)),
        (4, date(2026, 10, 5)),
    ]
    assert [quarter for quarter, _ in days_of_year(2026, date(2026, 8, 1), works)] == [3, 4]


@pytest.mark.parametrize(
    ("year", "opened", "told"),
    [
        (2026, False, None),
        (2028, False, None),
        (2026, True, "2026 is open already: its revisions are booked."),
        (2025, False, "2025 is over. Open this year or a later one."),
        (2029, False, "That is more than two years ahead. Open a nearer year first."),
    ],
)
def test_only_a_year_that_is_near_and_not_yet_open_is_opened(
    year: int, opened: bool, told: str | None
) -> None:
    assert why_not_open_year(year, TODAY, opened=opened) == told


@pytest.mark.parametrize(
    ("day", "more", "told"),
    [
        (date(2026, 4, 14), {}, None),
        (date(2026, 7, 31), {}, None),
        (date(2026, 8, 1), {}, "It is the revision of that quarter: choose a day in it,"),
        (date(2026, 3, 31), {}, "It is the revision of that quarter: choose a day in it,"),
        (date(2026, 3, 9), {}, "This day is over."),
        (date(2026, 4, 14), {"why": ""}, "Say why it moves"),
        (date(2026, 4, 14), {"held": True}, "It was held already: its day stays."),
    ],
)
def test_a_revision_moves_within_its_quarter_and_with_a_reason(
    day: date, more: Mapping[str, Any], told: str | None
) -> None:
    asked: dict[str, Any] = {"year": 2026, "quarter": 2, "held": False, "why": "A fair.", **more}
    found = why_not_move(day, TODAY, **asked)
    assert found is None if told is None else str(found).startswith(told)


def test_preparation_opens_a_week_before() -> None:
    day = date(2026, 4, 7)

    def on(month: int, day_of_month: int) -> Standing:
        return standing_of(day, date(2026, month, day_of_month), held=False)

    found = [on(3, 30), on(3, 31), on(4, 7), on(4, 8)]
    assert found == [Standing.BOOKED, Standing.PREPARING, Standing.PREPARING, Standing.LATE]
    assert standing_of(day, TODAY, held=True) is Standing.HELD


def test_only_what_is_open_is_walked_through_and_held() -> None:
    day = date(2026, 4, 7)
    for standing in Standing:
        can = standing in {Standing.PREPARING, Standing.LATE}
        assert (why_not_walk(standing, day, TODAY) is None) is can
        assert (why_not_hold(standing, day, TODAY) is None) is can
    assert "on 31 Mar" in (why_not_hold(Standing.BOOKED, day, TODAY) or "")


BEFORE = Frozen(
    stage="brief",
    promised=date(2026, 5, 6),
    safe=date(2026, 5, 20),
    days=Decimal("12.0"),
    budget=Decimal(20000),
    place=5,
)
AFTER = Frozen(
    stage="plan",
    promised=date(2026, 5, 13),
    safe=date(2026, 5, 19),
    days=Decimal("15.5"),
    budget=Decimal(22000),
    list_number=1,
    place=2,
)


def told(before: Frozen | None, after: Frozen | None) -> list[str]:
    return [
        str(one.sentence)
        for one in what_moved(before, after, today=TODAY, currency="EUR", ranked_anew=True)
    ]


def test_what_moved_is_said_with_by_how_much() -> None:
    assert told(BEFORE, AFTER) == [
        "It went from Brief to Plan.",
        "The promised date moved 7 days later, from 6 May to 13 May.",
        "The safe date came 1 day forward, from 20 May to 19 May.",
        "Its open work grew from 12 to 15.5 days.",
        "Its budget went from 20,000 EUR to 22,000 EUR.",
        "List 1 of what will be built was handed over.",
        "In the queue it came up from place 5 to 2.",
    ]
    moved = what_moved(BEFORE, AFTER, today=TODAY, currency="EUR", ranked_anew=True)
    assert [(one.what, one.by) for one in moved if one.by] == [(What.PROMISE, 7), (What.SAFE, -1)]
    assert told(AFTER, AFTER) == []


def test_what_is_new_gone_first_known_or_open_again_is_said() -> None:
    assert told(None, AFTER) == ["It is new since then."]
    assert told(BEFORE, None) == ["It has ended since then."]
    assert told(Frozen(stage="plan"), Frozen(stage="plan", promised=date(2027, 5, 6))) == [
        "6 May 2027 was promised."
    ]
    project = Frozen(starts_on=date(2026, 4, 1), ends_on=date(2026, 6, 1))
    later = Frozen(starts_on=date(2026, 4, 1), ends_on=date(2026, 6, 15))
    assert told(project, later) == ["It ends 14 days later, on 15 Jun instead of 1 Jun."]


def test_a_thin_promise_and_a_silence_are_to_decide() -> None:
    thin = Frozen(stage="plan", promised=date(2026, 5, 6), chance=0.34)
    assert [str(one) for one in to_decide(thin, unanswered=False, today=TODAY)] == [
        "The promise of 6 May has a chance of 34 %: move it, take something out, or take the risk."
    ]
    safe = Frozen(stage="plan", promised=date(2026, 5, 6), chance=0.6)
    assert to_decide(safe, unanswered=False, today=TODAY) == []
    passed = Frozen(stage="build", promised=date(2026, 3, 6))
    assert str(to_decide(passed, unanswered=False, today=TODAY)[0]) == (
        "6 Mar was promised and is over."
    )
    parked = to_decide(Frozen(stage="parked"), unanswered=True, today=TODAY)
    assert str(parked[0]).startswith("Nobody answered")


def test_a_quarter_in_a_few_sentences() -> None:
    moved = what_moved(BEFORE, AFTER, today=TODAY, currency="EUR", ranked_anew=True)
    new = what_moved(None, AFTER, today=TODAY, currency="EUR", ranked_anew=True)
    assert [str(one) for one in in_short([moved, new, []])] == [
        "One is new.",
        "One came to another stage.",
        "One promise moved later.",
        "The furthest promise moved 7 days.",
    ]
    assert [str(one) for one in in_short([[], []])] == ["Nothing moved."]


def test_who_is_only_moved_by_others_has_not_moved_in_the_queue() -> None:
    def places(**those: int) -> dict[int, Frozen]:
        return {ord(name): Frozen(stage="plan", place=place) for name, place in those.items()}

    before = places(a=1, b=2, c=3, d=4)
    assert overtaken(before, places(n=1, a=2, b=3, c=4, d=5)) == set(), "one is new, above"
    assert overtaken(before, places(d=1, a=2, b=3, c=4)) == {ord("d")}, "it came up"
    assert overtaken(before, places(b=1, c=2, d=3, a=4)) == {ord(one) for one in "abcd"}
