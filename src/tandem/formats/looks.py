"""Whether two texts differ in nothing that anybody could have meant. Plain Python.

What is only looks: the Unicode form, white space, typographic quotes and dashes, emphasis. Never
case, digits, any other punctuation; and nothing inside a link or code, where each sign counts.
"""

import re
import unicodedata

_VERBATIM = re.compile(
    r"(```.*?```|~~~.*?~~~|`[^`\n]*`|\]\([^)\s]*[^)]*\)|<[^>\s]+>|\bwww\.\S+|[a-z][a-z0-9+.-]*:\S+)",
    re.DOTALL | re.IGNORECASE,
)
_QUOTES = dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›", "'")
_DASHES = dict.fromkeys("‐‑‒–—―", "-")
_TYPOGRAPHIC = str.maketrans(_QUOTES | _DASHES)
_EMPHASIS = (
    re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*]+?)(?<=[^\s*\\])\1(?![\w*])"),
    re.compile(r"(?<![\w_\\])(_{1,3})(?=[^\s_])([^_]+?)(?<=[^\s_\\])\1(?![\w_])"),
)


def without_looks(text: str) -> str:
    """The text without what is only looks."""
    text = unicodedata.normalize("NFC", text)
    parts = _VERBATIM.split(text)
    parts[::2] = [_plain(part) for part in parts[::2]]
    return " ".join("".join(parts).split())


def same_but_for_looks(one: str, other: str) -> bool:
    """Whether two texts say the same, sign by sign, but for what is only looks."""
    return without_looks(one) == without_looks(other)


def _plain(text: str) -> str:
    text = text.translate(_TYPOGRAPHIC)
    for _ in range(3):
        for emphasis in _EMPHASIS:
            text = emphasis.sub(r"\2", text)
    return text
