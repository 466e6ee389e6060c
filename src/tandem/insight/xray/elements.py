"""Elements of a page, put together as a tree: whatever is text in it stays text when written.

Templates of the workspace allow no style in a page, and a page that stands alone needs its own.
"""

import re
from xml.etree import ElementTree as Tree

Element = Tree.Element
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""What no page can hold."""


def make(tag: str, *within: Element | str | None, **attributes: str) -> Element:
    """An element with what is in it; `kind` is its class, None is left out."""
    kind = attributes.pop("kind", "")
    named = {name.replace("_", "-"): _plain(value) for name, value in attributes.items()}
    made = Tree.Element(tag, {"class": kind, **named} if kind else named)
    for part in within:
        if isinstance(part, str):
            _say(made, _plain(part))
        elif part is not None:
            made.append(part)
    return made


def _say(made: Element, words: str) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + words
    else:
        made.text = (made.text or "") + words


def _plain(words: str) -> str:
    return _UNSEEN.sub(" ", str(words))


def written(root: Element) -> str:
    """The page as text."""
    return f"<!doctype html>\n{Tree.tostring(root, encoding='unicode', method='html')}\n"
