"""Words and rules of IT projects. Plain Python."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say

TITLE_LIMIT = 160
PURPOSE_LIMIT = 2_000
REASON_LIMIT = 1_000
SYSTEMS_AT_MOST = 20
WAITS_AT_MOST = 60
LONGEST = timedelta(days=5 * 366)
FIRST_YEAR, LAST_YEAR = 2000, 2100


class ProjectState(StrEnum):
    """How far it has come."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            ProjectState.PLANNED: say("Planned"),
            ProjectState.UNDER_WAY: say("Under way"),
            ProjectState.DONE: say("Done"),
            ProjectState.STOPPED: say("Stopped"),
        }[self]

    @property
    def is_over(self) -> bool:
        """Nothing waits for it any more."""
        return self in {ProjectState.DONE, ProjectState.STOPPED}


def why_not_dates(starts_on: date, ends_on: date) -> Sentence | None:
    """Say why it can't last from one day to another, or nothing if it can."""
    if ends_on < starts_on:
        return say("The last day can't be before the first.")
    if ends_on - starts_on > LONGEST:
        return say("That is more than five years. Make several projects of it.")
    if not FIRST_YEAR <= starts_on.year <= LAST_YEAR:
        return say("Please check the year.")
    return None


def why_not_move(state: ProjectState, reason: str) -> Sentence | None:
    """Say why its dates can't be moved, or nothing if they can."""
    if state.is_over:
        return say("It is over: its dates stay as they were. Plan it again first.")
    if not reason:
        return say("Say why it moves: whoever waits for it wants to know.")
    return None


def why_not_become(before: ProjectState, after: ProjectState, reason: str) -> Sentence | None:
    """Say why it can't be that now, or nothing if it can."""
    if after is ProjectState.STOPPED and not reason:
        return say("Say why it stops: whoever waits for it wants to know.")
    if before is ProjectState.STOPPED and after is ProjectState.DONE:
        return say("It was stopped. Plan it again first.")
    return None


def why_not_wait(*, same: bool, with_project: bool, count: int) -> Sentence | None:
    """Say why one can't wait for the other, or nothing if it can."""
    if same:
        return say("Nothing waits for itself. Choose another one.")
    if not with_project:
        return say("One of the two has to be an IT project.")
    if count >= WAITS_AT_MOST:
        return say("It waits for {most} others already.", most=count)
    return None


def circle(path: Iterable[int], titles: Mapping[int, str]) -> Sentence:
    """Say that something would wait for itself, with the way round it."""
    hidden = say("something you can't see")
    named = [f"“{titles[one]}”" if one in titles else str(hidden) for one in path]
    return say(
        "That would be a circle: {path}. Each would wait for the next. Take one of these out "
        "first, or leave this one out.",
        path=" → ".join([*named, named[0]]),
    )


def ready_on(state: ProjectState, ends_on: date, today: date) -> date | None:
    """The day by whose end others can count on it; nothing while nobody knows: it is late."""
    return None if ends_on < today and not state.is_over else ends_on
