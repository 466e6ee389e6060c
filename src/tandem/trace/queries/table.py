"""The table of an initiative, from requirements to what was built."""

from tandem.accounts.rules import Actor
from tandem.briefs.queries import TracedPart, parts_to_trace, started_among
from tandem.briefs.rules import ItemKind
from tandem.initiatives.queries import Heading, heading_visible_to
from tandem.trace.queries.code import BuiltFor, built_in
from tandem.trace.rules import CodeKind, Group, Line, Part, Piece, Table, table_of
from tandem.work.queries import work_to_trace

_NOTHING = BuiltFor((), None)

HEADS = [
    *("requirement", "requirement_text", "priority", "use_case", "use_case_text", "work"),
    *("work_title", "side", "state", "page", "branches", "pull_requests", "runs", "ci", "holes"),
]


def traceability(actor: Actor, initiative_id: int) -> tuple[Heading, Table]:
    """The initiative and its table, in a fixed number of queries; NotFound where it is hidden."""
    heading = heading_visible_to(actor, initiative_id)
    parts: dict[ItemKind, list[Part]] = {kind: [] for kind in ItemKind}
    for part in parts_to_trace(initiative_id):
        parts[part.kind].append(_part(initiative_id, part))
    built = built_in([initiative_id])[initiative_id]
    pieces = [
        Piece(*row, built.get(row.id, _NOTHING).built, built.get(row.id, _NOTHING).ci)
        for row in work_to_trace(initiative_id)
    ]
    table = table_of(
        parts[ItemKind.REQUIREMENT],
        parts[ItemKind.USE_CASE],
        parts[ItemKind.METRIC],
        pieces,
        has_brief=initiative_id in started_among([initiative_id]),
    )
    return heading, table


def _part(initiative_id: int, part: TracedPart) -> Part:
    url = f"/initiatives/{initiative_id}/brief/#item-{part.id}"
    return Part(part.id, part.label, part.title, url, part.priority, part.covers)


def as_rows(table: Table) -> list[dict[str, str]]:
    """The table line by line, for files; a requirement without lines has one."""
    rows = []
    for group in table.groups:
        whole = [str(hole.words) for hole in group.holes]
        for place, line in enumerate(group.lines or (Line(),)):
            holes = [str(hole.words) for hole in line.holes]
            cells = _cells(group, line, [*whole, *holes] if place == 0 else holes)
            rows.append(dict(zip(HEADS, cells, strict=True)))
    return rows


def _cells(group: Group, line: Line, holes: list[str]) -> list[str]:
    wanted, use, piece = group.requirement, line.use_case, line.piece
    return [
        *((wanted.label, wanted.title, wanted.priority or "") if wanted else ("", "", "")),
        *((use.label, use.title) if use else ("", "")),
        *((piece.label, piece.title, piece.lane or "both") if piece else ("", "", "")),
        *((piece.state.value, piece.url) if piece else ("", "")),
        *(_built(piece, kind) for kind in CodeKind),
        piece.ci.value if piece and piece.ci else "",
        "; ".join(holes),
    ]


def _built(piece: Piece | None, kind: CodeKind) -> str:
    if piece is None:
        return ""
    said = (
        f"{one.words} ({one.state.value})" if one.state else one.words
        for one in piece.of_kind(kind)
    )
    return "; ".join(said)
