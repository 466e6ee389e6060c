"""What the risk check asks: written anew by administrators, asked from a moment on."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.cast import Cast, answer_risk, happened
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.activity.services import company_subject
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.words import Sentence
from tandem.initiatives.queries import whole
from tandem.risk import queries, services
from tandem.risk.rules import (
    Choice,
    QuestionSet,
    RiskQuestion,
    Tier,
    built_in,
    read_set,
    why_not_question,
    why_not_set,
    written_set,
)

REACH = built_in().by_key["reach"]


def choice(text: str, points: int = 0, lowers: str = "", at_least: Tier = Tier.LOW) -> Choice:
    return Choice(Sentence(text), points, at_least, Sentence(lowers))


def other(*answers: Choice, asks: str = "Who gets at {it}?") -> RiskQuestion:
    return replace(REACH, asks=Sentence(asks), answers=answers)


RIGHT = other(choice("We"), choice("All", 2, "Ask for a sign-in."))


@pytest.mark.parametrize(
    ("question", "right"),
    [
        (RIGHT, True),
        (other(choice("We")), False),
        (other(choice("We", 1), choice("All", 2, "a")), False),
        (other(choice("We"), choice("Some", 3, "a"), choice("All", 2, "b")), False),
        (other(choice("We"), choice("All", 2)), False),
        (other(choice("We"), choice("", 2, "a")), False),
        (other(choice("We"), choice("All", 2, "a"), asks=""), False),
        (other(*[choice("We")] * 7), False),
    ],
)
def test_a_question_has_answers_from_the_least_to_the_most(
    question: RiskQuestion, right: bool
) -> None:
    assert (why_not_question(question) is None) is right


@pytest.mark.parametrize(
    ("change", "right"),
    [
        (lambda asked: asked, True),
        (lambda asked: replace(asked, medium_from=9), False),
        (lambda asked: replace(asked, high_from=26), False),
        (lambda asked: replace(asked, questions=asked.questions[1:]), False),
        (lambda asked: replace(asked, medium_from=20, high_from=21), False),
    ],
)
def test_a_version_that_could_never_say_medium_isnt_asked(
    change: Callable[[QuestionSet], QuestionSet], right: bool
) -> None:
    assert (why_not_set(change(built_in())) is None) is right


def test_a_version_is_read_as_it_was_written() -> None:
    asked = built_in().with_question(RIGHT)
    assert read_set(written_set(asked), asked.version) == asked
    assert built_in().same_questions(asked) == set(asked.by_key) - {"reach"}


def test_checks_ask_the_new_version_and_those_that_have_begun_keep_theirs(
    cast: Cast, assessed: int
) -> None:
    answer_risk(cast, assessed)
    draft = services.begin_question_version(actor=cast.ada)
    services.change_risk_question(actor=cast.ada, question=RIGHT, revision=draft.revision)
    assert queries.present_questions() == built_in()
    done = services.publish_question_version(actor=cast.ada, revision=2)
    assert done.number == 2
    assert queries.present_questions().by_key["reach"].asks == "Who gets at {it}?"
    seen = queries.risk_of(cast.rita, whole(cast.rita, assessed))
    assert (seen.version, seen.asked.by_key["reach"]) == (1, REACH)
    assert [one.number for one in queries.list_question_versions()] == [2, 1]
    assert happened(company_subject())[-3:] == [
        "risk_questions.begun",
        "risk_questions.changed",
        "risk_questions.published",
    ]
    again = services.begin_question_version(actor=cast.ada, copies=1)
    assert queries.draft_of_questions(again).by_key["reach"] == REACH
    services.drop_question_version(actor=cast.ada)
    assert queries.question_draft() is None


def test_two_administrators_dont_write_over_each_other(cast: Cast) -> None:
    services.begin_question_version(actor=cast.ada)
    with nothing_written():
        services.begin_question_version(actor=cast.ada)
    services.change_risk_limits(actor=cast.ada, medium_from=4, high_from=8, revision=1)
    with refused(RuleBroken):
        services.change_risk_question(actor=cast.ada, question=RIGHT, revision=1)
    with refused(RuleBroken):
        services.publish_question_version(actor=cast.ada, revision=1)
    with refused(BadInput):
        services.change_risk_limits(actor=cast.ada, medium_from=8, high_from=8, revision=2)
    with refused(BadInput):
        services.change_risk_question(actor=cast.ada, question=other(choice("We")), revision=2)


def test_what_asks_the_same_isnt_a_new_version(cast: Cast) -> None:
    services.begin_question_version(actor=cast.ada)
    with refused(RuleBroken):
        services.publish_question_version(actor=cast.ada, revision=1)
    services.drop_question_version(actor=cast.ada)
    with refused(RuleBroken):
        services.change_risk_limits(actor=cast.ada, medium_from=4, high_from=8, revision=1)


def changes(actor: Actor) -> list[Callable[[], object]]:
    """Every change, done by somebody."""
    return [
        lambda: services.begin_question_version(actor=actor),
        lambda: services.change_risk_question(actor=actor, question=RIGHT, revision=1),
        lambda: services.change_risk_limits(actor=actor, medium_from=4, high_from=8, revision=1),
        lambda: services.publish_question_version(actor=actor, revision=1),
        lambda: services.drop_question_version(actor=actor),
    ]


def test_only_administrators_change_what_is_asked(cast: Cast) -> None:
    for actor in (cast.alice, cast.igor, cast.rita, cast.charlie):
        for act in changes(actor):
            with refused(NotAllowed):
                act()
