"""What moving one thing does to the others, how much room there is, and where labels stand."""

from datetime import date

import pytest

from tandem.roadmap.rules import (
    Asked,
    GroupBy,
    Thing,
    Tie,
    WhoseYear,
    Zoom,
    cascade,
    circle_in,
    cut,
    in_order,
    name_of,
    packed,
    period_around,
    place_beside,
    slack,
    ticks_of,
    without_room,
)


def day(number: int, month: int = 3) -> date:
    return date(2026, month, number)


# By hand: a project ends on the 10th. Another begins then, and ends on the 20th. An initiative that
# is promised for the 22nd goes live when both are done; a second, wished for the 12th, waits for
# the first project alone.
FIRST, SECOND, LAUNCH, EARLY = 1, 2, 3, 4
THINGS = {
    FIRST: Thing(FIRST, day(1), day(10)),
    SECOND: Thing(SECOND, day(11), day(20)),
    LAUNCH: Thing(LAUNCH, day(2), day(18), meant=day(22)),
    EARLY: Thing(EARLY, day(2), day(12), meant=day(12)),
}
TIES = [Tie(FIRST, SECOND, begins=True), Tie(SECOND, LAUNCH, begins=False),
        Tie(FIRST, EARLY, begins=False)]  # fmt: skip


def test_a_move_pushes_what_waits_for_it_and_says_which_day_is_hit() -> None:
    shifts = cascade(THINGS, TIES, {FIRST: (day(1), day(14))})
    told = {one.id: (one.days, one.ends_on, one.hits) for one in shifts}
    assert told == {
        SECOND: (4, day(24), None),
        LAUNCH: (6, day(24), day(22)),
        EARLY: (2, day(14), day(12)),
    }


def test_a_small_move_within_the_room_moves_nothing_else() -> None:
    assert cascade(THINGS, TIES, {SECOND: (day(11), day(18))}) == []
    assert cascade(THINGS, TIES, {FIRST: (day(1), day(9))}) == []


def test_what_is_over_stays_where_it_is() -> None:
    over = THINGS | {SECOND: Thing(SECOND, day(11), day(20), fixed=True)}
    moved = [one.id for one in cascade(over, TIES, {FIRST: (day(1), day(30))})]
    assert moved == [EARLY]


def test_room_is_counted_back_from_the_days_that_are_meant() -> None:
    # The launch on the 22nd leaves the second project two days, and so the first; the early one
    # lets the first end on the 12th at the latest: two days as well.
    assert slack(THINGS, TIES) == {LAUNCH: 4, SECOND: 2, EARLY: 0, FIRST: 2}
    assert without_room(slack(THINGS, TIES)) == {EARLY}
    assert slack({1: Thing(1, day(1), day(2))}, []) == {}


def test_a_circle_is_named_and_breaks_nothing() -> None:
    round_about = [*TIES, Tie(LAUNCH, FIRST, begins=True)]
    assert circle_in(TIES) is None
    found = circle_in(round_about)
    assert found is not None
    assert set(found) == {FIRST, SECOND, LAUNCH}
    assert set(in_order(THINGS, round_about)) == set(THINGS)
    assert cascade(THINGS, round_about, {FIRST: (day(1), day(14))})


def test_a_year_begins_a_quarter_before_today_and_a_named_year_in_january() -> None:
    period = period_around(date(2026, 11, 22), Zoom.YEAR)
    assert (period.first, period.last) == (date(2026, 7, 1), date(2027, 6, 30))
    assert str(name_of(period)) == "Jul 2026 to Jun 2027"
    assert period_around(period.anchor, Zoom.YEAR) == period
    assert period_around(period.after, Zoom.YEAR).first == date(2027, 1, 1)
    named = Asked.of_query({"year": "2027"}, date(2026, 11, 22)).period
    assert (named.first, named.last) == (date(2027, 1, 1), date(2027, 12, 31))
    assert str(name_of(named)) == "2027"


@pytest.mark.parametrize(
    ("zoom", "first", "last", "name", "ticks"),
    [
        (Zoom.YEAR, date(2026, 1, 1), date(2026, 12, 31), "2026", 12),
        (Zoom.QUARTER, date(2026, 4, 1), date(2026, 6, 30), "quarter 2 of 2026", 11),
        (Zoom.MONTH, date(2026, 5, 1), date(2026, 5, 31), "May 2026", 4),
        (Zoom.WEEK, date(2026, 5, 4), date(2026, 5, 10), "week 19 of 2026", 7),
    ],
)
def test_a_zoom_shows_its_days_and_a_scale(
    zoom: Zoom, first: date, last: date, name: str, ticks: int
) -> None:
    period = period_around(date(2026, 5, 6), zoom)
    assert (period.first, period.last, str(name_of(period))) == (first, last, name)
    assert len(ticks_of(period)) == ticks
    assert (period.at(first), period.inside(date(2030, 1, 1))) == (0, 100)


def test_an_address_says_what_is_asked_and_nonsense_is_left_out() -> None:
    today = date(2026, 5, 6)
    asked = Asked.of_query({"zoom": "month", "group": "team", "side": "it", "team": "7"}, today)
    assert (asked.group, asked.side, asked.team) == (GroupBy.TEAM, WhoseYear.IT, 7)
    assert asked.query() == "?zoom=month&on=2026-05-01&group=team&side=it&team=7"
    assert asked.query(side="", team=None) == "?zoom=month&on=2026-05-01&group=team"
    wrong = {"zoom": "century", "on": "2026-99-99", "team": "x", "kind": "?", "year": "12"}
    plain = Asked.of_query(wrong, today)
    assert plain == Asked.of_query({}, today)
    assert not plain.is_filtered
    assert Asked.of_query({"on": "0001-01-01"}, today) == plain


def test_labels_stand_where_they_have_room() -> None:
    assert place_beside(10, 30, title=20, status=0) == ("after", 20)
    assert place_beside(60, 95, title=20, status=0) == ("before", 20)
    assert place_beside(2, 99, title=20, status=0)[0] == "above"
    assert place_beside(2, 70, title=200, status=0)[0] == "after"
    assert packed([(0, 20), (10, 30), (21, 40), (31, 50)]) == [0, 1, 0, 1]
    assert cut("x" * 60) == "x" * 45 + "…"
