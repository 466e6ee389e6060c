"""What came in before, beside what stands here now: for the worker."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from tandem.activity.queries import with_history
from tandem.imports.models import TakenIn
from tandem.imports.rules.comparing import standing_values
from tandem.imports.rules.own import code_of
from tandem.own_fields.queries import contents_of
from tandem.work.queries import WorkRow, descriptions_of, rows_by_id


@dataclass(frozen=True, slots=True)
class Known:
    """An item that came in before: what it said then, and what stands here."""

    row: WorkRow
    said: Mapping[str, str]
    here: Mapping[str, str]
    comments: frozenset[str]
    told: list[list[str]]

    @property
    def id(self) -> int:
        return self.row.id


def known_items(home_id: int, source: str, wanted: Mapping[str, str]) -> dict[str, Known]:
    """Of these items, {key: source id}, those that came in before; one whose key changed there is
    known by its id.
    """
    ids = {source_id: key for key, source_id in wanted.items() if source_id and source_id != key}
    asked = Q(key__in=wanted) | Q(source_id__in=ids)
    taken = list(TakenIn.objects.filter(asked, home_id=home_id, source=source))
    rows = {row.id: row for row in rows_by_id([one.item_id for one in taken])}
    texts = descriptions_of(rows) if rows else {}
    own = contents_of(rows) if rows else {}
    found: dict[str, Known] = {}
    for one in sorted(taken, key=lambda one: one.key in wanted):
        key = one.key if one.key in wanted else ids.get(one.source_id)
        if key is not None:
            row = rows[one.item_id]
            here = standing_values(row, texts.get(row.id, ""))
            here |= {f"own:{pk}": code_of(rows) for pk, rows in own.get(row.id, {}).items()}
            found[key] = Known(row, one.said, here, frozenset(one.comments), one.told)
    return found


def ids_by_key(home_id: int, source: str) -> dict[str, int]:
    """Everything that came from a source: {key: item id}."""
    rows = TakenIn.objects.filter(home_id=home_id, source=source)
    return dict(rows.values_list("key", "item_id"))


def untouched_items(import_id: int, after: int, most: int) -> tuple[list[int], int]:
    """Of what an import made, some in the order of their ids: those on which nothing happened
    since, and the last one looked at (0 at the end).
    """
    taken = TakenIn.objects.filter(first_id=import_id, item_id__gt=after).order_by("item_id")
    some = list(taken.values_list("item_id", flat=True)[:most])
    touched = with_history(some)
    return [pk for pk in some if pk not in touched], some[-1] if some else 0
