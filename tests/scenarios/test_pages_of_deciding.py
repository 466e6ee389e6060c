"""Proposing, answering and the deal table as people see them; without scripts."""

import re

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast
from tests.scenarios.making import later, move, out, parts, person, piece, promise, seen, start
from tests.scenarios.test_deciding import with_a_could

from tandem.accounts.rules import Lane
from tandem.plans.queries import asking, promises_of
from tandem.rights.rules import Decider, Matter
from tandem.rights.services import change_decision_rights
from tandem.scenarios.rules import ScenarioState
from tandem.work import services as work
from tandem.work.queries import work_to_plan
from tandem.work.rules import WorkState

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens then."""
    asking.forget_answers()


@pytest.fixture
def going(cast: Cast, planned: int) -> int:
    """Ten days of Igor's for R1, which is promised."""
    piece(cast.igor, planned, Lane.IT, "10", cast.igor, parts(planned)["R1"])
    promise(cast, planned)
    return planned


@pytest.fixture
def one(cast: Cast, going: int) -> str:
    """The page of Alice's: a later day, and half of Igor."""
    pk = start(cast.alice, going, "Half of Igor")
    move(cast.alice, going, pk, later(), person(cast.igor, 50))
    return seen(cast.alice, going, pk).url


def read(cast: Cast, url: str) -> ScenarioState:
    _, _, initiative, _, scenario, _ = url.split("/")
    return seen(cast.alice, int(initiative), int(scenario)).state


def content(cast: Cast, url: str) -> str:
    _, _, initiative, _, scenario, _ = url.split("/")
    return seen(cast.alice, int(initiative), int(scenario)).content


def test_it_is_proposed_and_answered(cast: Cast, one: str) -> None:
    alice, igor = as_person(cast.alice), as_person(cast.igor)
    assert "Propose it" in words(alice.get(one))
    told = words(alice.post(f"{one}propose/", {"words": "Igor is asked for."}, follow=True))
    assert "Proposed: whoever decides it is asked." in told
    assert "Igor is asked for." in told
    assert "Waiting for IT" in told
    assert "Yes for" not in told
    assert "A what-if is proposed: say yes or no" in words(igor.get("/"))
    asked = words(igor.get(one))
    assert "Yes for IT" in asked
    assert "Take the proposal back" not in asked
    said = {"voice": "it", "seen": content(cast, one)}
    told = words(igor.post(f"{one}yes/", said, follow=True))
    assert "It is the plan now" in told
    page = alice.get(one)
    assert "It became the plan" in words(page)
    src = re.search(r'src="(/[^"]+\.svg)"', page.content.decode())
    assert src
    drawn = igor.get(src[1])
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "promised by both sides: 3 Jun 2026" in drawn.content.decode()
    assert "say yes or no" not in words(igor.get("/"))


def test_a_no_without_a_reason_is_asked_why_and_long_words_stay(cast: Cast, one: str) -> None:
    alice, igor = as_person(cast.alice), as_person(cast.igor)
    refused = alice.post(f"{one}propose/", {"words": LONG * 40})
    assert refused.status_code == 422
    assert LONG in refused.content.decode()
    alice.post(f"{one}propose/", {"words": ""})
    assert igor.post(f"{one}no/", {"voice": "it", "words": ""}).status_code == 422
    told = igor.post(f"{one}no/", {"voice": "it", "words": LONG * 40})
    assert told.status_code == 422
    assert LONG in told.content.decode()
    assert igor.post(f"{one}no/", {"voice": "it", "words": LONG}).status_code == 303
    assert LONG in alice.get(one).content.decode()


def test_it_is_taken_back(cast: Cast, one: str) -> None:
    alice = as_person(cast.alice)
    alice.post(f"{one}propose/", {"words": ""})
    assert "Taken back" in words(alice.post(f"{one}back/", follow=True))
    assert read(cast, one) is ScenarioState.OPEN


def test_a_plan_that_moved_says_what_to_do(cast: Cast, going: int, one: str) -> None:
    alice, igor = as_person(cast.alice), as_person(cast.igor)
    alice.post(f"{one}propose/", {"words": ""})
    piece(cast.igor, going, Lane.IT, "2", cast.igor)
    said = {"voice": "it", "seen": content(cast, one)}
    told = words(igor.post(f"{one}yes/", said, follow=True))
    assert "The plan has moved since" in told
    assert "A copy begins with these levers" in told
    assert "nobody can say yes to it" in words(alice.get(one))
    assert read(cast, one) is ScenarioState.PROPOSED


@pytest.mark.parametrize("sent", [{}, {"voice": "both"}, {"voice": "it", "seen": "x" * 500}])
def test_a_yes_to_nothing_is_none(cast: Cast, one: str, sent: dict[str, str]) -> None:
    as_person(cast.alice).post(f"{one}propose/", {"words": ""})
    igor = as_person(cast.igor)
    assert "Look at it once more" in words(igor.post(f"{one}yes/", sent, follow=True))
    assert read(cast, one) is ScenarioState.PROPOSED


def test_both_sit_at_the_table(cast: Cast, one: str) -> None:
    alice, igor = as_person(cast.alice), as_person(cast.igor)
    told = words(alice.post(f"{one}table/", follow=True))
    assert "Deal for Marketing" in told
    assert "Deal for IT" not in told
    assert "sits at the deal table" in words(igor.get("/"))
    said = {"voice": "marketing", "seen": content(cast, one)}
    assert "You pressed Deal" in words(alice.post(f"{one}deal/", said, follow=True))
    assert "Taken back" in words(
        alice.post(f"{one}deal/back/", {"voice": "marketing"}, follow=True)
    )
    assert "You pressed Deal" in words(alice.post(f"{one}deal/", said, follow=True))
    told = words(igor.post(f"{one}deal/", {**said, "voice": "it"}, follow=True))
    assert "It is the plan now" in told


def test_the_sponsors_no_stands_at_the_table(cast: Cast, one: str) -> None:
    change_decision_rights(actor=cast.ada, rights={Matter.DATE: Decider.SPONSOR})
    alice, vera = as_person(cast.alice), as_person(cast.vera)
    alice.post(f"{one}table/")
    assert "No as sponsor" not in words(alice.get(one))
    assert "No as sponsor" in words(vera.get(one))
    told = vera.post(f"{one}deal/no/", {"words": LONG * 40})
    assert told.status_code == 422
    assert LONG in told.content.decode()
    assert "Both sides read why" in words(
        vera.post(f"{one}deal/no/", {"words": "The fair is in May."}, follow=True)
    )
    for who in (cast.alice, cast.igor):
        told = words(as_person(who).get(one))
        assert "The sponsor said no" in told
        assert "The fair is in May." in told


def test_whoever_sits_at_the_table_can_get_up(cast: Cast, one: str) -> None:
    alice, igor = as_person(cast.alice), as_person(cast.igor)
    alice.post(f"{one}table/")
    assert "Get up from the table" in words(igor.get(one))
    told = words(igor.post(f"{one}table/leave/", follow=True))
    assert "Nobody sits at the table any more" in told
    assert "Get up from the table" not in told
    assert "Open the deal table" in words(alice.get(one))
    assert "Nobody sits at the deal table" in words(igor.post(f"{one}table/leave/", follow=True))


def test_a_must_that_is_left_out_says_what_becomes_of_it(cast: Cast, going: int) -> None:
    with_a_could(cast, going)
    pk = start(cast.alice, going, "Only the neighbour")
    move(cast.alice, going, pk, out(parts(going)["R1"], "Legal needs longer."))
    alice = as_person(cast.alice)
    told = words(alice.get(seen(cast.alice, going, pk).url))
    assert "R1 then becomes a should" in told
    assert "Nothing that is estimated is left to do in it" in told, "all of it was for R1"
    assert "could not be worked out" not in told


def test_what_cannot_become_the_plan_says_so_before_it_is_proposed(cast: Cast, going: int) -> None:
    pk = start(cast.alice, going, "Nothing")
    move(cast.alice, going, pk, out(parts(going)["R1"], "Legal needs longer."))
    told = words(as_person(cast.alice).get(seen(cast.alice, going, pk).url))
    assert "There is no budget yet" in told
    assert "Propose it" not in told


def test_the_badge_says_what_became_of_the_promise(cast: Cast, going: int) -> None:
    first = promises_of(going)[0].id
    alice = as_person(cast.alice)
    address = f"/initiatives/{going}/promises/{first}.svg"
    assert "promised: 6 May 2026" in alice.get(address).content.decode()
    work.move_work_item(actor=cast.igor, work_id=work_to_plan(going)[0].id, to=WorkState.DONE)
    assert "kept" in alice.get(address).content.decode()
    assert alice.get(f"/initiatives/{going}/promises/999999.svg").status_code == 404
