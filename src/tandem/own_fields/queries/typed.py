"""What somebody typed for a field, as rows; and rows as what can be kept of them elsewhere."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tandem.accounts.queries import people_who_act, person_meant
from tandem.core.errors import BadInput
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.own_fields import rules
from tandem.own_fields.models import FieldValue
from tandem.own_fields.queries.defined import FieldRow
from tandem.own_fields.rules import FieldType, Said

Content = list[Any]
"""A row of a value as JSON: text, number, day, yes, person, option."""


def content(one: FieldValue) -> Content:
    """What a row says."""
    number = rules.shown_number(one.number) if one.number is not None else None
    day = one.day.isoformat() if one.day else None
    return [one.text, number, day, one.yes, one.person_id, one.option_id]


def row_of(said: Content) -> FieldValue:
    """The same back, not yet of anything."""
    text, number, day, yes, person, option = said
    return FieldValue(
        text=text,
        number=None if number is None else Decimal(number),
        day=date.fromisoformat(day) if day else None,
        yes=yes,
        person_id=person,
        option_id=option,
    )


def contents_of(items: Collection[int]) -> dict[int, dict[int, list[Content]]]:
    """What stands in all fields of some pieces of work: {work: {field: rows}}. The caller has
    checked sight.
    """
    found: dict[int, dict[int, list[Content]]] = {}
    for one in FieldValue.objects.filter(item_id__in=items).order_by("pk"):
        found.setdefault(one.item_id, {}).setdefault(one.field_id, []).append(content(one))
    return found


def typed_values(
    one: FieldRow, value: str | Sequence[str], chosen: Collection[int] = ()
) -> list[FieldValue]:
    """The rows of a value, not yet of anything; `chosen` is what stands there already of a list.

    A number, day, yes or no, and an address are typed; a person by name, address or id; what is
    chosen by its name. Raises BadInput.
    """
    parts = [value] if isinstance(value, str) else list(value)
    parts = [part.strip() for part in parts if part.strip()]
    if one.type.is_listed:
        return _chosen(one, parts, chosen)
    if len(parts) > 1:
        raise BadInput(say("One is enough here."), field="value")
    text = parts[0] if parts else ""
    if not text:
        return []
    if one.type is FieldType.PERSON:
        return [FieldValue(person_id=_person(text))]
    try:
        said = rules.read(one.type, text)
    except rules.Unreadable as unreadable:
        raise BadInput(unreadable.reason, field="value") from unreadable
    return [_row(said)]


def _row(said: Said) -> FieldValue:
    text = typed(said.text, limit=rules.TEXT_LIMIT, field="value", required=False)
    return FieldValue(text=text, number=said.number, day=said.day, yes=said.yes)


def _chosen(one: FieldRow, parts: Sequence[str], chosen: Collection[int]) -> list[FieldValue]:
    if one.type is FieldType.CHOICE and len(parts) > 1:
        raise BadInput(say("Choose one of the list."), field="value")
    known = {option.name.casefold(): option for option in one.offered(chosen)}
    found = {}
    for part in parts:
        option = known.get(part.casefold())
        if option is None:
            names = ", ".join(option.name for option in one.choices[:8])
            raise BadInput(say("Choose from the list: {names}.", names=names), field="value")
        found[option.id] = FieldValue(option_id=option.id)
    return list(found.values())


def _person(text: str) -> int:
    here = dict(people_who_act())
    if text.isdecimal() and len(text) < 19 and int(text) in here:
        return int(text)
    meant = [pk for pk in person_meant(text) if pk in here]
    if len(meant) != 1:
        raise BadInput(say("Write the name of one person who is here."), field="value")
    return meant[0]
