"""Which systems a text names. Plain Python: no Django, no database."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tandem.core.words import Sentence, say


class NamedAs(StrEnum):
    """As what a system was named in a text."""

    NAME = "name"
    ALIAS = "alias"
    VENDOR = "vendor"


@dataclass(frozen=True, slots=True)
class Named:
    """A system that a text names: which words of the text said so, and as what they did."""

    system_id: int
    name: str
    word: str
    as_what: NamedAs

    @property
    def why(self) -> Sentence:
        if self.as_what is NamedAs.NAME:
            return say("“{word}” stands in the text.", word=self.word)
        if self.as_what is NamedAs.ALIAS:
            return say("“{word}” stands in the text; that is another name of it.", word=self.word)
        return say("“{word}” stands in the text; they make it.", word=self.word)


_WORD = re.compile(r"\w+")
_RANK = {NamedAs.NAME: 0, NamedAs.ALIAS: 1, NamedAs.VENDOR: 2}
# Who is called a vendor and is none: naming them names nothing.
_NOBODY = frozenset(
    [
        *("our own", "own", "ourselves", "in house", "inhouse", "in-house", "self-made"),
        *("eigen", "eigene", "selbst", "eigenentwicklung", "intern", "internal", "various"),
        *("several", "diverse", "unknown", "none", "a spreadsheet", "spreadsheet"),
    ]
)

_Words = tuple[str, ...]
_Meaning = tuple[NamedAs, int]


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The names of many systems, by their first word: a text is gone through once."""

    names: Mapping[int, str]
    by_first: Mapping[str, Sequence[tuple[_Words, Sequence[_Meaning]]]]


def index_of(rows: Iterable[tuple[int, str, Collection[str], str]]) -> NameIndex:
    """Make the index from (system id, name, aliases, vendor).

    A name of one letter or without any is left out: it would be found everywhere; and so would
    "our own" as a vendor.
    """
    names: dict[int, str] = {}
    meanings: dict[_Words, list[_Meaning]] = {}
    for system_id, name, aliases, vendor in rows:
        names[system_id] = name
        said = [(NamedAs.NAME, name), *((NamedAs.ALIAS, alias) for alias in aliases)]
        if vendor.casefold() not in _NOBODY:
            said.append((NamedAs.VENDOR, vendor))
        for as_what, text in said:
            words = tuple(_WORD.findall(text.casefold()))
            if len("".join(words)) > 1:
                meanings.setdefault(words, []).append((as_what, system_id))
    by_first: dict[str, list[tuple[_Words, Sequence[_Meaning]]]] = {}
    for words, meant in meanings.items():
        by_first.setdefault(words[0], []).append((words, meant))
    for candidates in by_first.values():
        candidates.sort(key=lambda candidate: -len(candidate[0]))
    return NameIndex(names, by_first)


def named_in(text: str, index: NameIndex) -> list[Named]:
    """The systems whose name, other name or vendor stands in `text`, in the order of the text.

    Whole words only, whatever their case. The longest name wins: "Adobe Analytics" names that
    one, not everything by Adobe. Each system is told once, by the best of what names it.
    """
    spans = [match.span() for match in _WORD.finditer(text)]
    words = [text[start:end].casefold() for start, end in spans]
    found: dict[int, Named] = {}
    at = 0
    while at < len(words):
        name, meant = _longest(words, at, index)
        if name:
            said = text[spans[at][0] : spans[at + len(name) - 1][1]]
            for as_what, system_id in meant:
                named = Named(system_id, index.names[system_id], said, as_what)
                known = found.get(system_id)
                if known is None or _RANK[as_what] < _RANK[known.as_what]:
                    found[system_id] = named
        at += len(name) or 1
    return list(found.values())


def _longest(words: Sequence[str], at: int, index: NameIndex) -> tuple[_Words, Sequence[_Meaning]]:
    for name, meant in index.by_first.get(words[at], ()):
        if tuple(words[at : at + len(name)]) == name:
            return name, meant
    return (), ()
