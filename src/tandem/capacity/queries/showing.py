"""The capacity of teams as pages show it: names only of what the reader may see."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tandem.accounts.rules import Actor
from tandem.capacity import rules
from tandem.capacity.queries.counting import Group, picture
from tandem.capacity.rules import By, Cell, Load, Period
from tandem.core.errors import NotFound
from tandem.projects.queries import ProjectRow, projects_between
from tandem.work.queries import WorkRow, rows_by_id, titles_seen


@dataclass(frozen=True, slots=True)
class Asking:
    """What asks days of a team; without a name where the reader may not see it."""

    days: float
    name: str = ""
    url: str = ""
    rows: tuple[tuple[WorkRow, float], ...] = ()


@dataclass(frozen=True, slots=True)
class CellShown:
    """A team in a time, with those who ask the most."""

    period: Period
    cell: Cell
    largest: tuple[Asking, ...]


@dataclass(frozen=True, slots=True)
class TeamShown:
    """A line of the table."""

    group: Group
    cells: tuple[CellShown, ...]
    undated: float
    unestimated: int


@dataclass(frozen=True, slots=True)
class CellWhole:
    """All that is asked of a team in a time, what has no date, and what isn't estimated."""

    group: Group
    period: Period
    cell: Cell
    asking: list[Asking]
    undated: list[Asking]
    unestimated: list[WorkRow]
    unestimated_hidden: int
    projects: list[ProjectRow]
    """IT projects of the team in that time: what they take in days nobody has said."""


def table(actor: Actor, by: By) -> list[TeamShown]:
    """Every team that has days or work before it, by side."""
    seen = picture()
    wanted = rules.periods(seen.today, by)
    rows: list[tuple[Group, list[Cell]]] = []
    for group in seen.groups.values():
        cells = [seen.cell(group.key, one.first, one.last) for one in wanted]
        asked = any(one.parts for one in cells) or group.key in seen.demand.by_group
        if asked or group.key in seen.demand.unestimated or _has_days(group, cells):
            rows.append((group, cells))
    known = _homes_seen(actor, [cell for _, cells in rows for cell in cells])
    return [
        TeamShown(
            group,
            tuple(
                CellShown(period, cell, _largest(cell, known))
                for period, cell in zip(wanted, cells, strict=True)
            ),
            sum(load.days for load in seen.demand.undated(group.key)),
            len(seen.demand.unestimated.get(group.key, ())),
        )
        for group, cells in rows
    ]


def _has_days(group: Group, cells: Iterable[Cell]) -> bool:
    return group.lane is not None and any(cell.there for cell in cells)


def _largest(cell: Cell, known: Mapping[int, WorkRow]) -> tuple[Asking, ...]:
    return tuple(
        Asking(days, known[home].home_title, known[home].home_url)
        if home in known
        else Asking(days)
        for home, days in cell.by_home[: rules.LARGEST]
    )


def _homes_seen(actor: Actor, cells: Iterable[Cell]) -> dict[int, WorkRow]:
    """One piece of work, for its name, of each of the largest that somebody may see."""
    one_of: dict[int, int] = {}
    for cell in cells:
        largest = {home for home, _ in cell.by_home[: rules.LARGEST]}
        for load, _ in cell.parts:
            if load.home_id in largest:
                one_of.setdefault(load.home_id, load.id)
    seen = titles_seen(actor, set(one_of.values())) if one_of else {}
    return {row.home_id: row for row in rows_by_id(list(seen))}


def cell_whole(actor: Actor, key: str, code: str) -> CellWhole:
    """A team in a time with what is asked, as far as it may be seen. Raises NotFound."""
    seen = picture()
    group, period = seen.groups.get(key), rules.period_called(code, seen.today)
    if group is None or period is None:
        raise NotFound
    cell = seen.cell(key, period.first, period.last)
    later = [(load, load.days) for load in seen.demand.undated(key)]
    bare = list(seen.demand.unestimated.get(key, ()))
    ids = {load.id for load, _ in [*cell.parts, *later]} | set(bare)
    titles = titles_seen(actor, ids) if ids else {}
    rows = {row.id: row for row in rows_by_id(sorted(titles))}
    shown = [rows[pk] for pk in bare if pk in rows]
    return CellWhole(
        group=group,
        period=period,
        cell=cell,
        asking=_by_home(cell.parts, rows),
        undated=_by_home(later, rows),
        unestimated=shown,
        unestimated_hidden=len(bare) - len(shown),
        projects=[
            one
            for one in projects_between(actor, period.first, period.last)
            if f"team-{one.team_id}" == key and not one.state.is_over
        ],
    )


def _by_home(parts: Collection[tuple[Load, float]], rows: Mapping[int, WorkRow]) -> list[Asking]:
    """By what it is for, the most first; what may not be seen is one line without a name."""
    homes: dict[int, list[tuple[WorkRow, float]]] = {}
    hidden = 0.0
    for load, days in parts:
        if load.id in rows:
            homes.setdefault(load.home_id, []).append((rows[load.id], days))
        else:
            hidden += days
    found = [
        Asking(
            sum(days for _, days in held),
            held[0][0].home_title,
            held[0][0].home_url,
            tuple(sorted(held, key=lambda one: (-one[1], one[0].number))),
        )
        for held in homes.values()
    ]
    found.sort(key=lambda one: -one.days)
    return [*found, Asking(hidden)] if hidden else found
