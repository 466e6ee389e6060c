"""From each requirement over its use cases and work to branches, pull requests and CI runs.

Work is for a part of the brief if somebody linked it, or if what it is a part of is. A use case is
served by work for it, or for a requirement that it is for. Plain Python.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tandem.accounts.rules import Lane
from tandem.briefs.rules import Priority
from tandem.trace.rules.code import CodeKind, CodeState
from tandem.trace.rules.holes import Hole, HoleKind
from tandem.work.rules import WorkKind, WorkState


@dataclass(frozen=True, slots=True)
class Part:
    """A requirement, use case or metric of the brief; `covers`: the short names of requirements."""

    id: int
    label: str
    title: str
    url: str = ""
    priority: Priority | None = None
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """A branch, pull request or run of a piece of work."""

    id: int
    kind: CodeKind
    state: CodeState | None
    origin: str = ""
    name: str = ""
    number: int | None = None
    address: str = ""

    @property
    def words(self) -> str:
        """How it is called: a number, a name, or its address."""
        return self.name or (f"{self.number}" if self.number else self.address)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of work with the parts that somebody said it is for, and what was built for it."""

    id: int
    number: int
    title: str
    kind: WorkKind = WorkKind.TASK
    lane: Lane | None = None
    state: WorkState = WorkState.TO_DO
    parent_id: int | None = None
    parts: tuple[int, ...] = ()
    built: tuple[Built, ...] = ()
    ci: CodeState | None = None
    """How its newest runs stand."""

    @property
    def label(self) -> str:
        return f"#{self.number}"

    @property
    def url(self) -> str:
        return f"/work/{self.id}/"

    def of_kind(self, kind: CodeKind) -> list[Built]:
        """Its branches, pull requests or runs."""
        return [one for one in self.built if one.kind is kind]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a use case and work for it, or for its requirement alone."""

    use_case: Part | None = None
    piece: Piece | None = None
    holes: tuple[Hole, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A requirement with its lines; without one: what is for no requirement."""

    requirement: Part | None
    lines: tuple[Line, ...]
    holes: tuple[Hole, ...] = ()

    @property
    def has_holes(self) -> bool:
        return bool(self.holes) or any(line.holes for line in self.lines)


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of so many."""

    done: int
    all: int


@dataclass(frozen=True)
class Table:
    """The whole table of an initiative."""

    groups: tuple[Group, ...] = ()
    metrics: tuple[Part, ...] = ()
    holes: tuple[Hole, ...] = ()
    """Those of the initiative as a whole."""
    has_brief: bool = False
    has_code: bool = False
    """Whether a branch, pull request or run is known of any of its work: else none is missed."""
    counts: Mapping[str, Counted] = field(default_factory=dict)

    @property
    def all_holes(self) -> list[Hole]:
        """Every hole once, in reading order."""
        found = list(self.holes)
        for group in self.groups:
            found += group.holes
            for line in group.lines:
                found += line.holes
        return list(dict.fromkeys(found))


def table_of(
    requirements: Sequence[Part],
    use_cases: Sequence[Part],
    metrics: Sequence[Part],
    pieces: Sequence[Piece],
    *,
    has_brief: bool,
) -> Table:
    """The table. What was dropped isn't among `pieces`."""
    has_code = any(piece.built for piece in pieces)
    known = {part.id for part in (*requirements, *use_cases)}
    serving = _serving(pieces)
    in_parts = {piece.parent_id for piece in pieces}
    through = {piece.parent_id for piece in pieces if serving[piece.id]}
    holes_of = {
        piece.id: _holes_of_piece(
            piece,
            _About(
                parts=serving[piece.id],
                known=known,
                has_brief=has_brief,
                has_code=has_code,
                in_parts=piece.id in in_parts,
                through_parts=piece.id in through,
            ),
        )
        for piece in pieces
    }
    for_part: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        for part in serving[piece.id]:
            for_part[part].append(piece)
    groups = [
        _group(one, [use for use in use_cases if one.label in use.covers], for_part, holes_of)
        for one in requirements
    ]
    if rest := _rest(requirements, use_cases, pieces, serving, holes_of):
        groups.append(rest)
    return Table(
        groups=tuple(groups),
        metrics=tuple(metrics),
        holes=_holes_of_all(requirements, metrics, has_brief=has_brief),
        has_brief=has_brief,
        has_code=has_code,
        counts=_counts(groups, pieces),
    )


def only_holes(table: Table) -> Table:
    """The same with nothing but what has a hole."""
    groups = (
        replace(group, lines=tuple(line for line in group.lines if line.holes))
        for group in table.groups
        if group.has_holes
    )
    return replace(table, groups=tuple(groups))


def _serving(pieces: Iterable[Piece]) -> dict[int, tuple[int, ...]]:
    """The parts that each piece is for: its own links, else those of what it is a part of."""
    by_id = {piece.id: piece for piece in pieces}
    found: dict[int, tuple[int, ...]] = {}
    for piece in by_id.values():
        path: list[int] = []
        place: Piece | None = piece
        while place is not None and not place.parts and place.id not in path:
            path.append(place.id)
            place = by_id.get(place.parent_id or 0)
        parts = place.parts if place is not None else ()
        found |= dict.fromkeys([*path, piece.id], parts)
    return found


@dataclass(frozen=True, slots=True)
class _About:
    """What holes of a piece of work hang on beside itself.

    `in_parts`: it is done through others, its sub-tasks; `through_parts`: those are for something.
    """

    parts: tuple[int, ...]
    known: Collection[int]
    has_brief: bool
    has_code: bool
    in_parts: bool
    through_parts: bool


def _holes_of_piece(piece: Piece, about: _About) -> tuple[Hole, ...]:
    kinds = []
    if about.has_brief and not about.parts and not about.through_parts:
        kinds.append(HoleKind.WORK_FOR_NOTHING)
    if about.parts and not any(part in about.known for part in about.parts):
        kinds.append(HoleKind.PART_IS_GONE)
    if piece.state is WorkState.DONE:
        expected = about.has_code and not about.in_parts
        kinds += _unfinished(piece, expected=expected)
    return tuple(Hole(kind, piece.label, piece.id) for kind in kinds)


def _unfinished(piece: Piece, *, expected: bool) -> list[HoleKind]:
    """What speaks against a piece of work being done; `expected`: code is, if it is IT's."""
    found = []
    pulls = {one.state for one in piece.of_kind(CodeKind.PULL_REQUEST)}
    is_code = expected and piece.lane is Lane.IT and piece.kind is not WorkKind.SPIKE
    if is_code and not pulls:
        found.append(HoleKind.NO_PULL_REQUEST)
    if pulls & {CodeState.OPEN, CodeState.DRAFT} and CodeState.MERGED not in pulls:
        found.append(HoleKind.PULL_REQUEST_OPEN)
    if piece.ci is CodeState.FAILED:
        found.append(HoleKind.RUN_FAILED)
    return found


def _holes_of_all(
    requirements: Collection[Part], metrics: Collection[Part], *, has_brief: bool
) -> tuple[Hole, ...]:
    if not has_brief:
        return ()
    kinds = [HoleKind.NO_REQUIREMENT] if not requirements else []
    return tuple(Hole(kind) for kind in [*kinds, *([] if metrics else [HoleKind.NO_METRIC])])


def _group(
    requirement: Part,
    use_cases: Sequence[Part],
    for_part: Mapping[int, Sequence[Piece]],
    holes_of: Mapping[int, tuple[Hole, ...]],
) -> Group:
    own = for_part.get(requirement.id, ())
    lines, shown = [], set[int]()
    for use in use_cases:
        pieces = for_part.get(use.id, ())
        shown |= {piece.id for piece in pieces}
        lines += [Line(use, piece, holes_of[piece.id]) for piece in pieces]
        if not pieces:
            bare = () if own else (Hole(HoleKind.NO_WORK, use.label, use.id),)
            lines.append(Line(use, None, bare))
    lines += [Line(None, piece, holes_of[piece.id]) for piece in own if piece.id not in shown]
    kinds = []
    if requirement.priority is not Priority.WONT:
        kinds += [] if use_cases else [HoleKind.NO_USE_CASE]
        kinds += [] if own or shown else [HoleKind.NO_WORK]
    holes = tuple(Hole(kind, requirement.label, requirement.id) for kind in kinds)
    return Group(requirement, tuple(lines), holes)


def _rest(
    requirements: Collection[Part],
    use_cases: Sequence[Part],
    pieces: Sequence[Piece],
    serving: Mapping[int, tuple[int, ...]],
    holes_of: Mapping[int, tuple[Hole, ...]],
) -> Group | None:
    """What is for no requirement: use cases with their work, and work for nothing."""
    labels = {one.label for one in requirements}
    loose = [use for use in use_cases if not labels & set(use.covers)]
    lines = []
    for use in loose:
        holes = [Hole(HoleKind.USE_CASE_FOR_NOTHING, use.label, use.id)]
        doing = [piece for piece in pieces if use.id in serving[piece.id]]
        if not doing:
            holes.append(Hole(HoleKind.NO_WORK, use.label, use.id))
        lines.append(Line(use, None, tuple(holes)))
        lines += [Line(use, piece, holes_of[piece.id]) for piece in doing]
    known = {part.id for part in (*requirements, *use_cases)}
    lines += [
        Line(None, piece, holes_of[piece.id])
        for piece in pieces
        if not known.intersection(serving[piece.id])
    ]
    return Group(None, tuple(lines)) if lines else None


def _counts(groups: Sequence[Group], pieces: Sequence[Piece]) -> dict[str, Counted]:
    """How much of it hangs together."""
    wanted = [
        group
        for group in groups
        if group.requirement and group.requirement.priority is not Priority.WONT
    ]
    broken = (HoleKind.NO_USE_CASE, HoleKind.NO_WORK)
    missing = [{hole.kind for hole in group.holes} for group in wanted]
    checked = [piece.ci for piece in pieces if piece.ci]
    found = {
        "use_cases": Counted(sum(broken[0] not in kinds for kinds in missing), len(wanted)),
        "work": Counted(sum(broken[1] not in kinds for kinds in missing), len(wanted)),
        "done": Counted(sum(piece.state is WorkState.DONE for piece in pieces), len(pieces)),
        "green": Counted(sum(ci is CodeState.PASSED for ci in checked), len(checked)),
    }
    return {key: one for key, one in found.items() if one.all}
