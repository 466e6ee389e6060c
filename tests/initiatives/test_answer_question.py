"""Answering a question about an idea; two sides that answer make it paired."""

import pytest
from tests.cast import Cast, again, answer, happened, hide, waits
from tests.refusals import nothing_written, refused

from tandem.accounts import services as accounts
from tandem.accounts.rules import Actor, Lane
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken, Stale
from tandem.initiatives import services
from tandem.initiatives.models import Answer, Initiative
from tandem.initiatives.queries import whole
from tandem.initiatives.rules import Question, links_in

OPEN_TO_BOTH = [Question.EXISTS, Question.LOOKS]
MARKETINGS = [Question.GOAL, Question.AUDIENCE, Question.MEASURE, Question.DATE]


def replace(actor: Actor, idea: int, text: str, replaces: int | None) -> Answer:
    return services.answer_question(
        actor=actor, initiative_id=idea, question=Question.GOAL, text=text, replaces=replaces
    )


def is_paired(idea: int) -> bool:
    return Initiative.objects.get(pk=idea).paired_at is not None


@pytest.mark.parametrize("question", [*MARKETINGS, *OPEN_TO_BOTH])
def test_marketing_answers(cast: Cast, idea: int, question: Question) -> None:
    answer(cast.alice, idea, question, "Because.")
    given = whole(cast.rita, idea).answers[question]
    assert (given.text, given.by.name, given.lane) == ("Because.", "Alice Albers", Lane.MARKETING)
    assert happened(idea, since=1) == ["initiative.answered"]
    assert waits(idea) == {("initiative.join", "it")}


@pytest.mark.parametrize("question", [Question.FEASIBLE, *OPEN_TO_BOTH])
def test_it_answers_once_it_takes_part(cast: Cast, idea: int, question: Question) -> None:
    services.join_initiative(actor=cast.igor, initiative_id=idea, lane=Lane.IT)
    answer(cast.igor, idea, question)
    assert whole(cast.rita, idea).answers[question].lane is Lane.IT
    assert waits(idea) == {("initiative.answer", "marketing")}


def test_the_first_answers_of_two_sides_make_it_paired(cast: Cast, paired_idea: int) -> None:
    assert is_paired(paired_idea)
    assert happened(paired_idea)[-2:] == ["initiative.answered", "initiative.paired"]
    answer(cast.alice, paired_idea, Question.AUDIENCE)
    assert happened(paired_idea).count("initiative.paired") == 1


def test_two_answers_of_one_side_make_no_pair(cast: Cast, idea: int) -> None:
    services.join_initiative(actor=cast.mona, initiative_id=idea, lane=Lane.MARKETING)
    answer(cast.alice, idea, Question.GOAL)
    answer(cast.mona, idea, Question.EXISTS)
    assert not is_paired(idea)


def test_one_person_of_both_sides_makes_no_pair(cast: Cast, idea: int) -> None:
    accounts.change_sides(actor=cast.vera, person_id=cast.alice.me, lanes=list(Lane))
    alice = again(cast.alice)
    services.join_initiative(actor=alice, initiative_id=idea, lane=Lane.IT)
    answer(alice, idea, Question.GOAL)
    answer(alice, idea, Question.FEASIBLE)
    assert not is_paired(idea)
    services.join_initiative(actor=cast.igor, initiative_id=idea, lane=Lane.IT)
    answer(cast.igor, idea, Question.EXISTS)
    assert is_paired(idea)


def test_whoever_wrote_the_idea_answers_what_no_side_decides(cast: Cast) -> None:
    idea = services.write_idea(actor=cast.charlie, sentence="A printer for the third floor").pk
    answer(cast.charlie, idea, Question.LOOKS)
    assert whole(cast.charlie, idea).answers[Question.LOOKS].lane is None
    assert not is_paired(idea)
    with refused(NotAllowed):
        answer(cast.charlie, idea, Question.GOAL)


@pytest.mark.parametrize(
    ("name", "question"),
    [("igor", question) for question in MARKETINGS] + [("alice", Question.FEASIBLE)],
)
def test_the_wrong_side_is_refused(
    cast: Cast, paired_idea: int, name: str, question: Question
) -> None:
    with refused(NotAllowed):
        answer(getattr(cast, name), paired_idea, question, "From the wrong side")


@pytest.mark.parametrize("name", ["mona", "ivan", "charlie", "rita", "ada", "vera"])
def test_outsiders_are_refused(cast: Cast, paired_idea: int, name: str) -> None:
    for question in Question:
        with refused(NotAllowed):
            answer(getattr(cast, name), paired_idea, question)


def test_a_restricted_idea_is_not_found(cast: Cast, idea: int) -> None:
    hide(idea)
    for actor in (cast.mona, cast.igor, cast.charlie, cast.ada):
        with refused(NotFound):
            answer(actor, idea, Question.EXISTS)


def test_questions_are_closed_when_the_brief_begins(cast: Cast, briefable: int) -> None:
    with refused(RuleBroken):
        answer(cast.alice, briefable, Question.MEASURE)


def test_an_answer_is_replaced_and_the_old_one_kept(cast: Cast, idea: int) -> None:
    first = replace(cast.alice, idea, "More orders", None)
    second = replace(cast.alice, idea, "Fewer calls", first.pk)
    assert [a.text for a in Answer.objects.order_by("pk")] == ["More orders", "Fewer calls"]
    assert Answer.objects.get(replaced_at=None) == second


def test_an_answer_given_meanwhile_keeps_both_texts(cast: Cast, idea: int) -> None:
    services.join_initiative(actor=cast.mona, initiative_id=idea, lane=Lane.MARKETING)
    standing = replace(cast.alice, idea, "More orders", None)
    for wrong in (None, standing.pk + 1, -1, 2**70):
        with refused(Stale) as caught:
            replace(cast.mona, idea, "Fewer calls", wrong)
        assert isinstance(caught.value, Stale)
        assert (caught.value.mine, caught.value.theirs) == ("Fewer calls", "More orders")
        assert caught.value.version == standing.pk


def test_a_double_click_answers_once(cast: Cast, idea: int) -> None:
    first = replace(cast.alice, idea, "More orders", None)
    with nothing_written():
        assert replace(cast.alice, idea, " More orders\r\n", None) == first


def test_taking_part_stays_true_when_the_answer_is_replaced(cast: Cast, idea: int) -> None:
    services.join_initiative(actor=cast.mona, initiative_id=idea, lane=Lane.MARKETING)
    first = replace(cast.alice, idea, "More orders", None)
    replace(cast.mona, idea, "Fewer calls", first.pk)
    services.join_initiative(actor=cast.igor, initiative_id=idea, lane=Lane.IT)
    answer(cast.igor, idea, Question.EXISTS)
    assert is_paired(idea)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4001, "NUL \0", "\ud800"])
def test_an_unusable_answer_is_refused(cast: Cast, idea: int, text: str) -> None:
    with refused(BadInput) as caught:
        services.answer_question(
            actor=cast.alice, initiative_id=idea, question=Question.GOAL, text=text
        )
    assert caught.value.field == "text"  # type: ignore[attr-defined]


def test_measure_first_is_an_answer_and_asks_marketing_for_the_number(
    cast: Cast, idea: int
) -> None:
    def say(text: str, *, first: bool, replaces: int | None = None) -> int:
        return services.answer_question(
            actor=cast.alice,
            initiative_id=idea,
            question=Question.MEASURE,
            text=text,
            replaces=replaces,
            measure_first=first,
        ).pk

    said = say("Orders a week from the page", first=True)
    assert whole(cast.alice, idea).answers[Question.MEASURE].measure_first
    assert ("initiative.baseline", "marketing") in waits(idea)
    say("40 orders a week, from the shop", first=False, replaces=said)
    assert ("initiative.baseline", "marketing") not in waits(idea)


def test_measure_first_answers_only_how_we_will_know(cast: Cast, idea: int) -> None:
    with refused(BadInput):
        services.answer_question(
            actor=cast.alice,
            initiative_id=idea,
            question=Question.GOAL,
            text="Fewer calls",
            measure_first=True,
        )


def test_readiness_names_the_cheapest_next_answer_and_who_has_it(cast: Cast, idea: int) -> None:
    ready = whole(cast.alice, idea).readiness
    assert (ready.answered, ready.asked, ready.cheapest) == (0, 6, Question.AUDIENCE)
    assert ready.side == "marketing"
    answer(cast.alice, idea, Question.AUDIENCE)
    answer(cast.alice, idea, Question.GOAL)
    ready = whole(cast.alice, idea).readiness
    assert (ready.answered, ready.cheapest, ready.side) == (2, Question.EXISTS, None)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "Like https://example.com/a, and (http://b.example/x).",
            ["https://example.com/a", "http://b.example/x"],
        ),
        ("javascript:alert(1) ftp://x data:text/html,x", []),
        ("https://a.example https://a.example", ["https://a.example"]),
        ('<a href="https://a.example/?q=1&r=2">', ["https://a.example/?q=1&r=2"]),
    ],
)
def test_links_in_an_answer_are_web_addresses_alone(text: str, links: list[str]) -> None:
    assert links_in(text) == links
