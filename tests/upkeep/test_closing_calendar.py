"""Closing days from a calendar: looked at first, taken over, read again day by day, nothing lost."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.accounts.browsing import as_person, words
from tests.cast import TUESDAY, Cast
from tests.refusals import nothing_written, refused

from tandem.accounts import queries as accounts
from tandem.accounts.services import change_closing_days
from tandem.activity.models import Event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.outgoing import Answer, Unreachable
from tandem.core.words import say
from tandem.formats.icalendar import Calendar, Spell
from tandem.upkeep import queries, services
from tandem.upkeep.jobs import read_closing_calendar
from tandem.upkeep.models import ClosingCalendar
from tandem.upkeep.rules.closing_calendar import flattened, is_due, merged, why_not_take

ADDRESS = "https://calendar.example.org/secret-path/days.ics"
TODAY = date(2026, 3, 10)


def day(text: str, name: str = "") -> tuple[date, str]:
    return date.fromisoformat(text), name


EVE, NEW_YEAR, OUTING = (
    day("2026-12-24", "Eve"),
    day("2026-12-31", "New Year's Eve"),
    day("2026-05-15", "Outing"),
)


@pytest.mark.parametrize(
    ("before", "here", "there", "after"),
    [
        ([], [], [EVE], [EVE]),
        ([], [OUTING], [EVE], [OUTING, EVE]),
        # What is typed for a day there is stays what it is called.
        ([], [day("2026-12-24", "Holy Night")], [EVE], [day("2026-12-24", "Holy Night")]),
        ([EVE], [EVE, OUTING], [EVE, NEW_YEAR], [OUTING, EVE, NEW_YEAR]),
        # Gone there, gone here; typed here, stays here.
        ([EVE, NEW_YEAR], [EVE, NEW_YEAR, OUTING], [EVE], [OUTING, EVE]),
        # Taken out here, stays out.
        ([EVE, NEW_YEAR], [EVE], [EVE, NEW_YEAR], [EVE]),
        # Called something else there.
        ([EVE], [EVE], [day("2026-12-24", "Closed")], [day("2026-12-24", "Closed")]),
        (
            [EVE],
            [day("2026-12-24", "Ours")],
            [day("2026-12-24", "Closed")],
            [day("2026-12-24", "Ours")],
        ),
        # What is past isn't offered any more, and stays.
        (
            [day("2026-01-06", "Kings")],
            [day("2026-01-06", "Kings")],
            [EVE],
            [day("2026-01-06", "Kings"), EVE],
        ),
    ],
)
def test_what_changed_there_changes_here_and_no_more(
    before: list[tuple[date, str]],
    here: list[tuple[date, str]],
    there: list[tuple[date, str]],
    after: list[tuple[date, str]],
) -> None:
    assert merged(before, here, there, TODAY) == after
    assert merged(there, after, there, TODAY) == after, "reading it twice is reading it once"


def test_spells_become_single_days_without_what_is_left_out() -> None:
    spells = [
        Spell(date(2026, 12, 30), date(2027, 1, 1), "Between"),
        Spell(date(2026, 12, 31), date(2026, 12, 31), "New Year's Eve"),
        Spell(date(2026, 5, 1), date(2026, 5, 1), "Team LUNCH"),
        Spell(date(2026, 5, 2), date(2026, 5, 2), "x" * 100),
    ]
    days = flattened(spells, {"team lunch"})
    assert [one.isoformat() for one, _ in days] == [
        *("2026-05-02", "2026-12-30", "2026-12-31", "2027-01-01")
    ]
    assert dict(days)[date(2026, 12, 31)] == "Between"
    assert len(dict(days)[date(2026, 5, 2)]) == 80


def test_an_empty_calendar_takes_nothing_away() -> None:
    empty = Calendar("", (), 0, 0)
    assert "stay as they are" in str(why_not_take(empty, [EVE]))
    assert "no whole days to come" in str(why_not_take(empty, []))
    assert "time of day" in str(why_not_take(Calendar("", (), 3, 0), []))


def test_it_is_read_once_a_day_and_after_trouble_every_hour() -> None:
    now = clock.now()
    assert is_due(None, now, well=True)
    assert not is_due(now - timedelta(hours=23), now, well=True)
    assert is_due(now - timedelta(days=1), now, well=True)
    assert not is_due(now - timedelta(minutes=50), now, well=False)
    assert is_due(now - timedelta(hours=1), now, well=False)


def ics(*days: tuple[date, str]) -> bytes:
    events = "".join(
        f"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:{one:%Y%m%d}\r\nSUMMARY:{name}\r\nEND:VEVENT\r\n"
        for one, name in days
    )
    return f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n".encode()


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes | str], None]:
    """Say what the other machine answers: a calendar, or why it can't be asked."""
    says: list[bytes | str] = [ics()]

    def answer(address: str, **_: object) -> Answer:
        assert address == ADDRESS
        if isinstance(says[-1], str):
            raise Unreachable(say("The server answers with error {status}.", status=says[-1]))
        return Answer(says[-1], "text/calendar")

    monkeypatch.setattr("tandem.upkeep.queries.closing_calendar.fetch", answer)
    return says.append


def read_after(**time: int) -> None:
    """So long after that Tuesday the clock asks whether it is time."""
    with clock.at(TUESDAY + timedelta(**time)):
        read_closing_calendar()


@pytest.fixture
def company(cast: Cast, tuesday: None) -> Cast:
    return cast


def test_a_calendar_is_looked_into_taken_over_and_read_again(
    company: Cast, elsewhere: Callable[[bytes | str], None]
) -> None:
    ada = as_person(company.ada)
    change_closing_days(actor=company.ada, days=[OUTING])
    elsewhere(ics(EVE, day("2026-06-01", "Team lunch")))
    with nothing_written():
        page = ada.post("/settings/closing-days/look/", {"address": ADDRESS})
    assert page.status_code == 200
    assert "Team lunch" in words(page)
    found = page.content.decode().partition('name="found" value="')[2].partition('"')[0]
    sent = {"address": ADDRESS, "found": found.replace("&#34;", '"'), "names": ["Eve"]}
    assert ada.post("/settings/closing-days/take/", sent).status_code == 303
    assert accounts.closing_days() == [OUTING, EVE]
    assert Event.objects.get(kind="closing.taken").data == {"added": 1, "gone": 0}
    assert "secret-path" not in ada.get("/settings/closing-days/").content.decode()

    # An hour later nobody asks; a day later what changed is taken over, what was left out isn't.
    elsewhere(ics(NEW_YEAR, day("2027-06-01", "Team lunch")))
    read_after(hours=1)
    assert accounts.closing_days() == [OUTING, EVE]
    read_after(days=1)
    assert accounts.closing_days() == [OUTING, NEW_YEAR]
    assert Event.objects.filter(kind="closing.taken").last().data == {"added": 1, "gone": 1}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("503", "The server answers with error 503."),
        (b"<html>", "isn’t a calendar"),
        (ics(EVE)[:-15], "breaks off"),
        (ics(), "no whole days any more"),
        (
            ics(*(day(str(TODAY + timedelta(days=n)), "Long") for n in range(203))),
            "At most 200 days",
        ),
    ],
)
def test_what_failed_is_said_and_nothing_is_lost(
    answer: bytes | str,
    said: str,
    company: Cast,
    elsewhere: Callable[[bytes | str], None],
) -> None:
    spells = [Spell(EVE[0], EVE[0], EVE[1])]
    services.follow_calendar(actor=company.ada, address=ADDRESS, spells=spells)
    elsewhere(answer)
    read_after(days=1)
    assert accounts.closing_days() == [EVE]
    page = words(as_person(company.ada).get("/settings/closing-days/"))
    assert said in page
    assert "nothing is lost" in page
    # It comes back by itself.
    elsewhere(ics(EVE, NEW_YEAR))
    read_after(days=1, hours=1)
    assert accounts.closing_days() == [EVE, NEW_YEAR]
    followed = queries.followed_calendar()
    assert followed is not None
    assert followed.trouble is None


def test_a_file_is_taken_over_once(company: Cast) -> None:
    ada = as_person(company.ada)
    file = SimpleUploadedFile("days.ics", ics(EVE), "text/calendar")
    page = ada.post("/settings/closing-days/look/", {"file": file})
    assert "Once, from this file" in words(page)
    found = '[["2026-12-24", "2026-12-24", "Eve"]]'
    ada.post("/settings/closing-days/take/", {"found": found, "names": ["Eve"]})
    assert accounts.closing_days() == [EVE]
    assert queries.followed_calendar() is None


def test_the_address_is_sealed_and_forgotten_when_it_is_stopped(company: Cast) -> None:
    services.follow_calendar(
        actor=company.ada, address=ADDRESS, spells=[Spell(*EVE[:1] * 2, "Eve")]
    )
    row = ClosingCalendar.objects.get()
    assert "calendar.example" not in row.address
    assert queries.calendar_address() == ADDRESS
    services.stop_calendar(actor=company.ada)
    assert not ClosingCalendar.objects.exists()
    assert accounts.closing_days() == [EVE]
    assert Event.objects.filter(kind="calendar.stopped").count() == 1
    with refused(RuleBroken):
        services.stop_calendar(actor=company.ada)
    with refused(RuleBroken):
        services.read_calendar_again(actor=company.ada)


def test_what_was_read_of_another_address_is_not_taken(company: Cast) -> None:
    services.follow_calendar(actor=company.ada, address=ADDRESS)
    found = Calendar("", (Spell(EVE[0], EVE[0], "Eve"),), 0, 0)
    with nothing_written():
        services.note_calendar_read(address="https://other.example.org/", found=found)
    services.read_calendar_again(actor=company.ada)
    assert queries.calendar_is_due()


@pytest.mark.parametrize(
    "address", ["http://10.0.0.1/x", "https://localhost/x", "file:///etc/passwd"]
)
def test_an_address_inside_is_refused_before_anybody_is_asked(company: Cast, address: str) -> None:
    with refused(BadInput):
        services.follow_calendar(actor=company.ada, address=address)
    page = as_person(company.ada).post("/settings/closing-days/look/", {"address": address})
    assert page.status_code == 422
    assert address in page.content.decode(), "what was typed stays"


def test_only_an_administrator_takes_closing_days_over(company: Cast) -> None:
    spells = [Spell(EVE[0], EVE[0], "Eve")]
    for act in (
        lambda: services.take_closing_days(actor=company.alice, spells=spells),
        lambda: services.follow_calendar(actor=company.igor, address=ADDRESS),
        lambda: services.read_calendar_again(actor=company.alice),
        lambda: services.stop_calendar(actor=company.alice),
    ):
        with refused(NotAllowed):
            act()


@pytest.mark.parametrize(
    "found",
    ["", "{}", "[1]", '[["2026-12-24"]]', '[["2026-12-24", "2020-01-01", "x"]]', "[" * 9999],
)
def test_what_no_page_of_ours_sent_is_refused(company: Cast, found: str) -> None:
    page = as_person(company.ada).post(
        "/settings/closing-days/take/", {"found": found, "names": ["Eve"]}
    )
    assert page.status_code == 422
    assert accounts.closing_days() == []


def test_a_long_spell_is_seen_whole_and_only_what_is_closed_is_called_so(company: Cast) -> None:
    """Closing for nine months fits the page it was read on; the first day alone closes nothing."""
    ada = as_person(company.ada)
    change_closing_days(actor=company.ada, days=[EVE])
    file = SimpleUploadedFile("days.ics", ics(EVE, NEW_YEAR), "text/calendar")
    looked = words(ada.post("/settings/closing-days/look/", {"file": file}))
    assert looked.count("closed already") == 1
    sent = {"found": '[["2026-12-24", "2027-09-24", "Works"]]', "names": ["Works"]}
    page = ada.post("/settings/closing-days/take/", sent)
    assert page.status_code == 422
    said = words(page)
    assert "Works" in said
    assert "At most 200 days" in said
    assert "closed already" not in said
