"""Which fields the kinds of work have."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from tandem.core.errors import NotFound
from tandem.core.prepared import prepared
from tandem.own_fields.models import FieldOption, OwnField
from tandem.own_fields.rules import FieldType
from tandem.work.rules import WorkKind


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen."""

    id: int
    name: str
    retired: bool


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of a kind of work."""

    id: int
    kind: WorkKind
    name: str
    type: FieldType
    unit: str
    required: bool
    retired: bool
    options: tuple[Option, ...] = ()

    @property
    def label(self) -> str:
        """Its name with its unit."""
        return f"{self.name} ({self.unit})" if self.unit else self.name

    @property
    def column(self) -> str:
        """What the list calls it in an address."""
        return f"field-{self.id}"

    @property
    def choices(self) -> list[Option]:
        """What can be chosen now."""
        return self.offered()

    def offered(self, chosen: Collection[int] = ()) -> list[Option]:
        """What can be chosen where these options stand: they may stay, though retired."""
        return [one for one in self.options if not one.retired or one.id in chosen]


@prepared
def _fields() -> QuerySet[OwnField, tuple[Any, ...]]:
    return OwnField.objects.order_by("kind", "position", "pk").values_list(
        *("pk", "kind", "name", "type", "unit", "required", "retired_at")
    )


@prepared
def _options() -> QuerySet[FieldOption, tuple[Any, ...]]:
    return FieldOption.objects.order_by("position", "pk").values_list(
        "pk", "field_id", "name", "retired_at"
    )


def fields_defined(*, retired: bool = False) -> list[FieldRow]:
    """All fields by kind, in their order; with those that were retired, where asked for."""
    rows = [row for row in _fields() if retired or row[6] is None]
    listed = any(FieldType(row[3]).is_listed for row in rows)
    options: dict[int, list[Option]] = {}
    for pk, field, name, gone in _options() if listed else ():
        options.setdefault(field, []).append(Option(pk, name, gone is not None))
    found = [
        FieldRow(
            id=pk,
            kind=WorkKind(kind),
            name=name,
            type=FieldType(of),
            unit=unit,
            required=required,
            retired=gone is not None,
            options=tuple(options.get(pk, ())),
        )
        for pk, kind, name, of, unit, required, gone in rows
    ]
    kinds = list(WorkKind)
    return sorted(found, key=lambda one: (kinds.index(one.kind), one.retired))


def fields_called(name: str) -> dict[WorkKind, FieldRow]:
    """Those of this name, by kind of work."""
    wanted = " ".join(name.split()).casefold()
    return {one.kind: one for one in fields_defined() if one.name.casefold() == wanted}


def field_row(field_id: int) -> FieldRow:
    """One of them, retired or not. Raises NotFound."""
    for one in fields_defined(retired=True):
        if one.id == field_id:
            return one
    raise NotFound
