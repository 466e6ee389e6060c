"""What happens when a deadline passes: who is asked, in which order, how far apart.

First whoever it waits for is reminded. Then, each one working day after the step before, somebody
else is asked: the deputy or the duty person; the liaison (of IT) or the head (of Marketing's
department); the sponsor. A rung on which there is nobody is left out. Three working days after the
last one it stands unanswered. Days are counted from when a step was really taken, so that a worker
that stood still doesn't ask everybody in one minute. Silence never approves.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from tandem.core.words import Sentence, say
from tandem.engine.working_time import (
    WorkingCalendar,
    add_working_days,
    add_working_time,
    working_time_between,
)

SPACING = 1
"""Working days between two steps."""

PATIENCE = 3
"""Working days after the last person was asked."""

PAUSE_AT_MOST = 5
"""Working days for which an incident stops a clock; and all incidents together one turn's."""

Span = tuple[datetime, datetime]


class Rung(IntEnum):
    """The order in which people are asked."""

    REMINDER = 0
    COVER = 1
    BRIDGE = 2
    SPONSOR = 3
    SILENCE = 4


class Step(StrEnum):
    """As what somebody was told of a turn."""

    REMINDED = "reminded"
    DEPUTY = "deputy"
    DUTY = "duty"
    LIAISON = "liaison"
    HEAD = "head"
    SPONSOR = "sponsor"
    UNANSWERED = "unanswered"
    DELEGATED = "delegated"

    @property
    def rung(self) -> Rung | None:
        """Its place in the order; passing a turn on has none."""
        return _RUNGS.get(self)

    @property
    def label(self) -> Sentence:
        return _LABELS[self]


ASKED = (Step.DEPUTY, Step.DUTY, Step.LIAISON, Step.HEAD, Step.SPONSOR)
"""The steps by which a turn comes to somebody who didn't have it before."""

_RUNGS = {
    Step.REMINDED: Rung.REMINDER,
    Step.DEPUTY: Rung.COVER,
    Step.DUTY: Rung.COVER,
    Step.LIAISON: Rung.BRIDGE,
    Step.HEAD: Rung.BRIDGE,
    Step.SPONSOR: Rung.SPONSOR,
    Step.UNANSWERED: Rung.SILENCE,
}
_LABELS = {
    Step.REMINDED: say("reminded"),
    Step.DEPUTY: say("deputy"),
    Step.DUTY: say("on duty"),
    Step.LIAISON: say("liaison"),
    Step.HEAD: say("head of the department"),
    Step.SPONSOR: say("sponsor"),
    Step.UNANSWERED: say("no answer"),
    Step.DELEGATED: say("passed on"),
}


def next_step(
    due_at: datetime,
    taken: Collection[tuple[Rung, datetime]],
    askable: Collection[Rung],
    calendar: WorkingCalendar,
    *,
    paused: Sequence[Span] = (),
    escalates: bool = True,
) -> tuple[Rung, datetime] | None:
    """Say which step comes next and when, or nothing after the last.

    `taken` are the steps so far, `askable` the rungs on which somebody could be asked now. What
    doesn't escalate is reminded of once. `paused` are times in which the clock stands still.
    """
    if not taken:
        return Rung.REMINDER, due_at
    last = max(rung for rung, _ in taken)
    if last is Rung.SILENCE or not escalates:
        return None
    since = max(at for _, at in taken)
    for rung in (Rung.COVER, Rung.BRIDGE, Rung.SPONSOR):
        if rung > last and rung in askable:
            return rung, add_working_days(since, SPACING, calendar, paused)
    return Rung.SILENCE, add_working_days(since, PATIENCE, calendar, paused)


def paused_spans(
    incidents: Sequence[tuple[datetime, datetime | None]],
    since: datetime,
    calendar: WorkingCalendar,
) -> list[Span]:
    """The times since a moment in which a side's incidents stop a clock; None: not over yet.

    One incident counts five working days at most, and so do all together: who declares one after
    the other doesn't hold a question back for ever.
    """
    most = PAUSE_AT_MOST * calendar.hours.mean_day
    left, spans = most, list[Span]()
    for starts_at, ends_at in sorted(incidents, key=lambda one: one[0]):
        begin = max(starts_at, since)
        end = add_working_time(starts_at, most, calendar)
        if ends_at is not None:
            end = min(end, ends_at)
        if begin >= end or left <= timedelta():
            continue
        worked = working_time_between(begin, end, calendar)
        if worked > left:
            end, worked = add_working_time(begin, left, calendar), left
        left -= worked
        spans.append((begin, end))
    return spans


def why_not_snooze(until: datetime, *, now: datetime, due_at: datetime) -> Sentence | None:
    """Say why something can't be put off until then, or nothing if it can."""
    if until <= now:
        return say("Choose a day that is still to come.")
    if until > due_at:
        return say("Nothing is put off beyond the day it is due.")
    return None
