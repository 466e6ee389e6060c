"""When an initiative may move on, without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from tandem.accounts.rules import Lane
from tandem.core.words import say
from tandem.initiatives.rules import Condition, Stage
from tandem.stages.rules import Gate, next_stage, why_not_start, with_due_dates

M, IT = Lane.MARKETING, Lane.IT
DAY = datetime(2026, 3, 10, 9, tzinfo=UTC)


def condition(
    key: str, lane: Lane | None, *, met: bool = False, kinds: tuple[str, ...] = ()
) -> Condition:
    return Condition(key, say(key), met, say("Why."), lane, say("Do it"), "/", kinds)


def turn(kind: str, lane: Lane | None, days: int) -> SimpleNamespace:
    return SimpleNamespace(kind=kind, lane=lane, due_at=DAY + timedelta(days=days))


def gate(*conditions: Condition, turns: tuple[SimpleNamespace, ...] = ()) -> Gate:
    return Gate(Stage.IDEA, Stage.ASSESS, conditions, turns)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stage", "following"),
    [
        (Stage.IDEA, Stage.ASSESS),
        (Stage.ASSESS, Stage.BRIEF),
        (Stage.BRIEF, Stage.PLAN),
        (Stage.PLAN, Stage.BUILD),
        (Stage.BUILD, None),
        (Stage.CLOSED, None),
    ],
)
def test_the_path_goes_as_far_as_its_conditions(stage: Stage, following: Stage | None) -> None:
    assert next_stage(stage) is following


def test_a_stage_starts_when_nothing_is_missing() -> None:
    assert why_not_start(gate(condition("goal", M, met=True)), Stage.ASSESS) is None


@pytest.mark.parametrize("wanted", [stage for stage in Stage if stage is not Stage.ASSESS])
def test_no_stage_is_skipped_and_none_started_again(wanted: Stage) -> None:
    assert why_not_start(gate(condition("goal", M, met=True)), wanted)


def test_the_reason_counts_what_is_missing_and_names_the_first() -> None:
    one = gate(condition("goal", M), condition("x", M, met=True))
    assert (
        why_not_start(one, Stage.ASSESS)
        == "Before Assess, one thing is still missing. First: goal."
    )
    two = gate(condition("goal", M), condition("audience", M))
    assert (
        why_not_start(two, Stage.ASSESS)
        == "Before Assess, 2 things are still missing. First: goal."
    )


def test_a_side_is_ready_when_it_owes_nothing() -> None:
    standing = gate(condition("goal", M), condition("feasible", IT, met=True))
    assert standing.ready(IT)
    assert not standing.ready(M)
    both = gate(condition("paired", None))
    assert not both.ready(IT)
    assert not both.ready(M)


@pytest.mark.parametrize(
    ("conditions", "turns", "expected"),
    [
        ([condition("goal", M)], [], {M}),
        ([condition("goal", M), condition("feasible", IT)], [], {M, IT}),
        ([condition("paired", None)], [], {M, IT}),
        ([condition("goal", M)], [turn("initiative.join", IT, 1)], {IT}),
        ([condition("goal", M)], [turn("initiative.next_stage", None, 1)], {M}),
        ([condition("goal", M, met=True)], [], set()),
    ],
)
def test_who_is_waited_for(
    conditions: list[Condition], turns: list[SimpleNamespace], expected: set[Lane]
) -> None:
    assert gate(*conditions, turns=tuple(turns)).waits_for == expected


def test_a_missing_condition_has_the_date_of_its_own_turn_else_of_the_next_stage() -> None:
    own = condition("signed_it", IT, kinds=("brief.sign",))
    other = condition("signed_marketing", M, kinds=("brief.sign",))
    either = condition("paired", None, kinds=("initiative.join", "initiative.answer"))
    plain = condition("goal", M)
    met = condition("audience", M, met=True)
    turns = [
        turn("brief.sign", IT, 3), turn("initiative.next_stage", None, 5),
        turn("initiative.join", IT, 2), turn("initiative.answer", M, 1),
    ]  # fmt: skip
    dated = with_due_dates([own, other, either, plain, met], turns, "initiative.next_stage")  # type: ignore[arg-type]
    assert [c.due_at and (c.due_at - DAY).days for c in dated] == [3, 5, 1, 5, None]
    assert with_due_dates([plain], [], "initiative.next_stage") == (plain,)


def test_a_gate_without_conditions_stays_shut() -> None:
    assert not gate().open
    assert not replace(gate(condition("goal", M, met=True)), next=None).open
    assert gate(condition("goal", M, met=True)).open
