"""When a deadline passes: who is asked next, and when. By hand, and for any order of things."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.activity.rules import PAUSE_AT_MOST, Rung, next_step, paused_spans, why_not_snooze
from tandem.engine.working_time import (
    WorkingCalendar,
    WorkingHours,
    is_open,
    working_days_between,
    working_time_between,
)

ALL = {Rung.COVER, Rung.BRIDGE, Rung.SPONSOR}


def office(zone: str = "Europe/Berlin", *holidays: date) -> WorkingCalendar:
    hours = WorkingHours.weekdays(time(9), time(17))
    return WorkingCalendar(ZoneInfo(zone), hours, frozenset(holidays))


def utc(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


DUE = utc("2026-03-12T09:00")  # Thursday, 10:00 in Berlin


def played(
    due: datetime, askable: set[Rung], calendar: WorkingCalendar, **more: object
) -> list[tuple[Rung, datetime]]:
    """Every step, each taken at the moment it was due."""
    taken: list[tuple[Rung, datetime]] = []
    while step := next_step(due, taken, askable, calendar, **more):  # type: ignore[arg-type]
        taken.append(step)
        assert len(taken) < 10
    return taken


def test_the_whole_way_by_hand() -> None:
    assert played(DUE, ALL, office()) == [
        (Rung.REMINDER, DUE),
        (Rung.COVER, utc("2026-03-13T09:00")),  # Friday
        (Rung.BRIDGE, utc("2026-03-16T09:00")),  # Monday
        (Rung.SPONSOR, utc("2026-03-17T09:00")),
        (Rung.SILENCE, utc("2026-03-20T09:00")),  # three working days later
    ]


def test_a_rung_without_anybody_is_left_out_and_costs_no_day() -> None:
    assert played(DUE, {Rung.SPONSOR}, office()) == [
        (Rung.REMINDER, DUE),
        (Rung.SPONSOR, utc("2026-03-13T09:00")),
        (Rung.SILENCE, utc("2026-03-18T09:00")),
    ]


def test_with_nobody_to_ask_it_stands_unanswered_three_days_after_the_reminder() -> None:
    assert played(DUE, set(), office()) == [
        (Rung.REMINDER, DUE),
        (Rung.SILENCE, utc("2026-03-17T09:00")),
    ]


def test_what_is_general_is_reminded_of_once() -> None:
    assert played(DUE, ALL, office(), escalates=False) == [(Rung.REMINDER, DUE)]


def test_clocks_that_change_move_no_hour_of_the_day() -> None:
    steps = played(utc("2026-03-27T09:00"), ALL, office())  # the Friday before
    assert [at for _, at in steps[1:3]] == [utc("2026-03-30T08:00"), utc("2026-03-31T08:00")]


def test_a_holiday_in_one_country_moves_the_steps_there_alone() -> None:
    due = utc("2026-11-25T15:00")  # Wednesday; Thursday is Thanksgiving in New York
    there = played(due, ALL, office("America/New_York", date(2026, 11, 26)))
    here = played(due, ALL, office())
    assert there[1] == (Rung.COVER, utc("2026-11-27T15:00"))
    assert here[1] == (Rung.COVER, utc("2026-11-26T15:00"))


def test_a_worker_that_stood_still_asks_one_person_a_day_all_the_same() -> None:
    late = utc("2026-03-20T09:00")
    assert next_step(DUE, [(Rung.REMINDER, late)], ALL, office()) == (
        Rung.COVER,
        utc("2026-03-23T09:00"),
    )


def test_nobody_is_asked_while_the_side_deals_with_an_incident() -> None:
    paused = [(utc("2026-03-12T10:00"), utc("2026-03-13T10:00"))]
    step = next_step(DUE, [(Rung.REMINDER, DUE)], ALL, office(), paused=paused)
    assert step == (Rung.COVER, utc("2026-03-16T09:00"))


moments = st.datetimes(
    utc("2025-01-01").replace(tzinfo=None),
    utc("2027-12-31").replace(tzinfo=None),
    timezones=st.just(UTC),
)
zones = st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"])
closed = st.sets(st.dates(date(2025, 1, 1), date(2028, 1, 1)), max_size=40)
delays = st.lists(st.timedeltas(timedelta(), timedelta(days=20)), min_size=6, max_size=6)


@given(
    due=moments, zone=zones, days=closed, askable=st.sets(st.sampled_from(sorted(ALL))), late=delays
)
def test_each_step_comes_once_in_order_and_a_working_day_apart(
    due: datetime, zone: str, days: set[date], askable: set[Rung], late: list[timedelta]
) -> None:
    calendar = office(zone, *days)
    taken: list[tuple[Rung, datetime]] = []
    while step := next_step(due, taken, askable, calendar):
        rung, at = step
        if taken:
            apart = working_days_between(taken[-1][1], at, calendar)
            assert apart >= (3 if rung is Rung.SILENCE else 1) - 1e-9
            assert is_open(at, calendar) or is_open(at - timedelta(microseconds=1), calendar)
        taken.append((rung, at + late[len(taken)]))  # the worker may be late
    rungs = [rung for rung, _ in taken]
    assert rungs == sorted({Rung.REMINDER, Rung.SILENCE} | askable)


@given(
    since=moments,
    zone=zones,
    spans=st.lists(
        st.tuples(moments, st.timedeltas(timedelta(minutes=1), timedelta(days=30)) | st.none()),
        max_size=6,
    ),
)
def test_incidents_stop_a_clock_for_five_working_days_at_most(
    since: datetime, zone: str, spans: list[tuple[datetime, timedelta | None]]
) -> None:
    calendar = office(zone)
    ends, incidents = datetime.min.replace(tzinfo=UTC), []
    for start, length in sorted(spans, key=lambda one: one[0]):
        if start >= ends:  # a side has one at a time
            ends = start + (length or timedelta(days=400))
            incidents.append((start, ends if length else None))
    paused = paused_spans(incidents, since, calendar)
    total = sum((working_time_between(a, b, calendar) for a, b in paused), timedelta())
    assert total <= PAUSE_AT_MOST * timedelta(hours=8)
    assert all(since <= begin < end for begin, end in paused)


def test_what_happened_before_the_question_does_not_count() -> None:
    week = (utc("2026-03-02T08:00"), utc("2026-03-04T08:00"))
    assert paused_spans([week], utc("2026-03-10T08:00"), office()) == []
    assert paused_spans([week], utc("2026-03-03T08:00"), office()) == [
        (utc("2026-03-03T08:00"), utc("2026-03-04T08:00"))
    ]


def test_an_incident_that_nobody_ends_counts_five_working_days() -> None:
    [(begin, end)] = paused_spans(
        [(utc("2026-03-02T08:00"), None)], utc("2026-03-02T08:00"), office()
    )
    assert (begin, end) == (utc("2026-03-02T08:00"), utc("2026-03-06T16:00"))


@pytest.mark.parametrize(
    ("until", "good"),
    [("2026-03-12T09:00", True), ("2026-03-12T09:01", False), ("2026-03-10T09:00", False)],
)
def test_nothing_is_put_off_beyond_its_day_or_into_the_past(until: str, good: bool) -> None:
    why_not = why_not_snooze(utc(until), now=utc("2026-03-10T09:00"), due_at=DUE)
    assert (why_not is None) is good
