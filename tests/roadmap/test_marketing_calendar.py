"""Marketing's year by channel, market and campaign, day by day, and as a file."""

from datetime import UTC, date, datetime

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import SENTENCE, Cast, happened, hide
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.formats.icalendar import WholeDays, written
from tandem.plans.services import promise_date
from tandem.roadmap import queries, services
from tandem.roadmap.rules import Zoom, period_around
from tandem.roadmap.rules.calendar import (
    By,
    CalendarKind,
    Channel,
    Entry,
    channels_in,
    in_rows,
    markets_in,
    markets_typed,
    weeks_around,
)
from tandem.year import services as year

SALE = date(2026, 5, 20)


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens then."""


@pytest.mark.parametrize(
    ("said", "channels", "markets"),
    [
        ("all stores and the shop", {Channel.SHOP, Channel.STORES}, ()),
        ("print and shop: DE, DK, NL", {Channel.PRINT, Channel.SHOP}, ("DE", "DK", "NL")),
        ("shop, e-mail", {Channel.SHOP, Channel.MAIL}, ()),
        ("", set(), ()),
    ],
)
def test_channels_and_markets_are_read_out_of_words(
    said: str, channels: set[Channel], markets: tuple[str, ...]
) -> None:
    assert (set(channels_in(said)), markets_in(said)) == (channels, markets)


def test_an_entry_stands_in_each_of_its_rows_and_what_nobody_said_comes_last() -> None:
    one = Entry(1, CalendarKind.MOMENT, "Sale", "/", SALE, SALE, (Channel.SHOP, Channel.MAIL))
    two = Entry(2, CalendarKind.WISHED, "Page", "/", SALE, SALE, (), ("DE",), "Spring")
    rows = [(name, [each.id for each in found]) for name, found in in_rows([one, two], By.CHANNEL)]
    assert rows == [("shop", [1]), ("mail", [1]), ("", [2])]
    assert [name for name, _ in in_rows([one, two], By.CAMPAIGN)] == ["Spring", ""]
    assert markets_typed(" DE , de;DK,, DE") == ("DE", "de", "DK")


def test_a_month_is_shown_in_whole_weeks() -> None:
    weeks = weeks_around(date(2026, 5, 1), date(2026, 5, 31))
    assert (len(weeks), weeks[0][0], weeks[-1][-1]) == (5, date(2026, 4, 27), date(2026, 5, 31))


def test_a_calendar_file_is_folded_and_escaped() -> None:
    entry = WholeDays("moment-1@x", "Sale; für alle, " + "ü" * 60, SALE, SALE, "a\nb")
    text = written("Calendar", [entry], datetime(2026, 3, 10, tzinfo=UTC))
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "DTEND;VALUE=DATE:20260521" in lines
    assert "DESCRIPTION:a\\nb" in lines
    assert "SUMMARY:Sale\\; für alle\\, ü" in text.replace("\r\n ", "")


def shown(actor: Actor) -> list[Entry]:
    return queries.calendar_of(actor, period_around(date(2026, 5, 6), Zoom.YEAR))


def test_marketing_says_where_an_initiative_appears(cast: Cast, planned: int) -> None:
    promise_date(actor=cast.alice, initiative_id=planned, day=SALE)
    said = {"channels": [Channel.MAIL, Channel.SHOP], "markets": "DE, DK", "campaign": "Spring"}
    services.say_appearance(actor=cast.alice, initiative_id=planned, **said)
    (entry,) = shown(cast.rita)
    assert (entry.kind, entry.channels) == (CalendarKind.PROMISED, (Channel.SHOP, Channel.MAIL))
    assert (entry.markets, entry.campaign) == (("DE", "DK"), "Spring")
    assert happened(planned)[-1] == "initiative.appearance_said"
    with nothing_written():
        services.say_appearance(actor=cast.alice, initiative_id=planned, **said)


def test_others_do_not_say_it(cast: Cast, planned: int) -> None:
    for actor in (cast.igor, cast.mona, cast.rita):
        with refused(NotAllowed):
            services.say_appearance(actor=actor, initiative_id=planned, campaign="Mine")
    with refused(BadInput):
        services.say_appearance(actor=cast.alice, initiative_id=planned, markets="x," * 120)
    many = ",".join(f"M{number}" for number in range(31))
    with refused(BadInput):
        services.say_appearance(actor=cast.alice, initiative_id=planned, markets=many)
    hide(planned)
    with refused(NotFound):
        services.say_appearance(actor=cast.rita, initiative_id=planned)


def test_the_calendar_shows_rows_a_month_and_a_file(cast: Cast, planned: int) -> None:
    year.note_moment(actor=cast.alice, name="Summer sale", starts_on=SALE, where="shop: DE")
    promise_date(actor=cast.alice, initiative_id=planned, day=SALE)
    rita = as_person(cast.rita)
    page = words(rita.get("/roadmap/calendar/"))
    assert "Shop and pages Summer sale" in page
    assert "No channel said" in page
    month = words(rita.get("/roadmap/calendar/?zoom=month&on=2026-05-01&by=market"))
    assert "Mon Tue Wed" in month
    assert "Summer sale" in month
    file = rita.get("/roadmap/calendar.ics?on=2026-05-01")
    assert file["Content-Type"].startswith("text/calendar")
    body = file.content.decode().replace("\r\n ", "")
    assert "SUMMARY:Summer sale\r\n" in body
    assert f"SUMMARY:{SENTENCE}" in body
    hide(planned)
    assert SENTENCE not in rita.get("/roadmap/calendar.ics?on=2026-05-01").content.decode()
    assert "Nothing in this time" in words(rita.get("/roadmap/calendar/?year=2031"))
