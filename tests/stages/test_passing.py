"""A sponsor lets a condition pass, with a reason; some nobody passes, and one side never the other's."""

from datetime import timedelta

import pytest
from tests.cast import Cast, again, confirm_playback, happened, sign
from tests.days import present_date
from tests.refusals import refused

from tandem.accounts import services as accounts
from tandem.accounts.rules import Actor, Lane
from tandem.assessment import services as assessment
from tandem.assessment.rules import Authority
from tandem.briefs import services as briefs
from tandem.briefs.rules import Section
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives.rules import Stage
from tandem.rights import services as rights
from tandem.stages import services
from tandem.stages.conditions import gates
from tandem.stages.events import CONDITIONS
from tandem.stages.models import ConditionPass, StageMove
from tandem.stages.rules import Gate
from tandem.talk import services as talk
from tandem.talk.models import Decision


def gate(initiative: int, stage: Stage = Stage.BRIEF) -> Gate:
    return gates({initiative: stage})[initiative]


def let_pass(actor: Actor, initiative: int, key: str, reason: str = "The season.") -> ConditionPass:
    return services.pass_condition(actor=actor, initiative_id=initiative, key=key, reason=reason)


def test_a_sponsor_passes_a_signature_for_it_and_whoever_disagrees_says_so(
    cast: Cast, heard_brief: int
) -> None:
    sign(cast.alice, heard_brief, Lane.MARKETING)
    made = let_pass(cast.vera, heard_brief, "signed_it")
    assert made.decision
    decision = Decision.objects.get(pk=made.decision_id)
    assert (decision.choice, decision.why) == ("Passed for IT", "The season.")
    talk.dissent(actor=cast.igor, decision_id=decision.pk, text="Nobody has read it.")
    seen = gate(heard_brief)
    assert seen.open
    assert [one.key for one in seen.let_pass] == ["signed_it"]
    assert seen.passed["signed_it"].words == "Passed for IT by Vera Vogt"
    assert "signature.passed" in happened(heard_brief)
    services.start_stage(actor=cast.alice, initiative_id=heard_brief, stage=Stage.PLAN)
    kept = dict(StageMove.objects.latest("pk").conditions)
    assert (kept["signed_it"], kept["signed_marketing"]) == ("passed", "met")


def test_a_passed_signature_holds_for_that_text_alone(cast: Cast, heard_brief: int) -> None:
    let_pass(cast.vera, heard_brief, "signed_it")
    briefs.add_item(
        actor=cast.alice, initiative_id=heard_brief, section=Section.WHY, text="And for free."
    )
    assert "signed_it" not in gate(heard_brief).passed
    let_pass(cast.vera, heard_brief, "signed_it")
    services.take_pass_back(actor=cast.vera, initiative_id=heard_brief, key="signed_it")
    assert "signed_it" in [one.key for one in gate(heard_brief).missing]
    assert happened(heard_brief)[-1] == "condition.pass_taken_back"
    with refused(NotFound):
        services.take_pass_back(actor=cast.vera, initiative_id=heard_brief, key="signed_it")


def test_only_the_sponsor_passes_and_says_why(cast: Cast, heard_brief: int) -> None:
    for other in (cast.alice, cast.igor, cast.ada, cast.rita):
        with refused(NotAllowed):
            let_pass(other, heard_brief, "signed_it")
    with refused(BadInput):
        let_pass(cast.vera, heard_brief, "signed_it", " ")
    with refused(NotFound):
        let_pass(cast.vera, heard_brief, "nothing_of_that_name")
    with refused(RuleBroken):
        let_pass(cast.vera, heard_brief, "playback")
    let_pass(cast.vera, heard_brief, "signed_it")
    with refused(RuleBroken):
        let_pass(cast.vera, heard_brief, "signed_it")


def test_a_sponsor_of_one_side_never_passes_the_other_sides_signature(
    cast: Cast, heard_brief: int
) -> None:
    rights.name_sponsor(actor=cast.vera, initiative_id=heard_brief, person_id=cast.mona.me)
    with refused(RuleBroken) as caught:
        let_pass(cast.mona, heard_brief, "signed_it")
    assert "signature of IT" in caught.value.reason
    assert let_pass(cast.mona, heard_brief, "signed_marketing").lane == Lane.MARKETING
    accounts.change_sides(actor=cast.vera, person_id=cast.mona.me, lanes=frozenset())
    with refused(NotAllowed):
        let_pass(cast.vera, heard_brief, "signed_it")
    assert let_pass(again(cast.mona), heard_brief, "signed_it").lane == Lane.IT


def test_nobody_passes_data_protection_or_a_hold(cast: Cast, assessed: int) -> None:
    assessment.name_authority(actor=cast.vera, person_id=cast.vera.me, kind=Authority.SECURITY)
    assessment.hold_initiative(
        actor=cast.vera,
        initiative_id=assessed,
        kind=Authority.SECURITY,
        reason="A hole.",
        lifts="A patch.",
        look_again_on=present_date() + timedelta(days=7),
    )
    for key in ("data", "hold_security"):
        with refused(RuleBroken):
            let_pass(cast.vera, assessed, key)
    let_pass(cast.vera, assessed, "systems")
    let_pass(cast.vera, assessed, "feasible")
    assert {one.key for one in gate(assessed, Stage.ASSESS).missing} == {
        "data",
        "hold_security",
        "risk",
    }
    with refused(RuleBroken):
        services.start_stage(actor=cast.alice, initiative_id=assessed, stage=Stage.BRIEF)


@pytest.mark.parametrize("stage", [Stage.IDEA, Stage.ASSESS, Stage.BRIEF])
def test_what_can_be_passed_has_words_for_the_history(cast: Cast, idea: int, stage: Stage) -> None:
    keys = {one.key for one in gate(idea, stage).conditions if one.passable}
    assert keys
    assert keys <= CONDITIONS.keys()


def test_what_was_passed_before_one_stage_says_nothing_of_the_next(
    cast: Cast, heard_brief: int
) -> None:
    confirm_playback(cast, heard_brief)
    let_pass(cast.vera, heard_brief, "signed_it")
    assert gate(heard_brief, Stage.ASSESS).passed == {}
