"""Fields in the filter language, and what has to be filled in before work is done."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q

from tandem.accounts.queries import people_called, present_day
from tandem.accounts.rules import Actor
from tandem.core.words import Sentence
from tandem.own_fields import rules
from tandem.own_fields.models import FieldValue
from tandem.own_fields.queries.defined import FieldRow, fields_defined
from tandem.own_fields.rules import Asked, FieldType
from tandem.work.rules import Term, WorkFilter, WorkKind, day_meant

_NOTHING = Q(pk__in=[])
_ENDS = {"<": "__lt", ">": "__gt"}


def fitting(term: Term, actor: Actor) -> Q:
    """The condition that `field:` asks of work. What no field is called fits nothing."""
    known = fields_defined()
    found = _NOTHING
    for asked in rules.asked_of(term):
        name = asked.name.casefold()
        for one in known:
            if one.name.casefold() == name:
                found |= _holds(one, asked, actor)
    return found


def _holds(one: FieldRow, asked: Asked, actor: Actor) -> Q:
    values = FieldValue.objects.filter(item_id=OuterRef("pk"), field_id=one.id)
    if not asked.sign:
        return Q(Exists(values))
    if asked.sign == "=" and asked.value.lower() == "none":
        return Q(kind=one.kind.value) & ~Q(Exists(values))
    said = _said(one, asked, actor)
    return Q(Exists(values.filter(said))) if said is not None else _NOTHING


def _said(one: FieldRow, asked: Asked, actor: Actor) -> Q | None:
    """The condition on a value; nothing where what was written can't stand there."""
    ends = _ENDS.get(asked.sign, "")
    if one.type is FieldType.DATE:
        day = day_meant(asked.value.lower(), present_day())
        return Q(**{f"day{ends}": day}) if day else None
    if one.type is FieldType.NUMBER:
        number = _number(asked.value)
        return Q(**{f"number{ends}": number}) if number is not None else None
    if ends:
        return None
    value = asked.value.replace("\0", "")
    if one.type is FieldType.PERSON:
        people = [actor.me] if value.lower() == "me" else people_called(value)
        return Q(person_id__in=people)
    if one.type is FieldType.YES_NO:
        return Q(yes=value.lower() == "yes") if value.lower() in {"yes", "no"} else None
    return Q(option__name__iexact=value) if one.type.is_listed else Q(text__icontains=value)


def _number(value: str) -> object:
    try:
        return rules.read(FieldType.NUMBER, value).number
    except rules.Unreadable:
        return None


def unknown_fields(wanted: WorkFilter) -> list[str]:
    """The names in a filter that no field has."""
    asked = [one for term in wanted.terms if term.key == "field" for one in rules.asked_of(term)]
    known = {one.name.casefold() for one in fields_defined()} if asked else set()
    return [one.name for one in asked if one.name.casefold() not in known]


def why_not_done(items: Mapping[int, WorkKind]) -> Sentence | None:
    """Why one of these can't be done yet: a field that has to be filled in is empty."""
    needed = [one for one in fields_defined() if one.required and one.kind in items.values()]
    if not needed:
        return None
    held = FieldValue.objects.filter(item_id__in=items, field_id__in=[one.id for one in needed])
    filled = set(held.values_list("item_id", "field_id"))
    missing = [
        one.name
        for one in needed
        if any(kind is one.kind and (pk, one.id) not in filled for pk, kind in items.items())
    ]
    return rules.why_not_done(missing)
