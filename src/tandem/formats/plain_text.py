"""Text as it came from a person, made safe to keep without changing what it says.

Emoji, combining marks, right-to-left scripts, words of any length all stay. Only what no database
or reader can take is refused, and only what nobody typed on purpose is taken away.
"""

import re

_LINE_ENDS = re.compile("\r\n?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")

_EMBEDDINGS = frozenset("\u202a\u202b\u202d\u202e")
_ISOLATES = frozenset("\u2066\u2067\u2068")
_END_OF_EMBEDDING = "\u202c"


class UnusableText(ValueError):
    """The text can't be kept. `reason` is one kind sentence that says what to do.

    `template` and `values` are what `reason` was made of, for screens in other languages.
    """

    def __init__(self, template: str, **values: object) -> None:
        self.template = template
        self.values = values
        self.reason = template.format(**values)
        super().__init__(self.reason)


def clean(text: str, *, limit: int) -> str:
    """The text with plain line ends, no outer white space and no dangling direction marks.

    `limit` is in characters (code points), counted after cleaning. Raises UnusableText where the
    text is longer, and where it holds a NUL or half a surrogate pair.
    """
    if "\0" in text:
        raise UnusableText(
            "This holds a character that can't be kept, from a damaged file perhaps. "
            "Please paste it once more as plain text."
        )
    if _SURROGATE.search(text):
        raise UnusableText(
            "One character in this was cut in half on its way here, an emoji perhaps. "
            "Please take it out or type it once more."
        )
    cleaned = without_dangling_directions(_LINE_ENDS.sub("\n", text)).strip()
    over = len(cleaned) - limit
    if over == 1:
        raise UnusableText("This is 1 character too long: {limit} fit here.", limit=limit)
    if over > 0:
        raise UnusableText(
            "This is {over} characters too long: {limit} fit here.", over=over, limit=limit
        )
    return cleaned


def without_dangling_directions(text: str) -> str:
    """Take away directional overrides, embeddings and isolates that have no partner in their line.

    One that is never closed can turn around whatever a screen shows after it. The rules are those
    of the Unicode bidirectional algorithm (UAX #9, BD9 to BD12): an isolate's end also ends the
    embeddings inside it, and nothing reaches past its line. The plain marks (LRM, RLM, ALM) stay.
    """
    if not _DIRECTION.search(text):
        return text
    return "\n".join(_balanced(line) for line in text.split("\n"))


def _balanced(line: str) -> str:
    pairs = _Pairs(line)
    for mark in _DIRECTION.finditer(line):
        pairs.meet(mark.start(), mark.group())
    dangling = pairs.dangling.union(pairs.waiting)
    return "".join(character for at, character in enumerate(line) if at not in dangling)


class _Pairs:
    """Which marks of one line have found no partner; `waiting` are those not closed yet."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._isolates = 0
        self.waiting: list[int] = []
        self.dangling: set[int] = set()

    def meet(self, at: int, mark: str) -> None:
        if mark in _EMBEDDINGS or mark in _ISOLATES:
            self.waiting.append(at)
            self._isolates += mark in _ISOLATES
        elif mark == _END_OF_EMBEDDING:
            self._end_embedding(at)
        else:
            self._end_isolate(at)

    def _end_embedding(self, at: int) -> None:
        if self.waiting and self._line[self.waiting[-1]] in _EMBEDDINGS:
            self.waiting.pop()
        else:
            self.dangling.add(at)

    def _end_isolate(self, at: int) -> None:
        if self._isolates == 0:
            self.dangling.add(at)
            return
        self._isolates -= 1
        while self._line[inner := self.waiting.pop()] in _EMBEDDINGS:
            self.dangling.add(inner)
