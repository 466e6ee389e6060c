"""How hours are typed, when a timer was forgotten, what sums may tell. No database."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tandem.engine.working_time import WorkingCalendar, WorkingHours
from tandem.timesheets import rules
from tandem.timesheets.rules import Misread, SpentOn, Tally
from tandem.timesheets.rules.spent import Group

BERLIN = WorkingCalendar(
    ZoneInfo("Europe/Berlin"), WorkingHours.weekdays(time(9), time(17)), frozenset()
)
TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1:30", 90),
        ("1.5", 90),
        ("1,5", 90),
        (".25", 15),
        ("90m", 90),
        ("90 min", 90),
        ("1h30", 90),
        ("1h 30m", 90),
        ("2h", 120),
        ("2", 120),
        ("0", 0),
        ("", 0),
        (" 0:05 ", 5),
        ("24:00", 1440),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, minutes: int) -> None:
    assert rules.minutes_of(text) == minutes


@pytest.mark.parametrize(
    "text", ["half", "1:70", "-1", "1:3:0", "25", "24:01", "1e3", "٣", "m", "h"]
)
def test_what_is_no_time_of_a_day_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(Misread) as caught:
        rules.minutes_of(text)
    assert caught.value.reason.endswith(".")


def test_minutes_without_their_letter_are_noticed() -> None:
    with pytest.raises(Misread, match="90 minutes write 90m"):
        rules.minutes_of("90")


@pytest.mark.parametrize(
    ("day", "minutes", "closed", "others", "words"),
    [
        (TODAY, 480, None, 0, None),
        (date(2026, 3, 15), 60, None, 0, None),
        (date(2026, 3, 16), 60, None, 0, "once they are over"),
        (date(2026, 2, 28), 60, date(2026, 2, 28), 0, "closed"),
        (date(2026, 3, 1), 60, date(2026, 2, 28), 0, None),
        (TODAY, 600, None, 900, "more than 24 hours"),
        (date(1999, 1, 1), 60, None, 0, "too long ago"),
    ],
)
def test_hours_are_written_when_they_are_over_and_not_closed(
    day: date, minutes: int, closed: date | None, others: int, words: str | None
) -> None:
    reason = rules.why_not_write(day, minutes, today=TODAY, closed_until=closed, others=others)
    assert (reason is None) if words is None else (reason is not None and words in reason)


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)


@pytest.mark.parametrize(
    ("started", "now", "minutes", "until_close", "asks"),
    [
        (_at(10, 9), _at(10, 11, 30), 150, None, False),
        (_at(10, 16), _at(10, 17, 50), 110, None, False),
        (_at(10, 16), _at(10, 18, 1), 121, 60, True),
        (_at(10, 16), _at(11, 9), 1020, 60, True),
        (_at(10, 20), _at(10, 22), 120, None, False),
        (_at(10, 20), _at(11, 0, 5), 245, None, True),
        (_at(14, 8), _at(14, 18, 1), 601, None, True),
    ],
)
def test_a_forgotten_timer_asks(
    started: datetime, now: datetime, minutes: int, until_close: int | None, asks: bool
) -> None:
    ran = rules.ran(started, now, BERLIN)
    assert (ran.minutes, ran.until_close, ran.asks) == (minutes, until_close, asks)


D = Decimal


@pytest.mark.parametrize(
    ("planned", "spent", "said", "since", "over", "left"),
    [
        (D(3), D(1), None, D(0), False, D(2)),
        (D(3), D(4), None, D(0), False, D("0.3")),
        (None, D(4), None, D(0), False, None),
        (D(3), D(1), D(5), D(2), False, D(3)),
        (D(3), D(1), D(5), D(6), False, D("0.5")),
        (D(3), D(1), D(0), D(0), False, D(0)),
        (D(3), D(1), D(5), D(0), True, D(0)),
    ],
)
def test_what_is_left_is_what_was_said_else_the_rest_of_the_estimate(
    planned: Decimal | None,
    spent: Decimal,
    said: Decimal | None,
    since: Decimal,
    over: bool,
    left: Decimal | None,
) -> None:
    assert rules.still_to_do(planned, spent, said=said, since=since, over=over) == left


def test_the_words_say_what_runs_over() -> None:
    one = rules.in_total(
        [
            rules.tally(D(2), D(4), D(0)),
            rules.tally(D(3), D(5), D(1)),
            rules.tally(None, D(1), None),
        ]
    )
    assert rules.in_words("IT", one) == "IT: 10 of 5 days planned."
    said = rules.what_it_means(one)
    assert said[0] == "About 1 days are still to do: 11 in the end, 6 more than planned."
    assert said[1] == "2 pieces are over their estimate by more than half."
    assert said[2] == "1 piece took time without an estimate."


def _groups(**hours: dict[str, int]) -> list[Group]:
    given = {(team, who): n for team, by in hours.items() for who, n in by.items()}
    return rules.put_together(given, lambda team: team)


def test_groups_of_two_stand_by_their_name() -> None:
    assert _groups(Shop={"a": 60, "b": 90}, Mail={"c": 10, "d": 10}) == [
        Group(("Shop",), 150),
        Group(("Mail",), 20),
    ]


def test_nobody_stands_alone_and_nobody_can_be_worked_out_from_the_whole() -> None:
    """One person beside a group of two would be the whole less the group: the group goes, too."""
    found = _groups(Shop={"a": 60, "b": 90}, Mail={"c": 10})
    assert found == [Group(("Mail", "Shop"), 160, others=True)]
    three = _groups(Shop={"a": 60, "b": 90}, Mail={"c": 10}, Web={"d": 20})
    assert three == [Group(("Shop",), 150), Group(("Mail", "Web"), 30, others=True)]


def test_one_person_in_two_teams_is_still_one() -> None:
    found = _groups(Shop={"a": 60, "b": 90}, Mail={"c": 10}, Web={"c": 20})
    assert found == [Group(("Mail", "Shop", "Web"), 180, others=True)]


def test_months_of_one_person_stand_with_their_neighbours() -> None:
    given = {("2026-01", "a"): 10, ("2026-02", "a"): 20, ("2026-02", "b"): 5, ("2026-03", "b"): 7}
    assert rules.months_together(given) == [("2026-01", "2026-03", 42)]
    given |= {("2026-03", "c"): 3}
    assert rules.months_together(given) == [("2026-01", "2026-02", 35), ("2026-03", "2026-03", 10)]


def test_what_hours_are_spent_on_is_one_thing() -> None:
    assert rules.read_key("s12") == SpentOn(subject_id=12)
    assert rules.read_key("o3") == SpentOn(occupation_id=3)
    assert rules.read_key("x1") is rules.read_key("s0") is rules.read_key("s") is None
    assert rules.why_not_spend_on(SpentOn(1, 2))
    assert rules.why_not_spend_on(SpentOn())
    assert Tally().expected == 0
