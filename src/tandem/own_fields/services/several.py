"""Filling in fields of many pieces of work. Called inside the transaction of the act itself, which
has seen to who may.
"""

from collections.abc import Mapping, Sequence

from tandem.accounts.rules import Actor
from tandem.activity.services import (
    make_texts_findable_anew,
    record_events,
    salted_digests,
)
from tandem.core.errors import BadInput, NotFound, RuleBroken
from tandem.own_fields import events, queries, rules
from tandem.own_fields.models import FieldLine, FieldValue
from tandem.own_fields.queries import Content, FieldRow, content, row_of, typed_values
from tandem.work.queries import count_seen, rows_by_id
from tandem.work.rules import WorkKind

AT_ONCE = 200

Typed = str | Sequence[str]
Values = Mapping[tuple[int, int], Sequence[FieldValue]]
"""{(work, field): rows}."""


def fill_in_several(
    *, actor: Actor, items: Mapping[int, WorkKind], fields: Mapping[str, Typed], edit_id: int
) -> set[int]:
    """Let fields of many say something, by their names: {name: value}; nothing empties them. What
    they said before is kept with the change of many. Returns those that say something else now.
    """
    wanted: dict[tuple[int, int], Sequence[FieldValue]] = {}
    for name, value in fields.items():
        of = queries.fields_called(name)
        if not of:
            raise BadInput(rules.no_such_field(name), field="field")
        without = [pk for pk, kind in items.items() if kind not in of]
        if without:
            titles = [row.title for row in rows_by_id(without[:3])]
            raise RuleBroken(rules.several_without(name, titles, len(without), len(items)))
        for kind in set(items.values()):
            rows = typed_values(of[kind], value)
            wanted |= {(pk, of[kind].id): rows for pk, one in items.items() if one is kind}
    before = _write(actor, wanted)
    FieldLine.objects.bulk_create(
        (
            FieldLine(
                edit_id=edit_id,
                item_id=pk,
                field_id=field,
                before=said,
                after=sorted(map(content, wanted[pk, field]), key=str),
            )
            for (pk, field), said in before.items()
        ),
        batch_size=AT_ONCE,
    )
    return {pk for pk, _ in before}


def put_back_several(*, actor: Actor, edit_id: int) -> set[int]:
    """Let fields say again what they said before a change of many, where they still say what that
    made them say. Returns the pieces of work.
    """
    lines = {(one.item_id, one.field_id): one for one in FieldLine.objects.filter(edit=edit_id)}
    if not lines:
        return set()
    now = _standing(lines)
    same = {key: one for key, one in lines.items() if now.get(key, []) == one.after}
    items = sorted({pk for pk, _ in same})
    if count_seen(actor, items) != len(items):
        raise NotFound
    _write(actor, {key: [row_of(said) for said in one.before] for key, one in same.items()})
    return set(items)


def fill_in_new(*, actor: Actor, values: Mapping[int, Mapping[int, Sequence[Content]]]) -> None:
    """Fill in fields of work that was just made: {work: {field: rows}}."""
    rows = []
    for pk, fields in values.items():
        for field, said in fields.items():
            for one in map(row_of, said):
                one.item_id, one.field_id, one.set_by_id = pk, field, actor.me
                rows.append(one)
    FieldValue.objects.bulk_create(rows, batch_size=AT_ONCE)
    texts = {(one.item_id, f"field:{one.field_id}"): one.text for one in rows if one.text}
    make_texts_findable_anew(texts)


def fill_in_rows(*, actor: Actor, work_id: int, values: Mapping[int, Sequence[Content]]) -> None:
    """Let fields of one piece of work say what rows say: {field: rows}."""
    wanted = {(work_id, field): [row_of(one) for one in rows] for field, rows in values.items()}
    _write(actor, wanted)


def _standing(keys: Mapping[tuple[int, int], object]) -> dict[tuple[int, int], list[Content]]:
    """What stands there, in the order in which it is compared."""
    held = FieldValue.objects.filter(
        item_id__in={pk for pk, _ in keys}, field_id__in={field for _, field in keys}
    )
    found: dict[tuple[int, int], list[Content]] = {}
    for one in held:
        found.setdefault((one.item_id, one.field_id), []).append(content(one))
    return {key: sorted(said, key=str) for key, said in found.items()}


def _write(actor: Actor, wanted: Values) -> dict[tuple[int, int], list[Content]]:
    """Let them say that, in as many queries for five hundred as for five; what those that changed
    said before.
    """
    now = _standing(wanted)
    before = {
        key: now.get(key, [])
        for key, rows in wanted.items()
        if now.get(key, []) != sorted(map(content, rows), key=str)
    }
    for field in {field for _, field in before}:
        items = [pk for pk, other in before if other == field]
        FieldValue.objects.filter(item_id__in=items, field_id=field).delete()
    rows = []
    for pk, field in before:
        for one in map(row_of, map(content, wanted[pk, field])):
            one.item_id, one.field_id, one.set_by_id = pk, field, actor.me
            rows.append(one)
    FieldValue.objects.bulk_create(rows, batch_size=AT_ONCE)
    texts = {(pk, f"field:{field}"): "" for pk, field in before}
    texts |= {(one.item_id, f"field:{one.field_id}"): one.text for one in rows}
    make_texts_findable_anew(texts)
    _record(actor, before)
    return before


def _record(actor: Actor, changed: Mapping[tuple[int, int], object]) -> None:
    known = {one.id: one for one in queries.fields_defined(retired=True)}
    rows = rows_by_id(sorted({pk for pk, _ in changed}))
    for field in sorted({field for _, field in changed}):
        one: FieldRow = known[field]
        of = [row for row in rows if (row.id, field) in changed]
        shown = queries.shown_in(of, [one])
        words = {pk: said[field].words for pk, said in shown.items() if field in said}
        digests = salted_digests(words)
        data: dict[int, dict[str, int | str | None]] = {
            pk: {"field": field, "text": digests[pk]} for pk in words
        }
        record_events(events.FILLED_IN, actor=actor, data=data)
