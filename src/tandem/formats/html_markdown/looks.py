"""What an element of pasted HTML makes of the words in it."""

import re
from collections.abc import Mapping
from dataclasses import replace

from tandem.formats.markdown_words import Look

SKIPPED = frozenset(
    {"head", "style", "script", "title", "template", "noscript", "svg", "math", "iframe", "object"}
    | {"select", "button", "textarea", "audio", "video", "canvas"}
)
_BOLD, _ITALIC, _STRUCK = {"b", "strong", "th"}, {"i", "em", "cite"}, {"s", "del", "strike"}
_CODE = {"code", "kbd", "samp", "tt"}
_WEIGHT = re.compile(r"font-weight:\s*(\w+)")
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden|mso-hide:\s*all|mso-list:\s*ignore")
_WORD_LIST = re.compile(r"mso-list:\s*\S+ level(\d)")

Attributes = Mapping[str, str | None]


def looked(look: Look, tag: str, given: Attributes) -> Look:
    """The look of the words in an element, by its name and by its style."""
    style = _style(given)
    weight = _WEIGHT.search(style)
    if weight:
        said = weight[1]
        bold = said in {"bold", "bolder"} or (said.isdigit() and int(said) >= 600)
        look = replace(look, bold=bold)
    elif tag in _BOLD:
        look = replace(look, bold=True)
    if tag in _ITALIC or "font-style:italic" in style.replace(" ", ""):
        look = replace(look, italic=True)
    if tag in _STRUCK or "line-through" in style:
        look = replace(look, struck=True)
    if tag in _CODE:
        look = replace(look, code=True)
    return replace(look, link=given.get("href") or "") if tag == "a" else look


def is_hidden(tag: str, given: Attributes) -> bool:
    """Whether nobody saw it on the page; Word hides the signs of its lists so."""
    return tag in SKIPPED or "hidden" in given or bool(_HIDDEN.search(_style(given)))


def is_sign(given: Attributes) -> bool:
    """Whether it is the bullet or number that Word writes out before an entry."""
    return "mso-list:ignore" in _style(given).replace(" ", "")


def level_in_word(given: Attributes) -> int:
    """How deep in a list a paragraph of Word stands; 0 where in none."""
    found = _WORD_LIST.search(_style(given))
    return int(found[1]) if found else 0


def _style(given: Attributes) -> str:
    return (given.get("style") or "").lower()
