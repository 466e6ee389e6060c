"""Both sides sit at the deal table with one what-if, until two people have pressed Deal."""

from datetime import date

import pytest
from tests.cast import Cast, happened
from tests.plans.test_scope_and_money import give
from tests.refusals import nothing_written, refused
from tests.scenarios.making import (
    LATER,
    asked,
    later,
    move,
    parts,
    person,
    piece,
    promise,
    seen,
    start,
)
from tests.scenarios.test_deciding import of_both_sides, standing_promise

from tandem.accounts.rules import Actor
from tandem.accounts.services import change_sides
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.plans import queries as plans
from tandem.plans.queries import asking
from tandem.rights.rules import Decider, Matter
from tandem.rights.services import change_decision_rights
from tandem.scenarios import services
from tandem.scenarios.rules import ScenarioState, Voice

MARKETING, IT = Voice.MARKETING, Voice.IT
EARLIER = date(2026, 5, 20)


@pytest.fixture(autouse=True)
def _on_tuesday(tuesday: None) -> None:
    """All of it happens then."""
    asking.forget_answers()


@pytest.fixture
def going(cast: Cast, planned: int) -> int:
    """Ten days of Igor's for R1, which is promised."""
    piece(cast.igor, planned, IT, "10", cast.igor, parts(planned)["R1"])
    promise(cast, planned)
    return planned


@pytest.fixture
def table(cast: Cast, going: int) -> int:
    """Alice has moved the day, and opened the table."""
    one = start(cast.alice, going, "Less of Igor, later")
    move(cast.alice, going, one, later())
    services.open_table(actor=cast.alice, initiative_id=going, scenario_id=one)
    return one


def deal(actor: Actor, initiative: int, scenario: int, voice: Voice, content: str = "") -> bool:
    return services.press_deal(
        actor=actor,
        initiative_id=initiative,
        scenario_id=scenario,
        voice=voice,
        seen=content or seen(actor, initiative, scenario).content,
    )


def pressed(cast: Cast, initiative: int, scenario: int) -> set[Voice]:
    return {one.voice for one in seen(cast.alice, initiative, scenario).agreed}


def test_both_move_their_own_and_the_second_deal_makes_it_the_plan(
    cast: Cast, going: int, table: int
) -> None:
    before = len(happened(going))
    assert asked(going) == {("scenarios.sit_down", "it")}
    assert move(cast.igor, going, table, person(cast.igor, 50)) == 1
    there = seen(cast.alice, going, table)
    assert [(one.lever.kind, one.by.id) for one in there.moved] == [
        ("date", cast.alice.me),
        ("person", cast.igor.me),
    ]
    assert asked(going) == {("scenarios.sit_down", "marketing")}
    assert not deal(cast.alice, going, table, MARKETING)
    assert asked(going) == {("scenarios.sit_down", "it")}
    assert deal(cast.igor, going, table, IT)
    assert seen(cast.alice, going, table).state is ScenarioState.ADOPTED
    assert standing_promise(going)[0] == LATER
    assert plans.time_given(going)[cast.igor.me].percent == 50
    assert asked(going) == set()
    assert happened(going)[before:] == [
        *("scenario.moved", "scenario.deal_pressed", "scenario.deal_pressed"),
        *("promise.moved", "plan.time_shared", "scenario.adopted"),
    ]


def test_nobody_moves_the_others_levers(cast: Cast, going: int, table: int) -> None:
    assert move(cast.igor, going, table) == 0, "without Marketing's day: it stays"
    assert [one.day for one in seen(cast.igor, going, table).levers] == [LATER]
    move(cast.alice, going, table, later(), person(cast.igor, 10))
    assert [one.kind for one in seen(cast.igor, going, table).levers] == ["date"]
    with refused(NotAllowed):
        move(cast.vera, going, table, later())
    with refused(NotFound):
        move(cast.charlie, going, table, later())


def test_a_later_move_takes_both_back(cast: Cast, going: int, table: int) -> None:
    content = seen(cast.alice, going, table).content
    assert not deal(cast.alice, going, table, MARKETING)
    move(cast.igor, going, table, person(cast.igor, 50))
    assert pressed(cast, going, table) == set()
    with refused(RuleBroken) as caught:
        deal(cast.alice, going, table, MARKETING, content)
    assert "just moved" in caught.value.reason
    assert not deal(cast.igor, going, table, IT)
    assert pressed(cast, going, table) == {IT}


def test_deal_is_pressed_by_two_people_each_for_their_side(
    cast: Cast, going: int, table: int
) -> None:
    for who, voice in ((cast.alice, IT), (cast.igor, MARKETING), (cast.vera, IT), (cast.mona, IT)):
        with refused(NotAllowed):
            deal_unseen(who, going, table, voice)
    alice = of_both_sides(cast, going, cast.alice)
    services.carry_over(actor=alice, initiative_id=going, scenario_id=table)
    assert not deal(alice, going, table, MARKETING)
    with refused(RuleBroken) as caught:
        deal(alice, going, table, IT)
    assert "two people" in caught.value.reason
    assert deal(cast.igor, going, table, IT)


def deal_unseen(actor: Actor, initiative: int, scenario: int, voice: Voice) -> None:
    services.press_deal(
        actor=actor, initiative_id=initiative, scenario_id=scenario, voice=voice, seen=""
    )


def test_deal_is_taken_back(cast: Cast, going: int, table: int) -> None:
    there = {"initiative_id": going, "scenario_id": table}
    deal(cast.alice, going, table, MARKETING)
    with nothing_written():
        assert not deal(cast.alice, going, table, MARKETING)
    with refused(NotAllowed):
        services.take_deal_back(actor=cast.igor, **there, voice=MARKETING)
    services.take_deal_back(actor=cast.alice, **there, voice=MARKETING)
    assert pressed(cast, going, table) == set()
    assert happened(going)[-1] == "scenario.deal_taken_back"
    with nothing_written():
        services.take_deal_back(actor=cast.alice, **there, voice=MARKETING)


def test_only_whoever_made_it_opens_the_table(cast: Cast, going: int) -> None:
    one = start(cast.alice, going)
    there = {"initiative_id": going, "scenario_id": one}
    with refused(NotFound):
        services.open_table(actor=cast.igor, **there)
    services.share_scenario(actor=cast.alice, **there)
    with refused(NotAllowed):
        services.open_table(actor=cast.igor, **there)
    services.open_table(actor=cast.alice, **there)
    with nothing_written():
        services.open_table(actor=cast.alice, **there)
    with refused(RuleBroken):
        deal(cast.alice, going, one, MARKETING)
    services.remove_scenario(actor=cast.alice, **there)
    assert asked(going) == set()


def test_anybody_of_a_side_gets_up_and_nothing_is_agreed(
    cast: Cast, going: int, table: int
) -> None:
    there = {"initiative_id": going, "scenario_id": table}
    deal(cast.alice, going, table, MARKETING)
    for who in (cast.vera, cast.mona):
        with refused(NotAllowed):
            services.leave_table(actor=who, **there)
    services.leave_table(actor=cast.igor, **there)
    assert seen(cast.alice, going, table).state is ScenarioState.OPEN
    assert [one.day for one in seen(cast.igor, going, table).levers] == [LATER]
    assert (pressed(cast, going, table), asked(going)) == (set(), set())
    assert happened(going)[-1] == "scenario.table_left"
    with refused(RuleBroken) as caught:
        services.leave_table(actor=cast.igor, **there)
    assert "Nobody sits" in caught.value.reason
    with refused(NotAllowed):
        move(cast.igor, going, table, person(cast.igor, 50))
    services.open_table(actor=cast.alice, **there)
    assert not deal(cast.alice, going, table, MARKETING)


def test_deal_pressed_twice_is_once(cast: Cast, going: int, table: int) -> None:
    content = seen(cast.alice, going, table).content
    deal(cast.alice, going, table, MARKETING)
    assert deal(cast.igor, going, table, IT)
    with nothing_written():
        assert deal(cast.igor, going, table, IT, content)
        assert deal(cast.alice, going, table, MARKETING, content)


def test_a_deal_of_somebody_who_left_the_side_is_asked_for_again(
    cast: Cast, going: int, table: int
) -> None:
    deal(cast.alice, going, table, MARKETING)
    change_sides(actor=cast.ada, person_id=cast.alice.me, lanes=[])
    assert not deal(cast.igor, going, table, IT)
    assert asked(going) == {("scenarios.sit_down", "marketing")}
    assert {one.voice for one in seen(cast.igor, going, table).agreed} == {IT}


def test_the_sponsor_is_asked_for_a_date_that_is_the_sponsors(
    cast: Cast, going: int, table: int
) -> None:
    change_decision_rights(actor=cast.ada, rights={Matter.DATE: Decider.SPONSOR})
    assert not deal(cast.alice, going, table, MARKETING)
    assert asked(going) == {("scenarios.sit_down", "it")}
    assert not deal(cast.igor, going, table, IT)
    assert asked(going) == {("scenarios.consent", "")}
    services.take_deal_back(actor=cast.igor, initiative_id=going, scenario_id=table, voice=IT)
    assert asked(going) == set()
    assert not deal(cast.igor, going, table, IT)
    for who in (cast.alice, cast.igor):
        with refused(NotAllowed):
            deal(who, going, table, Voice.SPONSOR)
    assert deal(cast.vera, going, table, Voice.SPONSOR)
    assert standing_promise(going)[0] == LATER
    assert asked(going) == set()


def say_no(
    actor: Actor, initiative: int, scenario: int, words: str = "The fair is in May."
) -> None:
    services.decline_deal(actor=actor, initiative_id=initiative, scenario_id=scenario, words=words)


def test_the_sponsors_no_takes_both_back_and_the_table_stays(
    cast: Cast, going: int, table: int
) -> None:
    change_decision_rights(actor=cast.ada, rights={Matter.DATE: Decider.SPONSOR})
    deal(cast.alice, going, table, MARKETING)
    deal(cast.igor, going, table, IT)
    for who in (cast.alice, cast.igor):
        with refused(NotAllowed):
            say_no(who, going, table)
    with refused(BadInput):
        say_no(cast.vera, going, table, " ")
    before = standing_promise(going)
    say_no(cast.vera, going, table)
    there = seen(cast.alice, going, table)
    assert (there.state, there.answer) == (ScenarioState.TABLE, "The fair is in May.")
    assert there.refused_by is not None
    assert (there.refused_by.id, there.agreed) == (cast.vera.me, ())
    assert asked(going) == {("scenarios.sit_down", "it"), ("scenarios.sit_down", "marketing")}
    assert (standing_promise(going), happened(going)[-1]) == (before, "scenario.deal_declined")
    with nothing_written():
        say_no(cast.vera, going, table)
    move(cast.alice, going, table, later(EARLIER))
    deal(cast.alice, going, table, MARKETING)
    deal(cast.igor, going, table, IT)
    assert deal(cast.vera, going, table, Voice.SPONSOR)
    assert standing_promise(going)[0] == EARLIER


def test_the_sponsor_says_no_only_to_a_table_and_only_where_asked(
    cast: Cast, going: int, table: int
) -> None:
    with refused(RuleBroken) as caught:
        say_no(cast.vera, going, table)
    assert "two sides decide" in caught.value.reason
    change_decision_rights(actor=cast.ada, rights={Matter.DATE: Decider.SPONSOR})
    services.leave_table(actor=cast.alice, initiative_id=going, scenario_id=table)
    with refused(RuleBroken) as caught:
        say_no(cast.vera, going, table)
    assert "Nobody sits" in caught.value.reason


def test_the_sponsor_has_no_deal_where_the_sides_decide(cast: Cast, going: int, table: int) -> None:
    with refused(RuleBroken):
        deal(cast.vera, going, table, Voice.SPONSOR)


def test_what_is_proposed_or_not_at_the_table_has_no_deal(cast: Cast, going: int) -> None:
    one = start(cast.alice, going)
    there = {"initiative_id": going, "scenario_id": one}
    move(cast.alice, going, one, later(), person(cast.igor, 50))
    with refused(RuleBroken):
        deal(cast.alice, going, one, MARKETING)
    services.propose_scenario(actor=cast.alice, **there)
    with refused(RuleBroken):
        services.open_table(actor=cast.alice, **there)


def test_a_plan_that_moved_is_carried_over_at_the_table(cast: Cast, going: int, table: int) -> None:
    deal(cast.alice, going, table, MARKETING)
    give(cast, going)
    with refused(RuleBroken) as caught:
        deal(cast.igor, going, table, IT)
    assert "budget" in caught.value.reason
    services.carry_over(actor=cast.igor, initiative_id=going, scenario_id=table)
    assert pressed(cast, going, table) == set()
    deal(cast.igor, going, table, IT)
    assert deal(cast.alice, going, table, MARKETING)
