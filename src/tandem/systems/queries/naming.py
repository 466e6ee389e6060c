"""All systems in use, and the stamp by which what is made of them is kept."""

from dataclasses import dataclass

from django.db.models import QuerySet

from tandem.core.prepared import prepared
from tandem.systems.models import CatalogueState, System
from tandem.systems.rules import DataClass, EntryKind


@prepared
def _stamps() -> QuerySet[CatalogueState, tuple[str]]:
    return CatalogueState.objects.filter(pk=1).values_list("stamp")


def stamp_of_catalogue() -> str:
    """Another after every change of the catalogue; empty before the first."""
    row = _stamps.first()
    return row[0] if row else ""


@dataclass(frozen=True, slots=True)
class EntryInUse:
    """What is read of every system in use at once."""

    id: int
    name: str
    aliases: tuple[str, ...]
    vendor: str
    kind: EntryKind
    criticality: int
    data_classes: tuple[DataClass, ...]


def entries_in_use() -> list[EntryInUse]:
    """All systems in use, for what is made of the whole catalogue and kept by its stamp."""
    in_use = System.objects.filter(retired_at=None).order_by("pk")
    columns = ("pk", "name", "aliases", "vendor", "kind", "criticality", "data_classes")
    return [
        EntryInUse(
            *(pk, name, tuple(aliases), vendor, EntryKind(kind), criticality),
            tuple(DataClass(code) for code in codes),
        )
        for pk, name, aliases, vendor, kind, criticality, codes in in_use.values_list(*columns)
    ]
