"""How alike two ideas are, by their words. Letters only: nothing is looked up, nothing is learnt.

A sentence becomes *stems*: words in lower case without accents, cut to six letters, without those
that every idea uses. The index holds the stems of every idea; ideas that share rare ones are
compared letter by letter, in threes, so that a misspelt word still counts for something.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from tandem.formats.search_words import folded

STEM = 6
"""Letters of a word that count: newsletter, newsletters and Newsletterversand are one."""

STEMS_AT_MOST = 40
ALIKE = 0.3
"""From here on an idea is worth a look."""
THE_SAME = 0.6
"""From here on we ask whether it is the same."""

_WORD = re.compile(r"[^\W_]+")
_COMMON = """
a an and are as at be by can could do does for from get have how i if in into is it its let like
make more my need new no not of on one or our out shall should so some than that the their them then
there they this to up us use want was we what when which who will with would you your
aber alle als am an auf aus bei bis das dass dem den der des die doch ein eine einem einen einer er
es fur hat haben ich ihr im ist kann konnen man mehr mit nach neu neue nicht noch oder sein sich sie
sind so soll sollen und uns unser unsere vom von wenn werden wie wir wird wollen zu zum zur uber
"""
_EVERYWHERE = frozenset(_COMMON.split())


def stems_of(text: str) -> list[str]:
    """The words of a text that tell it from others, cut short; each once, in their order.

    Writing without spaces (Chinese, Japanese, Thai) gives long words; of those every two letters
    count.
    """
    found: dict[str, None] = {}
    for word in _WORD.findall(folded(text)):
        for stem in _stems(word):
            found[stem] = None
    return list(found)[:STEMS_AT_MOST]


def _stems(word: str) -> list[str]:
    if word in _EVERYWHERE:
        return []
    if ord(word[0]) >= 0x0E00 and not word.isdecimal():
        return [word[at : at + 2] for at in range(max(1, len(word) - 1))]
    if len(word) < 3 and not any(letter.isdecimal() for letter in word):
        return []
    return [word[:STEM]]


@lru_cache(maxsize=4096)
def _stem_set(text: str) -> frozenset[str]:
    return frozenset(stems_of(text))


@lru_cache(maxsize=4096)
def _threes(text: str) -> frozenset[str]:
    words = " ".join(word for word in _WORD.findall(folded(text)) if word not in _EVERYWHERE)
    spaced = f"  {words} "
    return frozenset(spaced[at : at + 3] for at in range(len(spaced) - 2)) if words else frozenset()


def likeness(one: str, other: str) -> float:
    """From 0 (nothing in common) to 1 (the same words): half by words, half by letters in threes.

    The words of the shorter sentence decide: a long one that says all of it, and more, is like it.
    """
    stems, others = _stem_set(one), _stem_set(other)
    if not stems or not others:
        return 1.0 if folded(one).strip() == folded(other).strip() else 0.0
    shared = len(stems & others)
    words = (shared / min(len(stems), len(others)) + shared / len(stems | others)) / 2
    threes, other_threes = _threes(one), _threes(other)
    letters = 2 * len(threes & other_threes) / (len(threes) + len(other_threes))
    # One short word in common is chance, whatever the shares say.
    return (
        (words + letters) / 2 if shared != 1 or min(len(stems), len(others)) == 1 else letters / 2
    )


def rarest(counts: Mapping[str, int], *, most: int) -> list[str]:
    """The stems worth looking for: the rarest first, until they lead to `most` ideas in all."""
    chosen: list[str] = []
    total = 0
    for stem, count in sorted(counts.items(), key=lambda item: (item[1], item[0])):
        if chosen and total + count > most:
            break
        chosen.append(stem)
        total += count
    return chosen


def most_alike(
    text: str, others: Iterable[tuple[int, str]], *, most: int
) -> list[tuple[int, float]]:
    """(id, likeness) of those that are worth a look, the most alike first."""
    scored = [(pk, likeness(text, sentence)) for pk, sentence in others]
    found = [(pk, round(score, 3)) for pk, score in scored if score >= ALIKE]
    return sorted(found, key=lambda item: (-item[1], item[0]))[:most]
