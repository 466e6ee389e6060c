"""Who may hold initiatives: named by administrators, from a day, perhaps until one."""

from datetime import date, timedelta

from django.db import transaction

from tandem.accounts.queries import active_people, present_day
from tandem.accounts.rules import Actor
from tandem.accounts.services import lock_person
from tandem.assessment import permissions, rules
from tandem.assessment.models import HoldAuthority
from tandem.assessment.rules import Authority
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.core.words import say


@transaction.atomic
def name_authority(
    *,
    actor: Actor,
    person_id: int,
    kind: Authority,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> HoldAuthority:
    """Let somebody hold initiatives for a reason, from today if no day is said."""
    _administrators_only(actor)
    if person_id not in {pk for pk, _ in active_people()}:
        raise BadInput(say("Choose somebody from the list."), field="person")
    lock_person(person_id)
    begins = starts_on or present_day()
    if reason := rules.why_not_authority(begins, ends_on):
        raise BadInput(reason, field="ends_on")
    wanted = {"person_id": person_id, "kind": kind.value, "starts_on": begins, "ends_on": ends_on}
    named, _ = HoldAuthority.objects.get_or_create(**wanted, defaults={"named_by_id": actor.me})
    return named


@transaction.atomic
def end_authority(*, actor: Actor, authority_id: int) -> HoldAuthority:
    """End it: from now on the person no longer holds for that. What they held stays."""
    _administrators_only(actor)
    found = HoldAuthority.objects.select_for_update().filter(pk=authority_id).first()
    if found is None:
        raise NotFound
    yesterday = present_day() - timedelta(days=1)
    if found.ends_on is None or found.ends_on > yesterday:
        found.ends_on = yesterday
        found.save(update_fields=["ends_on"])
    return found


def _administrators_only(actor: Actor) -> None:
    if not permissions.can_name_authorities(actor):
        raise NotAllowed(say("Only an administrator says who may hold initiatives."))
