"""The words that a check of a text looks for, read from the files in `words/`. Plain Python."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from tandem.core.words import Sentence, say


@dataclass(frozen=True, slots=True)
class Entry:
    """Words that mean the same to a check, and what it says of them.

    `unless_number`: a number in the same sentence says already what the word leaves open.
    """

    says: Sentence
    unless_number: bool = False
    only_acceptance: bool = False


@dataclass(frozen=True, slots=True)
class WordList:
    """All words of one list: by their first word, the longest phrases first."""

    entries: dict[str, Entry]
    _by_first_word: dict[str, list[re.Pattern[str]]]

    def find(self, text: str) -> Iterator[tuple[re.Match[str], Entry]]:
        """The words of the list that a text holds, with what is said of each.

        One pattern of all words would try each of them at every letter; that took 100 µs a word.
        """
        end = 0
        for first in _A_WORD.finditer(text):
            for pattern in self._by_first_word.get(first[0].casefold(), ()):
                match = pattern.match(text, first.start())
                if match and first.start() >= end:
                    end = match.end()
                    yield match, self.entries[_key(match[0])]
                    break


_A_WORD = re.compile(r"\w+")


@lru_cache
def word_list(name: str) -> WordList:
    """A list by the name of its file; read once."""
    text = (resources.files(__package__) / "words" / f"{name}.toml").read_text("utf-8")
    entries: dict[str, Entry] = {}
    patterns: dict[str, list[re.Pattern[str]]] = {}
    words: list[str] = []
    for one in tomllib.loads(text)["entry"]:
        entry = Entry(
            Sentence(one.get("instead") or one["means"]),
            bool(one.get("unless_number")),
            one.get("only") == "acceptance",
        )
        entries |= {_key(word): entry for word in one["words"]}
        words += one["words"]
    for word in sorted(words, key=len, reverse=True):
        first = _A_WORD.findall(word)[0].casefold()
        is_short = word.isupper() and len(word) < 5
        pattern = _exact(word) if is_short else _any_case(word)
        patterns.setdefault(first, []).append(re.compile(pattern))
    return WordList(entries, patterns)


def _exact(word: str) -> str:
    """An abbreviation counts only in capitals: “sea” is no “SEA”."""
    return _whole(re.escape(word.upper()), word)


def _any_case(word: str) -> str:
    return _whole(f"(?i:{re.escape(word)})", word)


def _whole(pattern: str, word: str) -> str:
    """A whole word: no part of another, of an address or of a compound."""
    words = pattern.replace(r"\ ", r"\s+")
    end = r"(?!\w)" if word[-1].isalnum() else ""
    return rf"(?<![\w@/.#-]){words}{end}(?!-\w)"


def _key(word: str) -> str:
    return " ".join(word.casefold().split())


NO_NUMBER = say("Without a number nobody can say whether it was reached.")
