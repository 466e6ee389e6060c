"""A question waits for a person or a side, is answered, accepted or asked again; it may block."""

import pytest
from tests.cast import Cast, confirm_playback, happened, hide, sign_both, waits, write_brief
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor, Lane
from tandem.activity.queries import open_turns_on
from tandem.activity.services import delegate_turn
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives.queries import whole
from tandem.initiatives.rules import Question, Stage
from tandem.stages.conditions import gates
from tandem.talk import queries, services
from tandem.talk.models import AskedQuestion, GivenAnswer
from tandem.talk.queries import QuestionList
from tandem.talk.rules import QuestionState, first_line

TEXT = "Can the shop keep a day free?\n\nUntil it is paid."


def ask(
    actor: Actor,
    subject: int,
    *,
    to: Actor | None = None,
    lane: Lane | None = None,
    blocks: bool = False,
    comment: int | None = None,
) -> int:
    return services.ask_question(
        actor=actor,
        subject_id=subject,
        text=TEXT,
        to_person=to.me if to else None,
        to_lane=lane,
        blocks=blocks,
        comment_id=comment,
    ).pk


def give(actor: Actor, question: int, text: str = "Yes.") -> GivenAnswer:
    return services.give_answer(actor=actor, question_id=question, text=text)


def state_of(question: int) -> QuestionState:
    return QuestionState(AskedQuestion.objects.get(pk=question).state)


def test_a_question_is_called_by_its_first_line() -> None:
    assert first_line("\n## Can the **shop** do `it`?\nOr not?") == "Can the shop do it?"
    assert first_line("a" * 400) == "a" * 299 + "…"
    assert first_line("word " * 100, 20) == "word word word…"
    assert first_line("**") == "**"


@pytest.mark.usefixtures("tuesday")
def test_a_question_waits_for_who_was_asked_one_working_day(cast: Cast, idea: int) -> None:
    question = ask(cast.alice, idea, to=cast.igor)
    turn = next(turn for turn in open_turns_on([idea]) if turn.kind == "question.answer")
    assert (turn.person and turn.person.id, turn.url) == (
        cast.igor.me,
        f"/questions/{question}/#answer",
    )
    assert turn.subject_title == "Can the shop keep a day free?"
    assert (turn.due_at - turn.opened_at).days == 1
    assert happened(idea)[-1] == "question.asked"


def test_several_questions_to_one_side_each_wait_by_themselves(cast: Cast, idea: int) -> None:
    first, second = ask(cast.alice, idea, lane=Lane.IT), ask(cast.mona, idea, lane=Lane.IT)
    give(cast.ivan, first)
    assert (state_of(first), state_of(second)) == (QuestionState.ANSWERED, QuestionState.OPEN)
    assert ("question.answer", "it") in waits(idea)


def test_an_answer_closes_what_waited_and_comes_back_to_who_asked(cast: Cast, idea: int) -> None:
    question = ask(cast.alice, idea, lane=Lane.IT)
    answer = give(cast.igor, question)
    assert answer.lane == Lane.IT
    assert {kind for kind, _ in waits(question)} == set()
    turns = [turn for turn in open_turns_on([idea]) if turn.subject_id == question]
    assert [(turn.kind, turn.person and turn.person.id) for turn in turns] == [
        ("question.read_answer", cast.alice.me)
    ]
    with nothing_written():
        give(cast.igor, question)
    with refused(RuleBroken):
        give(cast.ivan, question, "Me too.")
    services.accept_answer(actor=cast.alice, question_id=question)
    assert not [turn for turn in open_turns_on([idea]) if turn.subject_id == question]
    with nothing_written():
        services.accept_answer(actor=cast.alice, question_id=question)


def test_asked_again_it_waits_again_and_says_what_is_missing(cast: Cast, idea: int) -> None:
    question = ask(cast.alice, idea, to=cast.igor)
    give(cast.igor, question)
    services.ask_again(actor=cast.alice, question_id=question, missing="And on Sundays?")
    assert state_of(question) is QuestionState.OPEN
    give(cast.igor, question, "On Sundays, too.")
    answers = queries.answers_to(question)
    assert [(one.text, one.missing) for one in answers] == [
        ("Yes.", "And on Sundays?"),
        ("On Sundays, too.", ""),
    ]
    assert happened(idea)[-2:] == ["question.asked_again", "question.answered"]


@pytest.mark.parametrize(
    ("lane", "name"),
    [(None, "ivan"), (None, "alice"), (Lane.IT, "mona"), (Lane.IT, "vera"), (Lane.IT, "rita")],
)
def test_who_was_not_asked_does_not_answer(
    cast: Cast, idea: int, lane: Lane | None, name: str
) -> None:
    question = ask(cast.alice, idea, to=None if lane else cast.igor, lane=lane)
    with refused(NotAllowed):
        give(getattr(cast, name), question)


@pytest.mark.parametrize("name", ["igor", "mona", "vera"])
def test_only_who_asked_judges_the_answer(cast: Cast, idea: int, name: str) -> None:
    question = ask(cast.alice, idea, to=cast.igor)
    give(cast.igor, question)
    with refused(NotAllowed):
        services.accept_answer(actor=getattr(cast, name), question_id=question)
    with refused(NotAllowed):
        services.ask_again(actor=getattr(cast, name), question_id=question, missing="More.")


def test_without_an_answer_there_is_nothing_to_judge(cast: Cast, idea: int) -> None:
    question = ask(cast.alice, idea, to=cast.igor)
    with refused(RuleBroken):
        services.accept_answer(actor=cast.alice, question_id=question)
    with refused(RuleBroken):
        services.ask_again(actor=cast.alice, question_id=question, missing="More.")


def test_withdrawn_it_waits_for_nobody(cast: Cast, assessed: int) -> None:
    question = ask(cast.mona, assessed, lane=Lane.IT, blocks=True)
    with refused(NotAllowed):
        services.withdraw_question(actor=cast.ivan, question_id=question)
    services.withdraw_question(actor=cast.igor, question_id=question)
    assert not queries.blocking_questions([assessed])[assessed]
    with nothing_written():
        services.withdraw_question(actor=cast.mona, question_id=question)
    with refused(RuleBroken):
        give(cast.ivan, question)


def test_nobody_is_asked_who_cannot_answer_or_see(cast: Cast, idea: int) -> None:
    with refused(BadInput):
        ask(cast.alice, idea, to=cast.rita)
    with refused(BadInput):
        ask(cast.alice, idea)
    with refused(BadInput):
        ask(cast.alice, idea, to=cast.igor, lane=Lane.IT)
    with refused(NotAllowed):
        ask(cast.rita, idea, to=cast.igor)
    hide(idea)
    with refused(BadInput):
        ask(cast.alice, idea, to=cast.igor)
    with refused(NotFound):
        ask(cast.igor, idea, to=cast.alice)


def test_a_restricted_question_is_nowhere(cast: Cast, idea: int) -> None:
    question = ask(cast.alice, idea, lane=Lane.IT)
    hide(idea)
    for pk in (question, 10**9, 2**70):
        with refused(NotFound):
            give(cast.igor, pk)
    assert not queries.questions_listed(cast.igor, QuestionList.OPEN).exists()
    assert not queries.questions_listed(cast.igor, QuestionList.SIDE).exists()


def test_the_lists_are_whose_they_say(cast: Cast, idea: int) -> None:
    me = ask(cast.alice, idea, to=cast.igor)
    side = ask(cast.mona, idea, lane=Lane.IT)
    done = ask(cast.alice, idea, to=cast.ivan)
    give(cast.ivan, done)

    def shown(actor: Actor, which: QuestionList) -> set[int]:
        found = queries.questions_listed(actor, which, root_id=idea)
        return set(found.values_list("pk", flat=True))

    assert shown(cast.igor, QuestionList.ME) == {me}
    assert shown(cast.igor, QuestionList.SIDE) == {side}
    assert shown(cast.alice, QuestionList.ASKED) == {me, done}
    assert shown(cast.rita, QuestionList.OPEN) == {me, side}
    assert shown(cast.rita, QuestionList.ANSWERED) == {done}
    assert not queries.questions_listed(cast.rita, QuestionList.OPEN, root_id=idea + 1).exists()


def test_a_comment_becomes_a_question_once(cast: Cast, idea: int) -> None:
    comment = services.write_comment(actor=cast.alice, subject_id=idea, text="Hm?").pk
    question = ask(cast.igor, idea, to=cast.alice, comment=comment)
    row = queries.comment_row(cast.rita, comment)
    assert (row.became, row.became_url) == ("question", f"/questions/{question}/")
    with refused(RuleBroken):
        ask(cast.igor, idea, to=cast.alice, comment=comment)


def test_a_comment_of_elsewhere_becomes_nothing_here(cast: Cast, idea: int) -> None:
    question = ask(cast.alice, idea, to=cast.igor)
    comment = services.write_comment(actor=cast.alice, subject_id=question, text="Hm?").pk
    with refused(BadInput):
        ask(cast.igor, idea, to=cast.alice, comment=comment)


def test_planning_waits_for_a_question_that_blocks(cast: Cast, briefable: int) -> None:
    write_brief(cast, briefable)
    confirm_playback(cast, briefable)
    sign_both(cast, briefable)
    assert gates({briefable: Stage.BRIEF})[briefable].open
    ask(cast.alice, briefable, lane=Lane.MARKETING)
    question = ask(cast.alice, briefable, lane=Lane.IT, blocks=True)
    gate = gates({briefable: Stage.BRIEF})[briefable]
    missing = gate.missing[0]
    assert [condition.key for condition in gate.missing] == ["no_blocking_question"]
    assert (missing.lane, missing.url) == (Lane.IT, f"/questions/{question}/")
    assert missing.due_at == AskedQuestion.objects.get(pk=question).due_at
    give(cast.ivan, question)
    assert gates({briefable: Stage.BRIEF})[briefable].open


def test_an_answer_to_a_question_takes_part_in_the_pair(cast: Cast, idea: int) -> None:
    give(cast.igor, ask(cast.alice, idea, to=cast.igor))
    assert not whole(cast.alice, idea).row.paired
    give(cast.alice, ask(cast.igor, idea, to=cast.alice))
    assert whole(cast.alice, idea).row.paired
    missing = {condition.key for condition in gates({idea: Stage.IDEA})[idea].missing}
    assert "paired" not in missing
    assert Question.GOAL in missing


def test_a_greeting_makes_no_pair(cast: Cast, idea: int) -> None:
    for actor in (cast.alice, cast.igor):
        services.write_comment(actor=actor, subject_id=idea, text="Hello!")
    assert not whole(cast.alice, idea).row.paired


@pytest.mark.usefixtures("tuesday")
def test_whoever_it_was_passed_on_to_answers(cast: Cast, assessed: int) -> None:
    question = ask(cast.alice, assessed, to=cast.igor)
    with refused(NotAllowed):
        give(cast.ivan, question)
    turn = next(turn for turn in open_turns_on([assessed]) if turn.subject_id == question)
    delegate_turn(actor=cast.igor, turn_id=turn.id, person_id=cast.ivan.me)
    assert give(cast.ivan, question).given_by_id == cast.ivan.me
