"""The statements of a TaskJuggler file: a keyword, what follows it, and a block of others."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tandem.formats.plans.tjp_words import Word
from tandem.formats.plans.unreadable import UnreadablePlan

_ARITY = {
    **dict.fromkeys(("effort", "length", "duration", "start", "end", "minstart", "maxstart"), 1),
    **dict.fromkeys(("minend", "maxend", "complete", "priority", "rate", "efficiency", "now"), 1),
    **dict.fromkeys(("timezone", "dailyworkinghours", "gaplength", "gapduration", "note"), 1),
    **dict.fromkeys(("dailymax", "weeklymax", "responsible", "email", "scheduling", "select"), 1),
    **dict.fromkeys(("depends", "precedes", "allocate", "alternative", "flags"), 1),
    **dict.fromkeys(("milestone", "onstart", "onend", "mandatory", "persistent", "scheduled"), 0),
}
"""How many words follow a keyword, besides those after a comma; where it isn't here, its line."""
_DEEPEST = 60


@dataclass(slots=True)
class Statement:
    """One statement. `scenario` is the part of `delayed:effort` before the colon."""

    keyword: str
    line: int
    scenario: str = ""
    words: list[Word] = field(default_factory=list)
    blocks: dict[int, list["Statement"]] = field(default_factory=dict)
    """The blocks, by how many words stand before them: each of a list may have its own."""

    @property
    def block(self) -> list["Statement"]:
        """All that stands in its blocks."""
        return [one for of in self.blocks.values() for one in of]

    def word(self, at: int, wanted: str) -> str:
        """One of its words. Raises UnreadablePlan where it has fewer."""
        if at >= len(self.words):
            raise self.wrong(f"after “{self.keyword}” {wanted} is missing")
        return self.words[at].said

    def wrong(self, what: str) -> UnreadablePlan:
        """What to raise where the statement isn't as it should be."""
        return UnreadablePlan(f"Line {self.line}: {what}.")

    def listed(self) -> Iterator[tuple[str, list["Statement"]]]:
        """The words of a list with the block of each."""
        for at, word in enumerate(self.words):
            if word.said != ",":
                yield word.said, self.blocks.get(at + 1, [])


def statements(found: list[Word]) -> list[Statement]:
    """All statements of a file. Raises UnreadablePlan."""
    reader = _Reader(found)
    whole = reader.block(0)
    if reader.at < len(found):
        raise UnreadablePlan(f"Line {found[reader.at].line}: this bracket closes nothing.")
    return whole


class _Reader:
    def __init__(self, found: list[Word]) -> None:
        self.found = found
        self.at = 0

    def block(self, depth: int) -> list[Statement]:
        """Statements up to a closing bracket or the end."""
        told: list[Statement] = []
        while (word := self.next()) is not None and not _is(word, "}"):
            if _is(word, "{"):  # Of something that takes its words from further lines.
                if not told:
                    raise UnreadablePlan(f"Line {word.line}: this bracket opens nothing.")
                self.inside(told[-1], depth)
            else:
                told.append(self.statement(depth))
        return told

    def statement(self, depth: int) -> Statement:
        first = self.take()
        scenario, _, keyword = first.said.rpartition(":")
        told = Statement(keyword or first.said, first.line, scenario)
        most = _ARITY.get(told.keyword)
        row = first.row
        while (word := self.next()) is not None:
            if _is(word, "{"):
                self.inside(told, depth)
                row = self.found[self.at - 1].row
                continue
            after_comma = bool(told.words) and _is(told.words[-1], ",")
            goes_on = _is(word, ",") or after_comma
            if _is(word, "}") or not (goes_on or self.belongs(told, word, row, most)):
                break
            told.words.append(self.take())
            row = word.row
        return told

    @staticmethod
    def belongs(told: Statement, word: Word, row: int, most: int | None) -> bool:
        """Whether a word still is of this statement."""
        if most is not None:
            return len(told.words) < most
        ended = bool(told.blocks) and not (told.words and _is(told.words[-1], ","))
        return word.row == row and not ended

    def inside(self, told: Statement, depth: int) -> None:
        """A block."""
        opened = self.take()
        if depth >= _DEEPEST:
            raise UnreadablePlan(f"Line {opened.line}: blocks lie too deep within each other.")
        told.blocks.setdefault(len(told.words), []).extend(self.block(depth + 1))
        if self.next() is None:
            raise UnreadablePlan(f"Line {opened.line}: this bracket is never closed.")
        self.take()

    def next(self) -> Word | None:
        return self.found[self.at] if self.at < len(self.found) else None

    def take(self) -> Word:
        self.at += 1
        return self.found[self.at - 1]


def _is(word: Word, sign: str) -> bool:
    return word.said == sign and not word.quoted
