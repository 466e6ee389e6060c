"""All conditions, gathered. A context adds its own with one line in `_SOURCES`."""

from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from tandem.activity.queries import open_turns_on
from tandem.briefs import conditions as briefs
from tandem.initiatives import conditions as initiatives
from tandem.initiatives.events import NEXT_STAGE
from tandem.initiatives.rules import Condition, Stage
from tandem.stages.rules import Gate, next_stage, with_due_dates


class Source(NamedTuple):
    """A context's bulk facts, and its conditions over the facts of one initiative."""

    facts: Callable[[Collection[int]], dict[int, Any]]
    before: Callable[[Stage, Any], list[Condition]]


_SOURCES = [
    Source(initiatives.facts, initiatives.before),
    Source(briefs.facts, briefs.before),
]


def gates(stages: dict[int, Stage]) -> dict[int, Gate]:
    """The gate each initiative stands before: {id: stage} in, {id: gate} out.

    The number of queries doesn't grow with the number of initiatives.
    """
    ids = list(stages)
    known = [(source, source.facts(ids)) for source in _SOURCES]
    turns = open_turns_on(ids)
    found = {}
    for pk, stage in stages.items():
        following = next_stage(stage)
        conditions = [
            condition
            for source, facts in known
            if following is not None
            for condition in source.before(following, facts[pk])
        ]
        own = [turn for turn in turns if turn.root_id == pk]
        found[pk] = Gate(
            stage,
            following,
            with_due_dates(conditions, own, NEXT_STAGE),
            asked=frozenset(turn.lane for turn in own if turn.lane),
        )
    return found
