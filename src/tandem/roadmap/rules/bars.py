"""A row of the roadmap, and what of it is written beside its bar. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tandem.plans.problems import is_enough

LETTER = 0.62
"""Per cent of a desk's width that a letter of a label takes, at most."""
BROAD, ENOUGH = 46, 24
"""Letters of a title for which another place is looked for; and those that are enough."""


class BarKind(StrEnum):
    """What a row is about."""

    INITIATIVE = "initiative"
    PROJECT = "it_project"
    BUSY = "busy"
    """Something restricted, without its name."""


@dataclass(frozen=True, slots=True)
class Stood:
    """How something stood at a revision: its first day where it had one, the end that others
    counted with, and the promised day.
    """

    starts_on: date | None
    ends_on: date | None
    promised: date | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: from its first day to where it is as likely as not done, and on to nine in ten.

    `meant` is the promised day (`promised`), else the wished one; `chance` how likely it is,
    where somebody worked it out. `planned` says that its end is a plan, not a forecast. `room` is
    how many days later it may end; `lanes` the sides whose work it is.
    """

    id: int
    kind: BarKind
    title: str
    url: str
    starts_on: date
    even: date
    late: date
    safe: date | None
    meant: date | None
    promised: bool
    chance: float | None
    planned: bool
    open_ended: bool
    over: bool
    lanes: tuple[str, ...]
    stage: str
    people: tuple[tuple[int, str], ...] = ()
    goal: tuple[int, str] | None = None
    team: tuple[int, str] | None = None
    form: str = ""
    """What kind of initiative it is, as its code."""
    room: int | None = None
    stood: Stood | None = None
    """How it stood at the revision that is asked about; nothing where it wasn't there yet."""

    @property
    def ends_on(self) -> date:
        """The end that others count with: the safe one, else the likely one."""
        return self.safe or self.even

    @property
    def later_by(self) -> int | None:
        """By how many days it ends later than it did then; nothing where either isn't known."""
        then = self.stood.ends_on if self.stood else None
        known = self.over or self.safe or self.kind is BarKind.PROJECT
        return (self.ends_on - then).days if then and known else None

    @property
    def unsupported(self) -> bool:
        """It is promised, and the forecast says that it needs luck."""
        return self.promised and self.chance is not None and not is_enough(self.chance)


def cut(title: str, most: int = BROAD) -> str:
    """A title in so many letters."""
    return title if len(title) <= most else title[: most - 1].rstrip() + "…"


def place_beside(left: float, right: float, title: int, status: int) -> tuple[str, int]:
    """Where a label stands, and how many letters of its title are shown: after its bar, before it,
    or above it. `title` and `status` are how many letters these have.
    """
    wanted = min(title, BROAD)
    after, before = (int((room - 1.5) / LETTER) - status for room in (100 - right, left))
    if after >= wanted or (after >= ENOUGH and before < wanted):
        return "after", min(title, after)
    if before >= wanted or before >= ENOUGH:
        return "before", min(title, before)
    return "above", min(title, int((100 - left) / LETTER) - status)


def packed(places: Iterable[tuple[float, float]]) -> list[int]:
    """Of labels that need room from there to there, in order, the line that each stands on: the
    first on which it has room.
    """
    ends: list[float] = []
    lines = []
    for start, end in places:
        line = next((n for n, taken in enumerate(ends) if taken <= start), len(ends))
        if line == len(ends):
            ends.append(end)
        ends[line] = end
        lines.append(line)
    return lines
