"""Saying which fields work has, and filling them in."""

from collections.abc import Collection, Sequence

from django.db import transaction

from tandem.accounts.queries import people_who_act, person_meant
from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.activity.services import (
    company_subject,
    lock_subject,
    make_findable,
    record_event,
    salted_digest,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.own_fields import events, permissions, queries, rules
from tandem.own_fields.models import FieldOption, FieldValue, OwnField
from tandem.own_fields.queries import FieldRow, Shown
from tandem.own_fields.rules import FieldStep, FieldType, Said
from tandem.work.queries import WorkRow, item_visible_to, rows_by_id
from tandem.work.rules import WorkKind


@transaction.atomic
def add_field(
    *,
    actor: Actor,
    kind: WorkKind,
    name: str,
    type: FieldType,  # noqa: A002 - the word of the page
    unit: str = "",
    required: bool = False,
    options: Sequence[str] = (),
) -> FieldRow:
    """Give a kind of work one more field, behind the others."""
    _may_define(actor)
    standing = OwnField.objects.filter(kind=kind.value, retired_at=None)
    name = _named(kind, name, None)
    if reason := rules.why_not_one_more(standing.count()):
        raise RuleBroken(reason)
    last = OwnField.objects.filter(kind=kind.value).order_by("-position").first()
    made = OwnField.objects.create(
        kind=kind.value,
        name=name,
        type=type.value,
        unit=_unit(type, unit),
        required=required,
        position=last.position + 1 if last else 1,
        made_by_id=actor.me,
    )
    _set_options(made, type, options)
    _defined(actor, made)
    return queries.field_row(made.pk)


@transaction.atomic
def change_field(
    *,
    actor: Actor,
    field_id: int,
    name: str,
    unit: str = "",
    required: bool = False,
    options: Sequence[str] = (),
) -> FieldRow:
    """Call a field something else, or change what can be chosen. What stands in it stays.

    What is no longer in the list can't be chosen any more, and stays where it was.
    """
    _may_define(actor)
    before = queries.field_row(field_id)
    one = OwnField.objects.get(pk=field_id)
    one.name = _named(before.kind, name, before)
    one.unit, one.required = _unit(before.type, unit), required
    one.save()
    _set_options(one, before.type, options)
    after = queries.field_row(field_id)
    if after != before:
        _defined(actor, one)
    return after


@transaction.atomic
def retire_field(*, actor: Actor, field_id: int) -> FieldRow:
    """Show a field no more. What stands in it is kept. Twice is once."""
    _may_define(actor)
    one = _field(field_id)
    if one.retired_at is None:
        one.retired_at, one.retired_by_id = clock.now(), actor.me
        one.save()
        _defined(actor, one)
    return queries.field_row(field_id)


@transaction.atomic
def bring_back_field(*, actor: Actor, field_id: int) -> FieldRow:
    """Show a retired field again, with all that stood in it. Twice is once."""
    _may_define(actor)
    one = _field(field_id)
    if one.retired_at is not None:
        kind = WorkKind(one.kind)
        standing = OwnField.objects.filter(kind=one.kind, retired_at=None)
        if reason := rules.why_not_one_more(standing.count()):
            raise RuleBroken(reason)
        _named(kind, one.name, None)
        one.retired_at = one.retired_by_id = None
        one.save()
        _defined(actor, one)
    return queries.field_row(field_id)


@transaction.atomic
def move_field(*, actor: Actor, field_id: int, step: FieldStep) -> list[FieldRow]:
    """Move a field one place among those of its kind."""
    _may_define(actor)
    one = _field(field_id)
    standing = {
        each.pk: each
        for each in OwnField.objects.filter(kind=one.kind, retired_at=None).order_by(
            "position", "pk"
        )
    }
    if field_id not in standing:
        raise RuleBroken(say("It is retired. Bring it back first."))
    order = rules.moved(list(standing), field_id, step)
    if order != list(standing):
        for position, pk in enumerate(order, start=1):
            standing[pk].position = position
        OwnField.objects.bulk_update(standing.values(), ["position"])
        _defined(actor, one)
    return [each for each in queries.fields_defined() if each.kind.value == one.kind]


@transaction.atomic
def fill_in(
    *,
    actor: Actor,
    work_id: int,
    field_id: int,
    value: str | Sequence[str],
    seen: str | None = None,
) -> Shown:
    """Say what stands in a field of a piece of work; nothing empties it.

    A number, day, yes or no, and an address are typed; a person by name, address or id; what is
    chosen by its name. `seen` is what stood there for the actor: whoever comes second is told.
    """
    item_visible_to(actor, work_id)
    lock_subject(work_id)
    row, one = rows_by_id([work_id])[0], queries.field_row(field_id)
    standing = standing_on(actor, row.home_id)
    if not permissions.can_fill_in(actor, standing, row.lane, assigned=row.is_done_by(actor.me)):
        raise NotAllowed(
            say("The people who work on it fill this in. Say it in the talk beside it.")
        )
    if one.retired or one.kind is not row.kind:
        raise NotFound
    before = queries.shown_in([row], [one])[work_id][field_id]
    rows = _values(one, value, before.chosen)
    if seen is not None and seen != before.seen:
        now = before.words or say("nothing")
        raise RuleBroken(
            say(
                "Somebody changed this meanwhile: it says {now} now. Save again to keep yours.",
                now=now,
            )
        )
    return _write(actor, row, before, rows)


def _write(actor: Actor, row: WorkRow, before: Shown, rows: list[FieldValue]) -> Shown:
    one = before.field
    held = FieldValue.objects.filter(item_id=row.id, field_id=one.id)
    old = sorted(map(_content, held), key=str)
    if old == sorted(map(_content, rows), key=str):
        return before
    held.delete()
    for made in rows:
        made.item_id, made.field_id, made.set_by_id = row.id, one.id, actor.me
    FieldValue.objects.bulk_create(rows)
    text = rows[0].text if rows else ""
    make_findable(row.id, f"field:{one.id}", text)
    after = queries.shown_in([row], [one])[row.id][one.id]
    record_event(
        events.FILLED_IN,
        actor=actor,
        subject_id=row.id,
        field=one.id,
        text=salted_digest(row.id, after.words),
    )
    return after


def _content(one: FieldValue) -> tuple[object, ...]:
    number = rules.shown_number(one.number) if one.number is not None else None
    return one.text, number, one.day, one.yes, one.person_id, one.option_id


def _values(
    one: FieldRow, value: str | Sequence[str], chosen: Collection[int] = ()
) -> list[FieldValue]:
    """The rows of a value, not yet of anything; `chosen` is what stands there. Raises BadInput."""
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


def _may_define(actor: Actor) -> None:
    if not permissions.can_define(actor):
        raise NotAllowed(say("Only an administrator says which fields work has."))
    lock_subject(company_subject())


def _field(field_id: int) -> OwnField:
    one = OwnField.objects.filter(pk=field_id).first()
    if one is None:
        raise NotFound
    return one


def _named(kind: WorkKind, name: str, before: FieldRow | None) -> str:
    name = " ".join(typed(name, limit=rules.NAME_LIMIT, field="name").split())
    if any(sign in name for sign in '=<>",'):
        raise BadInput(say('Leave = < > , and " out of the name.'), field="name")
    for one in queries.fields_defined():
        same = one.kind is kind and one.name.casefold() == name.casefold()
        if same and (before is None or one.id != before.id):
            raise BadInput(say("There is a field of this name already."), field="name")
    return name


def _unit(kind: FieldType, unit: str) -> str:
    if kind is not FieldType.NUMBER:
        return ""
    return typed(unit, limit=rules.UNIT_LIMIT, field="unit", required=False)


def _set_options(one: OwnField, kind: FieldType, options: Sequence[str]) -> None:
    lines = rules.options_of("\n".join(options))
    if reason := rules.why_not_options(kind, lines):
        raise BadInput(reason, field="options")
    if not kind.is_listed:
        return
    known = {option.name.casefold(): option for option in one.options.all()}
    for position, line in enumerate(lines, start=1):
        name = typed(line, limit=rules.OPTION_LIMIT, field="options")
        option = known.pop(name.casefold(), None) or FieldOption(field=one)
        option.name, option.position, option.retired_at = name, position, None
        option.save()
    for gone in known.values():
        if gone.retired_at is None:
            gone.retired_at = clock.now()
            gone.save()


def _defined(actor: Actor, one: OwnField) -> None:
    record_event(events.DEFINED, actor=actor, subject_id=company_subject(), field=one.pk)
