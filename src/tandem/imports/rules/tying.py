"""Which ties between items can be made: parts and waits, without circles. Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tandem.work.rules import circles_left_out, why_not_below


@dataclass(slots=True)
class Ties:
    """What can be made, and what is left out."""

    parents: dict[int, int] = field(default_factory=dict)
    edges: list[tuple[int, int]] = field(default_factory=list)
    deep: list[tuple[int, int]] = field(default_factory=list)
    related: list[tuple[int, int]] = field(default_factory=list)
    circles: list[list[int]] = field(default_factory=list)


def ties_of(
    parents: Mapping[int, int],
    edges: Sequence[tuple[int, int]],
    standing_parents: Mapping[int, int | None],
    standing_edges: dict[int, set[int]],
) -> Ties:
    """Sort out what an export says. What stands already is in `standing_…` and stays."""
    found = Ties()
    above = dict(standing_parents)
    for item, parent in parents.items():
        if above.get(item) is not None:
            continue
        if item == parent or why_not_below(item, parent, above, {}):
            found.deep.append((item, parent))
        else:
            found.parents[item] = above[item] = parent
    wanted = []
    for item, on in dict.fromkeys(edges):
        if on in standing_edges.get(item, ()):
            continue
        if item != on and (_is_above(item, on, above) or _is_above(on, item, above)):
            found.related.append((item, on))
        else:
            wanted.append((item, on))
    found.edges, found.circles = circles_left_out(wanted, standing_edges)
    return found


def _is_above(one: int, other: int, above: Mapping[int, int | None]) -> bool:
    place, seen = above.get(other), set()
    while place is not None and place not in seen:
        if place == one:
            return True
        seen.add(place)
        place = above.get(place)
    return False
