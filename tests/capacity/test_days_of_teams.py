"""Days that teams have and days that are asked of them, by hand."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from tandem.accounts.rules import Lane
from tandem.capacity.rules import (
    By,
    Calendar,
    Cell,
    Demand,
    Load,
    Member,
    cell_of,
    days_there,
    how_full,
    how_short,
    in_days,
    period_called,
    periods,
    quarter_of,
    span_of,
    whose,
)
from tandem.engine.working_time import WorkingCalendar, WorkingHours

BERLIN = ZoneInfo("Europe/Berlin")
EIGHT = timedelta(hours=8)
COMPANY = WorkingCalendar(BERLIN, WorkingHours.weekdays(time(9), time(17)))
MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)
"""A week without holidays."""
ANNA = Member(1, COMPANY, "others", (("web", date(2025, 1, 1), None),))


def there(member: Member, first: date = MONDAY, last: date = FRIDAY) -> dict[str, float]:
    return {team: round(days, 3) for team, days in days_there(member, first, last, EIGHT).items()}


def test_a_week_of_somebody_is_five_days_and_a_weekend_none() -> None:
    assert there(ANNA) == {"web": 5}
    assert there(ANNA, FRIDAY + timedelta(1), FRIDAY + timedelta(2)) == {"web": 0}


def test_holidays_and_absences_are_left_out() -> None:
    calendar = replace(
        COMPANY,
        holidays=frozenset({MONDAY}),
        absences=((FRIDAY - timedelta(1), FRIDAY + timedelta(9)),),
    )
    assert there(replace(ANNA, calendar=calendar)) == {"web": 2}


def test_who_works_four_hours_on_three_days_has_a_day_and_a_half() -> None:
    hours = ((time(9), time(13)),)
    part = WorkingCalendar(BERLIN, WorkingHours((hours, (), hours, (), hours, (), ())))
    assert there(replace(ANNA, calendar=part)) == {"web": 1.5}


def test_who_is_in_two_teams_gives_each_the_same_part() -> None:
    both = replace(ANNA, teams=(*ANNA.teams, ("app", date(2025, 1, 1), None)))
    assert there(both) == {"web": 2.5, "app": 2.5}


def test_who_leaves_a_team_on_wednesday_counts_to_it_until_then() -> None:
    leaves = replace(ANNA, teams=(("web", date(2025, 1, 1), MONDAY + timedelta(2)),))
    assert there(leaves) == {"web": 3, "others": 2}


def test_who_comes_within_the_time_counts_from_then_on() -> None:
    assert there(replace(ANNA, since=MONDAY + timedelta(3))) == {"web": 2}
    assert there(replace(ANNA, since=FRIDAY + timedelta(30))) == {}


def test_clock_changes_neither_add_nor_take_a_day() -> None:
    assert there(ANNA, date(2026, 3, 23), date(2026, 4, 3)) == {"web": 10}, "29 March"
    nights = WorkingHours(
        (((time(0), time(8)),),) * 7,
    )
    night = replace(ANNA, calendar=WorkingCalendar(BERLIN, nights))
    assert there(night, date(2026, 3, 29), date(2026, 3, 29)) == {"web": 0.875}, "seven hours"


def test_february_of_a_leap_year_has_a_day_more() -> None:
    assert there(ANNA, date(2028, 2, 28), date(2028, 3, 1)) == {"web": 3}
    assert quarter_of(date(2028, 2, 29)).last == date(2028, 3, 31)
    february = periods(date(2028, 2, 1), By.MONTH)[0]
    assert (february.code, february.last) == ("2028-02", date(2028, 2, 29))


def test_times_follow_each_other_over_the_turn_of_the_year() -> None:
    found = periods(date(2026, 11, 22), By.QUARTER)
    assert [one.code for one in found] == ["2026-q4", "2027-q1", "2027-q2", "2027-q3"]
    assert str(found[0].label) == "Q4 2026"
    assert all(a.last + timedelta(1) == b.first for a, b in pairwise(found))
    assert period_called("2027-02", date(2026, 11, 22)) is not None
    assert period_called("2031-q1", date(2026, 11, 22)) is None


@pytest.mark.parametrize(
    ("forecast", "starts", "due", "span"),
    [
        ((5, 9), None, 20, (5, 9)),  # the forecast goes first
        ((-9, -2), None, None, (0, 0)),  # what should be over is still to be done
        (None, 3, 8, (3, 8)),
        (None, None, 8, (0, 8)),
        (None, 3, None, (3, 6)),  # three working days are four days
        (None, None, -4, (0, 0)),
        (None, None, None, None),
    ],
)
def test_work_lies_where_its_forecast_says_else_on_its_own_days(
    forecast: tuple[int, int] | None,
    starts: int | None,
    due: int | None,
    span: tuple[int, int] | None,
) -> None:
    def day(ahead: int | None) -> date | None:
        return None if ahead is None else MONDAY + timedelta(ahead)

    said = (day(forecast[0]), day(forecast[1])) if forecast else None
    found = span_of(said, day(starts), day(due), 3.0, MONDAY)  # type: ignore[arg-type]
    assert found == ((day(span[0]), day(span[1])) if span else None)


def test_work_is_laid_on_working_days_alone() -> None:
    calendar = Calendar(COMPANY, MONDAY)
    load = Load(1, 7, "web", 4.0, FRIDAY - timedelta(1), FRIDAY + timedelta(4))  # Thu to Tue
    assert calendar.share(load, MONDAY, FRIDAY) == 2.0
    assert calendar.share(load, FRIDAY + timedelta(1), FRIDAY + timedelta(2)) == 0.0
    assert calendar.share(load, FRIDAY + timedelta(3), FRIDAY + timedelta(10)) == 2.0
    weekend = Load(2, 7, "web", 1.0, FRIDAY + timedelta(1), FRIDAY + timedelta(2))
    assert calendar.share(weekend, FRIDAY + timedelta(1), FRIDAY + timedelta(1)) == 1.0
    assert calendar.share(Load(3, 7, "web", 1.0), MONDAY, FRIDAY) == 0.0


def test_a_team_of_two_with_twelve_days_asked_of_ten_is_short_of_two() -> None:
    demand = Demand(
        (
            Load(1, 70, "web", 9.0, MONDAY, FRIDAY),
            Load(2, 71, "web", 6.0, FRIDAY, FRIDAY + timedelta(3)),  # half of it on Friday
            Load(3, 71, "app", 99.0, MONDAY, FRIDAY),
            Load(4, 72, "web", 5.0),
        )
    )
    cell = cell_of(
        "web",
        MONDAY - timedelta(60),
        FRIDAY,
        members=[ANNA, replace(ANNA, id=2)],
        demand=demand,
        calendar=Calendar(COMPANY, MONDAY),
    )
    assert (cell.there, cell.wanted, cell.is_over) == (10.0, 12.0, True)
    assert (str(how_full(cell)), str(how_short(cell))) == ("12 of 10 days", "short of 2 days")
    assert cell.by_home == [(70, 9.0), (71, 3.0)]
    assert [one.id for one in demand.undated("web")] == [4]


def test_exactly_full_is_not_over_full() -> None:
    cell = Cell("web", 10.0, ((Load(1, 1, "web", 10.04), 10.04),))
    assert not cell.is_over
    assert how_short(cell) is None


def test_what_nobody_has_taken_goes_to_the_team_of_most_who_could() -> None:
    it, marketing = frozenset({Lane.IT}), frozenset({Lane.MARKETING})
    members = {
        1: ANNA,
        2: replace(ANNA, id=2, teams=(("app", MONDAY, None),)),
        3: replace(ANNA, id=3, skills=frozenset({"figma"}), lanes=it, teams=()),
        4: replace(ANNA, id=4, teams=(("app", MONDAY, None),)),
    }
    on_it = [(1, marketing), (2, it), (4, it)]
    assert whose(Lane.IT, frozenset(), on_it, members, MONDAY) == "app"
    assert whose(Lane.MARKETING, frozenset(), on_it, members, MONDAY) == "web"
    assert whose(Lane.IT, frozenset({"figma"}), on_it, members, MONDAY) == "others"
    assert whose(Lane.IT, frozenset({"cobol"}), on_it, members, MONDAY) == "nobody-it"
    assert whose(None, frozenset(), [], members, MONDAY) == "nobody"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "0"),
        (0.05, "0.1"),
        (0.2, "0.2"),
        (1.3, "1.5"),
        (19.6, "19.5"),
        (37.6, "38"),
        (120, "120"),
    ],
)
def test_days_are_said_to_the_half_where_there_are_few(days: float, said: str) -> None:
    assert in_days(days) == said
