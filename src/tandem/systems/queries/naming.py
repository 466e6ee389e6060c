"""Which systems a text names, from an index kept while the catalogue stays as it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from tandem.core.prepared import prepared
from tandem.systems import rules
from tandem.systems.models import CatalogueState, System
from tandem.systems.rules import DataClass, EntryKind, Named, NameIndex


@prepared
def _stamps() -> QuerySet[CatalogueState, tuple[str]]:
    return CatalogueState.objects.filter(pk=1).values_list("stamp")


def stamp_of_catalogue() -> str:
    """Another after every change of the catalogue; empty before the first."""
    row = _stamps.first()
    return row[0] if row else ""


class _Kept:
    """The newest index, and the stamp of the catalogue it was made from."""

    now: tuple[str, NameIndex] = ("", rules.index_of([]))


def named_in(text: str) -> list[Named]:
    """The systems in use that a text names, and by which of its words.

    The index is kept in the process for as long as nobody changes the catalogue.
    """
    stamp = stamp_of_catalogue()
    if _Kept.now[0] != stamp:
        _Kept.now = (stamp, rules.index_of(_names_in_use()))
    return rules.named_in(text, _Kept.now[1])


def _names_in_use() -> Iterable[tuple[int, str, list[str], str]]:
    in_use = System.objects.filter(retired_at=None)
    return in_use.order_by("pk").values_list("pk", "name", "aliases", "vendor")


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
