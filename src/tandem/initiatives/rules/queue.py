"""The one queue of both departments: its order, and how much may be in hand at once."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say
from tandem.initiatives.rules.stage import Stage

LIMITED = (Stage.ASSESS, Stage.BUILD)
"""Stages that hold only so much at once."""

PLACES = {Stage.ASSESS: 6, Stage.BUILD: 4}
"""How much, until an administrator says otherwise."""

PLACES_AT_MOST = 500


class Step(StrEnum):
    """How something moves in the queue."""

    UP = "up"
    DOWN = "down"
    TOP = "top"

    @property
    @cache
    def label(self) -> Sentence:
        return {Step.UP: say("up"), Step.DOWN: say("down"), Step.TOP: say("to the top")}[self]


def moved(order: Sequence[int], one: int, step: Step, seen: Sequence[int]) -> list[int]:
    """The queue after one of it has moved. `seen` is the part of it that the person sees.

    Up and down count by what they see: past the next one of those, and past what is hidden between.
    """
    rest = [each for each in order if each != one]
    if step is Step.TOP:
        return [one, *rest]
    beside = [each for each in seen if each in rest or each == one]
    at = beside.index(one) + (-1 if step is Step.UP else 1)
    if not 0 <= at < len(beside):
        return list(order)
    place = rest.index(beside[at]) + (0 if step is Step.UP else 1)
    return [*rest[:place], one, *rest[place:]]


def why_not_rank(*, queued: bool) -> Sentence | None:
    """Say why something has no rank to change, or nothing if it has one."""
    if not queued:
        return say("It doesn't stand in the queue. Take it up first.")
    return None


def why_no_place(stage: Stage, *, taken: int, places: int, lowest: str = "") -> Sentence | None:
    """Say that a stage is full and what would have to move, or nothing while there is room.

    `lowest` is what stands lowest there, as far as the person may see it.
    """
    if taken < places:
        return None
    if not lowest:
        return say(
            "{stage} is full: {taken} of {places}. Bring one of them on, or park one.",
            stage=stage.label,
            taken=taken,
            places=places,
        )
    return say(
        "{stage} is full: {taken} of {places}. Bring one of them on, or park one first; "
        "“{lowest}” stands lowest.",
        stage=stage.label,
        taken=taken,
        places=places,
        lowest=lowest,
    )


def why_not_limit(stage: Stage, places: int) -> Sentence | None:
    """Say why a stage can't have so many places, or nothing if it can."""
    if stage not in LIMITED:
        return say("{stage} has no limit.", stage=stage.label)
    if not 1 <= places <= PLACES_AT_MOST:
        return say("Choose from 1 to {most}.", most=PLACES_AT_MOST)
    return None
