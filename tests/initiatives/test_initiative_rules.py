"""The rules of ideas, without a database."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.accounts.rules import Lane
from tandem.initiatives.rules import (
    Question,
    Stage,
    conditions_before_assess,
    is_paired,
    next_question,
    questions_for,
    why_not_answer,
    why_not_decide,
    why_not_own,
    why_not_wish,
)
from tandem.rights.rules import Rights

M, IT = Lane.MARKETING, Lane.IT


def test_the_path_has_its_stages_in_order() -> None:
    stage: Stage | None = Stage.IDEA
    path = []
    while stage:
        path.append(stage.label)
        stage = stage.next
    assert path == ["Idea", "Assess", "Brief", "Plan", "Build", "Launch", "Live", "Closed"]


@pytest.mark.parametrize(
    ("answers", "paired"),
    [
        ([], False),
        ([(1, M)], False),
        ([(1, M), (2, M)], False),
        ([(1, M), (2, None)], False),
        ([(1, M), (2, IT)], True),
        ([(1, M), (1, IT)], False),
        ([(1, M), (1, IT), (2, IT)], True),
        ([(1, M), (1, IT), (2, None)], False),
    ],
)
def test_paired_is_a_person_of_each_side_two_different_ones(
    answers: list[tuple[int, Lane | None]], paired: bool
) -> None:
    assert is_paired(answers) is paired


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from([M, IT, None]))))
def test_paired_means_that_two_people_can_be_found(answers: list[tuple[int, Lane | None]]) -> None:
    by_hand = any(
        one != other and (side, other_side) == (M, IT)
        for (one, side), (other, other_side) in product(answers, repeat=2)
    )
    assert is_paired(answers) == by_hand


def test_the_date_is_asked_about_only_where_there_is_one() -> None:
    assert Question.DATE in questions_for(has_date=True)
    assert Question.DATE not in questions_for(has_date=False)


@pytest.mark.parametrize(
    ("lanes", "stage", "order"),
    [
        ({M}, Stage.IDEA, ["goal", "audience", "date", "exists", "measure", "looks"]),
        ({IT}, Stage.IDEA, ["exists", "looks", "feasible"]),
        ({IT}, Stage.ASSESS, ["exists", "looks"]),
        (
            {M, IT},
            Stage.ASSESS,
            ["goal", "audience", "exists", "measure", "date", "looks"],
        ),
        (set(), Stage.IDEA, ["exists", "looks"]),
    ],
)
def test_one_question_at_a_time_of_those_that_are_ones_own(
    lanes: set[Lane], stage: Stage, order: list[str]
) -> None:
    answered: list[Question] = []
    while question := next_question(answered, lanes, Rights(), has_date=True, stage=stage):
        answered.append(question)
    assert answered == [Question(key) for key in order]


def test_each_question_is_decided_by_one_side_or_open_to_both() -> None:
    decided = {question: question.decided_by(Rights()) for question in Question}
    assert [q for q, lane in decided.items() if lane is None] == [Question.EXISTS, Question.LOOKS]
    for question, lane in decided.items():
        assert bool(why_not_decide(question, set(), Rights())) is (lane is not None)
        assert why_not_decide(question, {M, IT}, Rights()) is None


@pytest.mark.parametrize("stage", list(Stage))
def test_questions_are_open_until_the_brief(stage: Stage) -> None:
    assert (why_not_answer(stage) is None) is (stage in {Stage.IDEA, Stage.ASSESS})


@pytest.mark.parametrize("holds", [True, False])
def test_an_owner_belongs_to_the_side(holds: bool) -> None:
    assert (why_not_own(M, holds=holds) is None) is holds


@pytest.mark.parametrize(
    ("wish", "allowed"),
    [
        (None, True),
        (date(2026, 3, 10), True),
        (date(2026, 3, 9), False),
        (date(2031, 12, 31), True),
        (date(2032, 1, 1), False),
        (date.max, False),
        (date.min, False),
    ],
)
def test_a_date_is_wished_from_today_to_five_years_on(wish: date | None, allowed: bool) -> None:
    assert (why_not_wish(wish, date(2026, 3, 10)) is None) is allowed


ALL = {Question.GOAL: M, Question.AUDIENCE: M, Question.DATE: M, Question.EXISTS: IT}


def missing(
    answered: dict[Question, Lane | None],
    *,
    paired: bool = True,
    owners: set[Lane] | None = None,
    has_date: bool = True,
) -> list[str]:
    conditions = conditions_before_assess(
        answered,
        Rights(),
        paired=paired,
        owners=set(Lane) if owners is None else owners,
        has_date=has_date,
        url="/initiatives/7/",
    )
    return [condition.key for condition in conditions if not condition.met]


def test_before_assess_each_missing_thing_is_named() -> None:
    assert missing(dict(ALL)) == []
    for question in (Question.GOAL, Question.AUDIENCE, Question.DATE):
        assert missing({q: lane for q, lane in ALL.items() if q is not question}) == [question]
    assert missing(dict(ALL), paired=False) == ["paired"]
    assert missing(dict(ALL), owners={IT}) == ["marketing_owner"]
    assert missing(dict(ALL), owners=set()) == ["marketing_owner", "it_owner"]


def test_a_wish_without_a_date_needs_no_reason_for_it() -> None:
    assert (
        missing({q: lane for q, lane in ALL.items() if q is not Question.DATE}, has_date=False)
        == []
    )


@pytest.mark.parametrize(
    ("answered", "waits_for"), [({}, None), ({Question.GOAL: M}, IT), ({Question.EXISTS: IT}, M)]
)
def test_the_pair_waits_for_the_side_that_has_not_answered(
    answered: dict[Question, Lane | None], waits_for: Lane | None
) -> None:
    conditions = conditions_before_assess(
        answered, Rights(), paired=False, owners=set(), has_date=False, url="/"
    )
    [pair] = [condition for condition in conditions if condition.key == "paired"]
    assert pair.lane is waits_for


def test_every_condition_says_what_who_and_how() -> None:
    for condition in conditions_before_assess(
        {}, Rights(), paired=False, owners=set(), has_date=True, url="/initiatives/7/"
    ):
        assert condition.what
        assert condition.detail
        assert condition.remedy
        assert condition.url.startswith("/initiatives/7/")
