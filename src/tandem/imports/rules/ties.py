"""What items of an export say about each other. Plain Python."""

import re
from collections.abc import Iterator

from tandem.formats.trackers.export import Item

_WAITS = re.compile(
    r"is blocked by|blocked by|depends on|depends upon|has dependency|is caused by block|requires"
    r"|must be done after|hängt ab von|wird blockiert|blockiert durch|est bloqué|finish.to.start",
    re.I,
)
_IS_WAITED_FOR = re.compile(
    r"blocks|is dependent of|is a dependency|is depended on|dependency of|is required (?:by|for)"
    r"|blockiert$|bloque$",
    re.I,
)


def waits_for(kind: str) -> int:
    """1: an item with such a link waits for the other; -1: the other waits for it; 0: neither."""
    if _WAITS.search(kind):
        return 1
    return -1 if _IS_WAITED_FOR.search(kind) else 0


def edges_of(item: Item) -> Iterator[tuple[str, str]]:
    """(what waits, what it waits for) as keys, of one item's links."""
    for link in item.links:
        way = waits_for(link.kind)
        if way > 0:
            yield item.key, link.key
        elif way < 0:
            yield link.key, item.key


def other_links(item: Item) -> list[str]:
    """The links that mean no waiting, in the tracker's words."""
    return [f"{link.kind} {link.key}" for link in item.links if not waits_for(link.kind)]
