"""All conditions, gathered. A context adds its own with one line in `_SOURCES`."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet

from tandem.accounts.rules import Lane
from tandem.activity.queries import OpenTurn, open_turns_on
from tandem.assessment import conditions as assessment
from tandem.briefs import conditions as briefs
from tandem.capacity import conditions as capacity
from tandem.core.prepared import numbers, prepared
from tandem.core.words import Sentence, say
from tandem.initiatives import conditions as initiatives
from tandem.initiatives.events import NEXT_STAGE
from tandem.initiatives.queries import light_tracks
from tandem.initiatives.rules import (
    Condition,
    InitiativeKind,
    Question,
    Stage,
    Track,
    why_not_experiment,
    why_not_small_change,
)
from tandem.plans import conditions as plans
from tandem.risk import conditions as risk
from tandem.stages.models import ConditionPass
from tandem.stages.queries.paths import path_facts, terms_in_force
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
from tandem.work import conditions as work


class Source(NamedTuple):
    """A context's bulk facts, and its conditions over the facts of one initiative.

    `before` are the stages whose gate it has conditions for; of others it isn't asked. On a light
    path only those sources are asked that say `always`; the rest is `_light`.
    """

    facts: Callable[[Collection[int]], dict[int, Any]]
    conditions: Callable[[Stage, Any], list[Condition]]
    before: frozenset[Stage]
    always: bool = False


_AFTER_ASSESS = frozenset({Stage.PLAN, Stage.BUILD, Stage.LAUNCH, Stage.LIVE})

_SOURCES = [
    Source(assessment.hold_facts, assessment.holds_before, frozenset(Stage), always=True),
    Source(initiatives.facts, initiatives.before, frozenset({Stage.ASSESS})),
    Source(assessment.facts, assessment.before, frozenset({Stage.BRIEF})),
    Source(
        assessment.consult_facts,
        assessment.consults_before,
        frozenset({Stage.BRIEF, Stage.PLAN}),
    ),
    Source(risk.facts, risk.before, frozenset({Stage.BRIEF})),
    Source(risk.residual_facts, risk.residual_before, _AFTER_ASSESS, always=True),
    Source(briefs.facts, briefs.before, frozenset({Stage.PLAN})),
    Source(talk.facts, no_blocking_question, frozenset({Stage.PLAN}), always=True),
    Source(talk.approval_facts, approvals_given, frozenset({Stage.PLAN}), always=True),
    Source(work.facts, work.before, frozenset({Stage.BUILD})),
    Source(plans.facts, plans.before, frozenset({Stage.BUILD})),
    Source(plans.promise_facts, plans.promise_before, frozenset({Stage.BUILD})),
    Source(capacity.facts, capacity.before, frozenset({Stage.BUILD})),
]

_OWNERS = frozenset(f"{lane.value}_owner" for lane in Lane)
_KEPT = {
    Track.REPEAT: _OWNERS,
    Track.SMALL_CHANGE: _OWNERS | {Question.GOAL.value},
    Track.EXPERIMENT: _OWNERS | {Question.GOAL.value, Question.MEASURE.value},
    Track.EMERGENCY: _OWNERS,
}
"""What of the standard conditions before Assess a light path keeps."""


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
    tracks = light_tracks(stages) if stages else {}
    following = {
        pk: next_stage(stage, tracks.get(pk, Track.STANDARD)) for pk, stage in stages.items()
    }
    conditions: dict[int, list[Condition]] = {pk: [] for pk in stages}
    for source in _SOURCES:
        asked = [
            pk
            for pk, stage in following.items()
            if stage in source.before and (source.always or pk not in tracks)
        ]
        known = source.facts(asked) if asked else {}
        for pk in asked:
            stage = following[pk]
            if stage is not None:
                conditions[pk] += source.conditions(stage, known[pk])
    on_their_way = {pk: track for pk, track in tracks.items() if following[pk] is not None}
    for pk, found in _light(stages, on_their_way).items():
        conditions[pk] += found
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
            tracks.get(pk, Track.STANDARD),
        )
        for pk, stage in stages.items()
    }


def _light(stages: Mapping[int, Stage], tracks: Mapping[int, Track]) -> dict[int, list[Condition]]:
    """What light paths ask for before their next stage."""
    if not tracks:
        return {}
    known = initiatives.facts(tracks)
    found = {}
    for pk, track in tracks.items():
        asked = [*initiatives.before(Stage.ASSESS, known[pk]), initiatives.measured(known[pk])]
        found[pk] = [one for one in asked if one.key in _KEPT[track]]
    judged = {pk for pk, track in tracks.items() if track in _STILL}
    terms = terms_in_force(judged) if judged else {}
    facts = path_facts({pk: (stages[pk], InitiativeKind.OTHER) for pk in terms}) if terms else {}
    for pk, said in terms.items():
        found[pk].append(_still(pk, tracks[pk], _STILL[tracks[pk]](facts[pk], said)))
    return found


_STILL = {Track.SMALL_CHANGE: why_not_small_change, Track.EXPERIMENT: why_not_experiment}


def _still(pk: int, track: Track, forbids: list[Sentence]) -> Condition:
    return Condition(
        key="path",
        what=say("Still within what the path “{path}” allows", path=track.label),
        met=not forbids,
        detail=forbids[0] if forbids else track.hint,
        lane=None,
        remedy=say("Choose another path"),
        url=f"/initiatives/{pk}/path/",
        turn_kinds=("path.check",),
        passable=False,
    )
