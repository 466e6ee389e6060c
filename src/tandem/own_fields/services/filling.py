"""Filling in one field of a piece of work."""

from collections.abc import Sequence

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.activity.services import (
    lock_subject,
    make_findable,
    record_event,
    salted_digest,
)
from tandem.core.errors import NotAllowed, NotFound, RuleBroken
from tandem.core.words import say
from tandem.own_fields import events, permissions, queries
from tandem.own_fields.models import FieldValue
from tandem.own_fields.queries import Shown, content, typed_values
from tandem.work.queries import WorkRow, item_visible_to, rows_by_id


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
    rows = typed_values(one, value, before.chosen)
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
    old = sorted(map(content, held), key=str)
    if old == sorted(map(content, rows), key=str):
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
