"""A fixed date of the year is moved on the roadmap: what it means, who may, who is told, undo."""

from datetime import date
from typing import Any

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, happened, hide
from tests.refusals import nothing_written, refused

from tandem.activity.models import Notification
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.plans.services import promise_date
from tandem.roadmap import services
from tandem.roadmap.rules.dates import is_near, what_becomes
from tandem.year import services as year
from tandem.year.queries import moment_visible_to

TODAY, FAIR, LATER = date(2026, 3, 10), date(2026, 5, 6), date(2026, 5, 20)
MOVE: dict[str, Any] = {
    "starts_on": LATER,
    "ends_on": LATER,
    "reason": "The hall burned down.",
    "starts_before": FAIR,
    "ends_before": FAIR,
}


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens then."""


@pytest.fixture
def fair(cast: Cast) -> int:
    return year.note_moment(actor=cast.alice, name="The fair", starts_on=FAIR).pk


def told(initiative: int) -> set[int]:
    kind = "roadmap.fixed_date_moved"
    rows = Notification.objects.filter(kind=kind, subject_id=initiative)
    return set(rows.values_list("person_id", flat=True))


def test_what_is_meant_for_a_fixed_date_lies_on_it_or_two_weeks_before() -> None:
    first, last = date(2026, 5, 20), date(2026, 5, 22)
    days = [date(2026, 5, day) for day in (5, 6, 20, 22, 23)]
    assert [is_near(day, first, last) for day in days] == [False, True, True, True, False]
    said = [what_becomes(day, first, last, TODAY) for day in days[1:]]
    assert [str(one) for one in said] == [
        "meant for 6 May: 14 days before it.",
        "meant for 20 May: on it.",
        "meant for 22 May: on it.",
        "meant for 23 May: a day too late for it.",
    ]


def test_it_moves_with_a_reason_and_owners_close_by_are_told(
    cast: Cast, planned: int, fair: int
) -> None:
    promise_date(actor=cast.alice, initiative_id=planned, day=FAIR)
    with refused(BadInput):
        services.move_fixed_date(actor=cast.mona, moment_id=fair, **{**MOVE, "reason": " "})
    move = services.move_fixed_date(actor=cast.mona, moment_id=fair, **MOVE)
    assert move is not None
    assert moment_visible_to(cast.rita, fair).starts_on == LATER
    assert told(planned) == {cast.alice.me, cast.igor.me}
    assert happened(fair)[-1] == "moment.moved"
    with nothing_written():
        assert services.move_fixed_date(actor=cast.mona, moment_id=fair, **MOVE) is None
    services.undo_fixed_date(actor=cast.alice, moment_id=fair, move_id=move)
    assert moment_visible_to(cast.rita, fair).starts_on == FAIR
    assert happened(fair)[-1] == "moment.move_undone"
    with refused(RuleBroken):
        services.undo_fixed_date(actor=cast.alice, moment_id=fair, move_id=move)


def test_nobody_is_told_whose_day_lies_elsewhere(cast: Cast, planned: int, fair: int) -> None:
    promise_date(actor=cast.alice, initiative_id=planned, day=date(2026, 7, 1))
    services.move_fixed_date(actor=cast.mona, moment_id=fair, **MOVE)
    assert told(planned) == set()


def test_only_who_keeps_fixed_dates_moves_one_and_not_over_anothers(
    cast: Cast, planned: int, fair: int
) -> None:
    with refused(NotAllowed):
        services.move_fixed_date(actor=cast.igor, moment_id=fair, **MOVE)
    with refused(NotFound):
        services.move_fixed_date(actor=cast.alice, moment_id=planned, **MOVE)
    with refused(Stale):
        services.move_fixed_date(
            actor=cast.alice, moment_id=fair, **{**MOVE, "starts_before": LATER}
        )
    with refused(BadInput):
        services.move_fixed_date(
            actor=cast.alice, moment_id=fair, **{**MOVE, "ends_on": date(2026, 5, 1)}
        )
    year.cancel_moment(actor=cast.alice, moment_id=fair)
    with refused(RuleBroken):
        services.move_fixed_date(actor=cast.alice, moment_id=fair, **MOVE)


def test_the_page_says_what_it_means_and_takes_it_back(cast: Cast, planned: int, fair: int) -> None:
    promise_date(actor=cast.alice, initiative_id=planned, day=FAIR)
    address, alice = f"/roadmap/move/{fair}/", as_person(cast.alice)
    page = words(alice.get(f"{address}?by=-7"))
    assert "meant for 6 May: 7 days too late for it." in page
    part = {"HX-Request": "true", "HX-Target": "move-panel"}
    assert "<html" not in alice.get(f"{address}?by=14", headers=part).content.decode()
    page = words(as_person(cast.igor).get(f"{address}?by=14"))
    assert "Marketing's people keep the fixed dates" in page
    form = {**MOVE, "back": "?x=1"}
    assert alice.post(address, {**form, "reason": ""}).status_code == 422
    late = alice.post(address, {**form, "starts_before": "2026-05-01"})
    assert (late.status_code, "Somebody was faster" in words(late)) == (409, True)
    answer = alice.post(address, form)
    assert (answer.status_code, answer["Location"]) == (303, "/roadmap/?x=1")
    drawn = alice.get("/roadmap/").content.decode()
    assert f'data-moves="dated" data-id="{fair}"' in drawn
    undo = f"/roadmap/dates/{fair}/undo/?move="
    assert undo in drawn
    assert 'data-moves="dated"' not in as_person(cast.igor).get("/roadmap/").content.decode()
    assert "The hall burned down." in words(alice.get(address))
    number = drawn.split(undo)[1].split('"')[0]
    assert "back on the days" in words(alice.post(f"{undo}{number}", follow=True))
    assert moment_visible_to(cast.alice, fair).starts_on == FAIR
    assert alice.post(undo).status_code == 422


def test_what_is_hidden_is_told_to_its_owners_and_shown_to_nobody_else(
    cast: Cast, planned: int, fair: int
) -> None:
    promise_date(actor=cast.alice, initiative_id=planned, day=FAIR)
    hide(planned)
    page = words(as_person(cast.mona).get(f"/roadmap/move/{fair}/?by=14"))
    assert "No initiative that you see is meant for about then." in page
    services.move_fixed_date(actor=cast.mona, moment_id=fair, **MOVE)
    assert told(planned) == {cast.alice.me, cast.igor.me}
