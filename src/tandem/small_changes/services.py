"""Moving small changes in their queue."""

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.permissions import sponsor_of
from tandem.activity.services import company_subject, lock_subject, record_event
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.initiatives.queries import heading_visible_to
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter
from tandem.small_changes import events, permissions, queries, rules
from tandem.small_changes.models import Place

AT_END = 0
"""In place of the change that follows: behind all others."""


@transaction.atomic
def move_small_change(*, actor: Actor, initiative_id: int, before_id: int) -> list[int]:
    """Put a small change before another one, or AT_END; the order as it is now.

    Whoever the table of rights names decides it: Marketing, until the company says otherwise.
    """
    heading_visible_to(actor, initiative_id)
    lock_subject(company_subject())  # the queue is one: of two who move at once, one waits
    decider = decision_rights().decider(Matter.SMALL_CHANGES)
    sponsor = sponsor_of(initiative_id) == actor.person_id and bool(actor.person_id)
    if not permissions.can_order(actor, decider, is_sponsor=sponsor):
        who = decider.label
        raise NotAllowed(say("The order of small changes: decided by {who}.", who=who))
    order = queries.standing_now()
    if before_id != AT_END:
        heading_visible_to(actor, before_id)
    stands = initiative_id in order and before_id in {AT_END, *order}
    if reason := rules.why_not_place(stands=stands):
        raise RuleBroken(reason)
    after = rules.placed(order, initiative_id, before_id or None)
    if before_id == initiative_id or after == order:
        return order
    was, now = order.index(initiative_id) + 1, after.index(initiative_id) + 1
    _write(after)
    record_event(events.PLACED, actor=actor, subject_id=initiative_id, before=was, after=now)
    return after


def _write(order: list[int]) -> None:
    known = {one.pk: one for one in Place.objects.filter(pk__in=order)}
    moved = []
    for rank, pk in enumerate(order, start=1):
        if pk in known and known[pk].rank != rank:
            known[pk].rank = rank
            moved.append(known[pk])
    Place.objects.bulk_update(moved, ["rank"])
    Place.objects.bulk_create(
        Place(initiative_id=pk, rank=rank)
        for rank, pk in enumerate(order, start=1)
        if pk not in known
    )
