"""All conditions, gathered. A context adds its own with one line in `_SOURCES`."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet

from tandem.accounts.rules import Lane
from tandem.activity.queries import OpenTurn, open_turns_on
from tandem.assessment import conditions as assessment
from tandem.briefs import conditions as briefs
from tandem.core.prepared import numbers, prepared
from tandem.initiatives import conditions as initiatives
from tandem.initiatives.events import NEXT_STAGE
from tandem.initiatives.rules import Condition, Stage
from tandem.stages.models import ConditionPass
from tandem.stages.rules import (
    Gate,
    Pass,
    approvals_given,
    next_stage,
    no_blocking_question,
    with_due_dates,
)
from tandem.talk import conditions as talk
from tandem.talk import queries as talked


class Source(NamedTuple):
    """A context's bulk facts, and its conditions over the facts of one initiative.

    `before` are the stages whose gate it has conditions for; of others it isn't asked.
    """

    facts: Callable[[Collection[int]], dict[int, Any]]
    conditions: Callable[[Stage, Any], list[Condition]]
    before: frozenset[Stage]


_SOURCES = [
    Source(assessment.hold_facts, assessment.holds_before, frozenset(Stage)),
    Source(initiatives.facts, initiatives.before, frozenset({Stage.ASSESS})),
    Source(assessment.facts, assessment.before, frozenset({Stage.BRIEF})),
    Source(briefs.facts, briefs.before, frozenset({Stage.PLAN})),
    Source(talk.facts, no_blocking_question, frozenset({Stage.PLAN})),
    Source(talk.approval_facts, approvals_given, frozenset({Stage.PLAN})),
]


@prepared
def _passes() -> QuerySet[ConditionPass, tuple[Any, ...]]:
    found = ConditionPass.objects.filter(initiative_id__in=numbers("initiatives"), ended_at=None)
    return found.values_list(
        *("initiative_id", "before", "key", "lane", "content", "reason"),
        *("passed_by__name", "passed_at", "decision_id"),
    )


def _passed(following: Mapping[int, Stage | None]) -> dict[int, dict[str, Pass]]:
    """What was let pass before the stage that comes next; of a signature, if its text stands."""
    rows = [row for row in _passes(initiatives=following) if following[row[0]] == row[1]]
    of_texts = {row[0] for row in rows if row[4]}
    present = talked.digests_of(of_texts) if of_texts else {}
    found: dict[int, dict[str, Pass]] = {pk: {} for pk in following}
    for pk, _, key, lane, content, reason, by, at, decision_id in rows:
        if not content or content == present.get(pk):
            side = Lane(lane) if lane else None
            found[pk][key] = Pass(key, side, reason, by, at, decision_id)
    return found


def gates(stages: Mapping[int, Stage]) -> dict[int, Gate]:
    """The gate each initiative stands before: {id: stage} in, {id: gate} out.

    The number of queries doesn't grow with the number of initiatives.
    """
    following = {pk: next_stage(stage) for pk, stage in stages.items()}
    conditions: dict[int, list[Condition]] = {pk: [] for pk in stages}
    for source in _SOURCES:
        asked = [pk for pk, stage in following.items() if stage in source.before]
        known = source.facts(asked) if asked else {}
        for pk in asked:
            stage = following[pk]
            if stage is not None:
                conditions[pk] += source.conditions(stage, known[pk])
    turns: dict[int, list[OpenTurn]] = {pk: [] for pk in stages}
    for turn in open_turns_on(list(stages)):
        turns[turn.root_id].append(turn)
    passed = _passed(following)
    return {
        pk: Gate(
            stage,
            following[pk],
            with_due_dates(conditions[pk], turns[pk], NEXT_STAGE),
            tuple(turns[pk]),
            passed[pk],
        )
        for pk, stage in stages.items()
    }
