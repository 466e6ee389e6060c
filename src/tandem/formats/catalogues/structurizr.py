"""Structurizr's DSL: its software systems. Containers and components are parts of those."""

import re
from itertools import islice

from tandem.formats.catalogues.shapes import (
    ENTRIES_AT_MOST,
    Catalogue,
    FoundEntry,
    LeftOut,
    UnusableCatalogue,
)

_COMMENT = re.compile(r"/\*.*?\*/|^\s*(?://|#).*?$", re.DOTALL | re.MULTILINE)
_BEGINS = re.compile(r"^\s*(?:workspace|model)\b", re.IGNORECASE | re.MULTILINE)
_SYSTEM = re.compile(
    r"^[ \t]*(?:(\w+)[ \t]*=[ \t]*)?softwareSystem[ \t]+(?:\"([^\"\n]{1,200})\"|(\w{1,200}))",
    re.IGNORECASE | re.MULTILINE,
)
_TIE = re.compile(r"^[ \t]*(\w+)[ \t]*->[ \t]*(\w+)\b", re.MULTILINE)
_EXTENDS = re.compile(r"\bworkspace[ \t]+extends[ \t]+(\S{1,200})", re.IGNORECASE)


def is_structurizr(text: str) -> bool:
    """Whether a text is a workspace of Structurizr."""
    return "{" in text and bool(_BEGINS.search(_COMMENT.sub("", text[:20_000])))


def read_structurizr(text: str) -> Catalogue:
    """Its software systems. Raises UnusableCatalogue."""
    plain = _COMMENT.sub("", text)
    found = [
        ((ident or name or word).casefold(), name or word)
        for ident, name, word in islice(_SYSTEM.findall(plain), ENTRIES_AT_MOST + 1)
    ]
    # `include` in views repeats names; the model says each once.
    systems = dict(found)
    if not systems:
        more = _EXTENDS.search(plain)
        if more:
            raise UnusableCatalogue(
                "This file goes on where another ends ({other}) and names no software system "
                "itself. Upload that one.",
                other=more[1][:80],
            )
        raise UnusableCatalogue("This model of Structurizr names no software system.")
    ties = {
        pair for pair in _TIE.findall(plain) if {one.casefold() for one in pair} <= set(systems)
    }
    left_out = LeftOut(
        "One uses another, which doesn’t say which way data goes, so that no flow comes of "
        "it: {n}.",
        len(ties),
    )
    return Catalogue(
        "structurizr",
        [FoundEntry(key, {"name": " ".join(name.split())}) for key, name in systems.items()],
        left_out=[left_out] if ties else [],
    )
