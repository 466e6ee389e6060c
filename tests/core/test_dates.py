"""Dates in people's words: which words, at which edge, in whose time zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.core import dates
from tandem.core.words import Sentence

BERLIN = ZoneInfo("Europe/Berlin")
# A Tuesday, 10:15 in Berlin.
NOW = datetime(2026, 3, 24, 9, 15, tzinfo=UTC)
TODAY = date(2026, 3, 24)


def in_berlin(
    day: int, hour: int, minute: int = 0, *, month: int = 3, year: int = 2026
) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("moment", "words", "state"),
    [
        (in_berlin(24, 15), "due today 15:00", "today"),
        (in_berlin(24, 23, 59), "due today 23:59", "today"),
        (in_berlin(25, 0), "due tomorrow 0:00", "soon"),
        (in_berlin(25, 9, 5), "due tomorrow 9:05", "soon"),
        (in_berlin(26, 9), "due Thu", "later"),
        (in_berlin(30, 9), "due Mon", "later"),
        # A week ahead "Tue" would read as today.
        (in_berlin(31, 9), "due 31 Mar", "later"),
        (in_berlin(6, 9, month=1, year=2027), "due 6 Jan 2027", "later"),
        (NOW, "due today 10:15", "today"),
        (NOW - timedelta(seconds=1), "was due today 10:14", "late"),
        (in_berlin(23, 18), "was due yesterday", "late"),
        (in_berlin(22, 18), "was due 2 days ago", "late"),
        (in_berlin(18, 9), "was due 6 days ago", "late"),
        (in_berlin(17, 18), "was due 17 Mar", "late"),
        (in_berlin(1, 9, month=12, year=2025), "was due 1 Dec 2025", "late"),
    ],
)
def test_due_says_until_when(moment: datetime, words: str, state: str) -> None:
    shown = dates.due(moment, now=NOW, zone=BERLIN)

    assert (shown.words, shown.state) == (words, state)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW, "just now"),
        (NOW - timedelta(seconds=59), "just now"),
        (NOW - timedelta(seconds=60), "a minute ago"),
        (NOW - timedelta(minutes=2), "2 minutes ago"),
        (NOW - timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (NOW - timedelta(hours=1), "an hour ago"),
        (NOW - timedelta(hours=10), "10 hours ago"),
        (in_berlin(23, 23, 50), "yesterday 23:50"),
        (in_berlin(22, 23, 50), "2 days ago"),
        (in_berlin(18, 9), "6 days ago"),
        (in_berlin(17, 9), "17 Mar"),
        (in_berlin(17, 9, year=2025), "17 Mar 2025"),
        (NOW + timedelta(seconds=1), "in a minute"),
        (NOW + timedelta(minutes=20), "in 20 minutes"),
        (NOW + timedelta(hours=1), "in an hour"),
        (NOW + timedelta(hours=3), "in 3 hours"),
        (in_berlin(25, 9), "tomorrow 9:00"),
        (in_berlin(27, 9), "in 3 days"),
        (in_berlin(31, 9), "on 31 Mar"),
    ],
)
def test_a_moment_says_how_far_away_it_is(moment: datetime, words: str) -> None:
    assert dates.when(moment, now=NOW, zone=BERLIN).words == words


@pytest.mark.parametrize(
    ("day", "words", "state"),
    [
        (date(2026, 3, 24), "due today", "today"),
        (date(2026, 3, 25), "due tomorrow", "soon"),
        (date(2026, 3, 27), "due Fri", "later"),
        (date(2026, 5, 6), "due 6 May", "later"),
        (date(2026, 3, 23), "was due yesterday", "late"),
    ],
)
def test_a_whole_day_is_due_until_it_is_over(day: date, words: str, state: str) -> None:
    shown = dates.due_day(day, today=TODAY)

    assert (shown.words, shown.state) == (words, state)


def test_the_day_is_the_readers_own() -> None:
    late_evening = datetime(2026, 3, 24, 23, 30, tzinfo=UTC)

    assert dates.due(late_evening, now=NOW, zone=UTC).words == "due today 23:30"
    assert dates.due(late_evening, now=NOW, zone=BERLIN).words == "due tomorrow 0:30"
    assert dates.due(late_evening, now=NOW, zone=ZoneInfo("America/New_York")).words == (
        "due today 19:30"
    )


def test_the_full_date_leaves_nothing_out() -> None:
    before = dates.due(in_berlin(24, 15), now=NOW, zone=BERLIN)
    after = dates.due(in_berlin(31, 9), now=NOW, zone=BERLIN)

    assert before.full == "Tuesday 24 March 2026, 15:00 CET"
    assert before.iso == "2026-03-24T15:00:00+01:00"
    assert after.full == "Tuesday 31 March 2026, 9:00 CEST"


def test_a_day_is_shown_as_a_date() -> None:
    shown = dates.on(date(2026, 5, 6), today=TODAY)

    assert (shown.words, shown.full, shown.iso, shown.state) == (
        "6 May",
        "Wednesday 6 May 2026",
        "2026-05-06",
        "later",
    )


def test_words_keep_their_template_for_translation() -> None:
    words = dates.due(in_berlin(26, 9), now=NOW, zone=BERLIN).words

    assert words.template == "due {day}"
    assert isinstance(words.values["day"], Sentence)


@given(st.integers(-400 * 86_400, 400 * 86_400))
def test_late_means_before_now_and_every_moment_has_words(seconds: int) -> None:
    moment = NOW + timedelta(seconds=seconds)
    shown = dates.due(moment, now=NOW, zone=BERLIN)

    assert (shown.state == "late") == (seconds < 0)
    assert shown.words
    assert dates.when(moment, now=NOW, zone=BERLIN).words
