"""Small changes are laid into the hours kept for them, in their order, by arithmetic."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from random import Random

import pytest

from tandem.small_changes.rules import (
    AddedUp,
    Confirmed,
    Cost,
    Laid,
    Step,
    Week,
    cost_of,
    edges,
    follower,
    how_it_adds_up,
    lay,
    placed,
    queue_of,
    weeks_left,
    what_adds_up,
    what_it_costs,
    what_spills,
    which_week,
)

MONDAY = date(2026, 11, 30)
TODAY = MONDAY + timedelta(1)


def monday(n: int) -> date:
    return MONDAY + timedelta(weeks=n)


WEEKS = [Week(monday(n), 8, free=8) for n in range(4)]


def test_each_takes_what_it_needs_in_order_and_goes_on_in_the_next_week() -> None:
    laid = lay([(1, 5), (2, 6), (3, 5)], WEEKS)
    assert laid[1].parts == ((monday(0), 5),)
    assert laid[2].parts == ((monday(0), 3), (monday(1), 3))
    assert [one.week for one in laid.values()] == [monday(0), monday(1), monday(1)]


def test_what_fits_into_no_week_has_none() -> None:
    laid = lay([(1, 30), (2, 4)], WEEKS)
    assert (laid[1].week, laid[2].week, laid[2].beyond) == (monday(3), None, 2)
    assert lay([(1, 3)], []) == {1: Laid((), 3)}


def test_a_week_in_which_nobody_is_there_is_passed_over() -> None:
    weeks = [WEEKS[0], Week(monday(1), 0), WEEKS[2]]
    assert lay([(1, 10)], weeks)[1].parts == ((monday(0), 8), (monday(2), 2))


@pytest.mark.parametrize(
    ("written", "there", "free"),
    [
        ({}, 40, [8, 8]),
        ({MONDAY: {7: 3}}, 40, [5, 8]),
        ({MONDAY: {7: 3, 8: 7}}, 40, [0, 6]),
        ({monday(-1): {7: 11}}, 40, [5, 8]),
        ({monday(-2): {7: 20}}, 40, [4, 8]),
        ({monday(-1): {7: 11}, MONDAY: {7: 8}}, 40, [0, 5]),
        ({}, 6, [6, 8]),
    ],
    ids=[
        *("all of it", "written this week", "went over this week", "went over last week"),
        *("over two weeks ago", "over twice", "Friday"),
    ],
)
def test_hours_that_are_gone_and_what_took_longer_are_taken_off(
    written: dict[date, dict[int, float]], there: float, free: list[float]
) -> None:
    weeks = [(monday(n), 8.0, 0.0 if n < 0 else there if n == 0 else 40.0) for n in range(-4, 2)]
    assert [one.free for one in weeks_left(weeks, written, MONDAY)] == free


def test_the_hours_of_a_single_person_are_never_named() -> None:
    weeks = [(MONDAY, 8.0, 40.0)]
    assert not weeks_left(weeks, {MONDAY: {7: 3}}, MONDAY)[0].told
    assert weeks_left(weeks, {MONDAY: {7: 3, 8: 1}}, MONDAY)[0].told


def test_a_change_is_placed_before_another_or_behind_all() -> None:
    assert placed([1, 2, 3], 3, 1) == [3, 1, 2]
    assert placed([1, 2, 3], 1, None) == [2, 3, 1]
    assert placed([1, 2, 3], 2, 2) == [1, 3, 2], "before itself is no place"


@pytest.mark.parametrize(
    ("step", "one", "before"),
    [
        (Step.UP, 3, 2),
        (Step.UP, 1, 2),
        (Step.TOP, 3, 1),
        (Step.DOWN, 1, 3),
        (Step.DOWN, 2, None),
        (Step.DOWN, 3, None),
    ],
)
def test_a_step_is_a_place_among_what_one_sees(step: Step, one: int, before: int | None) -> None:
    assert follower([1, 2, 3], one, step) == before


def test_moving_one_up_says_what_moves_later() -> None:
    changes = [(1, 4.0), (2, 4.0), (3, 8.0)]
    queue = queue_of(changes, WEEKS)
    cost = cost_of(queue, 3, 1)
    assert cost == Cost(monday(0), ((1, monday(1)), (2, monday(1))))
    told = {1: "A banner", 2: "New words"}
    assert what_it_costs(cost, told, TODAY) == "Done this week; moves 2 others to next week."
    one = Cost(monday(1), ((1, monday(2)),))
    assert what_it_costs(one, told, TODAY) == (
        "Done next week; moves “A banner” to the week of 14 Dec."
    )
    assert "one that is kept to its people" in what_it_costs(one, {}, TODAY)
    apart = Cost(monday(0), ((1, monday(1)), (2, None)))
    assert what_it_costs(apart, told, TODAY) == (
        "Done this week; moves 2 others: “A banner” to next week, "
        "“New words” to later than half a year from now."
    )
    assert cost_of(queue, 2, 1).later == (), "both are done this week still"
    assert "no other moves" in what_it_costs(Cost(MONDAY, ()), told, TODAY)


def test_what_a_move_costs_is_what_laying_everything_anew_says() -> None:
    """Only a part is laid anew: twelve changes, each moved before each other and behind all."""
    dice = Random(7)
    for _ in range(10):
        changes = [(pk, dice.randrange(1, 30) / 2) for pk in range(1, 13)]
        weeks = [Week(monday(n), 8, free=dice.randrange(0, 24) / 2) for n in range(9)]
        queue, hours = queue_of(changes, weeks), dict(changes)
        for one, before in product(hours, [*hours, None]):
            if one == before:
                continue
            then = lay([(pk, hours[pk]) for pk in placed(list(hours), one, before)], weeks)
            later = tuple(
                (pk, then[pk].week)
                for pk in hours
                if pk != one and (then[pk].week or date.max) > (queue.laid[pk].week or date.max)
            )
            assert cost_of(queue, one, before) == Cost(then[one].week, later)


def test_what_spills_over_is_said_in_words() -> None:
    laid = lay([(1, 6), (2, 6), (3, 8), (4, 3)], WEEKS).values()
    assert what_spills(laid, monday(1), TODAY) == "3 changes, 15 h, don't fit before 7 Dec."
    assert what_spills(laid, monday(2), TODAY) == "2 changes, 7 h, don't fit before 14 Dec."
    assert what_spills(lay([(1, 9)], WEEKS).values(), monday(1), TODAY) == (
        "1 change, 1 h, doesn't fit before 7 Dec."
    )
    assert what_spills(laid, monday(3), TODAY) is None


def test_the_edges_are_the_next_week_and_the_next_month() -> None:
    assert edges(date(2026, 11, 24)) == (date(2026, 11, 30), date(2026, 12, 7))
    assert edges(TODAY) == (date(2026, 12, 7), date(2027, 1, 4))


def test_weeks_are_named_as_people_do() -> None:
    words = [which_week(week, TODAY) for week in (monday(0), monday(1), monday(2), None)]
    assert words[:3] == ["this week", "next week", "the week of 14 Dec"]


def change(pk: int, days: str, on: int = 0, system: int = 1) -> Confirmed:
    return Confirmed(pk, {system: f"System {system}"}, Decimal(days), TODAY - timedelta(on))


def test_changes_of_one_system_add_up() -> None:
    month = timedelta(days=30)
    rows = [change(1, "2", on=20), change(2, "1.5"), change(3, "3", system=2)]
    found = what_adds_up(rows, most=Decimal(3), within=month)
    until = TODAY + timedelta(10)
    assert found == [AddedUp("System 1", Decimal("3.5"), Decimal(3), (1, 2), until)]
    assert how_it_adds_up(found[0], TODAY) == (
        "Changes of System 1 within 30 days come to 3.5 days: more than the 3 that are small. "
        "Put them together on the standard path, or let one wait until 11 Dec."
    )
    assert not what_adds_up(rows, most=Decimal(4), within=month)
    assert not what_adds_up([change(1, "5")], most=Decimal(3), within=month), "one alone isn't two"
