"""Who owes what by when: it waits for whoever it is, until it is delivered."""

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.activity.services import record_event
from tandem.briefs import events, permissions, rules
from tandem.briefs.models import Delivery, Item
from tandem.briefs.rules import ItemKind
from tandem.briefs.services import state
from tandem.core.errors import NotAllowed, NotFound, RuleBroken
from tandem.core.words import say


@transaction.atomic
def deliver_item(*, actor: Actor, initiative_id: int, item_id: int) -> Item:
    """Say that what somebody owes is there. Twice is once. It isn't part of what is signed."""
    item = _owed(actor, initiative_id, item_id)
    if Delivery.objects.filter(item=item).exists():
        return item
    Delivery.objects.create(item=item, by_id=actor.me)
    _record(events.DELIVERED, item, actor)
    state.settle_owed(item.brief, actor)
    return item


@transaction.atomic
def take_back_delivery(*, actor: Actor, initiative_id: int, item_id: int) -> Item:
    """Say that it isn't there after all: it is waited for again. Twice is once."""
    item = _owed(actor, initiative_id, item_id)
    if Delivery.objects.filter(item=item).delete()[0]:
        _record(events.DELIVERY_TAKEN_BACK, item, actor)
        state.settle_owed(item.brief, actor)
    return item


def _owed(actor: Actor, initiative_id: int, item_id: int) -> Item:
    brief = state.locked(actor, initiative_id)
    item = Item.objects.filter(brief=brief, pk=item_id).select_related("current").first()
    if item is None or item.current is None:
        raise NotFound
    item.brief = brief
    is_owed = item.kind == ItemKind.OWED.value
    lane, person_id = rules.who_owes(item.current.fields) or (None, None)
    standing = standing_on(actor, initiative_id)
    if not permissions.can_deliver(actor, standing, lane, person_id):
        raise NotAllowed(say("Whoever owes it says that it is there, or an owner."))
    if reason := rules.why_not_deliver(owed=is_owed, removed=item.current.removed):
        raise RuleBroken(reason)
    return item


def _record(kind: str, item: Item, actor: Actor) -> None:
    record_event(
        kind,
        actor=actor,
        subject_id=item.brief_id,
        item=str(item).lower(),
        item_id=item.pk,
        section=item.section,
    )
