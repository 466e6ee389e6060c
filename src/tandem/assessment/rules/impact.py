"""How far what is touched reaches: along flows of data and against them. Plain Python.

Data goes on where a flow carries it: a breadth-first search (Moore, 1959) for each class of data,
level by level over sets, so that circles end and the first way to a system is one of the shortest.
Ways are put together afterwards, and only of what is shown. Going through single flows in Python
instead took six times as long where a hub reaches everything.

By hand: the shop sends contacts and behaviour to the mailing tool, the mailing tool sends behaviour
to the report. Touch the contacts of the shop: the mailing tool is reached, the report isn't.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice, pairwise

from tandem.systems.rules import DataClass

Entry = tuple[int, str, Collection[DataClass]]
"""A system in use: its id, its name, the data it holds."""
Flow = tuple[int, int, Collection[DataClass]]
"""Data that go from one system to another; none said means that any may go."""

_Edges = Mapping[DataClass, Mapping[int, tuple[int, ...]]]
_Levels = Sequence[set[int]]


@dataclass(frozen=True, slots=True)
class Landscape:
    """The systems in use and what flows between them, made ready once for many questions.

    Places are the systems in the order of their names; edges lead from place to places, by class.
    """

    ids: Sequence[int]
    names: Sequence[str]
    held: Sequence[frozenset[DataClass]]
    places: Mapping[int, int]
    onward: _Edges
    backward: _Edges

    def data_of(self, system_id: int) -> frozenset[DataClass]:
        """What a system holds; where nobody has said it, anything."""
        place = self.places.get(system_id)
        return frozenset() if place is None else self.held[place] or frozenset(DataClass)


@dataclass(frozen=True, slots=True)
class Path:
    """The systems that data go through, first to last, and which data go the whole way."""

    ids: tuple[int, ...]
    names: tuple[str, ...]
    data: tuple[DataClass, ...]

    @property
    def any_data(self) -> bool:
        """Whether nobody has said which data flow, so that all may."""
        return len(self.data) == len(DataClass)

    def in_words(self) -> str:
        """Put it into words.

        "Shop → (customer contact) → Mailing tool → Reporting". Where nobody has said which data a
        flow carries, all may go, and they aren't listed.
        """
        told = [one.label.lower() for one in self.data]
        between = [] if self.any_data else [f"({', '.join(told)})"]
        return " → ".join([self.names[0], *between, *self.names[1:]])


@dataclass(frozen=True, slots=True)
class Reached:
    """A system at the end of a path, and all of the touched data that come there by any path."""

    system_id: int
    name: str
    steps: int
    data: tuple[DataClass, ...]
    path: Path


@dataclass(frozen=True, slots=True)
class Reach:
    """The systems that are reached in one direction: nearest first, then by name."""

    landscape: Landscape
    levels: Mapping[DataClass, _Levels] = field(repr=False)
    places: Set[int] = field(repr=False)
    against: bool

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Reached]:
        return (self._reached(steps, place) for steps, place in self._nearest())

    def first(self, most: int) -> list[Reached]:
        """The nearest, at most so many."""
        return list(islice(self, most))

    def data_by_system(self) -> dict[int, tuple[DataClass, ...]]:
        """{system id: the touched data that come there}, without the ways."""
        found: dict[int, tuple[DataClass, ...]] = {}
        for one in DataClass:
            for place in self.places & set().union(*self._of(one)):
                pk = self.landscape.ids[place]
                found[pk] = (*found.get(pk, ()), one)
        return found

    def _nearest(self) -> Iterator[tuple[int, int]]:
        """(steps, place), step by step: who asks for the first few doesn't sort the others."""
        left = set(self.places)
        for steps in range(1, max(map(len, self.levels.values()))):
            new = left & set().union(*(self._at(one, steps) for one in self.levels))
            left -= new
            yield from ((steps, place) for place in sorted(new))

    def _reached(self, steps: int, place: int) -> Reached:
        data = [one for one in DataClass if any(place in level for level in self._of(one))]
        nearest = [one for one in data if place in self._at(one, steps)]
        way = self._way(nearest[-1], place, steps)
        path = Path(
            tuple(self.landscape.ids[one] for one in way),
            tuple(self.landscape.names[one] for one in way),
            tuple(one for one in nearest if self._goes(one, way)),
        )
        pk, name = self.landscape.ids[place], self.landscape.names[place]
        return Reached(pk, name, steps, tuple(data), path)

    def _of(self, data: DataClass) -> _Levels:
        return self.levels.get(data, ())

    def _at(self, data: DataClass, steps: int) -> set[int]:
        levels = self._of(data)
        return levels[steps] if steps < len(levels) else set()

    def _way(self, data: DataClass, place: int, steps: int) -> list[int]:
        """A shortest way, first to last as data go: of several the first by name."""
        way, came_by = [place], self._turned(data)
        for level in range(steps - 1, -1, -1):
            before = self.levels[data][level]
            way.append(next(one for one in came_by[way[-1]] if one in before))
        return way if self.against else way[::-1]

    def _turned(self, data: DataClass) -> Mapping[int, tuple[int, ...]]:
        """The edges the other way round."""
        there, back = self.landscape.onward, self.landscape.backward
        return there[data] if self.against else back[data]

    def _goes(self, data: DataClass, way: Sequence[int]) -> bool:
        """Whether data of a class go this whole way."""
        start = way[-1] if self.against else way[0]
        along = self.landscape.onward[data]
        goes = all(there in along.get(here, ()) for here, there in pairwise(way))
        return goes and start in self.levels[data][0]


@dataclass(frozen=True, slots=True)
class Impact:
    """What is touched and in use, what its data reach, what feeds it."""

    direct: list[int]
    data: Mapping[int, Collection[DataClass]]
    downstream: Reach
    upstream: Reach


def landscape_of(entries: Iterable[Entry], flows: Iterable[Flow]) -> Landscape:
    """Make the landscape; flows from or to a system that isn't among the entries are left out.

    What a system sends on it holds, too, whatever its entry says.
    """
    known = sorted(entries, key=lambda entry: (entry[1].casefold(), entry[0]))
    places = {entry[0]: place for place, entry in enumerate(known)}
    held = [set(entry[2]) for entry in known]
    onward: dict[DataClass, dict[int, set[int]]] = {one: {} for one in DataClass}
    backward: dict[DataClass, dict[int, set[int]]] = {one: {} for one in DataClass}
    for source, target, data in flows:
        start, end = places.get(source), places.get(target)
        if start is None or end is None or start == end:
            continue
        held[start].update(data)
        for one in data or DataClass:
            onward[one].setdefault(start, set()).add(end)
            backward[one].setdefault(end, set()).add(start)
    return Landscape(
        ids=[entry[0] for entry in known],
        names=[entry[1] for entry in known],
        held=[frozenset(one) for one in held],
        places=places,
        onward=_in_order(onward),
        backward=_in_order(backward),
    )


def _in_order(edges: Mapping[DataClass, Mapping[int, set[int]]]) -> _Edges:
    return {
        one: {place: tuple(sorted(others)) for place, others in by_place.items()}
        for one, by_place in edges.items()
    }


def impact_of(touched: Mapping[int, Collection[DataClass]], landscape: Landscape) -> Impact:
    """How far touching these systems reaches: {system id: the data that the touch concerns}.

    A touched system that isn't in use any more reaches nothing.
    """
    starts = {landscape.places[pk]: data for pk, data in touched.items() if pk in landscape.places}
    return Impact(
        direct=[landscape.ids[place] for place in sorted(starts)],
        data=touched,
        downstream=_reach(starts, landscape, landscape.onward, against=False),
        upstream=_reach(starts, landscape, landscape.backward, against=True),
    )


def touched_data(
    held: Collection[DataClass], personal: Collection[DataClass] | None
) -> frozenset[DataClass]:
    """Which data touching a system concerns: what it holds; of personal data those that flow,
    where somebody has answered which.
    """
    if personal is None:
        return frozenset(held)
    return frozenset(one for one in held if not one.is_personal) | frozenset(personal)


def _reach(
    starts: Mapping[int, Collection[DataClass]],
    landscape: Landscape,
    edges: _Edges,
    *,
    against: bool,
) -> Reach:
    levels = {
        one: _levels({place for place, data in starts.items() if one in data}, edges[one])
        for one in DataClass
    }
    everywhere = set().union(*(level for one in levels.values() for level in one))
    return Reach(landscape, levels, everywhere - set(starts), against)


def _levels(start: set[int], edges: Mapping[int, tuple[int, ...]]) -> _Levels:
    """What is reached in no step, in one, in two…; each place once."""
    levels, seen, last = [start], set(start), start
    while last:
        following = set().union(*(edges[place] for place in last if place in edges))
        following -= seen
        seen |= following
        levels.append(following)
        last = following
    return levels
