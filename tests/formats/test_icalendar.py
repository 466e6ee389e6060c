"""Calendars of others: their whole days are read, what is damaged is refused with the line."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random

import pytest
from dateutil.rrule import rrulestr

from tandem.formats.icalendar import Spell, UnusableCalendar, whole_days
from tandem.formats.icalendar.repeating import UnknownRule, days_of, rule_of

REAL = Path(__file__).parents[3] / "shared" / "data" / "07-ical"
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)


def calendar(*entries: str, name: str = "") -> str:
    """A calendar with these entries, each without its BEGIN and END."""
    events = [f"BEGIN:VEVENT\r\n{one.strip()}\r\nEND:VEVENT" for one in entries]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", *([f"X-WR-CALNAME:{name}"] if name else [])]
    return "\r\n".join([*head, *events, "END:VCALENDAR", ""])


def days(*entries: str) -> list[tuple[str, str, str]]:
    spells = whole_days(calendar(*entries), FIRST, LAST).spells
    return [(one.first.isoformat(), one.last.isoformat(), one.title) for one in spells]


EVE = ("2026-12-24", "2026-12-24", "Eve")


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("DTSTART;VALUE=DATE:20261224\nSUMMARY:Eve", [EVE]),
        ("DTSTART:20261224\nDTEND:20261225\nSUMMARY:Eve", [EVE]),
        ("dtstart;value=date:20261224\ndtend;value=date:20261224\nsummary:Eve", [EVE]),
        ("DTSTART;TZID=Europe/Berlin:20261224T000000\nDTEND:20261225T000000\nSUMMARY:Eve", [EVE]),
        ("DTSTART;VALUE=DATE:20261224\nDURATION:P1D\nSUMMARY;LANGUAGE=en:E\r\n ve", [EVE]),
        ("DTSTART:20261224T000000Z\nDURATION:PT24H\nSUMMARY:Eve", []),
        ("DTSTART:20261224T140000Z\nSUMMARY:Afternoon", []),
        ("DTSTART;VALUE=DATE:20261224\nSUMMARY:Eve\nSTATUS:CANCELLED", []),
        ("DTSTART;VALUE=DATE:20251224\nSUMMARY:Last year's", []),
        (
            'DTSTART;VALUE=DATE:20261224\nDTEND;X="a:b;c":20261227\nSUMMARY:Out\\, a\\nwhile',
            [("2026-12-24", "2026-12-26", "Out, a while")],
        ),
        # From before the time that is asked for, into it.
        ("DTSTART:20251230\nDURATION:P1W\nSUMMARY:Break", [("2026-01-01", "2026-01-05", "Break")]),
        (
            "DTSTART:20201224\nRRULE:FREQ=YEARLY\nEXDATE:20261224\nSUMMARY:Eve",
            [("2027-12-24", "2027-12-24", "Eve")],
        ),
        (
            "DTSTART:20261224\nRDATE;VALUE=DATE:20270105,20270301\nSUMMARY:Eve",
            [EVE, ("2027-01-05",) * 2 + ("Eve",), ("2027-03-01",) * 2 + ("Eve",)],
        ),
    ],
)
def test_an_entry_becomes_its_days(entry: str, found: list[tuple[str, str, str]]) -> None:
    assert days(entry) == found


def test_one_of_many_that_was_moved_is_where_it_was_moved_to() -> None:
    found = days(
        "UID:1\nDTSTART:20261201\nRRULE:FREQ=DAILY;COUNT=3\nSUMMARY:Three",
        "UID:1\nRECURRENCE-ID:20261202\nDTSTART:20261210\nSUMMARY:Second",
    )
    assert [first for first, _, _ in found] == ["2026-12-01", "2026-12-03", "2026-12-10"]


def test_what_is_left_out_is_counted() -> None:
    found = whole_days(
        calendar(
            "DTSTART:20261224\nSUMMARY:Eve",
            "DTSTART:20261224T090000Z\nDTEND:20261224T100000Z",
            "DTSTART:20260101\nRRULE:FREQ=YEARLY;BYWEEKNO=20",
            name="Our\\, days",
        ),
        FIRST,
        LAST,
    )
    assert (found.name, found.timed, found.unknown) == ("Our, days", 1, 1)
    assert found.spells == (Spell(date(2026, 12, 24), date(2026, 12, 24), "Eve"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no calendar"),
        ("<!doctype html>", "begin with BEGIN:VCALENDAR"),
        ("BEGIN:VEVENT\nEND:VEVENT", "begin with BEGIN:VCALENDAR"),
        (calendar("DTSTART:20261224")[:-17], "breaks off"),
        (calendar("SUMMARY:Nothing"), "line 3 has no day"),
        (calendar("DTSTART:20260231"), "Line 4: this isn’t a day"),
        (calendar("DTSTART:20261224\nDTEND:20261223"), "ends before it begins"),
        (calendar("DTSTART:20261224\nno colon here"), "Line 5"),
        (calendar("DTSTART:20261224").replace("END:VEVENT", "END:VTODO"), "Line 5 ends"),
        ("BEGIN:VCALENDAR\n" + "BEGIN:X\n" * 30, "too much in one another"),
    ],
)
def test_what_is_damaged_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(UnusableCalendar, match=said):
        whole_days(text, FIRST, LAST)


def test_bytes_of_something_else_are_refused() -> None:
    with pytest.raises(UnusableCalendar, match=r"Choose an \.ics file"):
        whole_days(b"PK\x03\x04rest", FIRST, LAST)


def some_rule(pick: Random) -> str:
    every = pick.choice(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"])
    place = pick.choice(["", 1, 2, -1]) if every in {"YEARLY", "MONTHLY"} else ""
    month_days = f"{pick.choice([1, 13, 29, 31, -1, -3])},{pick.randint(2, 28)}"
    by_day = [f"BYDAY={place}FR,{place}MO", f"BYDAY={place}SU"]
    by_place = f"BYDAY=MO,TU,WE;BYSETPOS={pick.choice([1, 2, -1])}"
    kinds = ["", f"BYMONTHDAY={month_days}"] if every != "WEEKLY" else [""]
    within = pick.choice([*kinds, *by_day, by_place] if every == "MONTHLY" else [*kinds, *by_day])
    months = f"BYMONTH={pick.randint(1, 6)},{pick.randint(7, 12)}"
    ends = pick.choice(["", f"COUNT={pick.randint(1, 60)}", "UNTIL=20270601"])
    more = [within, pick.choice(["", "", months]), pick.choice(["", "WKST=SU", "WKST=WE"]), ends]
    return ";".join(filter(None, [f"FREQ={every}", f"INTERVAL={pick.randint(1, 4)}", *more]))


@pytest.mark.parametrize("seed", range(6))
def test_days_come_back_as_the_rules_of_another_program_say(seed: int) -> None:
    pick = Random(seed)
    for _ in range(40):
        text = some_rule(pick)
        start = date(2019, pick.randint(1, 12), pick.randint(1, 28))
        midnight = [datetime.combine(day, time(), UTC) for day in (start, FIRST, LAST)]
        theirs = rrulestr(text.replace("0601", "0601T000000Z"), dtstart=midnight[0])
        wanted = [one.date() for one in theirs.between(*midnight[1:], inc=True)]
        assert list(days_of(rule_of(text), start, FIRST, LAST)) == wanted, (start, text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "FREQ=HOURLY",
            "FREQ=YEARLY;BYWEEKNO=3",
            "RSCALE=CHINESE;FREQ=YEARLY",
            "FREQ=DAILY;X",
        ),
        *(
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=WEEKLY;BYDAY=2MO",
            "FREQ=DAILY;COUNT=1;COUNT=2",
            "BYDAY=MO",
        ),
        *("FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=DAILY;UNTIL=tomorrow"),
    ],
)
def test_a_rule_that_is_not_understood_is_not_guessed(text: str) -> None:
    with pytest.raises(UnknownRule):
        rule_of(text)


def test_a_rule_that_never_comes_to_an_end_is_not_followed_for_ever() -> None:
    long_ago = "DTSTART:00010101\nRRULE:FREQ=DAILY;COUNT=100000;BYMONTHDAY=31"
    with pytest.raises(UnusableCalendar, match="Too much"):
        whole_days(calendar(long_ago), FIRST, LAST)
    never = rule_of("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
    assert not list(days_of(never, date(1, 1, 1), FIRST, LAST))
    assert len(days("DTSTART:00010101\nRRULE:FREQ=DAILY;INTERVAL=2")) == 365


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files aren't here")
def test_real_calendars_are_read_or_refused_in_words() -> None:
    found = [_what_became_of(path) for path in sorted(REAL.rglob("*.ics"))]
    refused = [one for one in found if isinstance(one, str)]
    assert (len(found), len(refused)) == (139, 43)
    assert all(refused)
    assert sum(one for one in found if isinstance(one, int)) > 500


def _what_became_of(path: Path) -> int | str:
    try:
        return len(whole_days(path.read_bytes(), date(1990, 1, 1), LAST).spells)
    except UnusableCalendar as error:
        return str(error)
