"""What waits for what. Plain Python."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say

LAG_AT_MOST = 250
DEPENDENCIES_AT_MOST = 60


class DependencyKind(StrEnum):
    """Which end of the one waits for which end of the other."""

    FINISH_START = "finish_start"
    START_START = "start_start"
    FINISH_FINISH = "finish_finish"
    START_FINISH = "start_finish"

    @property
    @cache
    def label(self) -> Sentence:
        """Of what waits: it …"""
        return {
            DependencyKind.FINISH_START: say("starts when it is done"),
            DependencyKind.START_START: say("starts when it starts"),
            DependencyKind.FINISH_FINISH: say("is done when it is done"),
            DependencyKind.START_FINISH: say("is done when it starts"),
        }[self]


def circle(path: Iterable[int], titles: Mapping[int, str]) -> Sentence:
    """Say that something would wait for itself, with the way round it."""
    hidden = say("something you can't see")
    named = [f"“{titles[one]}”" if one in titles else str(hidden) for one in path]
    return say(
        "That would be a circle: {path}. Each would wait for the next. Take one of these out "
        "first, or leave this one out.",
        path=" → ".join([*named, named[0]]),
    )


def why_not_wait_for(*, same: bool, related: bool, lag: int, count: int) -> Sentence | None:
    """Say why one item can't wait for another, or nothing if it can.

    `related`: one is a part of the other.
    """
    if same:
        return say("Nothing waits for itself. Choose another item.")
    if related:
        return say(
            "One is a part of the other: it is done when its parts are. Choose another item."
        )
    if abs(lag) > LAG_AT_MOST:
        return say("At most {most} working days between them.", most=LAG_AT_MOST)
    if count >= DEPENDENCIES_AT_MOST:
        return say("It waits for {most} others already. Group them first.", most=count)
    return None
