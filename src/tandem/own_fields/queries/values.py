"""What stands in the fields of pieces of work."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor
from tandem.activity.permissions import standings_on
from tandem.core.prepared import numbers, prepared
from tandem.own_fields.models import FieldValue
from tandem.own_fields.permissions import can_fill_in
from tandem.own_fields.queries.defined import FieldRow, fields_defined
from tandem.own_fields.rules import FieldType, shown_number
from tandem.work.queries import WorkRow


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in a field of a piece of work. Empty: `words` is ""."""

    field: FieldRow
    words: str = ""
    """As it is read, and typed."""
    day: date | None = None
    yes: bool | None = None
    person: Name | None = None
    chosen: tuple[int, ...] = ()
    """The ids of what is chosen from the list."""

    @property
    def seen(self) -> str:
        """The same in codes, to find out whether somebody changed it meanwhile."""
        if self.field.type.is_listed:
            return ",".join(str(one) for one in sorted(self.chosen))
        return str(self.person.id) if self.person else self.words

    @property
    def plain(self) -> Any:
        """As a program reads it."""
        match self.field.type:
            case FieldType.NUMBER:
                return float(self.words) if self.words else None
            case FieldType.CHOICES:
                known = {one.id: one.name for one in self.field.options}
                return [known[pk] for pk in self.chosen]
            case FieldType.YES_NO:
                return self.yes
            case _:
                return self.words or None


@dataclass(frozen=True, slots=True)
class ItemFields:
    """The fields of a piece of work, in their order."""

    shown: list[Shown] = field(default_factory=list)
    may: bool = False


@prepared
def _values() -> QuerySet[FieldValue, tuple[Any, ...]]:
    found = FieldValue.objects.filter(item_id__in=numbers("items"), field_id__in=numbers("fields"))
    return found.order_by("option__position", "pk").values_list(
        *("item_id", "field_id", "text", "number", "day", "yes", "person_id", "option_id"),
        "option__name",
    )


def shown_in(rows: Collection[WorkRow], fields: Sequence[FieldRow]) -> dict[int, dict[int, Shown]]:
    """{work: {field: what stands there}}, of the fields of its kind, in two queries. The caller has
    checked sight.
    """
    found: dict[int, dict[int, list[tuple[Any, ...]]]] = {}
    asked = [row.id for row in rows] if fields else []
    values = _values(items=asked, fields=[one.id for one in fields]) if asked else []
    for item, of, *said in values:
        found.setdefault(item, {}).setdefault(of, []).append(tuple(said))
    people = names(row[6] for row in values)
    return {
        row.id: {
            one.id: _shown(one, found.get(row.id, {}).get(one.id, []), people)
            for one in fields
            if one.kind is row.kind
        }
        for row in rows
    }


def _shown(one: FieldRow, said: Sequence[tuple[Any, ...]], people: Mapping[int, Name]) -> Shown:
    if not said:
        return Shown(one)
    text, number, day, yes, person, _, _ = said[0]
    if one.type.is_listed:
        return Shown(one, ", ".join(row[6] for row in said), chosen=tuple(row[5] for row in said))
    return Shown(
        one,
        _words(text, number, day, yes=yes) or (people[person].name if person else ""),
        day=day,
        yes=yes,
        person=people.get(person or 0),
    )


def _words(text: str, number: Decimal | None, day: date | None, *, yes: bool | None) -> str:
    if number is not None:
        return shown_number(number)
    if day is not None:
        return day.isoformat()
    return text if yes is None else "yes" if yes else "no"


def fields_of_item(actor: Actor, row: WorkRow) -> ItemFields:
    """The fields of a piece of work, and whether the actor fills them in. They see it already."""
    fields = [one for one in fields_defined() if one.kind is row.kind]
    if not fields:
        return ItemFields()
    shown = shown_in([row], fields)[row.id]
    return ItemFields(list(shown.values()), row.id in may_fill_in(actor, [row]))


def may_fill_in(actor: Actor, rows: Collection[WorkRow]) -> frozenset[int]:
    """Those whose fields the actor fills in."""
    if not rows or not actor.may_take_part:
        return frozenset()
    standings = standings_on(actor, {row.home_id for row in rows})
    return frozenset(
        row.id
        for row in rows
        if can_fill_in(actor, standings[row.home_id], row.lane, assigned=row.is_done_by(actor.me))
    )


def fields_table(rows: Collection[WorkRow]) -> tuple[list[str], list[list[str]]]:
    """The columns of a file beside those of work: heads, and the cells of each row."""
    fields = fields_defined()
    values = shown_in(rows, fields)
    heads = [f"{one.name} ({one.kind.value})" for one in fields]
    cells = [
        [values[row.id][one.id].words if one.id in values[row.id] else "" for one in fields]
        for row in rows
    ]
    return heads, cells
