"""XML that nobody vouches for: no entities of its own, and one element at a time."""

import re
from collections.abc import Iterator
from io import StringIO
from xml.etree import ElementTree as Tree

from tandem.formats.trackers.unreadable import UnreadableExport

_BEFORE = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DEEPEST = 200


def root_of(text: str) -> str:
    """The name of the first element, without its namespace; "" where there is none.

    Raises UnreadableExport where the text declares entities: they could be told to grow without
    end. A declaration can stand before the first element alone.
    """
    rest = text[_end_of_comments(text) :]
    if rest[:2] == "<!" and not rest[:14].lower().startswith("<!doctype html"):
        raise UnreadableExport("This XML declares entities, which an export has no need for.")
    if rest[:2] == "<!":
        return "html"
    found = re.match(r"<([\w.\-:]{1,100})", rest)
    return found[1].rpartition(":")[2] if found else ""


def _end_of_comments(text: str) -> int:
    found = _BEFORE.match(text)
    return found.end() if found else 0


def elements(text: str, name: str) -> Iterator[Tree.Element]:
    """Every element of this name, whole; each is forgotten when the next one is asked for."""
    root_of(text)
    deep: list[Tree.Element] = []
    try:
        # Declarations of entities were refused above.
        for what, element in Tree.iterparse(StringIO(text), ("start", "end")):  # noqa: S314
            if what == "start":
                deep.append(element)
                if len(deep) > _DEEPEST:
                    raise UnreadableExport("This XML is nested too deeply to be an export.")
                continue
            deep.pop()
            if element.tag == name:
                yield element
                element.clear()
                if deep:
                    deep[-1].remove(element)
    except (Tree.ParseError, ValueError) as error:
        if isinstance(error, UnreadableExport):
            raise
        raise UnreadableExport(
            f"This XML breaks off or is damaged ({error}). Please export it once more."
        ) from error
