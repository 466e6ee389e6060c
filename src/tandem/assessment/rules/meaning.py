"""Which systems a text is about though it doesn't name them: what its words mean. Plain Python.

The table of words stands in `words/meanings.toml`: words of a sentence mean parts ("e-mail
address": what sends mail, what keeps consent), and systems are known by words of their names.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from typing import Generic, TypeVar

from tandem.core.words import Sentence, say
from tandem.systems.rules import DataClass, EntryKind

AT_MOST_FOR_A_PART = 6
"""A large catalogue may have dozens of mailing tools; more than these help nobody to begin."""


class Part(StrEnum):
    """What a system is for, as far as words of ideas concern it."""

    SHOP = "shop"
    CHECKOUT = "checkout"
    TILL = "till"
    LOYALTY = "loyalty"
    MAILING = "mailing"
    CUSTOMERS = "customers"
    CONSENT = "consent"
    STOCK = "stock"
    WAREHOUSE = "warehouse"
    PRODUCT_DATA = "product_data"
    PICTURES = "pictures"
    ANALYTICS = "analytics"
    SEARCH = "search"
    SERVICE = "service"
    STORES = "stores"
    ADS = "ads"
    SOCIAL = "social"
    GIFT_CARDS = "gift_cards"
    SCREENS = "screens"
    LABELS = "labels"
    REPORTING = "reporting"
    SURVEYS = "surveys"
    ACCOUNTS = "accounts"
    APP = "app"
    EVENTS = "events"

    @property
    @cache
    def label(self) -> Sentence:
        return _LABELS[self]


_LABELS = {
    Part.SHOP: say("pages are seen there"),
    Part.CHECKOUT: say("people pay there"),
    Part.TILL: say("it is used in the stores"),
    Part.LOYALTY: say("points and membership are kept there"),
    Part.MAILING: say("messages to customers are sent from there"),
    Part.CUSTOMERS: say("customers are known there"),
    Part.CONSENT: say("who agreed to what is kept there"),
    Part.STOCK: say("stock and orders are kept there"),
    Part.WAREHOUSE: say("parcels leave and come back there"),
    Part.PRODUCT_DATA: say("what is told about products is kept there"),
    Part.PICTURES: say("pictures are kept there"),
    Part.ANALYTICS: say("what visitors do is counted there"),
    Part.SEARCH: say("people search with it"),
    Part.SERVICE: say("customers are answered from there"),
    Part.STORES: say("stores and their hours are shown there"),
    Part.ADS: say("ads are booked there"),
    Part.SOCIAL: say("posts are written there"),
    Part.GIFT_CARDS: say("vouchers and gift cards are kept there"),
    Part.SCREENS: say("it shows things in the stores"),
    Part.LABELS: say("it shows prices at the shelf"),
    Part.REPORTING: say("figures are put together there"),
    Part.SURVEYS: say("questions and forms are made there"),
    Part.ACCOUNTS: say("customers sign in there"),
    Part.APP: say("it is what people have on their phones"),
    Part.EVENTS: say("guests are registered there"),
}


_SHOWN = 40
"""Letters of a word that are repeated where it is named as the reason."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A system that a text is about, by which of its words, and what the system is for."""

    system_id: int
    word: str
    part: Part

    @property
    def why(self) -> Sentence:
        word = self.word if len(self.word) <= _SHOWN else f"{self.word[:_SHOWN]}…"
        return say("The text says “{word}”; {what}.", word=word, what=self.part.label)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the rules look at in a system in use."""

    id: int
    kind: EntryKind
    criticality: int
    name: str
    aliases: Sequence[str]
    vendor: str


PartIndex = Mapping[Part, Sequence[int]]
"""The systems for each part, what matters most first."""

_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class _Phrases(Generic[_Told]):
    """Phrases and what they stand for, by the two letters they begin with, the longest first."""

    by_start: Mapping[str, Sequence[tuple[tuple[str, ...], _Told]]]

    def at(self, words: Sequence[str], place: int) -> tuple[int, _Told] | None:
        """How many words fit from this place on, and what they stand for."""
        for phrase, meaning in self.by_start.get(words[place][:2], ()):
            here = words[place : place + len(phrase)]
            if len(here) == len(phrase) and all(map(_fits, phrase, here)):
                return len(phrase), meaning
        return None


@dataclass(frozen=True, slots=True)
class _Saying:
    parts: tuple[Part, ...]
    data: tuple[DataClass, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    sayings: _Phrases[_Saying]
    known_by: _Phrases[Part]
    alone: frozenset[Part]
    reports: frozenset[Part]


_WORD = re.compile(r"\w+")


def _fits(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern[-1] == "*" else word == pattern


def _phrases(pairs: Iterable[tuple[str, _Told]]) -> _Phrases[_Told]:
    by_start: dict[str, list[tuple[tuple[str, ...], _Told]]] = {}
    for text, meaning in pairs:
        words = tuple(text.split())
        by_start.setdefault(words[0].rstrip("*")[:2], []).append((words, meaning))
    for phrases in by_start.values():
        phrases.sort(key=lambda phrase: (-len(phrase[0]), -len("".join(phrase[0]))))
    return _Phrases(by_start)


@lru_cache
def _table() -> _Table:
    text = (resources.files(__package__) / "words" / "meanings.toml").read_text("utf-8")
    read = tomllib.loads(text)
    parts = {Part(one["key"]): one for one in read["part"]}
    sayings = [
        (word, _Saying(tuple(map(Part, one["parts"])), tuple(map(DataClass, one.get("data", ())))))
        for one in read["saying"]
        for word in one["words"]
    ]
    return _Table(
        sayings=_phrases(sayings),
        known_by=_phrases((word, part) for part, one in parts.items() for word in one["words"]),
        alone=frozenset(part for part, one in parts.items() if not one.get("among_others", True)),
        reports=frozenset(part for part, one in parts.items() if one.get("reports")),
    )


def part_index_of(entries: Iterable[Entry]) -> PartIndex:
    """Which systems are for which part, by the words of their names."""
    found: dict[Part, list[tuple[int, str, int]]] = {}
    for entry in entries:
        for part in parts_of(entry):
            found.setdefault(part, []).append((entry.criticality, entry.name, entry.id))
    return {part: [pk for _, _, pk in sorted(rows)] for part, rows in found.items()}


def parts_of(entry: Entry) -> set[Part]:
    """What a system is for, as its names tell. Of reports and audiences only what reports are."""
    table, found = _table(), set[Part]()
    for name in (entry.name, *entry.aliases, entry.vendor):
        parts = {part for _, part in _all_in(name, table.known_by)}
        # "Shop search" is a search, not a shop.
        found |= parts - table.alone if len(parts) > 1 else parts
    if entry.kind is EntryKind.SYSTEM:
        return found
    return found & table.reports if entry.kind is EntryKind.REPORT else set()


def _all_in(text: str, phrases: _Phrases[_Told]) -> list[tuple[str, _Told]]:
    """Each phrase that stands in a text, as it stands there; words count once."""
    spans = [match.span() for match in _WORD.finditer(text)]
    words = [text[start:end].casefold() for start, end in spans]
    found: list[tuple[str, _Told]] = []
    place = 0
    while place < len(words):
        fitting = phrases.at(words, place)
        if fitting is None:
            place += 1
            continue
        length, meaning = fitting
        found.append((text[spans[place][0] : spans[place + length - 1][1]], meaning))
        place += length
    return found


def meant_in(text: str, index: PartIndex) -> list[Meant]:
    """The systems that a text is about, each once, in the order of the text."""
    found: dict[int, Meant] = {}
    for word, saying in _all_in(text, _table().sayings):
        for part in saying.parts:
            for pk in index.get(part, ())[:AT_MOST_FOR_A_PART]:
                found.setdefault(pk, Meant(pk, word, part))
    return list(found.values())


def data_in(text: str) -> tuple[DataClass, ...]:
    """The data that flow in what a text says, as far as its words tell."""
    told = {one for _, saying in _all_in(text, _table().sayings) for one in saying.data}
    return tuple(one for one in DataClass if one in told)
