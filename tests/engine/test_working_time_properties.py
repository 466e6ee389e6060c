"""Working time against a model that steps minute by minute, and what must hold for every input."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from tests.engine.minute_model import MINUTE, MinuteModel

from tandem.engine.working_time import (
    Span,
    WorkingCalendar,
    WorkingHours,
    add_working_days,
    add_working_time,
    is_open,
    next_opening,
    working_days_between,
    working_time_between,
)

CLOCK_CHANGES = {
    "Europe/Berlin": [date(2026, 3, 29), date(2026, 10, 25)],
    "America/New_York": [date(2026, 3, 8), date(2026, 11, 1)],
    "Australia/Lord_Howe": [date(2026, 4, 5), date(2026, 10, 4)],  # by half an hour
    "Asia/Kolkata": [date(2026, 3, 29)],  # none
    "Africa/Cairo": [date(2024, 4, 26), date(2024, 10, 31)],  # at midnight
    "America/St_Johns": [date(2006, 10, 29)],  # at 00:01, back into the evening before
    "Pacific/Apia": [date(2011, 12, 30)],  # a day without a moment
}


@dataclass(frozen=True)
class Case:
    calendar: WorkingCalendar
    begin: datetime

    @property
    def model(self) -> MinuteModel:
        return MinuteModel(self.calendar, self.begin)

    def at(self, minute: int) -> datetime:
        return self.begin + minute * MINUTE


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """Up to three spans; edges fall often on the odd times around clock changes."""
    edge = st.one_of(
        st.integers(0, 1440), st.sampled_from([0, 1, 60, 90, 119, 120, 150, 180, 1380])
    )
    edges = sorted(draw(st.sets(edge, max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple((time(*divmod(a, 60)), time(*divmod(b % 1440, 60))) for a, b in pairs)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    zone, changes = draw(st.sampled_from(sorted(CLOCK_CHANGES.items())))
    change = draw(st.sampled_from(changes))
    begin = datetime.combine(change - timedelta(days=4), time(), UTC)
    near = st.integers(-4, 12).map(lambda n: change + timedelta(days=n))
    holidays = draw(st.frozensets(near, max_size=3))
    absences = draw(st.lists(st.tuples(near, near).map(sorted).map(tuple), max_size=2))
    week = draw(st.tuples(*[spans()] * 7))
    calendar = WorkingCalendar(ZoneInfo(zone), WorkingHours(week), holidays, tuple(absences))
    return Case(calendar, begin)


minutes = st.integers(0, 9 * 1440)
plain = settings(max_examples=100, deadline=None)


@plain
@given(cases(), minutes)
def test_opening_is_as_counted_minute_by_minute(case: Case, minute: int) -> None:
    model = case.model
    assert is_open(case.at(minute), case.calendar) == (model.belongs_to[minute] is not None)
    opening = model.next_opening(minute)
    assume(opening is not None)
    assert next_opening(case.at(minute), case.calendar) == case.at(opening)


@plain
@given(cases(), minutes, st.integers(0, 6))
def test_adding_days_is_as_counted_day_by_day(case: Case, minute: int, days: int) -> None:
    due = case.model.add_days(minute, days)
    assume(due is not None)
    assert add_working_days(case.at(minute), days, case.calendar) == case.at(due)


@plain
@given(cases(), minutes, st.integers(0, 5000))
def test_adding_time_is_as_counted_minute_by_minute(case: Case, minute: int, amount: int) -> None:
    due = case.model.add_minutes(minute, amount)
    assume(due is not None)
    assert add_working_time(case.at(minute), amount * MINUTE, case.calendar) == case.at(due)


@plain
@given(cases(), minutes, minutes)
def test_time_between_is_as_counted_minute_by_minute(case: Case, first: int, second: int) -> None:
    first, second = sorted((first, second))
    counted = case.model.between(first, second) * MINUTE
    assert working_time_between(case.at(first), case.at(second), case.calendar) == counted
    assert working_time_between(case.at(second), case.at(first), case.calendar) == -counted


@plain
@given(
    cases(),
    minutes,
    st.integers(0, 3),
    st.lists(st.tuples(minutes, minutes).map(sorted).map(tuple), max_size=3),
)
def test_pauses_push_the_deadline_as_counted_minute_by_minute(
    case: Case, minute: int, days: int, paused: list[tuple[int, int]]
) -> None:
    due = case.model.add_days_paused(minute, days, paused)
    assume(due is not None)
    moments = [(case.at(begin), case.at(end)) for begin, end in paused]
    assert add_working_days(case.at(minute), days, case.calendar, moments) == case.at(due)


ZONES = st.sampled_from(sorted(CLOCK_CHANGES)).map(ZoneInfo)
OFFICE_HOURS = st.sampled_from(
    [
        WorkingHours.weekdays(time(9), time(17)),
        WorkingHours(
            (((time(8, 30), time(12)), (time(13), time(17))),) * 4
            + (((time(8), time(13)),), (), ())
        ),
        WorkingHours((((time(0), time(0)),),) * 7),
        WorkingHours(((), (), ((time(22), time(0)),), ((time(0), time(6)),), (), (), ())),
    ]
)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CALENDARS = st.builds(
    WorkingCalendar,
    ZONES,
    OFFICE_HOURS,
    st.frozensets(DAYS, max_size=30),
    st.lists(DAYS.map(lambda day: (day, day + timedelta(days=25))), max_size=4).map(tuple),
)
MOMENTS = st.datetimes(datetime(2021, 1, 1), datetime(2034, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
AMOUNTS = st.timedeltas(timedelta(), timedelta(days=400))
TWICE = timedelta(hours=1)
"""A repeated hour: the second 02:30 comes after the first 02:45, yet is the earlier time of day."""


@given(CALENDARS, MOMENTS, AMOUNTS)
def test_added_time_is_the_time_between(
    calendar: WorkingCalendar, start: datetime, amount: timedelta
) -> None:
    end = add_working_time(start, amount, calendar)
    assert working_time_between(start, end, calendar) == amount


@given(CALENDARS, MOMENTS, MOMENTS, MOMENTS)
def test_time_between_adds_up(
    calendar: WorkingCalendar, first: datetime, second: datetime, third: datetime
) -> None:
    whole = working_time_between(first, third, calendar)
    parts = working_time_between(first, second, calendar)
    assert whole == parts + working_time_between(second, third, calendar)


@given(CALENDARS, MOMENTS, st.timedeltas(timedelta(), timedelta(days=5)), st.integers(0, 400))
def test_asking_later_is_never_due_earlier(
    calendar: WorkingCalendar, start: datetime, later: timedelta, days: int
) -> None:
    due = add_working_days(start, days, calendar)
    assert add_working_days(start + later, days, calendar) >= due - TWICE
    assert add_working_time(start + later, TWICE, calendar) >= add_working_time(
        start, TWICE, calendar
    )


@given(CALENDARS, MOMENTS, st.integers(0, 400))
def test_more_days_are_never_due_earlier(
    calendar: WorkingCalendar, start: datetime, days: int
) -> None:
    due = add_working_days(start, days, calendar)
    assert start <= due < add_working_days(start, days + 1, calendar)


@given(CALENDARS, MOMENTS, st.integers(0, 60), st.integers(0, 60))
def test_days_in_two_steps_are_days_in_one_where_every_day_is_alike(
    calendar: WorkingCalendar, start: datetime, some: int, more: int
) -> None:
    alike = WorkingCalendar(
        ZoneInfo("Asia/Kolkata"), WorkingHours.weekdays(time(9), time(17)), calendar.holidays
    )
    step = add_working_days(start, some, alike)
    assert add_working_days(step, more, alike) == add_working_days(start, some + more, alike)


@given(CALENDARS, MOMENTS, st.integers(0, 20), st.timedeltas(timedelta(), timedelta(days=9)))
def test_a_pause_takes_nothing_from_the_open_time_that_was_promised(
    calendar: WorkingCalendar, start: datetime, days: int, length: timedelta
) -> None:
    unpaused = add_working_days(start, days, calendar)
    pause = (start + length / 3, start + length)
    due = add_working_days(start, days, calendar, [pause])
    assert due >= unpaused
    lost = working_time_between(max(pause[0], start), min(pause[1], due), calendar)
    worked = working_time_between(start, due, calendar)
    if pause[0] < unpaused:
        assert worked - lost == working_time_between(start, unpaused, calendar)


@given(CALENDARS, MOMENTS)
def test_the_zone_of_the_question_changes_nothing(
    calendar: WorkingCalendar, start: datetime
) -> None:
    abroad = start.astimezone(ZoneInfo("America/St_Johns"))
    assert add_working_days(abroad, 3, calendar) == add_working_days(start, 3, calendar)
    assert add_working_days(abroad, 3, calendar).tzinfo is UTC


@example(WorkingCalendar(ZoneInfo("Europe/Berlin"), WorkingHours.weekdays(time(9), time(17))))
@given(CALENDARS)
def test_a_week_without_closures_has_its_working_days(calendar: WorkingCalendar) -> None:
    bare = WorkingCalendar(ZoneInfo("Asia/Kolkata"), calendar.hours)
    monday = datetime(2026, 3, 2, tzinfo=bare.zone)
    counted = working_days_between(monday, monday + timedelta(weeks=3), bare)
    assert counted == pytest.approx(3 * sum(1 for spans in calendar.hours.week if spans))
