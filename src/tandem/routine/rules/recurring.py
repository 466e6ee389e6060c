"""What comes back, and how it stands. Plain Python."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.work.rules import CHECKS_AT_MOST, WorkKind, read_estimate, why_not_estimate

ESTIMATE_LIMIT = 30
DUE_AFTER_AT_MOST = 90
RECURRING_AT_MOST = 100
"""That come back in one place."""


@dataclass(frozen=True, slots=True)
class Recurs:
    """A piece of work as it comes back each time. `due_after` is in days from when it comes."""

    title: str
    description: str = ""
    kind: WorkKind = WorkKind.TASK
    lane: Lane | None = None
    estimate: str = ""
    checks: tuple[str, ...] = ()
    person_id: int | None = None
    due_after: int = 0
    several: bool = False
    """Whether it comes even while the last one is still to be done."""


class RecurringState(StrEnum):
    """How something that comes back stands."""

    RUNNING = "running"
    PAUSED = "paused"
    RESTING = "resting"
    OVER = "over"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            RecurringState.RUNNING: say("comes back"),
            RecurringState.PAUSED: say("paused"),
            RecurringState.RESTING: say("rests"),
            RecurringState.OVER: say("over"),
        }[self]


class CameTo(StrEnum):
    """What became of a day on which it was to come back."""

    MADE = "made"
    STILL_OPEN = "still_open"
    REFUSED = "refused"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            CameTo.MADE: say("added"),
            CameTo.STILL_OPEN: say("not added: the last one was still to be done"),
            CameTo.REFUSED: say("not added: whoever set it up may no longer add work here"),
        }[self]


def why_not_recur(what: Recurs) -> tuple[Sentence, str] | None:
    """Say why this can't come back, and of which field that is; or nothing if it can."""
    if what.estimate:
        estimate = read_estimate(what.estimate)
        if estimate is None:
            return say("Write days, like 2 or 2-3-6. Halves count."), "estimate"
        if reason := why_not_estimate(estimate):
            return reason, "estimate"
    if len(what.checks) > CHECKS_AT_MOST:
        return say("At most {most} lines in a checklist.", most=CHECKS_AT_MOST), "checks"
    if not 0 <= what.due_after <= DUE_AFTER_AT_MOST:
        return say("From 0 to {most} days.", most=DUE_AFTER_AT_MOST), "due_after"
    return None


def why_not_one_more(count: int) -> Sentence | None:
    """Say why nothing more can come back in one place, or nothing if it can."""
    if count >= RECURRING_AT_MOST:
        return say("{n} pieces of work come back here already. Stop one first.", n=count)
    return None


def why_not_change(state: RecurringState) -> Sentence | None:
    """Say why it can't be changed, paused or gone on with, or nothing if it can."""
    if state is RecurringState.OVER:
        return say("It is over. Set up a new one.")
    return None
