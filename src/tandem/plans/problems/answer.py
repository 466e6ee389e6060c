"""What the engine's process says, and what is read out of it later.

All of it is ids, moments and numbers, so it can be kept and shown to whoever may see the work.
Moments are whole minutes since 1970.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypedDict

from tandem.core.words import Sentence, say
from tandem.engine.working_time import WorkingCalendar

ENGINE = 1
"""Raised when the engine answers the same question otherwise than before."""
SAFE, EVEN, LATE = 0.8, 0.5, 0.9
SEED, TRIALS = 20_26, 2_000
"""The same for every question: what two answers differ by is what their questions differ by."""
ENOUGH = 0.6
"""The chance with which a promise may go to Build."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
PLACES = 99
"""A curve has the ends of the chances 1 % to 99 %."""


class Answer(TypedDict):
    """As it comes from the process."""

    curve: list[int | None]
    tasks: dict[str, list[int | None]]
    """Of each piece of work: its start and end as likely as not, its safe end."""
    waits: list[tuple[list[str], float, float]]
    """For whom the end waits: people, hours, and days that the safe date would be earlier."""
    drivers: list[tuple[str, float]]
    done: int | None
    """When the work itself is safely done; what is left until the end is waiting to launch."""
    trials: int


class QuickAnswer(TypedDict):
    """What the warm process says while somebody moves a lever."""

    curve: list[int | None]
    ends: dict[str, int | None]
    trials: int


def minutes(moment: datetime | None) -> int | None:
    """A moment as it is kept."""
    return None if moment is None else (moment - _EPOCH) // _MINUTE


def moment_of(kept: int | None) -> datetime | None:
    """The moment that was kept."""
    return None if kept is None else _EPOCH + kept * _MINUTE


@dataclass(frozen=True)
class Curve:
    """When all is ready, with every chance from 1 % to 99 %; nothing: never."""

    ends: tuple[int | None, ...]

    def end(self, chance: float) -> datetime | None:
        """The moment by which it is ready with this chance."""
        return moment_of(self.ends[min(max(round(100 * chance), 1), len(self.ends)) - 1])

    def chance(self, by: datetime) -> float:
        """The chance (0 to 0.99) that it is ready by a moment."""
        known = [one for one in self.ends if one is not None]
        return bisect_right(known, minutes(by) or 0) / 100


def end_of(day: date, calendar: WorkingCalendar) -> datetime:
    """The midnight that ends a promised day, where the company is."""
    return datetime.combine(day + timedelta(days=1), time(), calendar.zone).astimezone(UTC)


def percent(chance: float) -> Sentence:
    """A chance in words that promise no more than was counted: “72 %”, “under 1 %”."""
    share = round(100 * chance)
    if share < 1:
        return say("under 1 %")
    return say("over 98 %") if share > 98 else say("{share} %", share=share)


def is_enough(chance: float) -> bool:
    """Whether a promise with this chance may go to Build."""
    return chance >= ENOUGH


def number_in(name: str) -> int:
    """The id of what is called “w12” or “p3” in the plan."""
    return int(name[1:])


def kept(answer: Answer) -> dict[str, Any]:
    """What is kept of an answer beside its curve: ids as numbers."""
    return {
        "tasks": {name[1:]: ends for name, ends in answer["tasks"].items()},
        "waits": [
            [[number_in(one) for one in people], round(hours, 1), round(days, 1)]
            for people, hours, days in answer["waits"]
        ],
        "done": answer["done"],
        "drivers": [[number_in(one), round(by, 2)] for one, by in answer["drivers"]],
    }


def rising(ends: Sequence[int | None]) -> bool:
    """Whether this is a curve: as long as one, and never falling; what never ends stands last."""
    there = [one for one in ends if one is not None]
    return len(ends) == PLACES and there == sorted(there) and list(ends[: len(there)]) == there
