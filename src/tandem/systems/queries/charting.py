"""The map of the catalogue: entries or groups of them, and what flows between."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import compress

from tandem.accounts.queries import team_of_each
from tandem.accounts.rules import Actor
from tandem.core.errors import NotFound
from tandem.core.words import Sentence, say
from tandem.systems.queries.charted import Known, all_known
from tandem.systems.queries.entries import system_visible_to
from tandem.systems.rules import Criticality, DataClass, EntryKind, charting
from tandem.systems.rules.charting import Asked, Buckets, GroupedBy, Inside


class BoxKind(StrEnum):
    """What a box stands for."""

    ENTRY = "entry"
    GROUP = "group"
    OUTSIDE = "outside"
    """A group beside what is open."""
    MORE = "more"
    """Entries of a column that don't have a box each."""


@dataclass(slots=True)
class ChartBox:
    """An entry, or several that share a box; what flows in and out of it as it is drawn."""

    kind: BoxKind
    name: str
    count: int = 1
    system_id: int | None = None
    opens: tuple[Inside, ...] = ()
    of: EntryKind | None = None
    criticality: Criticality | None = None
    data: tuple[DataClass, ...] = ()
    layer: int | None = None
    gets: int = 0
    gives: int = 0

    @property
    def url(self) -> str:
        return f"/systems/{self.system_id}/"


@dataclass(frozen=True, slots=True)
class ChartLine:
    """What flows from one box to another: by their places, how many flows, which data."""

    giver: int
    taker: int
    count: int
    data: tuple[DataClass, ...]
    unsaid: bool
    """Of some nobody has said which data."""

    @property
    def personal(self) -> bool:
        """Whether it tells something about persons."""
        return any(one.is_personal for one in self.data)


@dataclass(frozen=True, slots=True)
class Chart:
    """A map: its boxes and lines, and where in the catalogue it is."""

    boxes: list[ChartBox]
    lines: list[ChartLine]
    left_out: int
    """Lines that aren't drawn because stronger ones are."""
    entries: int
    by: GroupedBy | None
    """By what its groups are made; None: entries have a box each."""
    ways: list[GroupedBy]
    """By what they can be made."""
    trail: list[tuple[Sentence | str, tuple[Inside, ...]]] = field(default_factory=list)
    """The groups that were opened, outermost first."""
    around: ChartBox | None = None


@dataclass(slots=True)
class _Sheet:
    """Boxes as they are put down, and in which each place is."""

    known: Known
    teams: Sequence[str] = ()
    boxes: list[ChartBox] = field(default_factory=list)
    box_of: dict[int, int] = field(default_factory=dict)

    def add(self, box: ChartBox, places: Iterable[int]) -> None:
        self.box_of.update(dict.fromkeys(places, len(self.boxes)))
        self.boxes.append(box)

    def buckets(self, by: GroupedBy, scope: Sequence[int]) -> Buckets:
        if by is GroupedBy.NAME:
            return charting.by_range(scope)
        keys: dict[GroupedBy, Sequence[str] | Sequence[int]] = {
            GroupedBy.TEAM: self.teams,
            GroupedBy.HELP: self.known.helps,
            GroupedBy.VENDOR: self.known.vendors,
            GroupedBy.CRITICALITY: self.known.criticalities,
            GroupedBy.KIND: self.known.kinds,
        }
        return charting.by_key(keys[by], scope)


def chart(actor: Actor, asked: Asked) -> Chart:
    """The part of the map that was asked for. Raises NotFound where there is no such part."""
    known = all_known()
    if asked.around is not None:
        place = known.places.get(system_visible_to(actor, asked.around).pk)
        if place is None:  # retired: nothing flows through it
            raise NotFound
        return _around(known, place, asked)
    sheet = _Sheet(known, _teams(known))
    scope, trail = _opened(sheet, asked.inside)
    left = [
        by for by in GroupedBy if by is GroupedBy.NAME or by not in {one.by for one in asked.inside}
    ]
    ways = {by: sheet.buckets(by, scope) for by in left} if scope else {}
    ways = {by: found for by, found in ways.items() if len(found) > 1}
    by = asked.by if asked.by in ways else None
    if by is None and len(scope) > charting.DRAWN:
        by = charting.best_way(ways)
    if by:
        _add_groups(sheet, by, ways[by], asked.inside)
    else:
        for place in scope:
            sheet.add(_entry(known, place), [place])
    if asked.inside:
        _add_outside(sheet, asked.inside[0].by, set(scope), asked.data)
    found = _charted(sheet, asked.data)
    return Chart(*found, len(scope), by, list(ways), trail)


def _teams(known: Known) -> list[str]:
    """The team of each entry's owner in IT."""
    teams = team_of_each({pk for pk in known.owners if pk})
    return [teams[pk][1] if pk in teams else "" for pk in (one or 0 for one in known.owners)]


def _opened(
    sheet: _Sheet, inside: Sequence[Inside]
) -> tuple[Sequence[int], list[tuple[Sentence | str, tuple[Inside, ...]]]]:
    """The places of the innermost open group, and the way to it."""
    scope: Sequence[int] = range(len(sheet.known.ids))
    trail: list[tuple[Sentence | str, tuple[Inside, ...]]] = []
    for at, one in enumerate(inside):
        buckets = sheet.buckets(one.by, scope)
        kept, others = charting.with_others(buckets)
        scope = others if one.key is None else buckets.get(one.key, ())
        if not scope:
            raise NotFound
        label = (
            _others(len(buckets) - len(kept))
            if one.key is None
            else _label(sheet.known, one.by, one.key, scope)
        )
        trail.append((label, tuple(inside[: at + 1])))
    return scope, trail


def _label(known: Known, by: GroupedBy, key: str, places: Sequence[int]) -> Sentence | str:
    if by is GroupedBy.NAME:
        return f"{known.names[places[0]]} – {known.names[places[-1]]}"
    if by is GroupedBy.CRITICALITY:
        return Criticality(int(key)).label
    if by is GroupedBy.KIND:
        return EntryKind(key).label
    return key or say("not said yet")


def _others(groups: int) -> Sentence:
    return say("{n} small groups", n=groups)


def _entry(known: Known, place: int) -> ChartBox:
    return ChartBox(
        BoxKind.ENTRY,
        known.names[place],
        system_id=known.ids[place],
        of=EntryKind(known.kinds[place]),
        criticality=Criticality(known.criticalities[place]),
        data=charting.classes_of(known.held[place]),
    )


def _group(
    known: Known, kind: BoxKind, name: str, places: Sequence[int], opens: tuple[Inside, ...] = ()
) -> ChartBox:
    held = 0
    for place in places:
        held |= known.held[place]
    return ChartBox(kind, name, len(places), opens=opens, data=charting.classes_of(held))


def _add_groups(sheet: _Sheet, by: GroupedBy, buckets: Buckets, inside: tuple[Inside, ...]) -> None:
    known, kind = sheet.known, BoxKind.GROUP
    kept, others = charting.with_others(buckets)
    for key, places in kept.items():
        opens = (*inside, Inside(by, key))
        label = _label(known, by, key, places)
        sheet.add(_group(known, kind, label, places, opens), places)
    if others:
        label = _others(len(buckets) - len(kept))
        sheet.add(_group(known, kind, label, others, (*inside, Inside(by, None))), others)


def _add_outside(sheet: _Sheet, by: GroupedBy, within: set[int], data: DataClass | None) -> None:
    """Groups beside what is open, as far as something flows between."""
    known, may = sheet.known, charting.may_carry(data)
    met: Counter[int] = Counter()
    for giver, taker, bits in zip(known.givers, known.takers, known.carried, strict=True):
        if bits & may and (giver in within) != (taker in within):
            met[taker if giver in within else giver] += 1
    kept, others = charting.with_others(sheet.buckets(by, range(len(known.ids))))
    groups: list[tuple[Inside, str, Sequence[int]]] = [
        (Inside(by, key), _label(known, by, key, places), places) for key, places in kept.items()
    ]
    if others:
        groups.append((Inside(by, None), say("Small groups"), others))
    weighed = [
        (sum(met[place] for place in there), opens, label, there)
        for opens, label, places in groups
        if (there := [place for place in places if place in met])
    ]
    weighed.sort(key=lambda one: (-one[0], one[2]))
    for _, opens, label, there in weighed[: charting.OUTSIDE]:
        sheet.add(_group(known, BoxKind.OUTSIDE, label, there, (opens,)), there)
    if rest := [place for one in weighed[charting.OUTSIDE :] for place in one[3]]:
        sheet.add(_group(known, BoxKind.MORE, say("elsewhere"), rest), rest)


def _charted(sheet: _Sheet, data: DataClass | None) -> tuple[list[ChartBox], list[ChartLine], int]:
    """Boxes, the lines that are drawn between them, and how many more there are."""
    known, may, box_of, boxes = sheet.known, charting.may_carry(data), sheet.box_of, sheet.boxes
    count: Counter[tuple[int, int]] = Counter()
    carried: defaultdict[tuple[int, int], int] = defaultdict(int)
    flows: Iterable[tuple[int, int, int]] = zip(
        known.givers, known.takers, known.carried, strict=True
    )
    if len(box_of) < len(known.ids):
        flows = compress(flows, [one in box_of for one in known.givers])
    for giver, taker, bits in flows:
        if bits & may and taker in box_of:
            line = (box_of[giver], box_of[taker])
            count[line] += 1
            carried[line] |= bits
    beside = {at for at, box in enumerate(boxes) if box.kind is BoxKind.OUTSIDE}
    for a, b in list(count):
        if a == b or (a in beside and b in beside):
            del count[a, b]
    for (a, b), many in count.items():
        boxes[a].gives += many
        boxes[b].gets += many
    shown = charting.strongest(count, len(boxes))
    lines = [
        ChartLine(
            *line,
            count[line],
            charting.classes_of(carried[line]),
            bool(carried[line] & charting.UNSAID),
        )
        for line in shown
    ]
    return boxes, lines, len(count) - len(shown)


def _around(known: Known, middle: int, asked: Asked) -> Chart:
    """An entry, what data come to it from, and where they go, by so many steps."""
    steps = min(max(asked.steps, 1), charting.STEPS)
    may = charting.may_carry(asked.data)
    distance = {middle: 0}
    forward = _reached(known.onward, known.takers, known.carried, may, middle, steps)
    backward = _reached(known.backward, known.givers, known.carried, may, middle, steps)
    for place, far in forward.items():
        distance.setdefault(place, far)
    for place, far in backward.items():
        if place not in distance or far < abs(distance[place]):
            distance[place] = -far
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for place, far in sorted(distance.items()):
        columns[far].append(place)
    least = min(columns)
    sheet = _Sheet(known)
    for far in sorted(columns):
        # The most vital first; names are in order already.
        column = sorted(columns[far], key=lambda place: known.criticalities[place])
        many = charting.AROUND if len(column) > charting.AROUND + 1 else len(column)
        for place in column[:many]:
            sheet.add(_entry(known, place), [place])
            sheet.boxes[-1].layer = far - least
        if rest := column[many:]:
            sheet.add(_group(known, BoxKind.MORE, say("{n} more", n=len(rest)), rest), rest)
            sheet.boxes[-1].layer = far - least
    found = _charted(sheet, asked.data)
    here = sheet.boxes[sheet.box_of[middle]]
    return Chart(*found, len(distance), None, [], around=here)


def _reached(
    by_place: Mapping[int, Sequence[int]],
    ends: Sequence[int],
    carried: Sequence[int],
    may: int,
    start: int,
    steps: int,
) -> dict[int, int]:
    """{place: steps} of what is reached along flows, nearest first."""
    far = {start: 0}
    edge = [start]
    for step in range(1, steps + 1):
        new = []
        for place in edge:
            for flow in by_place.get(place, ()):
                end = ends[flow]
                if carried[flow] & may and end not in far:
                    far[end] = step
                    new.append(end)
        edge = new
    del far[start]
    return far
