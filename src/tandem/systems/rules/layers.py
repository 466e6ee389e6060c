"""Where the boxes of a map stand and how its lines run. Plain Python.

Columns from left to right, as data flow (Sugiyama, Tagawa, Toda, 1981): circles are opened at few
lines (Eades, Lin, Smyth, 1993), each box stands right of what gives it data where that can be (and
moves to another column while that makes lines shorter), boxes of a column are
ordered by the middle of their neighbours, and then moved as near to these as their order allows
(isotonic regression, pool adjacent violators). Lines that pass a column go through a gap in it;
those that come from the same box share it.

By hand: 0 → 1 → 2 and 0 → 2 take three columns, and the last line passes the second through a gap.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

WIDE, HIGH = 146, 46
"""Of a box."""
ACROSS, BETWEEN, THREAD = 42, 10, 6
"""Between columns, between boxes, and the gap that a passing line needs."""
COLUMNS = 5
MARGIN = 8
_ORDERED, _MOVED, _TIDIED = 10, 8, 12

Edge = tuple[int, int]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The left upper corner of each box, the way of each line, and how large all of it is."""

    corners: list[Point]
    ways: list[str]
    width: int
    height: int


@dataclass(slots=True)
class _Sheet:
    """Boxes and the gaps of passing lines, by column."""

    count: int
    layer: dict[int, int]
    columns: list[list[int]]
    before: dict[int, list[int]] = field(default_factory=dict)
    after: dict[int, list[int]] = field(default_factory=dict)
    middle: dict[int, float] = field(default_factory=dict)

    def high(self, item: int) -> int:
        return HIGH if item < self.count else THREAD

    def near(self, item: int) -> list[int]:
        return [*self.before.get(item, ()), *self.after.get(item, ())]


def drawn(count: int, edges: Sequence[Edge], layers: Sequence[int] | None = None) -> Drawing:
    """Place so many boxes, each in its column where those are given."""
    tied = {end for edge in edges for end in edge}
    if layers is not None:
        tied = set(range(count))
    layer = dict(enumerate(layers)) if layers is not None else layers_of(sorted(tied), edges)
    sheet, chains = _sheet(count, layer, edges)
    _order(sheet)
    _move(sheet)
    alone = [one for one in range(count) if one not in tied]
    return _finished(sheet, edges, chains, alone)


def layers_of(boxes: Sequence[int], edges: Sequence[Edge]) -> dict[int, int]:
    """The column of each box: right of what gives it data, where that can be."""
    order = opened(boxes, edges)
    at = {box: place for place, box in enumerate(order)}
    forward = [(a, b) for a, b in edges if at[a] < at[b]]
    gives: dict[int, list[int]] = {}
    taken = set()
    for a, b in forward:
        gives.setdefault(a, []).append(b)
        taken.add(b)
    layer = dict.fromkeys(order, 0)
    for box in order:
        for other in gives.get(box, ()):
            layer[other] = max(layer[other], layer[box] + 1)
    for box in order:  # what nothing comes to stands next to what it gives to
        if box not in taken and box in gives:
            layer[box] = min(layer[other] for other in gives[box]) - 1
    used = {at: place for place, at in enumerate(sorted(set(layer.values())))}
    most = max(len(used), COLUMNS)
    return _tidied({box: used[at] * COLUMNS // most for box, at in layer.items()}, edges)


def _tidied(layer: dict[int, int], edges: Sequence[Edge]) -> dict[int, int]:
    """Move boxes to other columns while fewer lines lead back, stay in a column or run far."""
    out: dict[int, list[int]] = {}
    into: dict[int, list[int]] = {}
    for a, b in edges:
        out.setdefault(a, []).append(b)
        into.setdefault(b, []).append(a)
    room = 1.4 * len(layer) / COLUMNS + 1
    size = Counter(layer.values())
    for _ in range(_TIDIED):
        before = dict(layer)
        for box, stood in before.items():
            size[stood] -= 1

            def costs(at: int, box: int = box) -> float:
                there = sum(_costs(layer[one] - at) for one in out.get(box, ()))
                here = sum(_costs(at - layer[one]) for one in into.get(box, ()))
                return there + here + max(0, size[at] + 1 - room)

            layer[box] = min(range(COLUMNS), key=lambda at: (costs(at), abs(at - stood)))
            size[layer[box]] += 1
        if layer == before:
            break
    used = {at: place for place, at in enumerate(sorted(set(layer.values())))}
    return {box: used[at] for box, at in layer.items()}


def _costs(span: int) -> float:
    return span - 1 if span > 0 else 3 - span


def opened(boxes: Sequence[int], edges: Iterable[Edge]) -> list[int]:
    """An order in which few edges lead back."""
    out: dict[int, set[int]] = {box: set() for box in boxes}
    into: dict[int, set[int]] = {box: set() for box in boxes}
    for a, b in edges:
        out[a].add(b)
        into[b].add(a)
    rest = dict.fromkeys(boxes)
    first: list[int] = []
    last: list[int] = []
    while rest:
        sink = next((box for box in rest if not out[box]), None)
        chosen = sink
        if chosen is None:
            chosen = next((box for box in rest if not into[box]), None)
        if chosen is None:
            chosen = max(rest, key=lambda box: len(out[box]) - len(into[box]))
        (first if sink is None else last).append(chosen)
        del rest[chosen]
        for other in out[chosen]:
            into[other].discard(chosen)
        for other in into[chosen]:
            out[other].discard(chosen)
    return [*first, *reversed(last)]


def _sheet(
    count: int, layer: dict[int, int], edges: Sequence[Edge]
) -> tuple[_Sheet, list[list[int]]]:
    """Boxes in their columns, and for each edge the items on its way, left to right."""
    columns: list[list[int]] = [[] for _ in range(max(layer.values(), default=0) + 1)]
    for box, at in layer.items():
        columns[at].append(box)
    sheet = _Sheet(count, dict(layer), columns)
    gaps: dict[tuple[int, int], int] = {}
    joined: set[Edge] = set()
    chains = []
    for a, b in edges:
        low, high = (a, b) if layer[a] <= layer[b] else (b, a)
        chain = [low]
        for at in range(layer[low] + 1, layer[high]):
            # Lines that lead back have gaps of their own, so that no line seems to turn round.
            key = (low if low == a else -low - 1, at)
            if key not in gaps:
                gaps[key] = item = count + len(gaps)
                columns[at].append(item)
                sheet.layer[item] = at
            chain.append(gaps[key])
        chain.append(high)
        chains.append(chain)
        if layer[low] != layer[high]:
            joined.update(pairwise(chain))
    for left, right in sorted(joined):
        sheet.after.setdefault(left, []).append(right)
        sheet.before.setdefault(right, []).append(left)
    return sheet, chains


def _order(sheet: _Sheet) -> None:
    """Fewer crossings: order each column by the middle of what its items are tied to."""
    for sweep in range(_ORDERED):
        there = sweep % 2 == 0
        ties = sheet.before if there else sheet.after
        place = {item: at for column in sheet.columns for at, item in enumerate(column)}
        for column in sheet.columns if there else reversed(sheet.columns):
            middle = {
                item: _mean([place[one] for one in ties[item]]) if ties.get(item) else place[item]
                for item in column
            }
            column.sort(key=lambda item: (middle[item], place[item]))
            place |= {item: at for at, item in enumerate(column)}


def _move(sheet: _Sheet) -> None:
    """Move each item as near to its neighbours as the order of its column allows."""
    for column in sheet.columns:
        _settle(sheet, column, dict.fromkeys(column, 0.0))
    for sweep in range(_MOVED):
        for column in sheet.columns if sweep % 2 == 0 else reversed(sheet.columns):
            wanted = {
                item: _mean([sheet.middle[one] for one in near])
                if (near := sheet.near(item))
                else sheet.middle[item]
                for item in column
            }
            _settle(sheet, column, wanted)


def _settle(sheet: _Sheet, column: Sequence[int], wanted: dict[int, float]) -> None:
    below, offsets = 0.0, []
    for item in column:
        offsets.append(below + sheet.high(item) / 2)
        below += sheet.high(item) + BETWEEN
    fitted = rising([wanted[item] - by for item, by in zip(column, offsets, strict=True)])
    for item, by, at in zip(column, offsets, fitted, strict=True):
        sheet.middle[item] = at + by


def rising(values: Iterable[float]) -> list[float]:
    """The nearest numbers to these that never fall."""
    pools: list[tuple[float, int]] = []
    for value in values:
        total, many = value, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / many:
            more, others = pools.pop()
            total, many = total + more, many + others
        pools.append((total, many))
    return [total / many for total, many in pools for _ in range(many)]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _finished(
    sheet: _Sheet, edges: Sequence[Edge], chains: Sequence[Sequence[int]], alone: Sequence[int]
) -> Drawing:
    top = min((at - sheet.high(one) / 2 for one, at in sheet.middle.items()), default=0)
    middle = {one: at - top + MARGIN for one, at in sheet.middle.items()}
    left: dict[int, float] = {one: MARGIN + at * (WIDE + ACROSS) for one, at in sheet.layer.items()}
    end = max((at + sheet.high(one) / 2 for one, at in middle.items()), default=MARGIN)
    if alone and middle:
        end += 2 * BETWEEN
    for place, one in enumerate(alone):
        row, column = divmod(place, COLUMNS)
        left[one] = MARGIN + column * (WIDE + ACROSS)
        middle[one] = end + BETWEEN + row * (HIGH + BETWEEN) + HIGH / 2
    boxes = range(sheet.count)
    corners: list[Point] = [(left[one], round(middle[one] - HIGH / 2, 1)) for one in boxes]
    ways = [
        _way(_points(sheet.layer, left, middle, chain), back=chain[0] != edge[0])
        for edge, chain in zip(edges, chains, strict=True)
    ]
    width = max((left[one] for one in boxes), default=0) + WIDE + MARGIN + ACROSS // 2
    height = max((middle[one] for one in middle), default=0) + HIGH / 2 + MARGIN
    return Drawing(corners, ways, round(width), round(max(height, end + MARGIN)))


def _points(
    layer: dict[int, int], left: dict[int, float], middle: dict[int, float], chain: Sequence[int]
) -> list[Point]:
    """Where a line leaves a box, passes gaps, and comes to another."""
    first, *gaps, last = chain
    points = [(left[first] + WIDE, middle[first])]
    for gap in gaps:
        points += [(left[gap], middle[gap]), (left[gap] + WIDE, middle[gap])]
    aside = WIDE if layer[first] == layer[last] else 0
    return [*points, (left[last] + aside, middle[last])]


def _way(points: list[Point], *, back: bool) -> str:
    if back:
        points = points[::-1]
    (x, y), *rest = points
    way = [f"M{x:g} {y:.1f}"]
    for at, (to_x, to_y) in enumerate(rest):
        if at % 2:
            way.append(f"L{to_x:g} {to_y:.1f}")
        elif to_x == x:
            way.append(f"C{x + 34:g} {y:.1f} {x + 34:g} {to_y:.1f} {to_x:g} {to_y:.1f}")
        else:
            half = (x + to_x) / 2
            way.append(f"C{half:g} {y:.1f} {half:g} {to_y:.1f} {to_x:g} {to_y:.1f}")
        x, y = to_x, to_y
    return "".join(way)
