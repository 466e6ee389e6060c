"""One queue for both departments: the sponsor decides its order, both sides suggest."""

import pytest
from tests.cast import Cast, happened, hide, waits
from tests.refusals import nothing_written, refused

from tandem.accounts.rules import Actor
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.initiatives import queries, services
from tandem.initiatives.models import RankSuggestion
from tandem.initiatives.rules import Stage, Step, moved, why_no_place


@pytest.fixture
def three(cast: Cast, idea: int) -> list[int]:
    """Three ideas in the queue, in this order."""
    more = [services.write_idea(actor=cast.igor, sentence=f"Idea {n}").pk for n in "ab"]
    for each in (idea, *more):
        services.take_up_idea(actor=cast.igor, initiative_id=each)
    return [idea, *more]


def move(actor: Actor, one: int, step: Step) -> object:
    return services.move_in_queue(actor=actor, initiative_id=one, step=step)


def suggest(actor: Actor, one: int, step: Step = Step.TOP) -> object:
    return services.suggest_move(actor=actor, initiative_id=one, step=step)


def order(actor: Actor) -> list[int]:
    return [each.id for each in queries.queue(actor)]


@pytest.mark.parametrize(
    ("step", "one", "after"),
    [
        (Step.UP, 2, [1, 3, 2]),
        (Step.DOWN, 0, [2, 1, 3]),
        (Step.TOP, 2, [3, 1, 2]),
        (Step.UP, 0, [1, 2, 3]),
        (Step.DOWN, 2, [1, 2, 3]),
        (Step.TOP, 0, [1, 2, 3]),
    ],
)
def test_the_sponsor_moves_one(
    cast: Cast, three: list[int], step: Step, one: int, after: list[int]
) -> None:
    move(cast.vera, three[one], step)
    assert order(cast.rita) == [three[each - 1] for each in after]


def test_a_move_is_in_the_history(cast: Cast, three: list[int]) -> None:
    move(cast.vera, three[2], Step.TOP)
    assert happened(three[2])[-1] == "initiative.ranked"


def test_what_stands_at_the_top_stays_there_without_a_word(cast: Cast, three: list[int]) -> None:
    with nothing_written():
        move(cast.vera, three[0], Step.UP)


@pytest.mark.parametrize("name", ["alice", "igor", "mona", "charlie", "rita", "ada"])
def test_nobody_else_decides_the_order(cast: Cast, three: list[int], name: str) -> None:
    with refused(NotAllowed):
        move(getattr(cast, name), three[2], Step.TOP)


def test_a_suggestion_waits_for_the_sponsor_and_moves_nothing(cast: Cast, three: list[int]) -> None:
    suggest(cast.mona, three[2])
    assert order(cast.mona) == three
    assert ("initiative.rank", "") in waits(three[2])
    assert happened(three[2])[-1] == "initiative.rank_suggested"


def test_where_both_sides_suggest_the_same_it_moves(cast: Cast, three: list[int]) -> None:
    suggest(cast.mona, three[2])
    suggest(cast.alice, three[2])
    assert order(cast.mona) == three, "Twice from one side is one side."
    suggest(cast.ivan, three[2])
    assert order(cast.mona) == [three[2], three[0], three[1]]
    assert ("initiative.rank", "") not in waits(three[2])


def test_another_suggestion_takes_the_place_of_the_first(cast: Cast, three: list[int]) -> None:
    suggest(cast.mona, three[1], Step.UP)
    suggest(cast.ivan, three[1], Step.DOWN)
    assert order(cast.mona) == three
    [row] = [each for each in queries.queue(cast.vera) if each.suggested]
    assert row.suggested is not None
    assert (row.suggested.step, row.suggested.by.id) == (Step.DOWN, cast.ivan.me)


@pytest.mark.parametrize("name", ["vera", "mona"])
def test_the_sponsor_or_who_suggested_leaves_it(cast: Cast, three: list[int], name: str) -> None:
    suggest(cast.mona, three[2])
    services.leave_rank(actor=getattr(cast, name), initiative_id=three[2])
    assert not RankSuggestion.objects.filter(ended_at=None).exists()
    assert ("initiative.rank", "") not in waits(three[2])


@pytest.mark.parametrize("name", ["igor", "alice", "charlie", "rita"])
def test_nobody_else_leaves_it(cast: Cast, three: list[int], name: str) -> None:
    suggest(cast.mona, three[2])
    with refused(NotAllowed):
        services.leave_rank(actor=getattr(cast, name), initiative_id=three[2])


@pytest.mark.parametrize("name", ["charlie", "rita", "ada"])
def test_people_of_no_side_suggest_nothing(cast: Cast, three: list[int], name: str) -> None:
    with refused(NotAllowed):
        suggest(getattr(cast, name), three[2])


def test_what_isnt_taken_up_has_no_rank(cast: Cast, idea: int) -> None:
    for act, actor in ((move, cast.vera), (suggest, cast.mona)):
        with refused(RuleBroken):
            act(actor, idea, Step.TOP)


def test_a_hidden_one_isnt_shown_moved_or_leapt_over_twice(cast: Cast, three: list[int]) -> None:
    hide(three[1])
    assert order(cast.rita) == [three[0], three[2]]
    with refused(NotFound):
        suggest(cast.mona, three[1])
    suggest(cast.mona, three[2], Step.UP)
    suggest(cast.ivan, three[2], Step.UP)
    assert order(cast.rita) == [three[2], three[0]]


def test_up_and_down_count_by_what_one_sees() -> None:
    assert moved([1, 9, 2, 3], 2, Step.UP, [1, 2, 3]) == [2, 1, 9, 3]
    assert moved([1, 9, 2, 3], 1, Step.DOWN, [1, 2, 3]) == [9, 2, 1, 3]


def test_an_administrator_says_how_much_may_be_in_hand(cast: Cast) -> None:
    services.set_stage_limit(actor=cast.ada, stage=Stage.ASSESS, places=2)
    assert queries.in_hand(cast.rita)[Stage.ASSESS].places == 2
    for stage, places in ((Stage.ASSESS, 0), (Stage.BRIEF, 3), (Stage.BUILD, 501)):
        with refused(BadInput):
            services.set_stage_limit(actor=cast.ada, stage=stage, places=places)


@pytest.mark.parametrize("name", ["alice", "igor", "charlie", "rita"])
def test_others_dont(cast: Cast, name: str) -> None:
    with refused(NotAllowed):
        services.set_stage_limit(actor=getattr(cast, name), stage=Stage.ASSESS, places=2)


def test_a_full_stage_says_what_would_have_to_move() -> None:
    assert why_no_place(Stage.ASSESS, taken=1, places=2) is None
    said = why_no_place(Stage.ASSESS, taken=2, places=2, lowest="The old one")
    assert said is not None
    assert "2 of 2" in said
    assert "“The old one” stands lowest" in said
