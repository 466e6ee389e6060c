"""Work is asked for in one language: read, written again, and answered with what one may see."""

import random
from datetime import date
from decimal import Decimal

import pytest
from tests.accounts.browsing import as_person
from tests.cast import Cast, hide
from tests.work.making import add, move, of_it, shared

from tandem.accounts.rules import Actor
from tandem.work import queries, services
from tandem.work.rules import (
    Estimate,
    Misread,
    WorkFilter,
    WorkKind,
    WorkOrder,
    WorkState,
    day_meant,
    read_filter,
)

pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", ""),
        ("side:it  state:doing,next", "side:it state:doing,next"),
        ('skill:"e-mail, French" ledger', 'skill:"e-mail, French" ledger'),
        ("-Kind:BUG due:<+7 estimate:>2.5", "-kind:bug due:<+7 estimate:>2.5"),
        ('assignee:"Igor Ilic",me "two words"', 'assignee:"Igor Ilic",me "two words"'),
    ],
)
def test_a_filter_is_read_and_written_again(text: str, written: str) -> None:
    assert read_filter(text).text == written
    assert read_filter(written) == read_filter(text)


@pytest.mark.parametrize(
    ("text", "at", "told"),
    [
        ("side:moon", 0, "marketing, it, both"),
        ("free when:now", 5, "there is no “when:”"),
        ("state:", 0, "needs a value"),
        ("it due:tomorrow", 3, "2026-12-01"),
        ("estimate:many", 0, "<3"),
        ('ledger "open', 7, "quotation mark"),
        (" ".join(["word"] * 21), 0, "At most 20"),
        ("x" * 1001, 0, "below 1000"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_would_do(text: str, at: int, told: str) -> None:
    with pytest.raises(Misread) as misread:
        read_filter(text)
    assert misread.value.at == at
    assert told in misread.value.reason


def test_whatever_is_typed_is_read_or_refused_kindly() -> None:
    dice = random.Random(5)
    parts = [
        *'":,<>-+ \n\0é',
        "side",
        "state",
        "due",
        "in",
        "it",
        "2026-02-31",
        "none",
        "estimate:",
        "NaN",
    ]
    read = 0
    for _ in range(5_000):
        text = "".join(dice.choice(parts) for _ in range(dice.randrange(12)))
        try:
            found = read_filter(text)
        except Misread:
            continue
        read += 1
        assert read_filter(found.text).terms == found.terms
    assert read > 500


def test_form_controls_write_the_same_text() -> None:
    asked = read_filter("side:it state:doing ledger")
    assert asked.but({"side": "both", "state": "", "blocked": "yes"}).text == (
        "side:both blocked:yes ledger"
    )
    assert (asked.value("side"), asked.value("due")) == ("it", "")


def test_days_are_meant_from_today_on() -> None:
    today = date(2026, 3, 10)
    assert day_meant("+7", today) == date(2026, 3, 17)
    assert day_meant("today", today) == today
    assert day_meant("2026-02-31", today) is None


def titles(actor: Actor, text: str, order: WorkOrder = WorkOrder.NEWEST) -> list[str]:
    found = queries.work_fitting(actor, read_filter(text), order=order)
    ordered = found.order_by(*queries.ORDERS[order]).values_list("subject__title", flat=True)
    return list(ordered)


@pytest.fixture
def some(cast: Cast, planned: int) -> dict[str, int]:
    """A few pieces of work that differ in everything."""
    ledger = of_it(cast.igor, planned, "Ask the ledger")
    words = add(cast.alice, planned, "Write the words", kind=WorkKind.SPIKE)
    both = shared(cast.alice, planned, "Look at it together")
    services.edit_work_item(
        actor=cast.igor,
        work_id=ledger,
        changes={"due_on": date(2026, 3, 1), "skills": ["SQL"]},
    )
    services.edit_work_item(actor=cast.alice, work_id=words, changes={"due_on": date(2026, 3, 12)})
    services.estimate_work_item(actor=cast.igor, work_id=ledger, estimate=Estimate(Decimal("2.5")))
    services.assign_work_item(actor=cast.igor, work_id=ledger, person_id=cast.igor.me)
    services.block_work_item(actor=cast.igor, work_id=ledger, reason="No account.")
    move(cast.alice, words, WorkState.DONE)
    services.accept_work_item(actor=cast.igor, work_id=words)
    return {"ledger": ledger, "words": words, "both": both}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["Look at it together", "Write the words", "Ask the ledger"]),
        ("side:it", ["Ask the ledger"]),
        ("side:both,marketing", ["Look at it together", "Write the words"]),
        ("-side:it", ["Look at it together", "Write the words"]),
        ("state:open", ["Look at it together", "Ask the ledger"]),
        ("state:done", ["Write the words"]),
        ("kind:spike", ["Write the words"]),
        ("blocked:yes", ["Ask the ledger"]),
        ("accepted:yes", ["Write the words"]),
        ("assignee:me", ["Ask the ledger"]),
        ('assignee:"Igor Ilic"', ["Ask the ledger"]),
        ("assignee:nobody", ["Look at it together", "Write the words"]),
        ("skill:sql", ["Ask the ledger"]),
        ("due:late", ["Ask the ledger"]),
        ("due:<+7", ["Write the words", "Ask the ledger"]),
        ("due:none", ["Look at it together"]),
        ("due:2026-03-12", ["Write the words"]),
        ("estimate:>2", ["Ask the ledger"]),
        ("estimate:none state:open", ["Look at it together"]),
        ('in:"delivery day" ledger', ["Ask the ledger"]),
        ("nothing like it", []),
    ],
)
def test_what_fits_is_found(cast: Cast, some: dict[str, int], text: str, found: list[str]) -> None:
    assert titles(cast.igor, text) == found


def test_by_due_day_what_has_none_is_left_out(cast: Cast, some: dict[str, int]) -> None:
    assert titles(cast.rita, "", WorkOrder.DUE) == ["Ask the ledger", "Write the words"]


def test_no_filter_finds_what_is_hidden(cast: Cast, planned: int, some: dict[str, int]) -> None:
    hide(planned)
    for text in ("", "side:it", f"in:{planned}", "blocked:yes", "assignee:Igor"):
        assert titles(cast.charlie, text) == []
    assert len(titles(cast.igor, "")) == 3


def test_the_page_keeps_what_cannot_be_read_and_shows_the_rest(
    cast: Cast, some: dict[str, int]
) -> None:
    client = as_person(cast.rita)
    page = client.get("/all-work/", {"q": "side:it"})
    assert "Ask the ledger" in page.text
    assert "Write the words" not in page.text
    wrong = client.get("/all-work/", {"q": "side:moon ledger"})
    assert wrong.status_code == 422
    assert "side:moon ledger" in wrong.text
    chosen = client.get("/all-work/", {"q": "ledger side:it", "set": "on", "set_side": "both"})
    assert chosen.headers["Location"].endswith("?q=side%3Aboth+ledger")


def test_the_list_is_taken_along_as_it_is_asked_for(cast: Cast, some: dict[str, int]) -> None:
    client = as_person(cast.igor)
    told = client.get("/all-work/export/csv/", {"q": "blocked:yes"})
    assert told.headers["Content-Type"].startswith("text/csv")
    assert "Ask the ledger" in told.text
    assert "Write the words" not in told.text
    items = client.get("/all-work/export/json/", {"q": "state:done"}).json()["items"]
    assert [one["accepted"] for one in items] == ["yes"]
    assert client.get("/all-work/export/csv/", {"q": "side:moon"}).status_code == 404


def test_an_empty_filter_asks_for_everything() -> None:
    assert read_filter("  ") == WorkFilter()


def test_pages_hold_the_same_whether_the_newest_fill_them_or_not(
    cast: Cast, some: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tandem.work.queries.filtered.RECENT", 2)
    for text in ("", "side:it", "state:done", "kind:spike", "look", "state:open -side:it"):
        found, after = [], None
        while True:
            page = queries.page_of_work(cast.alice, read_filter(text), after=after, size=1)
            found += [row.title for row in page.rows]
            after = page.following
            if after is None:
                break
        assert found == titles(cast.alice, text), text
