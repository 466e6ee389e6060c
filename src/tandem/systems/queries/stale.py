"""Which entries nobody has called right for half a year, and who is asked about them."""

from django.db.models import Q, QuerySet

from tandem.accounts.queries import active_people, duty_person
from tandem.accounts.rules import Actor, Lane
from tandem.core import clock
from tandem.systems import rules
from tandem.systems.models import System
from tandem.systems.queries.entries import systems_visible_to


def stale_systems(actor: Actor, *, mine: bool = False) -> QuerySet[System]:
    """What nobody has called right for half a year; `mine`: only what one is asked about."""
    found = systems_visible_to(actor).filter(_stale())
    if mine:
        found = found.filter(_asked_of(actor))
    return found.order_by("confirmed_at", "pk")


def _stale() -> Q:
    return Q(retired_at=None, confirmed_at__lt=clock.now() - rules.STALE_AFTER)


def _asked_of(actor: Actor) -> Q:
    """One's own; and on duty for IT, what nobody owns who is still there."""
    own = Q(it_owner_id=actor.me)
    duty = duty_person(Lane.IT)
    if duty == actor.me or (duty is None and Lane.IT in actor.lanes):
        return own | Q(it_owner=None) | ~Q(it_owner__in=[pk for pk, _ in active_people()])
    return own


def people_to_ask() -> dict[int, int | None]:
    """{stale entry: its owner in IT, or None where none is there}, the oldest word first."""
    there = {pk for pk, _ in active_people()}
    rows = System.objects.filter(_stale()).order_by("confirmed_at", "pk")
    return {
        pk: owner if owner in there else None for pk, owner in rows.values_list("pk", "it_owner_id")
    }
