"""The risk check of an initiative: answered, handed in, looked at, what remains accepted."""

from datetime import timedelta
from unittest import mock

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import (
    Cast,
    answer_risk,
    bring_to_assess,
    check_risk,
    happened,
    hide,
    pair,
    waits,
    write_idea,
)
from tests.days import present_date
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.activity.queries import open_turns_on, turns_waiting_for
from tandem.activity.services import delegate_turn
from tandem.assessment import services as assessment
from tandem.assessment.rules import Authority, Word
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.initiatives.queries import whole
from tandem.initiatives.rules import Stage
from tandem.risk import jobs, queries, services
from tandem.risk.models import RiskAnswer
from tandem.risk.queries import RiskSeen
from tandem.risk.rules import UNKNOWN, RiskPace, RiskStep, Source, Tier
from tandem.risk.services import Given
from tandem.stages.conditions import gates
from tandem.stages.services import start_stage
from tandem.systems import services as systems
from tandem.systems.rules import Criticality, DataClass, Entry, Lifecycle


def seen(actor: Actor, initiative: int) -> RiskSeen:
    return queries.risk_of(actor, whole(actor, initiative))


def missing(initiative: int, stage: Stage = Stage.ASSESS) -> list[str]:
    return [one.key for one in gates({initiative: stage})[initiative].missing]


def asked(initiative: int, kind: str) -> list[str]:
    return [
        turn.person.name if turn.person else str(turn.lane)
        for turn in open_turns_on([initiative])
        if turn.kind == kind
    ]


@pytest.fixture
def authorities(cast: Cast) -> None:
    """Ivan looks for security, Ada for data protection, Charlie owns risks."""
    for person, kind in (
        (cast.ivan, Authority.SECURITY),
        (cast.ada, Authority.DATA_PROTECTION),
        (cast.charlie, Authority.RISK),
    ):
        assessment.name_authority(actor=cast.vera, person_id=person.me, kind=kind)


def say_the_rest(cast: Cast, assessed: int) -> None:
    """IT says what else Assess asks, so that the check begins."""
    igor = cast.igor
    assessment.say_feasibility(
        actor=igor, initiative_id=assessed, word=Word.FEASIBLE, text="In three weeks."
    )
    assessment.touch_nothing(actor=igor, initiative_id=assessed)
    assessment.check_data(actor=igor, initiative_id=assessed, personal=False)


def test_it_begins_by_itself_once_it_has_said_what_is_affected(cast: Cast, assessed: int) -> None:
    assert seen(cast.rita, assessed).begun_at is None
    assert ("risk.answer", "it") not in waits(assessed)
    say_the_rest(cast, assessed)
    found = seen(cast.rita, assessed)
    assert (found.step, found.open_count) == (RiskStep.QUESTIONS, 20)
    assert ("risk.answer", "it") in waits(assessed)
    assert missing(assessed) == ["risk"]


def test_answers_raise_the_tier_and_with_it_the_public_deadline(cast: Cast, assessed: int) -> None:
    say_the_rest(cast, assessed)
    days = []
    for places in ({}, {"vendor": 2}, {"classes": 4}, {}):
        answer_risk(cast, assessed, **places)
        found = seen(cast.alice, assessed)
        (turn,) = [one for one in open_turns_on([assessed]) if one.kind == "risk.answer"]
        assert turn.due_at.date() == found.due_day
        days.append((found.tier, found.due_day))
    assert [tier for tier, _ in days] == [Tier.LOW, Tier.MEDIUM, Tier.HIGH, Tier.LOW]
    assert days[0] == days[3]
    assert days[0][1] < days[1][1] < days[2][1]


def test_where_little_can_go_wrong_it_is_done_with_handing_in(cast: Cast, assessed: int) -> None:
    say_the_rest(cast, assessed)
    check_risk(cast, assessed)
    assert seen(cast.rita, assessed).step is RiskStep.DONE
    assert missing(assessed) == []
    assert "risk.answer" not in {kind for kind, _ in waits(assessed)}
    assert happened(assessed)[-2:] == ["risk.answered", "risk.handed_in"]
    with nothing_written():
        services.hand_in_risk(actor=cast.igor, initiative_id=assessed)
        answer_risk(cast, assessed)
    start_stage(actor=cast.alice, initiative_id=assessed, stage=Stage.BRIEF)


def test_at_medium_whoever_answers_for_it_looks(
    cast: Cast, assessed: int, authorities: None
) -> None:
    say_the_rest(cast, assessed)
    check_risk(cast, assessed, vendor=2)
    assert missing(assessed) == ["risk"]
    assert asked(assessed, "risk.review") == ["Ivan Iwers"]
    for actor in (cast.igor, cast.ada, cast.vera, cast.alice, cast.rita):
        with refused(NotAllowed):
            review(actor, assessed, Authority.SECURITY)
    with refused(RuleBroken):
        review(cast.ada, assessed, Authority.DATA_PROTECTION)
    review(cast.ivan, assessed, Authority.SECURITY)
    assert (missing(assessed), asked(assessed, "risk.review")) == ([], [])
    assert happened(assessed)[-1] == "risk.reviewed"
    with refused(RuleBroken):
        review(cast.ivan, assessed, Authority.SECURITY)


def review(
    actor: Actor, initiative: int, kind: Authority, text: str = "", *, fine: bool = True
) -> None:
    services.review_risk(
        actor=actor,
        initiative_id=initiative,
        kind=kind,
        seen=handed_in(initiative),
        fine=fine,
        text=text,
    )


def handed_in(initiative: int) -> int:
    result = queries.last_result(initiative)
    return result.pk if result else 0


def test_who_handed_it_in_doesnt_look_at_it_and_else_the_sponsor_does(
    cast: Cast, assessed: int
) -> None:
    assessment.name_authority(actor=cast.vera, person_id=cast.igor.me, kind=Authority.SECURITY)
    say_the_rest(cast, assessed)
    check_risk(cast, assessed, vendor=2)
    assert asked(assessed, "risk.review") == ["Vera Vogt"]
    (one,) = seen(cast.rita, assessed).reviews
    assert not one.named
    review(cast.vera, assessed, Authority.SECURITY)
    assert missing(assessed) == []


def test_what_is_sent_back_is_answered_and_looked_at_again(
    cast: Cast, assessed: int, authorities: None
) -> None:
    say_the_rest(cast, assessed)
    check_risk(cast, assessed, vendor=2)
    with refused(BadInput):
        review(cast.ivan, assessed, Authority.SECURITY, fine=False)
    review(cast.ivan, assessed, Authority.SECURITY, "Which vendor?", fine=False)
    found = seen(cast.alice, assessed)
    assert found.step is RiskStep.QUESTIONS
    assert found.sent_back is not None
    assert found.sent_back.text == "Which vendor?"
    assert asked(assessed, "risk.answer") == ["it"]
    check_risk(cast, assessed, vendor=1)
    assert missing(assessed) == []


def test_an_answer_that_changes_has_to_be_handed_in_and_looked_at_again(
    cast: Cast, assessed: int, authorities: None
) -> None:
    say_the_rest(cast, assessed)
    check_risk(cast, assessed, vendor=2)
    review(cast.ivan, assessed, Authority.SECURITY)
    answer_risk(cast, assessed, vendor=2, trying=1)
    assert missing(assessed) == ["risk"]
    services.hand_in_risk(actor=cast.igor, initiative_id=assessed)
    assert asked(assessed, "risk.review") == ["Ivan Iwers"]


def test_what_remains_is_accepted_by_its_named_owner_alone_until_a_day_and_comes_back(
    cast: Cast, assessed: int, authorities: None
) -> None:
    say_the_rest(cast, assessed)
    check_risk(cast, assessed, classes=4)
    with refused(RuleBroken):
        accept(cast.charlie, assessed)
    review(cast.ivan, assessed, Authority.SECURITY)
    review(cast.ada, assessed, Authority.DATA_PROTECTION)
    assert missing(assessed) == ["residual_risk"]
    assert asked(assessed, "risk.accept") == ["Charlie Cramer"]
    for actor in (cast.igor, cast.vera, cast.alice, cast.ivan):
        with refused(NotAllowed):
            accept(actor, assessed)
    for days in (0, 400):
        with refused(BadInput):
            accept(cast.charlie, assessed, days=days)
    accept(cast.charlie, assessed, days=30)
    assert (missing(assessed), asked(assessed, "risk.look_again")) == ([], ["Charlie Cramer"])
    with clock.at(clock.now() + timedelta(days=31)):
        assert missing(assessed) == ["residual_risk"]
        assert "residual_risk" in missing(assessed, Stage.BRIEF)
        assert seen(cast.rita, assessed).lapsed
        accept(cast.charlie, assessed, days=30)
        assert missing(assessed) == []


def accept(actor: Actor, initiative: int, *, days: int = 30) -> None:
    services.accept_residual_risk(
        actor=actor,
        initiative_id=initiative,
        seen=handed_in(initiative),
        until=present_date() + timedelta(days=days),
        text="It is worth it.",
    )


def test_without_a_risk_owner_it_isnt_handed_in_and_among_several_one_is_named(
    cast: Cast, assessed: int
) -> None:
    say_the_rest(cast, assessed)
    answer_risk(cast, assessed, classes=4)
    with refused(RuleBroken):
        services.hand_in_risk(actor=cast.igor, initiative_id=assessed)
    for person in (cast.charlie, cast.ada):
        assessment.name_authority(actor=cast.vera, person_id=person.me, kind=Authority.RISK)
    with refused(RuleBroken):
        services.hand_in_risk(actor=cast.igor, initiative_id=assessed)
    services.hand_in_risk(actor=cast.igor, initiative_id=assessed, risk_owner_id=cast.charlie.me)
    with refused(NotAllowed):
        services.name_risk_owner(actor=cast.charlie, initiative_id=assessed, person_id=cast.ada.me)
    with refused(BadInput):
        services.name_risk_owner(actor=cast.vera, initiative_id=assessed, person_id=cast.igor.me)
    services.name_risk_owner(actor=cast.vera, initiative_id=assessed, person_id=cast.ada.me)
    assert happened(assessed)[-1] == "risk.owner_named"
    owner = seen(cast.rita, assessed).risk_owner
    assert owner is not None
    assert owner.name == "Ada Adler"


@pytest.mark.parametrize("name", ["alice", "ivan", "rita", "charlie", "ada", "vera"])
def test_only_its_people_on_the_initiative_answer_and_hand_in(
    cast: Cast, assessed: int, name: str
) -> None:
    actor = getattr(cast, name)
    with refused(NotAllowed):
        services.answer_risk(actor=actor, initiative_id=assessed, answers=[Given("reach", 0)])
    with refused(NotAllowed):
        services.hand_in_risk(actor=actor, initiative_id=assessed)
    with refused(NotAllowed):
        services.take_over_known(actor=actor, initiative_id=assessed, seen="")


def test_a_hidden_initiative_is_missing(cast: Cast, assessed: int) -> None:
    hide(assessed)
    with refused(NotFound):
        services.answer_risk(actor=cast.ivan, initiative_id=assessed, answers=[Given("reach", 0)])


@pytest.mark.parametrize(
    "wrong", [Given("reach", 3), Given("reach", -2), Given("nothing", 0), Given("reach", 0, "\0")]
)
def test_what_isnt_an_answer_is_refused(cast: Cast, assessed: int, wrong: Given) -> None:
    with refused(BadInput):
        services.answer_risk(actor=cast.igor, initiative_id=assessed, answers=[wrong])


def test_nothing_is_handed_in_while_a_question_is_open(cast: Cast, assessed: int) -> None:
    with refused(RuleBroken):
        services.hand_in_risk(actor=cast.igor, initiative_id=assessed)


def test_two_who_answer_the_same_keep_both_texts_and_what_one_left_alone_is_no_change(
    cast: Cast, assessed: int
) -> None:
    answer(cast, assessed, Given("reach", 1, "Members"))
    read = RiskAnswer.objects.get(key="reach").pk
    answer(cast, assessed, Given("reach", 2, "All", read))
    with pytest.raises(Stale) as stale:
        answer(cast, assessed, Given("reach", 0, "Ours", read))
    assert (stale.value.mine, stale.value.theirs) == ("Ours", "All")
    with nothing_written():
        answer(cast, assessed, Given("reach", 1, "Members", read))
    assert RiskAnswer.objects.get(key="reach", replaced_at=None).place == 2


def answer(cast: Cast, initiative: int, *given: Given) -> None:
    services.answer_risk(actor=cast.igor, initiative_id=initiative, answers=given)


def test_what_is_known_is_taken_over_as_it_was_read_and_only_the_rest_is_asked(
    cast: Cast, assessed: int
) -> None:
    shop = systems.add_system(
        actor=cast.igor, entry=Entry("Shop", criticality=Criticality.VITAL)
    ).pk
    assessment.confirm_touch(actor=cast.igor, initiative_id=assessed, system_id=shop)
    known = seen(cast.igor, assessed)
    assert {one.key for one in known.known} == {"outage", "systems", "others", "upkeep", "date"}
    assessment.check_data(
        actor=cast.igor,
        initiative_id=assessed,
        personal=True,
        classes=[DataClass.PAYMENT],
        text="Cards.",
    )
    with refused(RuleBroken):
        services.take_over_known(actor=cast.igor, initiative_id=assessed, seen=known.known_digest)
    now = seen(cast.igor, assessed)
    taken = services.take_over_known(actor=cast.igor, initiative_id=assessed, seen=now.known_digest)
    assert taken == 6
    found = {one.key: one.answer for one in seen(cast.igor, assessed).questions if one.answer}
    assert found["classes"].place == 3
    assert {one.source for one in found.values()} == {Source.FACTS.value}
    assert seen(cast.igor, assessed).open_count == 14


def test_the_last_check_of_the_same_systems_fills_in_what_one_may_see_of_it(
    cast: Cast, briefable: int
) -> None:
    second = write_idea(cast)
    for step in (pair, bring_to_assess):
        step(cast, second)
    shop = systems.add_system(actor=cast.igor, entry=Entry("Shop")).pk
    for initiative in (briefable, second):
        assessment.confirm_touch(actor=cast.igor, initiative_id=initiative, system_id=shop)
    check_risk(cast, briefable, reach=2, code=UNKNOWN)
    found = {one.key: one.suggestion for one in seen(cast.igor, second).known}
    assert (found["reach"].place, found["reach"].source) == (2, Source.LAST_TIME)
    assert "code" not in found
    hide(briefable)
    assert "reach" not in {one.key for one in seen(cast.rita, second).known}


def test_marketing_says_what_waiting_costs_and_the_advice_follows(
    cast: Cast, assessed: int, authorities: None
) -> None:
    check_risk(cast, assessed, vendor=2)
    assert seen(cast.rita, assessed).advice.pace is RiskPace.FULL_CHECK
    for actor in (cast.igor, cast.rita, cast.vera, cast.mona):
        with refused(NotAllowed):
            cost(actor, assessed, 5_000)
    for wrong in (-1, 10**10):
        with refused(BadInput):
            cost(cast.alice, assessed, wrong)
    said = cost(cast.alice, assessed, 5_000)
    found = seen(cast.rita, assessed)
    assert found.advice.pace is RiskPace.GUARD_RAILS
    assert found.rails
    assert happened(assessed)[-1] == "delay.said"
    with refused(Stale):
        cost(cast.alice, assessed, 6_000)
    with nothing_written():
        cost(cast.alice, assessed, 5_000)
    cost(cast.alice, assessed, 500, said)
    assert seen(cast.rita, assessed).advice.pace is RiskPace.FULL_CHECK


def cost(actor: Actor, initiative: int, per_week: int, replaces: int | None = None) -> int:
    return services.say_cost_of_delay(
        actor=actor, initiative_id=initiative, per_week=per_week, replaces=replaces
    ).pk


def test_a_hold_stands_beside_the_advice(cast: Cast, assessed: int, authorities: None) -> None:
    check_risk(cast, assessed)
    assert seen(cast.rita, assessed).advice.pace is RiskPace.GO
    assessment.hold_initiative(
        actor=cast.ivan,
        initiative_id=assessed,
        kind=Authority.SECURITY,
        reason="A hole.",
        lifts="A patch.",
        look_again_on=present_date() + timedelta(days=5),
    )
    assert seen(cast.rita, assessed).advice.pace is RiskPace.FULL_CHECK


def high_and_accepted(cast: Cast, assessed: int) -> None:
    say_the_rest(cast, assessed)
    answer_risk(cast, assessed, classes=4)
    services.hand_in_risk(actor=cast.igor, initiative_id=assessed)
    review(cast.ivan, assessed, Authority.SECURITY)
    review(cast.ada, assessed, Authority.DATA_PROTECTION)
    accept(cast.charlie, assessed, days=30)


def test_what_lapsed_isnt_shaken_off_by_another_answer(
    cast: Cast, assessed: int, authorities: None
) -> None:
    high_and_accepted(cast, assessed)
    assert "residual_risk" not in missing(assessed, Stage.BRIEF)
    with clock.at(clock.now() + timedelta(days=31)):
        answer_risk(cast, assessed, reach=1, classes=4)
        assert "residual_risk" in missing(assessed, Stage.BRIEF), "nothing stands"
        services.hand_in_risk(actor=cast.igor, initiative_id=assessed)
        assert "residual_risk" in missing(assessed, Stage.BRIEF), "nobody has accepted it"
        answer_risk(cast, assessed, reach=1, classes=0)
        services.hand_in_risk(actor=cast.igor, initiative_id=assessed)
        assert "residual_risk" not in missing(assessed, Stage.BRIEF), "it isn't high any more"


def test_nobody_says_fine_to_what_they_havent_read(
    cast: Cast, assessed: int, authorities: None
) -> None:
    say_the_rest(cast, assessed)
    answer_risk(cast, assessed, classes=4)
    services.hand_in_risk(actor=cast.igor, initiative_id=assessed)
    read = handed_in(assessed)
    answer_risk(cast, assessed, classes=4, reach=1)
    services.hand_in_risk(actor=cast.igor, initiative_id=assessed)
    with refused(RuleBroken):
        services.review_risk(
            actor=cast.ivan, initiative_id=assessed, kind=Authority.SECURITY, seen=read, fine=True
        )
    review(cast.ivan, assessed, Authority.SECURITY)
    review(cast.ada, assessed, Authority.DATA_PROTECTION)
    until = present_date() + timedelta(days=30)
    with refused(RuleBroken):
        services.accept_residual_risk(
            actor=cast.charlie, initiative_id=assessed, seen=read, until=until, text="Worth it."
        )


def test_on_a_restricted_one_who_cant_see_it_isnt_waited_for(
    cast: Cast, assessed: int, authorities: None
) -> None:
    say_the_rest(cast, assessed)
    hide(assessed)
    check_risk(cast, assessed, vendor=2)
    assert asked(assessed, "risk.review") == ["Vera Vogt"], "Ivan wouldn't find it"
    review(cast.vera, assessed, Authority.SECURITY)
    assert missing(assessed) == []


def test_a_sponsor_who_handed_it_in_doesnt_look_at_it_either(cast: Cast, assessed: int) -> None:
    say_the_rest(cast, assessed)
    answer_risk(cast, assessed, vendor=2)
    with mock.patch("tandem.risk.queries.standing.sponsor_of", return_value=cast.igor.me):
        with refused(RuleBroken):
            services.hand_in_risk(actor=cast.igor, initiative_id=assessed)
        assessment.name_authority(actor=cast.vera, person_id=cast.ivan.me, kind=Authority.SECURITY)
        services.hand_in_risk(actor=cast.igor, initiative_id=assessed)
    assert len(asked(assessed, "risk.review")) == 1


def test_each_question_is_answered_once_in_one_go(cast: Cast, assessed: int) -> None:
    say_the_rest(cast, assessed)
    with refused(BadInput):
        services.answer_risk(
            actor=cast.igor, initiative_id=assessed, answers=[Given("reach", 0), Given("reach", 1)]
        )


def test_a_new_system_of_a_vendor_in_use_is_no_new_vendor(cast: Cast, assessed: int) -> None:
    def touch(name: str, vendor: str, lifecycle: Lifecycle) -> None:
        entry = Entry(name, vendor=vendor, lifecycle=lifecycle, it_owner=cast.igor.me)
        pk = systems.add_system(actor=cast.igor, entry=entry).pk
        assessment.confirm_touch(actor=cast.igor, initiative_id=assessed, system_id=pk)

    def vendor() -> object:
        (one,) = [
            one for one in seen(cast.igor, assessed).questions if one.question.key == "vendor"
        ]
        return one.suggestion

    touch("Shop", "Fjordcart", Lifecycle.LIVE)
    touch("Outlet", "Fjordcart", Lifecycle.PLANNED)
    assert vendor() is None
    touch("Mailer", "Posthorn", Lifecycle.PLANNED)
    assert vendor() is not None


def test_who_looks_follows_who_has_the_authority_today(cast: Cast, assessed: int) -> None:
    say_the_rest(cast, assessed)
    check_risk(cast, assessed, vendor=2)
    assert asked(assessed, "risk.review") == ["Vera Vogt"]
    with nothing_written():
        assert jobs.look_after_checks() == 1
    named = assessment.name_authority(
        actor=cast.vera, person_id=cast.ivan.me, kind=Authority.SECURITY
    )
    jobs.look_after_checks()
    assert asked(assessed, "risk.review") == ["Ivan Iwers"]
    (turn,) = [one for one in turns_waiting_for(cast.ivan) if one.kind == "risk.review"]
    with refused(NotAllowed):
        delegate_turn(actor=cast.ivan, turn_id=turn.id, person_id=cast.igor.me)
    page = words(as_person(cast.ivan).get(f"/waiting/{turn.id}/"))
    assert "Your own word counts here" in page
    assessment.end_authority(actor=cast.vera, authority_id=named.pk)
    jobs.look_after_checks()
    assert asked(assessed, "risk.review") == ["Vera Vogt"]
