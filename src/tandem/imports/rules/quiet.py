"""Which ideas ask both sides when they come in, and which wait quietly to be sorted. Plain Python.

An idea that somebody writes is asked about at once. Of many at once, or of old ones, nobody could
answer the questions in time: they stand among the ideas to sort, and ask once one is taken up.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from tandem.accounts.rules import Lane

QUIET_ABOVE = 10
"""More new ideas than that ask nobody by themselves."""
OLD = timedelta(days=30)


class Asks(StrEnum):
    """Which of the new ideas ask both sides at once."""

    BY_ITSELF = ""
    """Nobody has said: as many and as old as they are."""
    RECENT = "recent"
    ALL = "all"
    NONE = "none"


def asks_now(said: str, counts: Mapping[str, int]) -> Asks:
    """What was said; while nobody has, what so many new ideas do by themselves, by what a
    comparison counted.
    """
    quiet = counts.get("new", 0) - counts.get("parked", 0) > QUIET_ABOVE
    return Asks(said) or (Asks.NONE if quiet else Asks.RECENT)


def is_old(made: datetime | None, now: datetime) -> bool:
    """Whether an idea was written so long ago that nobody waits for a word about it today."""
    return made is not None and now - made > OLD


def is_quiet(asks: str, made: datetime | None, now: datetime) -> bool:
    """Whether an idea comes in without asking anybody."""
    return asks == Asks.NONE or (asks == Asks.RECENT and is_old(made, now))


def things_asked(side: Lane | None) -> int:
    """How many things a new idea asks: each side for its part, and what becomes of it of every side
    whose idea it isn't.
    """
    return sum(1 if lane is side else 2 for lane in Lane)


def to_ask(asks: str, counts: Mapping[str, int]) -> tuple[int, int, int]:
    """(ideas, things, people) that are asked so, by what a comparison counted."""
    if asks == Asks.NONE:
        return 0, 0, 0
    of = "all" if asks == Asks.ALL else "recent"
    ideas, things, people = (counts.get(f"{what}_{of}", 0) for what in ("ask", "things", "people"))
    return ideas, things, people
