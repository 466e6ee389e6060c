"""Saying which fields work has."""

from collections.abc import Sequence

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import (
    company_subject,
    lock_subject,
    record_event,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.own_fields import events, permissions, queries, rules
from tandem.own_fields.models import FieldOption, OwnField
from tandem.own_fields.queries import FieldRow
from tandem.own_fields.rules import FieldStep, FieldType
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
