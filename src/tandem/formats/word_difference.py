"""Two texts compared word by word. Plain Python, on difflib of the standard library."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST = 6_000
"""Words on either side; beyond that whole lines are compared, which takes no time."""


class Fate(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words with one fate."""

    fate: Fate
    text: str


def compare(before: str, after: str) -> tuple[Run, ...]:
    """The runs that lead from one text to the other, in reading order.

    Same and gone runs together are `before`, same and new ones `after`, to the letter.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > _MOST:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return tuple(_joined(_runs(old, new)))


def _runs(old: list[str], new: list[str]) -> Iterator[Run]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        gone, came = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if tag == "equal":
            yield Run(Fate.SAME, gone)
            continue
        if gone:
            yield Run(Fate.GONE, gone)
        if came:
            yield Run(Fate.NEW, came)


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """A lone space between two changed runs is read as part of them, not as something kept."""
    gone, came = "", ""
    for run in runs:
        if run.fate is Fate.SAME and not (
            run.text.isspace() and len(run.text) == 1 and (gone or came)
        ):
            yield from _changed(gone, came)
            gone, came = "", ""
            yield run
            continue
        gone += run.text if run.fate is not Fate.NEW else ""
        came += run.text if run.fate is not Fate.GONE else ""
    # A space at the very end of what changed is the same on both sides.
    yield from _changed(gone, came)


def _changed(gone: str, came: str) -> Iterator[Run]:
    tail = " " if gone.endswith(" ") and came.endswith(" ") else ""
    if tail:
        gone, came = gone[:-1], came[:-1]
    if gone:
        yield Run(Fate.GONE, gone)
    if came:
        yield Run(Fate.NEW, came)
    if tail:
        yield Run(Fate.SAME, tail)
