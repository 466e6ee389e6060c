"""Tier, lowering, pace, suggestions: pure rules over the questions that ship and made-up ones."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from json import dumps

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.depth import tries

from tandem.assessment.rules import Authority
from tandem.core.words import Sentence
from tandem.risk.rules import (
    UNKNOWN,
    Answers,
    Choice,
    Dimension,
    Facts,
    LastTime,
    QuestionSet,
    RiskPace,
    RiskStep,
    Source,
    Standing,
    Tier,
    advise,
    built_in,
    guard_rails,
    picture,
    read_set,
    reviews_for,
    suggestions,
    what_lowers,
    why_not_set,
    written_set,
)
from tandem.systems.rules import DataClass

BUILT_IN = built_in()
LOWEST = {one.key: 0 for one in BUILT_IN.questions}
EXAMPLES = tries(60, deep=3_000)


@st.composite
def answered(draw: st.DrawFn) -> Answers:
    """Answers to all questions, some of them not known yet."""
    return {one.key: draw(st.integers(UNKNOWN, len(one.answers) - 1)) for one in BUILT_IN.questions}


def points_of(answers: Answers, dimension: Dimension) -> int:
    questions = BUILT_IN.within(dimension)
    return sum(one.answers[answers[one.key]].points for one in questions)


def test_the_questions_that_ship_can_be_asked_and_are_kept_as_they_are() -> None:
    assert why_not_set(BUILT_IN) is None
    assert [len(BUILT_IN.within(one)) for one in Dimension] == [5, 5, 5, 5]
    assert read_set(written_set(BUILT_IN), 1) == BUILT_IN


def test_what_ships_counts_the_same_as_ever() -> None:
    counted = [
        (one.dimension.value, one.key, [(c.points, c.at_least.code) for c in one.answers])
        for one in BUILT_IN.questions
    ]
    whole = dumps([BUILT_IN.medium_from, BUILT_IN.high_from, counted])
    assert sha256(whole.encode()).hexdigest()[:12] == "2cf4fafa5cc8", (
        "checks were answered in these: what counts otherwise is a new version"
    )


@settings(max_examples=EXAMPLES, deadline=None)
@given(answered())
def test_the_worst_dimension_decides(answers: Answers) -> None:
    seen = picture(BUILT_IN, answers)
    alone = []
    for dimension in Dimension:
        mine = {one.key for one in BUILT_IN.within(dimension)}
        others_lowest = {key: place if key in mine else 0 for key, place in answers.items()}
        alone.append(picture(BUILT_IN, others_lowest).tier)
    assert seen.tier == max(alone)


def test_three_calm_dimensions_dont_make_up_for_a_bad_one() -> None:
    worst = {one.key: len(one.answers) - 1 for one in BUILT_IN.within(Dimension.RESOURCES)}
    seen = picture(BUILT_IN, {**LOWEST, **worst})
    assert (seen.tier, seen.worst) == (Tier.HIGH, (Dimension.RESOURCES,))
    assert not seen.fixed


@settings(max_examples=EXAMPLES, deadline=None)
@given(answered(), st.sampled_from(BUILT_IN.questions), st.data())
def test_a_lower_answer_never_raises_the_tier(answers: Answers, question, data) -> None:
    now = answers[question.key] if answers[question.key] != UNKNOWN else len(question.answers) - 1
    lower = data.draw(st.integers(0, now))
    before, after = picture(BUILT_IN, answers), picture(BUILT_IN, {**answers, question.key: lower})
    assert after.tier <= before.tier
    for one in Dimension:
        assert after.of(one).tier <= before.of(one).tier


@settings(max_examples=EXAMPLES, deadline=None)
@given(answered())
def test_what_lowers_says_what_would_really_be(answers: Answers) -> None:
    for key in answers:
        found = what_lowers(BUILT_IN, answers, key)
        if found is None:
            assert answers[key] == 0
            continue
        places = range(len(BUILT_IN.by_key[key].answers))
        place = next(p for p in places if BUILT_IN.by_key[key].answers[p].text == found.instead)
        assert picture(BUILT_IN, {**answers, key: place}).tier == found.tier_after
        assert found.how
        assert found.in_words
    rails = guard_rails(BUILT_IN, answers)
    assert len(rails) <= 3
    assert not rails or all(rails[0].tier_after <= one.tier_after for one in rails)


def test_an_answer_may_fix_the_tier_alone() -> None:
    special = picture(BUILT_IN, {**LOWEST, "classes": 4})
    assert (special.tier, special.fixed) == (Tier.HIGH, True)
    assert special.of(Dimension.DATA).fixed_by == ("classes",)
    assert picture(BUILT_IN, {**LOWEST, "vendor": 2}).tier is Tier.MEDIUM


def test_what_nobody_knows_counts_as_the_worst_and_finding_out_lowers_it() -> None:
    unknown = {**LOWEST, "classes": UNKNOWN}
    assert picture(BUILT_IN, unknown).tier is Tier.HIGH
    found = what_lowers(BUILT_IN, unknown, "classes")
    assert found is not None
    assert found.how.startswith("Find out")
    assert (found.tier_before, found.tier_after) == (Tier.HIGH, Tier.MEDIUM)
    assert found.in_words == "The check would be medium: 3 instead of 8 working days."


def test_tiers_fix_days_and_reviews() -> None:
    assert [tier.days for tier in Tier] == [1, 3, 8]
    assert reviews_for(picture(BUILT_IN, LOWEST)) == ()
    assert reviews_for(picture(BUILT_IN, {**LOWEST, "vendor": 2})) == (Authority.SECURITY,)
    assert reviews_for(picture(BUILT_IN, {**LOWEST, "purpose": 2})) == (Authority.DATA_PROTECTION,)
    high = picture(BUILT_IN, {**LOWEST, "classes": 4})
    assert reviews_for(high) == (Authority.SECURITY, Authority.DATA_PROTECTION)


def test_what_remains_comes_back_after_its_day() -> None:
    on = date(2026, 5, 6)
    needed = frozenset({Authority.SECURITY})
    assert Standing().step(on) is RiskStep.QUESTIONS
    assert Standing(Tier.LOW).step(on) is RiskStep.DONE
    assert Standing(Tier.MEDIUM, needed).step(on) is RiskStep.REVIEWS
    assert Standing(Tier.MEDIUM, needed, needed).step(on) is RiskStep.DONE
    assert Standing(Tier.HIGH, needed, needed).step(on) is RiskStep.RESIDUAL
    assert Standing(Tier.HIGH, needed, needed, on).step(on) is RiskStep.DONE
    assert Standing(Tier.HIGH, needed, needed, date(2026, 5, 5)).step(on) is RiskStep.RESIDUAL


@pytest.mark.parametrize(
    ("tier", "cost", "more", "pace"),
    [
        (Tier.LOW, None, {}, RiskPace.GO),
        (Tier.LOW, 50_000, {}, RiskPace.GO),
        (Tier.MEDIUM, None, {}, RiskPace.FULL_CHECK),
        (Tier.MEDIUM, 999, {}, RiskPace.FULL_CHECK),
        (Tier.MEDIUM, 1_000, {}, RiskPace.GUARD_RAILS),
        (Tier.MEDIUM, 10_000, {}, RiskPace.GUARD_RAILS),
        (Tier.HIGH, 9_999, {}, RiskPace.FULL_CHECK),
        (Tier.HIGH, 10_000, {}, RiskPace.PILOT),
        (Tier.HIGH, 10_000, {"fixed": True}, RiskPace.FULL_CHECK),
        (Tier.LOW, 10_000, {"held": True}, RiskPace.FULL_CHECK),
    ],
)
def test_waiting_stands_against_what_may_go_wrong(tier, cost, more, pace) -> None:
    assert advise(tier, cost, **more).pace is pace


def test_what_the_catalogue_knows_is_suggested_with_its_reason() -> None:
    facts = Facts(
        systems=2,
        names=("Shop", "Mailer"),
        new=("Mailer",),
        unowned=(),
        criticality=1,
        data=frozenset({DataClass.CUSTOMER_CONTACT, DataClass.CUSTOMER_IDENTITY}),
        wished=False,
        elsewhere=3,
    )
    found = suggestions(BUILT_IN, facts, None)
    assert {key: one.place for key, one in found.items()} == {
        "vendor": 2,
        "outage": 2,
        "classes": 2,
        "date": 0,
        "upkeep": 1,
        "systems": 1,
        "others": 2,
    }
    assert found["vendor"].why == "Of a vendor of whom nothing is in use yet: Mailer."
    assert suggestions(BUILT_IN, Facts(), None) == {}


def test_last_time_fills_in_what_the_facts_of_today_dont_say() -> None:
    last = LastTime(7, "Loyalty", date(2026, 1, 5), {"classes": 3, "reach": 1, "code": UNKNOWN})
    found = suggestions(BUILT_IN, Facts(data=frozenset()), last)
    assert (found["classes"].place, found["classes"].source) == (0, Source.FACTS)
    assert (found["reach"].place, found["reach"].source) == (1, Source.LAST_TIME)
    assert "code" not in found, "what nobody knew then is asked again"


def _with(asked: QuestionSet, *answers: Choice) -> QuestionSet:
    first = replace(asked.questions[0], answers=answers)
    return replace(asked, questions=(first, *asked.questions[1:]))


@pytest.mark.parametrize(
    "wrong",
    [
        replace(BUILT_IN, high_from=4),
        replace(BUILT_IN, medium_from=0),
        replace(BUILT_IN, questions=BUILT_IN.questions[1:]),
        replace(BUILT_IN, questions=(BUILT_IN.questions[1], *BUILT_IN.questions[1:])),
        _with(BUILT_IN, Choice(Sentence("Yes"))),
        _with(BUILT_IN, Choice(Sentence("Yes"), 1), Choice(Sentence("No"), 2)),
        _with(
            BUILT_IN,
            *(Choice(Sentence("a")), Choice(Sentence("b"), 3, lowers=Sentence("x"))),
            Choice(Sentence("c"), 1, lowers=Sentence("x")),
        ),
        _with(BUILT_IN, Choice(Sentence("a")), Choice(Sentence("b"), 3)),
        _with(BUILT_IN, Choice(Sentence("a")), Choice(Sentence(""), 3, lowers=Sentence("x"))),
        _with(BUILT_IN, Choice(Sentence("a")), Choice(Sentence("b"), 9, lowers=Sentence("x"))),
    ],
)
def test_questions_that_break_the_rules_arent_asked(wrong: QuestionSet) -> None:
    assert why_not_set(wrong)
