"""Text as a search index keeps it and asks for it: one way for both databases.

Words are what Unicode calls letters and digits in a row, without case and accents: "Größe" and
"grosse" are the same word, so are "Café" and "cafe". Scripts without spaces (Chinese, Japanese,
Thai) are kept in pairs of characters, so that a part of a sentence finds it.
"""

import re
import unicodedata

LONGEST = 40
"""Characters of a word that count; longer ones are found by their beginning."""
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(
    "[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+"
)


def folded(text: str) -> str:
    """Without case and accents, in one Unicode form."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def words_of(text: str) -> list[str]:
    """The words of a text in their order, as the index keeps them."""
    words = _WORD.findall(folded(text).replace("_", " "))
    if text.isascii():
        return [word[:LONGEST] for word in words]
    found: list[str] = []
    for word in words:
        found += _pieces(word)
    return found


def asked_words(text: str, most: int = 6) -> list[str]:
    """The words somebody looks for: each once, at most `most` of them."""
    return list(dict.fromkeys(words_of(text)))[:most]


def excerpt(text: str, asked: list[str], length: int = 160) -> list[tuple[str, bool]]:
    """A piece of `text` around the first word that was asked for, in parts.

    Each part says whether it is such a word; a page shows those in bold. Words count from their
    beginning on, as they are found: "deliv" marks "delivery".
    """
    spans = [
        match.span()
        for match in _WORD.finditer(text)
        if any(piece.startswith(word) for piece in words_of(match.group()) for word in asked)
    ]
    first = spans[0][0] if spans else 0
    begin = _word_start(text, max(0, first - length // 3))
    end = min(len(text), begin + length)
    parts: list[tuple[str, bool]] = [("… ", False)] if begin else []
    at = begin
    for start, stop in spans:
        if start < at or stop > end:
            continue
        parts += [(text[at:start], False), (text[start:stop], True)]
        at = stop
    parts.append((text[at:end] + (" …" if end < len(text) else ""), False))
    return [(" ".join(part.split("\n")), marked) for part, marked in parts if part]


def _word_start(text: str, at: int) -> int:
    space = text.find(" ", at) if at else -1
    return space + 1 if 0 <= space - at < LONGEST else at


def _pieces(word: str) -> list[str]:
    if not _UNSPACED.search(word):
        return [word[:LONGEST]]
    pieces: list[str] = []
    for run in re.split(f"({_UNSPACED.pattern})", word):
        if not run:
            continue
        if not _UNSPACED.fullmatch(run):
            pieces.append(run[:LONGEST])
        elif len(run) == 1:
            pieces.append(run)
        else:
            pieces += [run[at : at + 2] for at in range(len(run) - 1)]
    return pieces
