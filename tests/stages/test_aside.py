"""Off the path and back: not now, the same as another, declined by both sides."""

from datetime import date, timedelta

import pytest
from tests.cast import Cast, happened, hide, waits
from tests.days import present_date
from tests.refusals import refused

from tandem.accounts.rules import Actor
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives import queries
from tandem.initiatives import services as ideas
from tandem.initiatives.models import Initiative
from tandem.initiatives.rules import Stage, Verdict
from tandem.stages import services
from tandem.stages.queries import idea_at_hand, moves_of


def on(days: int) -> date:
    return present_date() + timedelta(days=days)


def park(actor: Actor, initiative: int, days: int = 90, reason: str = "After the shop.") -> object:
    return services.park_initiative(
        actor=actor, initiative_id=initiative, reason=reason, until=on(days)
    )


def decline(actor: Actor, idea: int, reason: str = "The law forbids it.") -> object:
    return services.decline_idea(actor=actor, initiative_id=idea, reason=reason)


def same(actor: Actor, idea: int, other: int) -> object:
    return services.join_to_another(actor=actor, initiative_id=idea, other_id=other)


def stage(initiative: int) -> Stage:
    return Stage(Initiative.objects.get(pk=initiative).stage)


def another(actor: Actor, sentence: str = "Delivery on the day that suits me") -> int:
    return ideas.write_idea(actor=actor, sentence=sentence).pk


def test_not_now_parks_an_idea_and_its_author_sees_why_and_until_when(
    cast: Cast, idea: int
) -> None:
    park(cast.igor, idea)
    assert stage(idea) is Stage.PARKED
    [said] = queries.outcomes_of(cast.alice, idea)
    assert (said.verdict, said.reason, said.until) == (Verdict.PARKED, "After the shop.", on(90))
    assert waits(idea, sorting=True) == set(), "Nothing waits for anybody."
    assert [own.id for own in queries.own_ideas(cast.alice)] == [idea]
    assert happened(idea, since=1) == ["initiative.parked", "initiative.moved"]


def test_parked_work_leaves_the_queue_and_frees_its_place(cast: Cast, assessed: int) -> None:
    assert queries.in_hand(cast.alice)[Stage.ASSESS].taken == 1
    park(cast.igor, assessed)
    assert queries.queue(cast.alice) == []
    assert queries.in_hand(cast.alice)[Stage.ASSESS].taken == 0


@pytest.mark.parametrize("name", ["charlie", "rita", "ada"])
def test_others_park_no_idea(cast: Cast, idea: int, name: str) -> None:
    with refused(NotAllowed):
        park(getattr(cast, name), idea)


@pytest.mark.parametrize("name", ["mona", "ivan", "charlie", "ada"])
def test_later_work_is_parked_by_owners_alone(cast: Cast, assessed: int, name: str) -> None:
    with refused(NotAllowed):
        park(getattr(cast, name), assessed)


@pytest.mark.parametrize("name", ["alice", "igor", "vera"])
def test_owners_and_sponsor_park_later_work(cast: Cast, brief: int, name: str) -> None:
    park(getattr(cast, name), brief)
    assert stage(brief) is Stage.PARKED


def test_it_comes_back_where_it_stood(cast: Cast, brief: int) -> None:
    park(cast.alice, brief)
    services.bring_back(actor=cast.igor, initiative_id=brief)
    assert stage(brief) is Stage.BRIEF
    assert ("initiative.next_stage", "") in waits(brief)
    assert [move.after for move in moves_of(cast.alice, brief)][-2:] == [Stage.PARKED, Stage.BRIEF]


def test_what_it_waited_for_in_assess_waits_again(cast: Cast, assessed: int) -> None:
    before = waits(assessed)
    park(cast.alice, assessed)
    services.bring_back(actor=cast.igor, initiative_id=assessed)
    assert waits(assessed) == before


def test_a_parked_idea_is_looked_at_anew_when_it_comes_back(cast: Cast, idea: int) -> None:
    park(cast.igor, idea)
    services.bring_back(actor=cast.alice, initiative_id=idea)
    assert stage(idea) is Stage.IDEA
    assert ("initiative.triage", "it") in waits(idea, sorting=True)


def test_what_isnt_parked_cant_come_back(cast: Cast, idea: int) -> None:
    with refused(RuleBroken):
        services.bring_back(actor=cast.alice, initiative_id=idea)


@pytest.mark.parametrize("name", ["mona", "charlie", "rita"])
def test_others_bring_nothing_back(cast: Cast, brief: int, name: str) -> None:
    park(cast.alice, brief)
    with refused(NotAllowed):
        services.bring_back(actor=getattr(cast, name), initiative_id=brief)


def test_when_the_day_comes_both_sides_are_asked_and_it_stays_parked(cast: Cast, idea: int) -> None:
    park(cast.igor, idea, days=5)
    with clock.at(clock.now() + timedelta(days=5)):
        assert ideas.wake_ideas() == 1
        assert ideas.wake_ideas() == 0
    assert stage(idea) is Stage.PARKED, "Only people move it."
    assert ("initiative.look_again", "marketing") in waits(idea)
    assert [each.id for each in queries.ideas_to_sort(cast.igor)] == [idea]


@pytest.mark.parametrize("days", [-3, 0, 731])
def test_a_day_that_makes_no_sense_is_refused(cast: Cast, idea: int, days: int) -> None:
    with refused(BadInput):
        park(cast.igor, idea, days)


def test_not_now_needs_a_reason(cast: Cast, idea: int) -> None:
    with refused(BadInput):
        park(cast.igor, idea, reason=" ")


def test_parking_twice_is_refused(cast: Cast, idea: int) -> None:
    park(cast.igor, idea)
    with refused(RuleBroken):
        park(cast.igor, idea)


def test_declining_takes_one_of_each_side(cast: Cast, idea: int) -> None:
    assert decline(cast.igor, idea) is None
    assert stage(idea) is Stage.IDEA
    assert waits(idea) >= {("initiative.second_no", "marketing")}
    assert [each.id for each in queries.ideas_to_sort(cast.mona)] == [idea]
    assert queries.ideas_to_sort(cast.igor) == [], "His word is said."
    assert decline(cast.mona, idea, "") is not None
    assert stage(idea) is Stage.DECLINED
    assert waits(idea, sorting=True) == set()
    assert happened(idea, since=1) == [
        "initiative.decline_proposed",
        "initiative.declined",
        "initiative.moved",
    ]


@pytest.mark.parametrize("name", ["igor", "ivan"])
def test_one_side_alone_declines_nothing(cast: Cast, idea: int, name: str) -> None:
    decline(cast.igor, idea)
    with refused(RuleBroken):
        decline(getattr(cast, name), idea)


def test_the_sponsor_declines_alone(cast: Cast, idea: int) -> None:
    decline(cast.vera, idea)
    assert stage(idea) is Stage.DECLINED


@pytest.mark.parametrize("name", ["charlie", "rita", "ada"])
def test_others_decline_nothing(cast: Cast, idea: int, name: str) -> None:
    with refused(NotAllowed):
        decline(getattr(cast, name), idea)


def test_the_other_side_may_take_it_up_instead(cast: Cast, idea: int) -> None:
    decline(cast.igor, idea)
    ideas.take_up_idea(actor=cast.mona, initiative_id=idea)
    assert queries.standing_verdict(idea) is Verdict.TAKEN_UP
    assert ("initiative.second_no", "marketing") not in waits(idea)


def test_the_same_as_another_closes_one_and_keeps_both_sentences(cast: Cast, idea: int) -> None:
    double = another(cast.charlie)
    same(cast.igor, double, idea)
    assert (stage(double), stage(idea)) == (Stage.CLOSED, Stage.IDEA)
    [also] = queries.also_asked(cast.alice, idea)
    assert (also.sentence, also.by.name) == ("Delivery on the day that suits me", cast.charlie.name)
    [said] = queries.outcomes_of(cast.charlie, double)
    assert said.same_as is not None
    assert said.same_as.id == idea
    assert cast.charlie.me in {one.name.id for one in queries.whole(cast.alice, idea).people}


def test_the_name_of_a_hidden_idea_isnt_told(cast: Cast, idea: int) -> None:
    double = another(cast.charlie)
    hide(idea)
    same(cast.alice, double, idea)
    [said] = queries.outcomes_of(cast.charlie, double)
    assert said.same_as is None
    assert cast.charlie.me not in {one.name.id for one in queries.whole(cast.alice, idea).people}


def test_a_hidden_idea_cant_be_chosen(cast: Cast, idea: int) -> None:
    double = another(cast.charlie)
    hide(idea)
    with refused(BadInput):
        same(cast.igor, double, idea)


def test_an_idea_isnt_the_same_as_itself(cast: Cast, idea: int) -> None:
    with refused(BadInput):
        same(cast.igor, idea, idea)


def test_whose_idea_it_was_may_say_that_it_is_the_same(cast: Cast, idea: int) -> None:
    double = another(cast.charlie)
    same(cast.charlie, double, idea)
    assert stage(double) is Stage.CLOSED


@pytest.mark.parametrize("name", ["charlie", "rita", "ada"])
def test_others_join_no_ideas(cast: Cast, idea: int, name: str) -> None:
    other = another(cast.mona)
    with refused(NotAllowed):
        same(getattr(cast, name), idea, other)


@pytest.mark.parametrize("act", [park, decline])
def test_a_restricted_idea_is_not_found(cast: Cast, idea: int, act: object) -> None:
    hide(idea)
    with refused(NotFound):
        act(cast.igor, idea)  # type: ignore[operator]


def test_similar_work_tells_what_it_took_and_whom_to_meet(cast: Cast, assessed: int) -> None:
    later = another(cast.mona, "Customers choose the delivery day in our shop")
    hand = idea_at_hand(cast.mona, later)
    [past] = hand.similar
    assert past.idea.id == assessed
    assert [known for known, _ in past.days] == [Stage.IDEA, Stage.ASSESS]
    assert {one.name.id for one in hand.meet} == {cast.alice.me, cast.igor.me}
