"""A story as it is written: who did what on which working day, a line each.

    34 10:20 alice writes campaign wish=100: Members who bought once come back
    + alice answers goal: They buy again within 90 days.
    33 14:05 igor answers exists: The ledger keeps points for the shops already;
        the online shop only doesn't ask it.

So many working days ago, the time, who, what, and after the colon in which words. “+” is the same
moment as the line before. An indented line goes on with the words of the one above. Where an act
takes several texts, “ | ” stands between them. Lines that begin with “#” are for whoever writes.
What can be done is listed in `acts`; `#name` in a line is what it calls something for later lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

_LINE = re.compile(
    r"(?:(?P<ago>\d+) (?P<hour>\d\d):(?P<minute>\d\d)|\+) (?P<who>\w+) (?P<what>[a-z][a-z-]*)"
    r"(?P<words>(?: [^ :]+)*)(?:: (?P<text>.+))?"
)


class Unreadable(ValueError):
    """A line of a story that can't be played; says which and why."""


@dataclass(frozen=True, slots=True)
class Act:
    """One line: when, who, what, the words before the colon and the text after it."""

    ago: int
    at: time
    who: str
    what: str
    words: tuple[str, ...]
    text: str
    line: int

    @property
    def plain(self) -> list[str]:
        """The words that are neither a name (#…) nor an option (…=…)."""
        return [word for word in self.words if word[0] != "#" and "=" not in word]

    @property
    def label(self) -> str:
        """What this line calls something, or what it speaks about; without the “#”."""
        return next((word[1:] for word in self.words if word[0] == "#"), "")

    def option(self, name: str) -> str:
        """What stands behind `name=`; empty where it doesn't."""
        return next(
            (word.partition("=")[2] for word in self.words if word.startswith(f"{name}=")), ""
        )

    def texts(self, count: int) -> list[str]:
        """The texts between “ | ”, empty ones where the line has fewer."""
        found = [part.strip() for part in self.text.split(" | ")]
        if len(found) > count:
            raise Unreadable(f"line {self.line}: {len(found)} texts, and {count} fit")
        return found + [""] * (count - len(found))


def read_story(text: str) -> list[Act]:
    """The acts of a story, in their order. Raises Unreadable for a line that is none.

    Also where something would happen before what stands above it.
    """
    acts: list[Act] = []
    for number, line in _whole_lines(text):
        found = _LINE.fullmatch(line)
        if found is None or (found["ago"] is None and not acts):
            raise Unreadable(f"line {number} is no act: {line[:60]}")
        before = acts[-1] if acts else None
        same = before is not None and found["ago"] is None
        ago = before.ago if same and before else int(found["ago"])
        at = before.at if same and before else time(int(found["hour"]), int(found["minute"]))
        if before and (-ago, at) < (-before.ago, before.at):
            raise Unreadable(f"line {number} happens before the one above it")
        words = tuple(found["words"].split())
        acts.append(Act(ago, at, found["who"], found["what"], words, found["text"] or "", number))
    return acts


def _whole_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with what goes on below them, with the number of the first."""
    kept: tuple[int, str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line[0] == " " and kept is not None:
            kept = (kept[0], f"{kept[1]} {line.strip()}")
            continue
        if kept is not None:
            yield kept
        kept = (number, line.strip())
    if kept is not None:
        yield kept
