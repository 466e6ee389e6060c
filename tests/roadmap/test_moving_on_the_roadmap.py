"""Moving something on the roadmap: what it would do, who may, and what moves along."""

from datetime import date
from typing import Any

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, happened
from tests.refusals import refused

from tandem.core.errors import BadInput, NotAllowed, NotFound, Stale
from tandem.initiatives.services import wish_for_date
from tandem.plans.queries import promised_days
from tandem.plans.services import promise_date
from tandem.projects import services as projects
from tandem.projects.queries import project_visible_to
from tandem.roadmap import queries, services
from tandem.year import services as year
from tandem.year.rules import FreezeKind

FIRST, LAST, LATER = date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 14)
PROMISED = date(2026, 5, 6)
MOVE = {"starts_on": FIRST, "ends_on": LATER, "reason": "The vendor is late.", "version": 1}


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens then."""


def project(cast: Cast, title: str = "New shop", **days: date) -> int:
    dates: dict[str, Any] = {"starts_on": FIRST, "ends_on": LAST, **days}
    return projects.add_project(actor=cast.igor, title=title, lead_id=cast.igor.me, **dates).pk


@pytest.fixture
def waiting(cast: Cast, planned: int) -> tuple[int, int]:
    """The shop; a search that begins after it, and the initiative, promised for 6 May, wait."""
    shop = project(cast)
    search = project(cast, "Search", starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 31))
    promise_date(actor=cast.alice, initiative_id=planned, day=PROMISED)
    for pk in (search, planned):
        projects.let_wait(actor=cast.igor, waiting_id=pk, on_id=shop)
    return shop, search


def test_trying_says_what_would_have_to_move(
    cast: Cast, planned: int, waiting: tuple[int, int]
) -> None:
    shop, search = waiting
    found = queries.effects_of_project(cast.igor, shop, FIRST, LATER)
    told = {one.bar.id: (one.shift.days, one.shift.hits, one.movable) for one in found.pushed}
    assert told == {search: (14, None, True), planned: (8, PROMISED, False)}
    page = words(as_person(cast.igor).get(f"/roadmap/move/{shop}/?by=14"))
    assert "8 days later: 14 May, after the promised 6 May." in page
    part = as_person(cast.igor).get(
        f"/roadmap/move/{shop}/?by=14", headers={"HX-Request": "true", "HX-Target": "move-panel"}
    )
    assert "<html" not in part.content.decode()
    assert 'value="2026-05-14"' in part.content.decode()


def test_what_is_chosen_moves_along_and_all_can_be_taken_back(
    cast: Cast, waiting: tuple[int, int]
) -> None:
    shop, search = waiting
    move = services.move_along(actor=cast.igor, project_id=shop, along=[search], **MOVE)
    assert project_visible_to(cast.rita, search).starts_on == date(2026, 5, 15)
    assert happened(search)[-1] == "it_project.moved"
    assert move is not None
    projects.undo_project_move(actor=cast.igor, project_id=shop, move_id=move)
    assert project_visible_to(cast.rita, shop).ends_on == LAST


def test_all_of_it_moves_or_nothing(cast: Cast, planned: int, waiting: tuple[int, int]) -> None:
    shop, search = waiting
    with refused(BadInput):
        services.move_along(actor=cast.igor, project_id=shop, along=[planned], **MOVE)
    with refused(BadInput):
        services.move_along(
            actor=cast.igor, project_id=shop, along=[search], **{**MOVE, "reason": " "}
        )
    with refused(NotAllowed):
        services.move_along(actor=cast.alice, project_id=shop, **MOVE)
    with refused(NotFound):
        services.move_along(actor=cast.igor, project_id=planned, **MOVE)


def test_marketing_moves_its_promise_and_it_is_refused_kindly(
    cast: Cast, planned: int, waiting: tuple[int, int]
) -> None:
    move = {"initiative_id": planned, "day": LATER, "reason": "The shop.", "before": PROMISED}
    with refused(NotAllowed):
        services.move_day(actor=cast.igor, **move)
    page = words(as_person(cast.igor).get(f"/roadmap/move/{planned}/?by=8"))
    assert "Marketing decides this date." in page
    with refused(Stale):
        services.move_day(actor=cast.alice, **{**move, "before": FIRST})
    services.move_day(actor=cast.alice, **move)
    assert promised_days([planned]) == {planned: LATER}
    with refused(NotFound):
        services.move_day(actor=cast.alice, **{**move, "initiative_id": waiting[0]})


def test_a_day_that_is_only_wished_for_moves_without_a_reason(cast: Cast, planned: int) -> None:
    wish_for_date(actor=cast.alice, initiative_id=planned, wish_date=PROMISED)
    answer = as_person(cast.alice).post(
        f"/roadmap/move/{planned}/", {"day": "2026-05-14", "before": "2026-05-06", "back": "?x=1"}
    )
    assert (answer.status_code, answer["Location"]) == (303, "/roadmap/?x=1")
    assert happened(planned)[-1] == "initiative.date_wished"


def test_a_freeze_and_what_is_waited_for_stand_beside_a_new_day(
    cast: Cast, planned: int, waiting: tuple[int, int]
) -> None:
    year.declare_freeze(
        actor=cast.igor, kind=FreezeKind.HARD, name="Move", reason="We move.",
        starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 9),
    )  # fmt: skip
    page = words(as_person(cast.alice).get(f"/roadmap/move/{planned}/?day=2026-04-07"))
    assert "In a hard freeze: Move, 1 Apr to 9 Apr." in page
    assert "It waits for “New shop” until 30 Apr." in page


def test_a_refused_move_keeps_what_was_typed_and_goes_nowhere_else(
    cast: Cast, waiting: tuple[int, int]
) -> None:
    shop, _ = waiting
    form = {"starts_on": "2026-06-01", "ends_on": "2026-05-14", "reason": "Very own words"}
    page = as_person(cast.igor).post(
        f"/roadmap/move/{shop}/", {**form, "version": "1", "back": "//elsewhere.example"}
    )
    assert page.status_code == 422
    assert "Very own words" in page.content.decode()
    assert "elsewhere" not in page.content.decode()


def test_programs_try_and_move(cast: Cast, waiting: tuple[int, int]) -> None:
    shop, search = waiting
    igor = as_person(cast.igor)
    tried = igor.get(f"/api/v1/roadmap/{shop}/trial?ends_on=2026-05-14").json()
    assert [one["id"] for one in tried["pushed"] if one["movable"]] == [search]
