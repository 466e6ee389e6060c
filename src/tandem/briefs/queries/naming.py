"""Parts of briefs by their names alone, for whoever points at them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from tandem.briefs.models import Item
from tandem.briefs.rules import ItemKind
from tandem.core.prepared import number, numbers, prepared


@dataclass(frozen=True, slots=True)
class PartName:
    """A part of a brief as others name it: R1, its title, and whether it still stands."""

    id: int
    initiative_id: int
    kind: ItemKind
    label: str
    title: str
    removed: bool

    @property
    def url(self) -> str:
        return f"/initiatives/{self.initiative_id}/brief/#item-{self.id}"


_COLUMNS = (
    *("pk", "brief__initiative_id", "kind", "number", "current__title", "current__text"),
    "current__removed",
)
_TO_COVER = [ItemKind.REQUIREMENT.value, ItemKind.USE_CASE.value]
_WORDS = 80


@prepared
def _named() -> QuerySet[Item, tuple[int, int, str, int, str, str, bool]]:
    return Item.objects.filter(pk__in=numbers("items")).values_list(*_COLUMNS)


@prepared
def _to_cover() -> QuerySet[Item, tuple[int, int, str, int, str, str, bool]]:
    found = Item.objects.filter(
        brief__initiative_id=number("initiative"), kind__in=_TO_COVER, current__removed=False
    )
    return found.order_by("kind", "number").values_list(*_COLUMNS)


def parts_named(item_ids: Collection[int]) -> dict[int, PartName]:
    """Parts by their ids. The caller has checked sight."""
    return {row[0]: _name(*row) for row in _named(items=item_ids)} if item_ids else {}


def parts_to_cover(initiative_id: int) -> list[PartName]:
    """The requirements and use cases of an initiative's brief that stand. The caller has checked
    sight.
    """
    return [_name(*row) for row in _to_cover(initiative=initiative_id)]


def _name(
    pk: int,
    initiative_id: int,
    kind: str,
    number: int,
    title: str,
    text: str,
    removed: bool,  # noqa: FBT001
) -> PartName:
    one = ItemKind(kind)
    line = title or text.strip().split("\n", 1)[0]
    words = line if len(line) <= _WORDS else f"{line[: _WORDS - 1].rstrip()}…"
    return PartName(pk, initiative_id, one, one.short_name(number), words, bool(removed))
