"""Branches, pull requests and CI runs of work."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor
from tandem.core.prepared import number, numbers, prepared
from tandem.trace.models import CodeLink
from tandem.trace.rules import BY_HAND, Built, CodeKind, CodeState, Run, ci_state
from tandem.work.queries import item_visible_to


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A branch, pull request or run as the page of its work shows it."""

    id: int
    kind: CodeKind
    state: CodeState | None
    origin: str
    external_id: str
    name: str
    number: int | None
    address: str
    commit: str
    branch: str
    said_at: datetime
    by: Name

    @property
    def is_by_hand(self) -> bool:
        return self.origin == BY_HAND

    @property
    def words(self) -> str:
        """How it is called: a name, a number, or its address."""
        return self.name or (f"{self.number}" if self.number else self.address or self.external_id)


_COLUMNS = (
    *("pk", "kind", "state", "origin", "external_id", "name", "number", "address", "commit"),
    *("branch", "said_at", "by_id"),
)


@prepared
def _of_item() -> QuerySet[CodeLink, tuple[Any, ...]]:
    found = CodeLink.objects.filter(item_id=number("item"))
    return found.order_by("-said_at", "-pk").values_list(*_COLUMNS)


@prepared
def _of_homes() -> QuerySet[CodeLink, tuple[Any, ...]]:
    found = CodeLink.objects.filter(item__home_id__in=numbers("homes"))
    return found.order_by("item_id", "said_at", "pk").values_list(
        *("item__home_id", "item_id", "pk", "kind", "state", "origin", "external_id"),
        *("name", "number", "address", "said_at"),
    )


def code_of(work_id: int) -> list[CodeRow]:
    """What was built for a piece of work, newest first. The caller has checked sight."""
    rows = _of_item(item=work_id)
    known = names(row[-1] for row in rows) if rows else {}
    return [_row(row, known[row[-1]]) for row in rows]


def _row(row: tuple[Any, ...], by: Name) -> CodeRow:
    said = dict(zip(_COLUMNS[:-1], row[:-1], strict=True))
    kind, state = CodeKind(said.pop("kind")), said.pop("state")
    return CodeRow(
        id=said.pop("pk"), kind=kind, state=CodeState(state) if state else None, by=by, **said
    )


def code_visible_to(actor: Actor, work_id: int) -> list[CodeRow]:
    """The same of work that somebody may see; NotFound for all else."""
    item_visible_to(actor, work_id)
    return code_of(work_id)


def code_row(work_id: int, code_id: int) -> CodeRow:
    """One of them. The caller has checked sight, and has just written it."""
    return next(one for one in code_of(work_id) if one.id == code_id)


@dataclass(frozen=True, slots=True)
class BuiltFor:
    """All that was built for a piece of work, and how its newest runs stand."""

    built: tuple[Built, ...]
    ci: CodeState | None


def built_in(home_ids: Collection[int]) -> dict[int, dict[int, BuiltFor]]:
    """What was built for the work of homes: {home: {work: …}}, one query. Of the runs only the
    newest of each check. The caller has checked sight.
    """
    kept: dict[tuple[int, int], list[tuple[Any, ...]]] = defaultdict(list)
    for row in _of_homes(homes=home_ids):
        kept[row[0], row[1]].append(row)
    found: dict[int, dict[int, BuiltFor]] = {pk: {} for pk in home_ids}
    for (home, item), rows in kept.items():
        found[home][item] = _built(rows)
    return found


def _built(rows: Iterable[tuple[Any, ...]]) -> BuiltFor:
    shown: dict[tuple[str, ...], Built] = {}
    runs = []
    for _, _, pk, kind, state, origin, external_id, name, count, address, at in rows:
        one = CodeKind(kind)
        stands = CodeState(state) if state else None
        key = (kind, origin, name or address) if one is CodeKind.RUN else (kind, external_id)
        # Oldest first, so that the newest run of a check takes the place of those before it.
        shown.pop(key, None)
        shown[key] = Built(pk, one, stands, origin, name, count, address)
        if one is CodeKind.RUN:
            runs.append(Run((origin, name or address), stands, at))
    return BuiltFor(tuple(shown.values()), ci_state(runs))


def ci_of(home_ids: Collection[int]) -> dict[int, dict[int, CodeState]]:
    """How the newest CI runs of each piece of work stand: {home: {work: state}}; work without a
    run isn't there. The caller has checked sight.
    """
    return {
        home: {item: one.ci for item, one in built.items() if one.ci is not None}
        for home, built in built_in(home_ids).items()
    }
