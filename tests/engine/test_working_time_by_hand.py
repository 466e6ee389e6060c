"""Working time, worked out by hand on a wall calendar. 2026: Easter Monday is 6 April."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tandem.engine.working_time import (
    NeverOpen,
    WorkingCalendar,
    WorkingHours,
    add_working_days,
    add_working_time,
    is_open,
    next_opening,
    working_days_between,
    working_time_between,
)

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
KOLKATA = ZoneInfo("Asia/Kolkata")

NINE_TO_FIVE = WorkingHours.weekdays(time(9), time(17))
DAY = ((time(9), time(17)),)
WITH_LUNCH = WorkingHours(((((time(9), time(12))), (time(13), time(17))),) * 5 + ((), ()))
SHORT_FRIDAY = WorkingHours((DAY,) * 4 + (((time(9), time(13)),), (), ()))
ALWAYS = WorkingHours((((time(0), time(0)),),) * 7)

OFFICE = WorkingCalendar(BERLIN, NINE_TO_FIVE)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def shown(moment: datetime, zone: ZoneInfo = BERLIN) -> str:
    assert moment.tzinfo is UTC
    return moment.astimezone(zone).strftime("%a %d %b %H:%M")


@pytest.mark.parametrize(
    ("asked", "days", "due"),
    [
        ("2026-03-02T10:30", 1, "Tue 03 Mar 10:30"),
        ("2026-03-02T10:30", 3, "Thu 05 Mar 10:30"),
        ("2026-03-05T16:59", 3, "Tue 10 Mar 16:59"),  # over a weekend
        ("2026-03-02T09:00", 1, "Tue 03 Mar 09:00"),  # at the opening
        ("2026-03-02T07:00", 1, "Tue 03 Mar 09:00"),  # before it: counts from nine
        ("2026-03-02T17:00", 1, "Wed 04 Mar 09:00"),  # at closing time: from Tuesday's opening
        ("2026-03-06T18:00", 3, "Thu 12 Mar 09:00"),  # Friday evening: from Monday's opening
        ("2026-03-07T12:00", 1, "Tue 10 Mar 09:00"),  # Saturday
        ("2026-03-07T12:00", 0, "Mon 09 Mar 09:00"),
        ("2026-03-02T10:30", 0, "Mon 02 Mar 10:30"),
        ("2026-03-27T10:30", 1, "Mon 30 Mar 10:30"),  # over the clock change of 29 March
    ],
)
def test_a_deadline_is_the_same_time_of_day_that_many_working_days_later(
    asked: str, days: int, due: str
) -> None:
    assert shown(add_working_days(berlin(asked), days, OFFICE)) == due


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-03-05T15:00", "Fri 06 Mar 13:00"),  # Friday ends at one
        ("2026-03-05T13:00", "Fri 06 Mar 13:00"),
        ("2026-03-05T12:59", "Fri 06 Mar 12:59"),
        ("2026-03-06T12:00", "Mon 09 Mar 12:00"),
        ("2026-03-06T13:00", "Tue 10 Mar 09:00"),  # closed by then: from Monday's opening
    ],
)
def test_a_time_after_a_short_day_is_that_days_end(asked: str, due: str) -> None:
    assert shown(add_working_days(berlin(asked), 1, WorkingCalendar(BERLIN, SHORT_FRIDAY))) == due


def test_a_time_in_the_lunch_break_is_the_opening_after_it() -> None:
    """Asked at 12:30 on a day without a break, due on a day with one."""
    mixed = WorkingHours((DAY, ((time(9), time(12)), (time(13), time(17))), DAY, DAY, DAY, (), ()))
    calendar = WorkingCalendar(BERLIN, mixed)
    assert shown(add_working_days(berlin("2026-03-02T12:30"), 1, calendar)) == "Tue 03 Mar 13:00"
    assert shown(add_working_days(berlin("2026-03-02T12:00"), 1, calendar)) == "Tue 03 Mar 13:00"


def test_a_time_before_a_late_start_is_that_start() -> None:
    late = WorkingHours((DAY, ((time(11), time(17)),), DAY, DAY, DAY, (), ()))
    due = add_working_days(berlin("2026-03-02T09:15"), 1, WorkingCalendar(BERLIN, late))
    assert shown(due) == "Tue 03 Mar 11:00"


def test_a_question_in_the_lunch_break_counts_from_its_end() -> None:
    calendar = WorkingCalendar(BERLIN, WITH_LUNCH)
    asked = berlin("2026-03-02T12:10")
    assert not is_open(asked, calendar)
    assert shown(next_opening(asked, calendar)) == "Mon 02 Mar 13:00"
    assert shown(add_working_days(asked, 1, calendar)) == "Tue 03 Mar 13:00"


def test_holidays_and_absences_are_no_working_days() -> None:
    easter = frozenset({date(2026, 4, 3), date(2026, 4, 6)})
    asked = berlin("2026-04-02T11:00")
    assert shown(add_working_days(asked, 1, WorkingCalendar(BERLIN, NINE_TO_FIVE, easter))) == (
        "Tue 07 Apr 11:00"
    )
    away = WorkingCalendar(BERLIN, NINE_TO_FIVE, easter, ((date(2026, 4, 7), date(2026, 4, 10)),))
    assert shown(add_working_days(asked, 1, away)) == "Mon 13 Apr 11:00"


def test_a_holiday_of_one_country_stops_only_that_clock() -> None:
    """Early May bank holiday 2026 in England and Wales is Monday 4 May; India works."""
    london, delhi = ZoneInfo("Europe/London"), KOLKATA
    asked = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
    bank_holidays = frozenset({date(2026, 5, 4), date(2026, 5, 25), date(2026, 8, 31)})
    at_home = add_working_days(asked, 1, WorkingCalendar(london, NINE_TO_FIVE, bank_holidays))
    away = add_working_days(asked, 1, WorkingCalendar(delhi, NINE_TO_FIVE, frozenset()))
    assert shown(at_home, london) == "Tue 05 May 10:30"
    assert shown(away, delhi) == "Mon 04 May 15:00"


def test_a_holiday_is_the_local_day_and_not_the_day_in_utc() -> None:
    """Monday 09:00 in Kolkata is 03:30 in UTC, and 16:30 of New York's Sunday-to-Monday night."""
    monday_off = WorkingCalendar(KOLKATA, NINE_TO_FIVE, frozenset({date(2026, 3, 2)}))
    assert not is_open(datetime(2026, 3, 2, 4, tzinfo=UTC), monday_off)
    assert is_open(datetime(2026, 3, 3, 4, tzinfo=UTC), monday_off)
    assert shown(next_opening(datetime(2026, 3, 1, 20, tzinfo=UTC), monday_off), KOLKATA) == (
        "Tue 03 Mar 09:00"
    )


def test_a_skipped_time_of_day_is_the_moment_of_the_clock_change() -> None:
    desk = WorkingCalendar(BERLIN, ALWAYS)
    assert shown(add_working_days(berlin("2026-03-28T02:30"), 1, desk)) == "Sun 29 Mar 03:00"
    new_york = WorkingCalendar(NEW_YORK, ALWAYS)
    asked = datetime(2026, 3, 7, 2, 30, tzinfo=NEW_YORK)
    assert shown(add_working_days(asked, 1, new_york), NEW_YORK) == "Sun 08 Mar 03:00"


def test_lord_howe_moves_its_clocks_by_half_an_hour() -> None:
    """On 4 October 2026 02:00 becomes 02:30; on 5 April 02:00 becomes 01:30."""
    desk = WorkingCalendar(LORD_HOWE, ALWAYS)
    asked = datetime(2026, 10, 3, 2, 10, tzinfo=LORD_HOWE)
    assert shown(add_working_days(asked, 1, desk), LORD_HOWE) == "Sun 04 Oct 02:30"
    spring = datetime(2026, 10, 4, tzinfo=LORD_HOWE), datetime(2026, 10, 5, tzinfo=LORD_HOWE)
    autumn = datetime(2026, 4, 5, tzinfo=LORD_HOWE), datetime(2026, 4, 6, tzinfo=LORD_HOWE)
    assert working_time_between(*spring, desk) == timedelta(hours=23, minutes=30)
    assert working_time_between(*autumn, desk) == timedelta(hours=24, minutes=30)


def test_a_time_that_comes_twice_is_its_first_coming() -> None:
    desk = WorkingCalendar(BERLIN, ALWAYS)
    due = add_working_days(berlin("2026-10-24T02:30"), 1, desk)
    assert due == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_night_shift_works_the_hour_that_comes_twice() -> None:
    night = WorkingCalendar(BERLIN, WorkingHours((((time(0), time(6)),),) * 7))
    autumn = berlin("2026-10-25T00:00"), berlin("2026-10-25T12:00")
    spring = berlin("2026-03-29T00:00"), berlin("2026-03-29T12:00")
    assert working_time_between(*autumn, night) == timedelta(hours=7)
    assert working_time_between(*spring, night) == timedelta(hours=5)
    assert shown(add_working_time(autumn[0], timedelta(hours=7), night)) == "Sun 25 Oct 06:00"


def test_working_time_stops_at_closing_and_goes_on_at_the_next_opening() -> None:
    asked = berlin("2026-03-06T16:00")
    assert shown(add_working_time(asked, timedelta(hours=1), OFFICE)) == "Fri 06 Mar 17:00"
    assert shown(add_working_time(asked, timedelta(hours=2), OFFICE)) == "Mon 09 Mar 10:00"
    assert add_working_time(berlin("2026-03-07T10:00"), timedelta(), OFFICE) == berlin(
        "2026-03-07T10:00"
    )
    assert working_time_between(asked, berlin("2026-03-09T10:00"), OFFICE) == timedelta(hours=2)
    assert working_time_between(berlin("2026-03-09T10:00"), asked, OFFICE) == timedelta(hours=-2)


def test_working_days_between_are_counted_in_mean_days_of_that_calendar() -> None:
    """Four days of eight hours and a Friday of four: a mean day has 7.2 hours."""
    calendar = WorkingCalendar(BERLIN, SHORT_FRIDAY)
    week = berlin("2026-03-02T00:00"), berlin("2026-03-09T00:00")
    assert working_days_between(*week, calendar) == pytest.approx(5.0)
    friday = berlin("2026-03-06T00:00"), berlin("2026-03-07T00:00")
    assert working_days_between(*friday, calendar) == pytest.approx(4 / 7.2)
    assert working_days_between(friday[1], friday[0], calendar) == pytest.approx(-4 / 7.2)


def test_a_pause_moves_the_deadline_on_by_its_open_time() -> None:
    asked = berlin("2026-03-02T10:00")
    overnight = (berlin("2026-03-02T16:00"), berlin("2026-03-03T11:00"))
    assert shown(add_working_days(asked, 1, OFFICE, paused=[overnight])) == "Tue 03 Mar 13:00"
    by_night = (berlin("2026-03-02T18:00"), berlin("2026-03-03T08:00"))
    assert shown(add_working_days(asked, 1, OFFICE, paused=[by_night])) == "Tue 03 Mar 10:00"
    before = (berlin("2026-02-27T09:00"), berlin("2026-03-02T11:00"))
    assert shown(add_working_days(asked, 1, OFFICE, paused=[before])) == "Tue 03 Mar 11:00"
    after = (berlin("2026-03-03T10:00"), berlin("2026-03-03T17:00"))
    assert shown(add_working_days(asked, 1, OFFICE, paused=[after])) == "Tue 03 Mar 10:00"


def test_a_moved_deadline_may_run_into_the_next_pause_and_none_counts_twice() -> None:
    asked = berlin("2026-03-02T10:00")
    first = (berlin("2026-03-02T10:00"), berlin("2026-03-02T12:00"))
    same = (berlin("2026-03-02T11:00"), berlin("2026-03-02T12:00"))
    second = (berlin("2026-03-03T11:00"), berlin("2026-03-03T12:00"))
    due = add_working_days(asked, 1, OFFICE, paused=[second, same, first])
    assert shown(due) == "Tue 03 Mar 13:00"


def test_a_moment_of_any_zone_may_ask() -> None:
    asked = datetime(2026, 3, 2, 5, 0, tzinfo=NEW_YORK)  # 11:00 in Berlin
    assert add_working_days(asked, 1, OFFICE) == berlin("2026-03-03T11:00")


def test_midnight_as_an_end_is_the_end_of_the_day() -> None:
    evenings = WorkingCalendar(BERLIN, WorkingHours((((time(18), time(0)),),) * 7))
    assert is_open(berlin("2026-03-02T23:59:59"), evenings)
    assert not is_open(berlin("2026-03-03T00:00"), evenings)


def test_a_working_day_without_a_moment_is_survived() -> None:
    """Samoa had no 30 December 2011: clocks went from the 29th to the 31st."""
    apia = ZoneInfo("Pacific/Apia")
    calendar = WorkingCalendar(apia, ALWAYS)
    asked = datetime(2011, 12, 29, 23, 0, tzinfo=apia)
    assert shown(add_working_time(asked, timedelta(hours=2), calendar), apia) == "Sat 31 Dec 01:00"
    assert next_opening(datetime(2011, 12, 30, 12, tzinfo=apia), calendar) <= datetime(
        2011, 12, 31, 12, tzinfo=apia
    )
    assert shown(add_working_days(asked, 1, calendar), apia) == "Sat 31 Dec 00:00"


@pytest.mark.parametrize(
    "calendar",
    [
        WorkingCalendar(BERLIN, WorkingHours(((),) * 7)),
        WorkingCalendar(BERLIN, NINE_TO_FIVE, absences=((date(2026, 1, 1), date.max),)),
        WorkingCalendar(BERLIN, NINE_TO_FIVE, absences=((date(2026, 3, 2), date(2028, 3, 3)),)),
    ],
)
def test_who_is_away_for_two_years_is_said_to_be_never_there(calendar: WorkingCalendar) -> None:
    asked = berlin("2026-03-01T10:00")
    for attempt in (
        lambda: next_opening(asked, calendar),
        lambda: add_working_days(asked, 3, calendar),
        lambda: add_working_time(asked, timedelta(hours=1), calendar),
    ):
        with pytest.raises(NeverOpen, match="no open day in the two years after"):
            attempt()
    assert working_time_between(asked, berlin("2027-01-01T00:00"), calendar) == timedelta()


def test_one_year_away_is_waited_for() -> None:
    leave = WorkingCalendar(BERLIN, NINE_TO_FIVE, absences=((date(2026, 1, 1), date(2027, 1, 3)),))
    assert add_working_days(berlin("2026-03-01T10:00"), 0, leave) == berlin("2027-01-04T09:00")


def test_a_long_absence_that_is_nearly_over_is_waited_for() -> None:
    leave = WorkingCalendar(
        BERLIN, NINE_TO_FIVE, absences=((date(2023, 1, 1), date(2026, 12, 31)),)
    )
    assert next_opening(berlin("2026-03-01T10:00"), leave) == berlin("2027-01-01T09:00")


def test_an_evening_that_comes_twice_over_midnight_belongs_to_the_day_that_has_begun() -> None:
    """In St John's, Sunday 29 October 2006 began twice: at 00:01 it was 23:01 of Saturday again."""
    st_johns = ZoneInfo("America/St_Johns")
    sunday = WorkingCalendar(st_johns, WorkingHours(((),) * 6 + (((time(0), time(0)),),)))
    evening = datetime(2006, 10, 28, 23, 30, tzinfo=st_johns)
    again = evening.replace(fold=1)
    assert not is_open(evening, sunday)
    assert is_open(again, sunday)
    assert working_time_between(
        evening.astimezone(UTC), again.astimezone(UTC), sunday
    ) == timedelta(minutes=30)


def test_weeks_of_leave_with_only_weekends_between_are_one_absence() -> None:
    weeks = tuple(
        (date(2026, 1, 5) + timedelta(weeks=n), date(2026, 1, 9) + timedelta(weeks=n))
        for n in range(120)
    )
    with pytest.raises(NeverOpen):
        next_opening(
            berlin("2026-01-05T10:00"), WorkingCalendar(BERLIN, NINE_TO_FIVE, absences=weeks)
        )


def test_nothing_counts_without_hours() -> None:
    empty = WorkingCalendar(BERLIN, WorkingHours(((),) * 7))
    assert working_days_between(berlin("2026-03-01T10:00"), berlin("2026-04-01T10:00"), empty) == 0


def test_more_days_than_the_calendar_of_dates_has_are_refused() -> None:
    with pytest.raises(NeverOpen):
        add_working_days(berlin("2026-03-02T10:00"), 10**9, OFFICE)


@pytest.mark.parametrize(
    ("week", "why"),
    [
        ((DAY,) * 6, "seven days"),
        ((((time(17), time(9)),),) + ((),) * 6, "On Monday, 17:00-09:00 ends before it starts"),
        (((), ((time(9), time(9)),)) + ((),) * 5, "On Tuesday"),
        ((((time(9), time(13)), (time(12), time(17))),) + ((),) * 6, "overlaps"),
        ((((time(13), time(17)), (time(9), time(12))),) + ((),) * 6, "overlaps"),
        ((((time(9, tzinfo=UTC), time(17)),),) + ((),) * 6, "time zone"),
    ],
)
def test_hours_that_cannot_be_are_refused(week: tuple[object, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        WorkingHours(week)  # type: ignore[arg-type]


def test_calendars_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        WorkingCalendar(BERLIN, NINE_TO_FIVE, absences=((date(2026, 3, 2), date(2026, 3, 1)),))
    with pytest.raises(ValueError, match="A holiday is a plain date"):
        WorkingCalendar(BERLIN, NINE_TO_FIVE, frozenset({berlin("2026-03-02T00:00")}))
    with pytest.raises(ValueError, match="named time zone"):
        WorkingCalendar(UTC, NINE_TO_FIVE)  # type: ignore[arg-type]


def test_naive_moments_negative_amounts_and_backward_pauses_are_refused() -> None:
    naive, aware = datetime(2026, 3, 2, 10), berlin("2026-03-02T10:00")  # noqa: DTZ001
    with pytest.raises(ValueError, match="no time zone"):
        next_opening(naive, OFFICE)
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(aware, -1, OFFICE)
    with pytest.raises(ValueError, match="forwards"):
        add_working_time(aware, timedelta(seconds=-1), OFFICE)
    with pytest.raises(ValueError, match="end before it begins"):
        add_working_days(aware, 1, OFFICE, paused=[(aware, aware - timedelta(hours=1))])
