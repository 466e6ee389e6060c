"""Requirements, use cases and metrics of a brief with what they name each other by."""

from typing import Any, NamedTuple

from django.db.models import QuerySet

from tandem.briefs.models import Item
from tandem.briefs.rules import ItemKind, Priority, covers
from tandem.core.prepared import number, prepared

_KINDS = [ItemKind.REQUIREMENT.value, ItemKind.USE_CASE.value, ItemKind.METRIC.value]
_WORDS = 160


class TracedPart(NamedTuple):
    """A part that stands; `covers` are the short names of requirements that a use case is for."""

    id: int
    kind: ItemKind
    label: str
    title: str
    priority: Priority | None
    covers: tuple[str, ...]


@prepared
def _traced() -> QuerySet[Item, tuple[Any, ...]]:
    found = Item.objects.filter(
        brief__initiative_id=number("initiative"), kind__in=_KINDS, current__removed=False
    )
    return found.order_by("kind", "position", "pk").values_list(
        *("pk", "kind", "number", "current__title", "current__text", "current__priority"),
        "current__fields",
    )


def parts_to_trace(initiative_id: int) -> list[TracedPart]:
    """In reading order, one query. The caller has checked sight."""
    return [_part(*row) for row in _traced(initiative=initiative_id)]


def _part(
    pk: int, kind: str, count: int, title: str, text: str, priority: str, fields: dict[str, object]
) -> TracedPart:
    one = ItemKind(kind)
    line = title or text.strip().split("\n", 1)[0]
    return TracedPart(
        pk,
        one,
        one.short_name(count),
        line if len(line) <= _WORDS else f"{line[: _WORDS - 1].rstrip()}…",
        Priority(priority) if priority else None,
        tuple(covers(fields)) if one is ItemKind.USE_CASE else (),
    )
