"""In the end, silence assumes or parks. It never approves, and never blocks for ever."""

from datetime import UTC, datetime

import pytest
from tests.accounts.browsing import as_person, words
from tests.cast import Cast, again, happened, waits

from tandem.accounts.rules import Lane
from tandem.activity import jobs
from tandem.core import clock
from tandem.initiatives.models import Initiative, Outcome
from tandem.initiatives.rules import Stage
from tandem.stages import services
from tandem.stages.conditions import gates
from tandem.stages.models import StageMove
from tandem.talk import services as talk
from tandem.talk.models import Approval, AskedQuestion
from tandem.talk.rules import ApprovalState, QuestionState

pytestmark = pytest.mark.usefixtures("tuesday")


def let_pass(first: int = 11, last: int = 27) -> None:
    """The worker comes by every morning of March, and nobody answers anything."""
    for day in range(first, last):
        with clock.at(datetime(2026, 3, day, 9, 30, tzinfo=UTC)):
            jobs.pass_deadlines()


def stage_of(initiative: int) -> str:
    return Initiative.objects.get(pk=initiative).stage


def test_an_approval_that_nobody_gives_parks_and_comes_back_asked(
    cast: Cast, signed_brief: int
) -> None:
    asked = talk.ask_for_yes(
        actor=cast.alice, initiative_id=signed_brief, person_id=cast.charlie.me
    )
    let_pass(last=13)
    assert stage_of(signed_brief) == Stage.BRIEF
    let_pass(first=13)
    assert stage_of(signed_brief) == Stage.PARKED
    said = Outcome.objects.get(initiative_id=signed_brief, ended_at=None)
    assert (said.reason, said.decided_by_id) == ("No answer from whoever was asked.", None)
    assert said.until
    assert StageMove.objects.latest("pk").moved_by_id is None
    assert Approval.objects.get(pk=asked.pk).state == ApprovalState.OPEN
    assert waits(signed_brief) == set()
    assert "approval.answered" not in happened(signed_brief)
    page = words(as_person(cast.alice).get(f"/initiatives/{signed_brief}/"))
    assert "No answer from whoever was asked." in page
    services.bring_back(actor=cast.alice, initiative_id=signed_brief)
    assert stage_of(signed_brief) == Stage.BRIEF
    assert ("approval.answer", "") in waits(signed_brief)


def test_a_signature_that_nobody_gives_names_the_side(cast: Cast, heard_brief: int) -> None:
    let_pass()
    reason = Outcome.objects.get(initiative_id=heard_brief, ended_at=None).reason
    assert reason in {"No answer from IT.", "No answer from Marketing."}
    assert "brief.signed" not in happened(heard_brief)


def test_a_question_stands_as_an_assumption_and_blocks_no_more(
    cast: Cast, signed_brief: int
) -> None:
    question = talk.ask_question(
        actor=cast.alice,
        subject_id=signed_brief,
        text="Who pays?",
        to_lane=Lane.IT,
        blocks=True,
    ).pk
    assert not gates({signed_brief: Stage.BRIEF})[signed_brief].open
    let_pass()
    assert AskedQuestion.objects.get(pk=question).state == QuestionState.ASSUMED
    assert gates({signed_brief: Stage.BRIEF})[signed_brief].open
    assert "turn.assumed" in happened(signed_brief)
    assert "it stands as an assumption" in words(
        as_person(cast.igor).get(f"/questions/{question}/")
    )
    talk.give_answer(actor=again(cast.igor), question_id=question, text="We do.")
    assert AskedQuestion.objects.get(pk=question).state == QuestionState.ANSWERED
