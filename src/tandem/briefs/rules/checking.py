"""Check my text: what another person may read differently. Plain Python; nothing is graded.

A find is a word in its sentence with a kind suggestion. The lists are short on purpose: a check
that is wrong every third time isn't asked twice.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tandem.accounts.rules import Lane
from tandem.briefs.rules.content import Content, ItemKind
from tandem.briefs.rules.slots import Shape
from tandem.briefs.rules.structure import slots_of
from tandem.briefs.rules.word_lists import NO_NUMBER, word_list
from tandem.core.words import Sentence, say


class Concern(StrEnum):
    """What may be read differently."""

    VAGUE = "vague"
    UNMEASURABLE = "unmeasurable"
    JARGON = "jargon"
    DIVIDES = "divides"

    @property
    def label(self) -> Sentence:
        return {
            Concern.VAGUE: say("may mean different things"),
            Concern.UNMEASURABLE: say("hard to measure"),
            Concern.JARGON: say("a word of the other side"),
            Concern.DIVIDES: say("may divide"),
        }[self]


@dataclass(frozen=True, slots=True)
class Found:
    """A find: where it stands, its sentence in three pieces, and what could help.

    Of jargon `side` is whose word it is, and `says` is what it means.
    """

    concern: Concern
    place: Sentence
    before: str
    words: str
    after: str
    says: Sentence
    side: Lane | None = None


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a part: what it is called, and whether it says when something works."""

    place: Sentence
    text: str
    is_acceptance: bool = False
    is_target: bool = False


MOST = 200
"""Finds of one brief that are shown; nobody reads more."""
_SENTENCE = re.compile(r"[^\n.!?;]*(?:[.!?;](?!\s)[^\n.!?;]*)*[.!?;]?")
_NUMBER = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|once|twice|half)\b")
_NO_WORDS = re.compile(
    r"```.*?```|`[^`\n]*`|\]\([^)\n]*\)|<[^>\s]+>|\bhttps?://\S+|\bwww\.\S+", re.S
)
_MARKS = re.compile(r"[*_~#>|\\\[\]]")
_QUOTED = re.compile(r"“[^”\n]{1,60}”|„[^“\n]{1,60}“|\"[^\"\n]{1,60}\"|«[^»\n]{1,60}»")
_ASKS = re.compile(r"\b(?:how|as|so|too)\s+$", re.IGNORECASE)
"""“How many”, “as soon as”: what follows says more than the word."""
_JARGON = {Lane.IT: "it", Lane.MARKETING: "marketing"}
_ROOM = 160
"""Characters of a sentence that are shown on either side of a find."""


def check_part(content: Content, reads: Collection[Lane]) -> list[Found]:
    """What may be read differently in a part; `reads` are the sides of whoever asks.

    Each side has the words of the other explained, whoever is on neither all of them.
    """
    lists = [lane for lane in Lane if not reads or lane.other in reads]
    return [found for text in _texts(content) for found in _check(text, lists)]


def first_of_each(found: list[Found], known: set[str]) -> list[Found]:
    """The same without jargon that was explained before; `known` grows."""
    kept = []
    for one in found:
        key = str(one.says)
        if one.concern is not Concern.JARGON or key not in known:
            kept.append(one)
        if one.concern is Concern.JARGON:
            known.add(key)
    return kept


def _texts(content: Content) -> Iterator[_Text]:
    if content.title:
        yield _Text(say("Heading"), content.title)
    if content.text:
        yield _Text(say("Text"), content.text)
    for slot in slots_of(content.section, content.kind):
        value = content.fields.get(slot.name)
        if slot.shape in {Shape.LINE, Shape.LINES, Shape.STEPS} and value:
            lines = value if isinstance(value, list) else [value]
            is_target = content.kind is ItemKind.METRIC and slot.name == "target"
            for line in lines:
                yield _Text(slot.label, str(line), slot.name == "acceptance", is_target)


def _check(text: _Text, lists: Collection[Lane]) -> Iterator[Found]:
    words = _plain(text.text)
    if text.is_target and not _NUMBER.search(words):
        yield Found(Concern.UNMEASURABLE, text.place, "", words.strip(), "", NO_NUMBER)
    said = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), words)
    for sentence in _SENTENCE.finditer(words):
        begin, end = sentence.span()
        if end > begin:
            yield from _in_sentence(text, words[begin:end], said[begin:end], lists)


def _in_sentence(text: _Text, sentence: str, said: str, lists: Collection[Lane]) -> Iterator[Found]:
    """What stands in quotation marks is somebody else's word, or a name: only jargon counts."""
    concerns = [("vague", Concern.VAGUE), ("divides", Concern.DIVIDES)]
    if text.is_acceptance:
        concerns = [("unmeasurable", Concern.UNMEASURABLE), ("vague", Concern.UNMEASURABLE),
                    ("divides", Concern.DIVIDES)]  # fmt: skip
    has_number = bool(_NUMBER.search(said.casefold()))
    taken: list[tuple[int, int]] = []
    for name, concern in concerns:
        for match, entry in word_list(name).find(said):
            is_new = all(match.end() <= begin or match.start() >= end for begin, end in taken)
            fits = text.is_acceptance or not entry.only_acceptance
            asks = _ASKS.search(said[: match.start()])
            if is_new and fits and not asks and not (entry.unless_number and has_number):
                taken.append(match.span())
                yield _found(concern, text, sentence, match, entry.says)
    for lane in lists:
        for match, entry in word_list(_JARGON[lane]).find(sentence):
            yield _found(Concern.JARGON, text, sentence, match, entry.says, lane)


def _found(
    concern: Concern,
    text: _Text,
    sentence: str,
    match: re.Match[str],
    says: Sentence,
    side: Lane | None = None,
) -> Found:
    before, after = sentence[: match.start()], sentence[match.end() :]
    return Found(
        *(concern, text.place, _tail(before.lstrip()), match[0], _head(after.rstrip())),
        *(says, side),
    )


def _head(text: str) -> str:
    return text if len(text) <= _ROOM else f"{text[:_ROOM].rpartition(' ')[0]} …"


def _tail(text: str) -> str:
    return text if len(text) <= _ROOM else f"… {text[-_ROOM:].partition(' ')[2]}"


def _plain(text: str) -> str:
    """The text without code, addresses and marks of Markdown."""
    return _MARKS.sub("", _NO_WORDS.sub(" ", text))
