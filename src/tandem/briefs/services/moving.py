"""Where a part of the brief stands: in which section, and in which order."""

from dataclasses import replace

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import record_event
from tandem.briefs import events, queries, rules
from tandem.briefs.models import Item
from tandem.briefs.rules import ItemKind, Section
from tandem.briefs.services import state, writing
from tandem.core.errors import RuleBroken
from tandem.core.typed import typed


@transaction.atomic
def move_item(
    *, actor: Actor, initiative_id: int, item_id: int, section: Section, base: int
) -> Item:
    """Move a part to another section, for whoever may write in both. `base` as in `edit_item`.

    The section is part of what is signed, so a signed part is signed anew there. Where it becomes
    another kind of part (a text becomes a requirement), it gets the short name of its new kind:
    the former part is taken out, and the one that is returned is new.
    """
    item, before, decided = writing.item_to_write(actor, initiative_id, item_id)
    writing.may_touch({rules.matter_of(before), rules.matter_of(section)}, decided)
    if before is section:
        return item
    key = f"moved-{item.pk}-{base}"
    if already := Item.objects.filter(brief=item.brief, form_key=key, section=section).first():
        return already
    current = queries.current_of(item)
    writing.not_stale(item, current, base, current.text)
    if reason := rules.why_not_change(removed=current.removed):
        raise RuleBroken(reason)
    writing.nothing_waits(item)
    content = queries.content_of(item, current)
    after = rules.moved(content, section, queries.called_in([content.fields]))
    typed(after.text, limit=rules.TEXT_LIMIT, field="text", required=False)
    if after.kind is content.kind:
        item.position = state.last_position(item.brief) + 1
        item.save(update_fields=["position"])
        writing.save(item, current.number + 1, after, actor, events.ITEM_MOVED)
        return item
    writing.save(
        item, current.number + 1, replace(content, removed=True), actor, events.ITEM_REMOVED
    )
    if content.kind is ItemKind.USE_CASE:
        state.settle_cards(item, actor, removed=True)
    found = writing.new_item(item.brief, after, key)
    writing.save(found, 1, after, actor, events.ITEM_MOVED)
    return found


@transaction.atomic
def place_item(*, actor: Actor, initiative_id: int, item_id: int, before: int | None) -> Item:
    """Put a part right before another one of its section, or at the section's end.

    The order is for reading; it isn't signed.
    """
    item, section, decided = writing.item_to_write(actor, initiative_id, item_id)
    writing.may_touch({rules.matter_of(section)}, decided)
    rows = list(Item.objects.filter(brief=item.brief, section=section.value))
    ids = [row.pk for row in rows]
    if reason := rules.why_not_place(ids, item_id, before):
        raise RuleBroken(reason)
    order = rules.in_order(ids, item_id, before)
    if order == ids:
        return item
    places = dict(zip(order, [row.position for row in rows], strict=True))
    for row in rows:
        row.position = places[row.pk]
    Item.objects.bulk_update(rows, ["position"], batch_size=200)
    record_event(
        events.ITEM_PLACED,
        actor=actor,
        subject_id=item.brief_id,
        item=str(item).lower(),
        item_id=item.pk,
        section=section.value,
    )
    return item
