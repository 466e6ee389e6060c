"""A what-if is proposed to the sides that decide it; the last yes makes it the plan."""

from datetime import date
from decimal import Decimal

import pytest
from tests.cast import Cast, estimate, happened, hide
from tests.plans.test_scope_and_money import give
from tests.refusals import nothing_written, refused
from tests.scenarios.making import (
    LATER,
    asked,
    later,
    move,
    out,
    parts,
    person,
    piece,
    promise,
    seen,
    start,
)

from tandem.accounts.queries import actor_by_id
from tandem.accounts.rules import Actor, Lane
from tandem.accounts.services import change_sides
from tandem.activity.queries import people_on
from tandem.briefs import services as briefs
from tandem.briefs.models import AllowanceEntry
from tandem.briefs.queries import brief_if_started, changes_of, gauge_of, requirements_of
from tandem.briefs.rules import Effort, Priority, Section, Weight
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.words import say
from tandem.initiatives.services import join_initiative
from tandem.plans import queries as plans
from tandem.plans.queries import asking
from tandem.rights.rules import Decider, Matter
from tandem.rights.services import change_decision_rights
from tandem.scenarios import queries, rules, services
from tandem.scenarios.rules import Lever, LeverKind, ScenarioState, Voice
from tandem.work import services as work
from tandem.work.queries import work_to_plan

MARKETING, IT, SPONSOR = Voice.MARKETING, Voice.IT, Voice.SPONSOR


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


def propose(actor: Actor, initiative: int, scenario: int, words: str = "") -> bool:
    return services.propose_scenario(
        actor=actor, initiative_id=initiative, scenario_id=scenario, words=words
    )


def agree(actor: Actor, initiative: int, scenario: int, voice: Voice, content: str = "") -> bool:
    return services.agree_to_scenario(
        actor=actor,
        initiative_id=initiative,
        scenario_id=scenario,
        voice=voice,
        seen=content or seen(actor, initiative, scenario).content,
    )


def tried(cast: Cast, initiative: int, *levers: Lever) -> int:
    one = start(cast.alice, initiative, "Half of Igor, later")
    move(cast.alice, initiative, one, *levers)
    return one


def proposed(cast: Cast, initiative: int, *levers: Lever) -> int:
    one = tried(cast, initiative, *(levers or (later(), person(cast.igor, 50))))
    assert not propose(cast.alice, initiative, one, "Igor is asked for elsewhere.")
    return one


def standing_promise(initiative: int) -> tuple[object, str]:
    there = next(one for one in plans.promises_of(initiative) if one.replaced_at is None)
    return there.day, there.why


def test_both_are_asked_and_the_last_yes_makes_it_the_plan(cast: Cast, going: int) -> None:
    before = len(happened(going))
    one = proposed(cast, going)
    there = seen(cast.igor, going, one)
    assert (there.state, there.note) == (ScenarioState.PROPOSED, "Igor is asked for elsewhere.")
    assert [(a.voice, a.by.id) for a in there.agreed] == [(MARKETING, cast.alice.me)]
    assert asked(going) == {("scenarios.decide", "it")}
    assert agree(cast.igor, going, one, IT)
    now = seen(cast.alice, going, one)
    assert now.state is ScenarioState.ADOPTED
    assert now.settled_by is not None
    assert standing_promise(going) == (LATER, "Half of Igor, later")
    assert now.promise_id == plans.promises_of(going)[0].id
    assert plans.time_given(going)[cast.igor.me].percent == 50
    assert asked(going) == set()
    assert happened(going)[before:] == [
        *("scenario.made", "scenario.moved", "scenario.shared", "scenario.proposed"),
        *("scenario.agreed", "scenario.agreed"),
        *("promise.moved", "plan.time_shared", "scenario.adopted"),
    ]


def test_what_one_side_decides_alone_is_the_plan_at_once(cast: Cast, going: int) -> None:
    one = tried(cast, going, later())
    assert propose(cast.alice, going, one)
    assert standing_promise(going)[0] == LATER
    with refused(RuleBroken):
        propose(cast.alice, going, one)
    with refused(RuleBroken):
        move(cast.alice, going, one)


def test_only_whoever_made_it_proposes_it(cast: Cast, going: int) -> None:
    one = tried(cast, going, later())
    for who in (cast.igor, cast.charlie):
        with refused(NotFound):
            propose(who, going, one)
    services.share_scenario(actor=cast.alice, initiative_id=going, scenario_id=one)
    for who in (cast.igor, cast.vera):
        with refused(NotAllowed):
            propose(who, going, one)


def test_nothing_moved_and_assumptions_are_not_proposed(cast: Cast, going: int) -> None:
    for levers in ((), (Lever(LeverKind.PERSON, -1, number=50, lane=IT),)):
        one = tried(cast, going, *levers)
        with refused(RuleBroken):
            propose(cast.alice, going, one)


def test_a_side_answers_for_itself(cast: Cast, going: int) -> None:
    one = proposed(cast, going)
    for who, voice in ((cast.igor, MARKETING), (cast.alice, IT), (cast.vera, IT)):
        with refused(NotAllowed):
            agree(who, going, one, voice)
    for who in (cast.charlie, cast.mona):
        with refused(NotAllowed):
            services.agree_to_scenario(
                actor=who, initiative_id=going, scenario_id=one, voice=IT, seen=""
            )
    with refused(RuleBroken):
        agree(cast.igor, going, one, IT, "0" * 64)
    hide(going)
    with refused(NotFound):
        services.agree_to_scenario(
            actor=cast.mona, initiative_id=going, scenario_id=one, voice=IT, seen=""
        )


def test_one_person_of_both_sides_says_yes_for_one(cast: Cast, going: int) -> None:
    alice, igor = (of_both_sides(cast, going, who) for who in (cast.alice, cast.igor))
    one = tried(cast, going, later(), person(cast.igor, 50))
    assert not propose(alice, going, one)
    mine = next(iter(seen(alice, going, one).agreed)).voice
    with refused(RuleBroken) as caught:
        agree(alice, going, one, other_side(mine))
    assert "two people" in caught.value.reason
    assert agree(igor, going, one, other_side(mine))


def of_both_sides(cast: Cast, initiative: int, actor: Actor) -> Actor:
    change_sides(actor=cast.ada, person_id=actor.me, lanes=list(Lane))
    both = actor_by_id(actor.me)
    for lane in Lane:
        join_initiative(actor=both, initiative_id=initiative, lane=lane)
    return both


def test_a_no_says_why_and_nothing_changes(cast: Cast, going: int) -> None:
    one = proposed(cast, going)
    with refused(BadInput):
        decline(cast.igor, going, one, " ")
    with refused(NotAllowed):
        decline(cast.alice, going, one, "For IT.")
    before = standing_promise(going)
    decline(cast.igor, going, one, "Half of me is not enough.")
    there = seen(cast.alice, going, one)
    assert (there.state, there.answer) == (ScenarioState.DECLINED, "Half of me is not enough.")
    assert (there.agreed, asked(going)) == ((), set())
    assert standing_promise(going) == before
    assert happened(going)[-1] == "scenario.declined"
    with refused(RuleBroken):
        decline(cast.igor, going, one, "Again.")
    with refused(RuleBroken):
        agree(cast.igor, going, one, IT)


def decline(actor: Actor, initiative: int, scenario: int, words: str) -> None:
    services.decline_scenario(
        actor=actor, initiative_id=initiative, scenario_id=scenario, voice=IT, words=words
    )


def test_a_proposal_is_taken_back_and_moved_on(cast: Cast, going: int) -> None:
    one = proposed(cast, going)
    with refused(RuleBroken):
        move(cast.alice, going, one, later())
    with refused(NotAllowed):
        services.take_proposal_back(actor=cast.igor, initiative_id=going, scenario_id=one)
    services.take_proposal_back(actor=cast.alice, initiative_id=going, scenario_id=one)
    there = seen(cast.igor, going, one)
    assert (there.state, there.note, there.agreed) == (ScenarioState.OPEN, "", ())
    assert asked(going) == set()
    assert happened(going)[-1] == "scenario.taken_back"
    assert move(cast.alice, going, one, later()) == 1
    with refused(RuleBroken):
        services.take_proposal_back(actor=cast.alice, initiative_id=going, scenario_id=one)


def test_a_plan_that_moved_meanwhile_is_said_and_the_levers_carried_over(
    cast: Cast, going: int
) -> None:
    one = proposed(cast, going)
    piece(cast.igor, going, IT, "2", cast.igor)
    with refused(RuleBroken) as caught:
        agree(cast.igor, going, one, IT)
    assert "New work" in caught.value.reason
    services.take_proposal_back(actor=cast.alice, initiative_id=going, scenario_id=one)
    with refused(RuleBroken):
        propose(cast.alice, going, one)
    services.carry_over(actor=cast.alice, initiative_id=going, scenario_id=one)
    assert not propose(cast.alice, going, one)
    assert agree(cast.igor, going, one, IT)


def test_people_who_come_and_go_and_waits_that_are_dropped(cast: Cast, going: int) -> None:
    first = next(row.id for row in work_to_plan(going))
    second = piece(cast.igor, going, IT, "2", cast.igor)
    work.let_wait_for(actor=cast.igor, work_id=second, on_id=first)
    one = proposed(
        cast,
        going,
        person(cast.igor, 0),
        person(cast.ivan, 80, IT),
        Lever(LeverKind.WAIT, second, first),
    )
    assert agree(cast.igor, going, one, IT)
    assert cast.ivan.me in {row.name.id for row in people_on([going])[going]}
    given = plans.time_given(going)
    assert given[cast.ivan.me].percent == 80
    assert given[cast.ivan.me].helps
    rows = {row.id: row for row in work_to_plan(going)}
    assert not rows[first].assignees
    assert not rows[second].assignees
    assert queries.plan_now(cast.alice, going).waits == ()
    assert happened(going)[-1] == "scenario.adopted"
    assert "initiative.joined" in happened(going)


def test_scope_is_handed_over_and_accepted_by_those_who_agreed(cast: Cast, going: int) -> None:
    give(cast, going)
    briefs.add_item(
        actor=cast.alice,
        initiative_id=going,
        section=Section.REQUIREMENTS,
        title="Tell a neighbour",
        text="Tell a neighbour",
        priority=Priority.COULD,
        fields={},
    )
    could = next(one for one in requirements_of([going])[going] if one.label != "R1")
    one = tried(cast, going, out(could.id))
    before = len(happened(going))
    assert not propose(cast.alice, going, one)
    assert agree(cast.igor, going, one, IT)
    accepted = plans.latest_list(going)
    assert accepted is not None
    assert (accepted.inside, accepted.note) == (
        frozenset({parts(going)["R1"]}),
        "Half of Igor, later",
    )
    assert happened(going)[before:][-4:] == [
        *("scenario.agreed", "scope.handed_over", "scope.accepted", "scenario.adopted")
    ]


def test_what_cannot_be_handed_over_is_refused_before_anybody_is_asked(
    cast: Cast, going: int
) -> None:
    one = tried(cast, going, out(parts(going)["R1"], "Legal needs longer."))
    with refused(RuleBroken) as caught:
        propose(cast.alice, going, one)
    assert "no budget" in caught.value.reason
    give(cast, going)
    services.carry_over(actor=cast.alice, initiative_id=going, scenario_id=one)
    with refused(RuleBroken) as caught:
        propose(cast.alice, going, one)
    assert "at least one" in caught.value.reason


def with_a_could(cast: Cast, initiative: int) -> int:
    """R2 can be built as well, and there is money for both."""
    give(cast, initiative)
    made = briefs.add_item(
        actor=cast.alice,
        initiative_id=initiative,
        section=Section.REQUIREMENTS,
        title="Tell a neighbour",
        text="Tell a neighbour",
        priority=Priority.COULD,
        fields={},
    )
    estimate(cast, initiative, "R2", "2", "4")
    return made.pk


def test_a_must_that_both_leave_out_becomes_a_should_of_the_signed_brief(
    cast: Cast, going: int
) -> None:
    could = with_a_could(cast, going)
    must = parts(going)["R1"]
    one = proposed(cast, going, out(must, "Legal needs longer."))
    assert priorities(going)["R1"] is Priority.MUST
    assert agree(cast.igor, going, one, IT)
    accepted = plans.latest_list(going)
    assert accepted is not None
    assert accepted.inside == {could}
    assert priorities(going)["R1"] is Priority.SHOULD
    (change,) = changes_of(cast.alice, going)
    assert (change.outcome, change.weight, change.note) == (
        *("applied", Weight.WITHIN),
        "Legal needs longer.",
    )
    assert change.effort == Effort(Decimal(0), Decimal(0))


def use_the_allowance_up(cast: Cast, initiative: int) -> None:
    """Other changes have used all of it."""
    brief = brief_if_started(cast.alice, initiative)
    assert brief is not None
    gauge = gauge_of(brief.pk)
    assert gauge is not None
    AllowanceEntry.objects.create(brief_id=brief.pk, days=gauge.left, by_id=cast.igor.me)


def test_a_must_is_not_left_out_where_the_allowance_is_used_up(cast: Cast, going: int) -> None:
    """Said before anybody proposes it, and refused again in the moment of the last yes."""
    with_a_could(cast, going)
    lever = out(parts(going)["R1"], "Legal needs longer.")
    one = proposed(cast, going, lever)
    use_the_allowance_up(cast, going)
    with refused(RuleBroken) as caught:
        agree(cast.igor, going, one, IT)
    assert "the allowance of the brief is used up (5.5 of 5.5 days)" in caught.value.reason
    assert priorities(going)["R1"] is Priority.MUST
    again = tried(cast, going, lever)
    with refused(RuleBroken) as caught:
        propose(cast.alice, going, again)
    assert "Make it a should in the brief, where both sign that part" in caught.value.reason


def test_a_must_that_nobody_signed_needs_no_allowance(cast: Cast, going: int) -> None:
    """R2 came after both had signed: leaving it out changes nothing that they signed."""
    with_a_could(cast, going)
    made = parts(going)["R2"]
    briefs.edit_item(
        actor=cast.alice,
        initiative_id=going,
        item_id=made,
        title="Tell a neighbour",
        text="Tell a neighbour",
        priority=Priority.MUST,
        base=1,
    )
    use_the_allowance_up(cast, going)
    one = proposed(cast, going, out(made, "Nobody asked for it."))
    assert agree(cast.igor, going, one, IT)
    assert priorities(going) == {"R1": Priority.MUST, "R2": Priority.SHOULD}


def test_a_must_of_a_brief_that_nobody_signed_becomes_a_should(cast: Cast, brief: int) -> None:
    could = with_a_could(cast, brief)
    one = proposed(cast, brief, out(parts(brief)["R1"], "Legal needs longer."))
    assert agree(cast.igor, brief, one, IT)
    assert priorities(brief) == {"R1": Priority.SHOULD, "R2": Priority.COULD}
    accepted = plans.latest_list(brief)
    assert accepted is not None
    assert accepted.inside == {could}


def priorities(initiative: int) -> dict[str, Priority | None]:
    return {one.label: one.priority for one in requirements_of([initiative])[initiative]}


def test_a_must_whose_text_is_being_changed_is_not_left_out(cast: Cast, going: int) -> None:
    with_a_could(cast, going)
    must = parts(going)["R1"]
    one = tried(cast, going, out(must, "Legal needs longer."))
    briefs.edit_item(
        actor=cast.alice,
        initiative_id=going,
        item_id=must,
        title="An hour",
        text="They choose an hour and a day.",
        priority=Priority.MUST,
        base=1,
    )
    with refused(RuleBroken) as caught:
        propose(cast.alice, going, one)
    assert "A change of R1 waits in the brief" in caught.value.reason


def test_a_must_is_left_out_by_whoever_decides_musts(cast: Cast, going: int) -> None:
    with_a_could(cast, going)
    change_decision_rights(actor=cast.ada, rights={Matter.MUST_HAVE: Decider.SPONSOR})
    one = tried(cast, going, out(parts(going)["R1"], "Legal needs longer."))
    with refused(RuleBroken) as caught:
        propose(cast.alice, going, one)
    assert "The sponsor decides here what is a must" in caught.value.reason


def test_the_sponsor_is_asked_for_a_date_that_is_the_sponsors(cast: Cast, going: int) -> None:
    change_decision_rights(actor=cast.ada, rights={Matter.DATE: Decider.SPONSOR})
    one = tried(cast, going, later(), person(cast.igor, 50))
    assert not propose(cast.alice, going, one)
    assert asked(going) == {("scenarios.decide", "it"), ("scenarios.decide", "")}
    assert not agree(cast.igor, going, one, IT)
    assert asked(going) == {("scenarios.decide", "")}
    with refused(NotAllowed):
        agree(cast.igor, going, one, SPONSOR)
    assert agree(cast.vera, going, one, SPONSOR)
    assert (standing_promise(going)[0], asked(going)) == (LATER, set())


def test_the_sponsor_says_no_to_a_date(cast: Cast, going: int) -> None:
    change_decision_rights(actor=cast.ada, rights={Matter.DATE: Decider.SPONSOR})
    one = tried(cast, going, later())
    assert not propose(cast.alice, going, one)
    services.decline_scenario(
        actor=cast.vera, initiative_id=going, scenario_id=one, voice=SPONSOR, words="Too late."
    )
    assert seen(cast.alice, going, one).state is ScenarioState.DECLINED
    assert asked(going) == set()


def test_a_day_that_is_over_is_not_proposed(cast: Cast, going: int) -> None:
    one = tried(cast, going, later(date(2025, 1, 7)))
    with refused(RuleBroken) as caught:
        propose(cast.alice, going, one)
    assert "This day is over" in caught.value.reason


def test_a_date_that_either_decides_asks_both(cast: Cast, going: int) -> None:
    change_decision_rights(actor=cast.ada, rights={Matter.DATE: Decider.EITHER})
    one = tried(cast, going, later())
    assert not propose(cast.alice, going, one)
    assert agree(cast.igor, going, one, IT)
    assert standing_promise(going)[0] == LATER


def test_where_a_part_of_it_is_refused_nothing_of_it_happens(
    cast: Cast, going: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = proposed(cast, going)

    def refuse(**_: object) -> None:
        raise NotAllowed(say("Not today."))

    monkeypatch.setattr("tandem.plans.services.share_time", refuse)
    with refused(RuleBroken) as caught:
        agree(cast.igor, going, one, IT)
    assert caught.value.reason == "Not today."


def test_the_same_yes_twice_is_one(cast: Cast, going: int) -> None:
    one = proposed(cast, going)
    with nothing_written():
        assert not agree(cast.alice, going, one, MARKETING)


def test_who_is_asked() -> None:
    def asked_for(*levers: Lever, date_by_sponsor: bool = False) -> frozenset[Voice]:
        return rules.who_decides(levers, date_by_sponsor=date_by_sponsor)

    marketings_day, anybodys_day = (
        Lever(LeverKind.DATE, lane=lane) for lane in (Lane.MARKETING, None)
    )
    assert asked_for(person_of(Lane.IT)) == {IT}
    assert asked_for(marketings_day) == {MARKETING}
    assert asked_for(marketings_day, person_of(Lane.IT)) == rules.SIDES
    assert asked_for(Lever(LeverKind.SCOPE, 1, number=0, lane=Lane.MARKETING)) == rules.SIDES
    assert asked_for(anybodys_day) == rules.SIDES
    assert asked_for(anybodys_day, person_of(Lane.IT)) == rules.SIDES
    assert asked_for(anybodys_day, date_by_sponsor=True) == {SPONSOR}
    assert asked_for(anybodys_day, person_of(Lane.IT), date_by_sponsor=True) == {IT, SPONSOR}
    assert rules.who_deals([person_of(Lane.IT)], date_by_sponsor=True) == rules.SIDES


def person_of(lane: Lane) -> Lever:
    return Lever(LeverKind.PERSON, 1, number=50, lane=lane)


def other_side(voice: Voice) -> Voice:
    return MARKETING if voice is IT else IT
