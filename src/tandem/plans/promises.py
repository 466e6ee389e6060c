"""Words and rules of promised dates. Plain Python: no Django, no database."""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say
from tandem.initiatives.rules import Stage

REASON_LIMIT = 1_000
FURTHEST = timedelta(days=5 * 366)
_TOO_EARLY = Stage.IDEA
_OVER = {Stage.LIVE, Stage.CLOSED, Stage.PARKED, Stage.DECLINED}


class Failure(StrEnum):
    """Why a forecast could not be worked out."""

    TIME = "time"
    ENGINE = "engine"
    BUSY = "busy"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Failure.TIME: say("It took too long this time."),
            Failure.ENGINE: say("It could not be worked out this time."),
            Failure.BUSY: say("Others are trying things out just now."),
        }[self]


def why_not_promise(stage: Stage) -> Sentence | None:
    """Say why no date can be promised here now, or nothing if one can."""
    if stage is _TOO_EARLY:
        return say("An idea has a day that is wished for. A date is promised once both look at it.")
    if stage in _OVER:
        return say("This is live or has ended: there is nothing to promise any more.")
    return None


def why_not_promise_day(day: date, today: date) -> Sentence | None:
    """Say why this day can't be promised, or nothing if it can."""
    if day < today:
        return say("This day is over. Choose today or later.")
    if day - today > FURTHEST:
        return say("That is more than five years ahead. Choose a nearer day.")
    return None


def why_not_move(*, moves: bool, why: str) -> Sentence | None:
    """A promise that was given is moved with a reason; the first one needs none."""
    if moves and not why:
        return say("Say why it moves: whoever counts on the old date wants to know.")
    return None
