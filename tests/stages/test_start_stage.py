"""Moving an initiative on: an owner's act, when nothing is missing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import (
    SENTENCE,
    STORY,
    Cast,
    again,
    answer,
    happened,
    hide,
    name_owners,
    pair,
    waits,
    write_idea,
)
from tests.refusals import refused

from tandem.accounts import services as accounts
from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.core.errors import NotAllowed, NotFound, RuleBroken
from tandem.initiatives import services as initiatives
from tandem.initiatives.models import Initiative
from tandem.initiatives.queries import queue
from tandem.initiatives.rules import Question, Stage
from tandem.stages.conditions import gates
from tandem.stages.models import StageMove
from tandem.stages.queries import moves_of
from tandem.stages.services import start_stage


def start(actor: Actor, initiative: int, stage: Stage) -> None:
    start_stage(actor=actor, initiative_id=initiative, stage=stage)


def gate_of(initiative: int) -> dict[str, bool]:
    stage = Stage(Initiative.objects.get(pk=initiative).stage)
    return {c.key: c.met for c in gates({initiative: stage})[initiative].conditions}


@pytest.fixture
def ready(cast: Cast, paired_idea: int) -> int:
    """An idea that lacks nothing for Assess."""
    answer(cast.alice, paired_idea, Question.AUDIENCE)
    name_owners(cast, paired_idea)
    return paired_idea


@pytest.mark.parametrize("owner", ["alice", "igor"])
def test_either_owner_starts_the_next_stage(cast: Cast, ready: int, owner: str) -> None:
    start(getattr(cast, owner), ready, Stage.ASSESS)
    assert Initiative.objects.get().stage == "assess"
    assert happened(ready)[-1] == "initiative.moved"
    assert waits(ready) == {("assessment.assess", "it"), ("initiative.next_stage", "")}


def test_what_was_asked_of_it_is_kept_as_it_was(cast: Cast, planned: int) -> None:
    moves = StageMove.objects.order_by("pk")
    assert [(move.before, move.after) for move in moves] == [
        ("idea", "assess"), ("assess", "brief"), ("brief", "plan"),
    ]  # fmt: skip
    assert [[key for key, _ in move.conditions] for move in moves] == [
        ["goal", "audience", "paired", "marketing_owner", "it_owner"],
        ["systems", "feasible", "data", "risk"],
        [
            "started",
            "musts",
            "use_cases",
            "metrics",
            "effort",
            "playback",
            "signed_marketing",
            "signed_it",
            "no_blocking_question",
        ],
    ]
    assert all(met for move in moves for _, met in move.conditions)
    assert [move.after for move in moves_of(cast.rita, planned)] == [
        Stage.ASSESS, Stage.BRIEF, Stage.PLAN,
    ]  # fmt: skip


def test_only_the_next_stage_starts_and_only_when_nothing_is_missing(
    cast: Cast, planned: int
) -> None:
    assert waits(planned) == {("initiative.next_stage", "")}
    for stage in Stage:
        with refused(RuleBroken):
            start(cast.alice, planned, stage)


@pytest.mark.parametrize("name", ["mona", "ivan", "charlie", "rita", "ada", "vera"])
def test_outsiders_are_refused(cast: Cast, ready: int, name: str) -> None:
    with refused(NotAllowed):
        start(getattr(cast, name), ready, Stage.ASSESS)


def test_a_member_of_a_side_who_owns_nothing_is_refused(cast: Cast, ready: int) -> None:
    initiatives.join_initiative(actor=cast.ivan, initiative_id=ready, lane=Lane.IT)
    with refused(NotAllowed):
        start(cast.ivan, ready, Stage.ASSESS)


def test_the_clock_is_refused(cast: Cast, ready: int) -> None:
    with refused(NotAllowed):
        start(CLOCK, ready, Stage.ASSESS)


def test_an_owner_who_left_the_side_is_refused(cast: Cast, ready: int) -> None:
    accounts.change_sides(actor=cast.vera, person_id=cast.igor.me, lanes=[])
    with refused(NotAllowed):
        start(again(cast.igor), ready, Stage.ASSESS)


def test_a_restricted_initiative_is_not_found(cast: Cast, ready: int) -> None:
    hide(ready)
    with refused(NotFound):
        start(cast.mona, ready, Stage.ASSESS)


@pytest.mark.parametrize("number", [0, -1, 10**6, 2**63, 2**99])
def test_an_initiative_that_does_not_exist_is_not_found(cast: Cast, number: int) -> None:
    with refused(NotFound):
        start(cast.alice, number, Stage.ASSESS)


def test_a_double_click_moves_once(cast: Cast, ready: int) -> None:
    start(cast.alice, ready, Stage.ASSESS)
    with refused(RuleBroken) as caught:
        start(cast.alice, ready, Stage.ASSESS)
    assert caught.value.reason == "It is in Assess already."


@pytest.mark.parametrize("stage", [s for s in Stage if s not in {Stage.IDEA, Stage.ASSESS}])
def test_no_stage_is_skipped(cast: Cast, ready: int, stage: Stage) -> None:
    with refused(RuleBroken):
        start(cast.alice, ready, stage)


def test_each_condition_alone_keeps_an_idea_from_assess(cast: Cast, idea: int) -> None:
    assert gate_of(idea) == dict.fromkeys(
        ["goal", "audience", "paired", "marketing_owner", "it_owner"], False
    )
    name_owners(cast, idea)
    pair(cast, idea)
    assert [key for key, met in gate_of(idea).items() if not met] == ["audience"]
    with refused(RuleBroken) as caught:
        start(cast.alice, idea, Stage.ASSESS)
    assert "audience" in caught.value.reason
    answer(cast.alice, idea, Question.AUDIENCE)
    start(cast.alice, idea, Stage.ASSESS)


@pytest.mark.parametrize(
    ("initiative", "wanted", "missing"),
    [
        ("assessed", Stage.BRIEF, {"systems", "feasible", "data", "risk"}),
        (
            "briefable",
            Stage.PLAN,
            {
                "started",
                "musts",
                "use_cases",
                "metrics",
                "playback",
                "signed_marketing",
                "signed_it",
            },
        ),
        ("brief", Stage.PLAN, {"playback", "signed_marketing", "signed_it"}),
        ("heard_brief", Stage.PLAN, {"signed_marketing", "signed_it"}),
    ],
    indirect=["initiative"],
)
def test_what_is_missing_keeps_it_where_it_is(
    cast: Cast, initiative: int, wanted: Stage, missing: set[str]
) -> None:
    assert {key for key, met in gate_of(initiative).items() if not met} == missing
    for owner in (cast.alice, cast.igor):
        with refused(RuleBroken):
            start(owner, initiative, wanted)


@pytest.mark.parametrize("initiative", STORY, indirect=True)
def test_gates_of_many_cost_what_those_of_two_cost(
    cast: Cast, initiative: int, django_assert_num_queries: object
) -> None:
    stages = {initiative: Stage(Initiative.objects.get(pk=initiative).stage)}
    stages[write_idea(cast)] = Stage.IDEA
    with CaptureQueriesContext(connection) as two:
        gates(stages)
    stages |= {write_idea(cast): Stage.IDEA for _ in range(5)}
    with django_assert_num_queries(len(two)):  # type: ignore[operator]
        assert len(gates(stages)) == 7


def test_a_full_stage_takes_nothing_more_and_says_what_would_have_to_move(
    cast: Cast, assessed: int
) -> None:
    initiatives.set_stage_limit(actor=cast.ada, stage=Stage.ASSESS, places=1)
    later = initiatives.write_idea(actor=cast.alice, sentence="Another one").pk
    pair(cast, later)
    answer(cast.alice, later, Question.AUDIENCE)
    name_owners(cast, later)
    with refused(RuleBroken) as caught:
        start_stage(actor=cast.alice, initiative_id=later, stage=Stage.ASSESS)
    assert "Assess is full: 1 of 1" in caught.value.reason
    assert SENTENCE in caught.value.reason
    initiatives.set_stage_limit(actor=cast.ada, stage=Stage.ASSESS, places=2)
    start_stage(actor=cast.alice, initiative_id=later, stage=Stage.ASSESS)


def test_whoever_starts_assess_has_taken_it_up(cast: Cast, assessed: int) -> None:
    assert [each.id for each in queue(cast.rita)] == [assessed]
