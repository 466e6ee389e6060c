"""The requirements of briefs, for what is chosen and planned from them."""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import QuerySet

from tandem.briefs.models import Item
from tandem.briefs.queries.changes import efforts_of
from tandem.briefs.rules import Effort, ItemKind, Priority
from tandem.core.prepared import number, numbers, prepared

TITLE_AT_MOST = 120


class Requirement(NamedTuple):
    """A requirement as it is now; `needs` are the ids of those it can't go without.

    A removed one is there too, so that what names it can say that it is gone.
    """

    id: int
    label: str
    title: str
    priority: Priority | None
    removed: bool
    effort: Effort | None
    needs: tuple[int, ...]


@prepared
def _requirements() -> QuerySet[Item, tuple[Any, ...]]:
    found = Item.objects.filter(
        brief__initiative_id__in=numbers("initiatives"),
        kind=ItemKind.REQUIREMENT.value,
        current__isnull=False,
    )
    return found.order_by("brief_id", "position", "pk").values_list(
        *("brief_id", "brief__initiative_id", "pk", "number", "current__title"),
        *("current__text", "current__priority", "current__removed", "current__fields"),
    )


def requirements_of(initiative_ids: Collection[int]) -> dict[int, list[Requirement]]:
    """The requirements of initiatives the caller may see, in reading order; two queries."""
    rows = _requirements(initiatives=initiative_ids)
    efforts = efforts_of({row[0] for row in rows})
    labels = {
        (row[0], ItemKind.REQUIREMENT.short_name(row[3])): row[2] for row in rows if not row[7]
    }
    found: dict[int, list[Requirement]] = {pk: [] for pk in initiative_ids}
    for brief, initiative, pk, at, title, text, priority, removed, fields in rows:
        needs = (labels.get((brief, label)) for label in fields.get("depends_on", ()))
        found[initiative].append(
            Requirement(
                pk,
                ItemKind.REQUIREMENT.short_name(at),
                title or text[:TITLE_AT_MOST],
                Priority(priority) if priority else None,
                removed,
                efforts[brief].get(pk),
                tuple(need for need in needs if need is not None),
            )
        )
    return found


@prepared
def _parts() -> QuerySet[Item, tuple[Any, ...]]:
    found = Item.objects.filter(
        brief__initiative_id=number("initiative"),
        kind__in=[ItemKind.REQUIREMENT.value, ItemKind.USE_CASE.value],
        current__isnull=False,
    )
    return found.values_list("pk", "kind", "number", "current__fields")


def requirements_of_parts(initiative_id: int) -> dict[int, frozenset[int]]:
    """The requirements that each part of a brief is about: a requirement is about itself, a use
    case about those it covers. The caller has checked sight.
    """
    rows = _parts(initiative=initiative_id)
    labels = {ItemKind(kind).short_name(at): pk for pk, kind, at, _ in rows}
    return {
        pk: frozenset({pk})
        if ItemKind(kind) is ItemKind.REQUIREMENT
        else frozenset(labels[one] for one in fields.get("covers", ()) if one in labels)
        for pk, kind, _, fields in rows
    }
