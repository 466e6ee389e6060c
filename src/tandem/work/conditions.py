"""What work must be like before Build, as pure conditions over facts."""

from collections.abc import Collection
from dataclasses import dataclass

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import Condition, Stage
from tandem.work.queries import BrokenDown, broken_down

_NAMED = 6


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one initiative's work."""

    id: int
    work: BrokenDown


def facts(ids: Collection[int]) -> dict[int, Facts]:
    """The facts of many initiatives, in a fixed number of queries."""
    return {pk: Facts(pk, work) for pk, work in broken_down(ids).items()}


def before(stage: Stage, known: Facts) -> list[Condition]:
    """The conditions of the gate into `stage`."""
    if stage is not Stage.BUILD:
        return []
    bare = known.work.unestimated
    lanes = {lane for lane, _ in bare}
    return [
        Condition(
            key="work",
            what=say("Work broken down and estimated"),
            met=known.work.any and not bare,
            detail=_missing(known.work),
            lane=next(iter(lanes)) if len(lanes) == 1 else Lane.IT if not known.work.any else None,
            remedy=say("Estimate it") if known.work.any else say("Add the work"),
            url=f"/initiatives/{known.id}/work/",
        )
    ]


def _missing(work: BrokenDown) -> Sentence:
    if not work.any:
        return say("The pieces of work of both sides, each with how long it takes.")
    if not work.unestimated:
        return say("Each piece of work says how long it takes.")
    labels = ", ".join(f"#{number}" for _, number in work.unestimated[:_NAMED])
    more = len(work.unestimated) - _NAMED
    if more > 0:
        return say("No estimate yet: {labels} and {more} more.", labels=labels, more=more)
    return say("No estimate yet: {labels}.", labels=labels)
