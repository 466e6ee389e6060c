"""Words and rules of vision, goals and endorsement. Plain Python: no Django, no database."""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say

TITLE_LIMIT = 160
TEXT_LIMIT = 4_000
FIRST_YEAR, LAST_YEAR = 2000, 2100
ENDORSED_AT_MOST = timedelta(days=366)


class ObjectiveState(StrEnum):
    """What has become of a goal."""

    OPEN = "open"
    REACHED = "reached"
    MISSED = "missed"
    DROPPED = "dropped"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            ObjectiveState.OPEN: say("On the way"),
            ObjectiveState.REACHED: say("Reached"),
            ObjectiveState.MISSED: say("Missed"),
            ObjectiveState.DROPPED: say("Given up"),
        }[self]


def why_not_year(year: int) -> Sentence | None:
    """Say why a goal can't be of that year, or nothing if it can."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return say("Please check the year.")
    return None


def why_not_endorse(until: date, today: date) -> Sentence | None:
    """Say why it can't be endorsed until that day, or nothing if it can."""
    if until <= today:
        return say("Choose a day after today.")
    if until - today > ENDORSED_AT_MOST:
        return say("A year at most; then it is looked at again.")
    return None


def why_not_serve(state: ObjectiveState) -> Sentence | None:
    """Say why nothing can serve this goal any more, or nothing while it can."""
    if state is not ObjectiveState.OPEN:
        return say("This goal is no longer on the way. Choose another one.")
    return None
