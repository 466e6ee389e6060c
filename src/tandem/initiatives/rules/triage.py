"""What becomes of an idea: taken up, asked back, put off, joined to another, or declined."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.initiatives.rules.stage import Stage

REASON_LIMIT = 1_000

_PARKED_FOR = timedelta(days=90)
_LONGEST = timedelta(days=730)
_SNOOZED_AT_MOST = timedelta(days=60)


class Verdict(StrEnum):
    """What was said about an idea when both sides looked at it."""

    TAKEN_UP = "taken_up"
    MORE_ASKED = "more_asked"
    SNOOZED = "snoozed"
    SAME_AS = "same_as"
    PARKED = "parked"
    DECLINE_PROPOSED = "decline_proposed"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Verdict.TAKEN_UP: say("Taken up"),
            Verdict.MORE_ASKED: say("More was asked"),
            Verdict.SNOOZED: say("Put off"),
            Verdict.SAME_AS: say("The same as another idea"),
            Verdict.PARKED: say("Not now"),
            Verdict.DECLINE_PROPOSED: say("One side would decline it"),
            Verdict.DECLINED: say("Declined"),
            Verdict.TAKEN_BACK: say("Taken back"),
        }[self]


def snooze_day(today: date) -> date:
    """The day a snooze offers first: the next Monday."""
    return today + timedelta(days=7 - today.weekday())


def look_again_day(today: date) -> date:
    """The day “not now” offers first: about three months on."""
    return today + _PARKED_FOR


def why_not_sort(stage: Stage, verdict: Verdict | None) -> Sentence | None:
    """Say why nobody decides about an idea now, or nothing if it is time."""
    if stage is not Stage.IDEA:
        return say("It stands in {stage} already.", stage=stage.label)
    if verdict is Verdict.TAKEN_UP:
        return say("It has been taken up meanwhile; it stands in the queue.")
    return None


def why_not_take_back(stage: Stage, verdict: Verdict | None) -> Sentence | None:
    """Say why an idea can't be taken back any more, or nothing if it can."""
    if stage is Stage.PARKED:
        return None
    return why_not_sort(stage, verdict)


def why_not_park(stage: Stage) -> Sentence | None:
    """Say why something can't be put aside, or nothing if it can."""
    if stage is Stage.PARKED:
        return say("It is parked already.")
    if stage in {Stage.LAUNCH, Stage.LIVE, Stage.CLOSED, Stage.DECLINED}:
        return say("From {stage}, it can't be parked.", stage=stage.label)
    return None


def why_not_bring_back(stage: Stage) -> Sentence | None:
    """Say why something can't be brought back, or nothing if it can."""
    if stage is not Stage.PARKED:
        return say("It isn't parked; it stands in {stage}.", stage=stage.label)
    return None


def why_not_until(until: date, today: date, verdict: Verdict) -> Sentence | None:
    """Say why an idea can't wait until that day, or nothing if it can."""
    if until <= today:
        return say("Choose a day after today.")
    if verdict is Verdict.SNOOZED and until > today + _SNOOZED_AT_MOST:
        return say("That is more than two months away. Say “not now” with a reason instead.")
    if until > today + _LONGEST:
        return say("That is more than two years away. Choose an earlier day to look again.")
    return None


def why_not_same(idea: int, other: int, other_stage: Stage) -> Sentence | None:
    """Say why one idea can't be joined to another, or nothing if it can."""
    if idea == other:
        return say("That is this idea itself. Choose the other one.")
    if other_stage is Stage.DECLINED:
        return say("That idea was declined. Choose one that is still open.")
    return None


def why_not_confirm_decline(
    me: int, lanes: Collection[Lane], *, proposed_by: int, proposed_for: Lane | None
) -> Sentence | None:
    """Say why somebody can't be the second who declines, or nothing if they can.

    Two people, one of each side.
    """
    if me == proposed_by:
        return say("You have proposed it. Somebody of the other side has to agree.")
    if proposed_for and proposed_for.other not in lanes:
        return say("Somebody of {side} has to agree.", side=proposed_for.other.label)
    return None
