"""Work on a calendar: by month and week, put on another day, and back."""

from datetime import date

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, hide
from tests.refusals import nothing_written
from tests.work.making import add, item, of_it

from tandem.accounts.rules import Lane
from tandem.work import services
from tandem.work.rules import Changes, Sheet, Span, sheet_of

pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.mark.parametrize(
    ("span", "day", "first", "last"),
    [
        (Span.MONTH, date(2026, 3, 10), date(2026, 2, 23), date(2026, 4, 5)),
        (Span.MONTH, date(2027, 2, 28), date(2027, 2, 1), date(2027, 2, 28)),
        (Span.WEEK, date(2026, 3, 10), date(2026, 3, 9), date(2026, 3, 15)),
        (Span.WEEK, date(2026, 12, 31), date(2026, 12, 28), date(2027, 1, 3)),
        (Span.MONTH, date.max, date(2189, 12, 28), date(2190, 1, 31)),
    ],
)
def test_a_sheet_is_of_whole_weeks(span: Span, day: date, first: date, last: date) -> None:
    sheet = sheet_of(span, day)
    assert (sheet.first, sheet.last) == (first, last)
    assert len(sheet.days) % 7 == 0
    assert sheet.first.weekday() == 0


@pytest.mark.parametrize("span", Span)
def test_sheets_follow_each_other_without_a_gap(span: Span) -> None:
    sheet = sheet_of(span, date(2026, 11, 30))
    months: list[Sheet] = [sheet]
    while len(months) < 15:
        months.append(sheet_of(span, months[-1].after))
        assert sheet_of(span, months[-1].before) == months[-2]


def due(cast: Cast, home: int, title: str, **changes: date) -> int:
    work = of_it(cast.igor, home, title)
    said: Changes = {**changes}  # type: ignore[typeddict-item]
    services.edit_work_item(actor=cast.igor, work_id=work, changes=said)
    return work


def test_days_of_an_initiative_of_oneself_and_of_what_has_none(cast: Cast, planned: int) -> None:
    mine = due(cast, planned, "Ask the ledger", due_on=date(2026, 3, 20))
    services.assign_work_item(actor=cast.igor, work_id=mine, person_id=cast.igor.me)
    due(cast, planned, "Open the way", starts_on=date(2026, 3, 12), due_on=date(2026, 5, 1))
    add(cast.igor, planned, "Some day", lane=Lane.IT)
    of_it_all = words(as_person(cast.igor).get("/work-calendar/", {"of": f"i{planned}"}))
    assert "March 2026" in of_it_all
    assert "Ask the ledger" in of_it_all
    assert "begins : Open the way" in of_it_all or "begins: Open the way" in of_it_all
    assert "1 more has no day yet" in of_it_all
    of_me = words(as_person(cast.igor).get("/work-calendar/"))
    assert "Ask the ledger" in of_me
    assert "Open the way" not in of_me
    week = {"of": f"i{planned}", "by": "week", "day": "2026-05-01"}
    assert "Open the way" in words(as_person(cast.igor).get("/work-calendar/", week))


def test_a_card_is_put_on_another_day_and_back(cast: Cast, planned: int) -> None:
    work = due(cast, planned, "Ask the ledger", due_on=date(2026, 3, 20))
    client, back = as_person(cast.igor), f"/work-calendar/?of=i{planned}"
    sent = {"to": "2026-03-25", "seen": "2026-03-20", "back": back}
    answer = client.post(f"/work/{work}/due/", sent)
    assert answer.headers["Location"] == back
    assert item(work).due_on == date(2026, 3, 25)
    undo = f"/work/{work}/due/?to=2026-03-20&seen=2026-03-25"
    assert undo.replace("&", "&amp;") in client.get(back).text
    assert client.post(undo).status_code == 303
    assert item(work).due_on == date(2026, 3, 20)


def test_a_card_stays_where_it_is_and_says_why(cast: Cast, planned: int) -> None:
    work = due(
        cast, planned, "Ask the ledger", due_on=date(2026, 3, 20), starts_on=date(2026, 3, 16)
    )
    for actor, sent, status, why in (
        (cast.alice, {"to": "2026-03-25"}, 403, "The people of IT"),
        (cast.igor, {"to": "2026-03-12"}, 422, "due before it may start"),
        (cast.igor, {"to": "2026-03-25", "seen": "2026-03-19"}, 409, "meanwhile"),
        (cast.igor, {"to": "some day"}, 422, "Choose a day"),
    ):
        with nothing_written():
            answer = as_person(actor).post(f"/work/{work}/due/", sent)
        assert answer.status_code == status
        assert why in words(answer)
    assert "data-grip" not in as_person(cast.alice).get(f"/work-calendar/?of=i{planned}").text


def test_what_is_hidden_stands_on_no_calendar(cast: Cast, planned: int) -> None:
    work = due(cast, planned, "Ask the ledger", due_on=date(2026, 3, 20))
    hide(planned)
    client = as_person(cast.charlie)
    assert client.get("/work-calendar/", {"of": f"i{planned}"}).status_code == 404
    assert client.post(f"/work/{work}/due/", {"to": "2026-03-25"}).status_code == 404
    assert client.get("/work-calendar/", {"of": "t99999"}).status_code == 404
