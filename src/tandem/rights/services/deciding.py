"""Changing the table of who decides what."""

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.core import clock
from tandem.core.errors import NotAllowed
from tandem.core.remembered import shelf
from tandem.core.words import say
from tandem.rights import permissions, queries
from tandem.rights.models import DecisionRight
from tandem.rights.rules import BY_DEFAULT, Decider, Matter


@transaction.atomic
def change_decision_rights(*, actor: Actor, rights: dict[Matter, Decider]) -> None:
    """Say who decides each of these matters from now on. What is left out stays as it is."""
    if not permissions.can_change_rights(actor):
        raise NotAllowed(say("Only an administrator changes who decides what."))
    standing = queries.decision_rights()
    shelf(queries.SHELF).clear()
    for matter, decider in rights.items():
        if standing.decider(matter) is decider:
            continue
        if BY_DEFAULT[matter] is decider:
            DecisionRight.objects.filter(matter=matter.value).delete()
            continue
        DecisionRight.objects.update_or_create(
            matter=matter.value,
            defaults={
                "decider": decider.value,
                "changed_by_id": actor.me,
                "changed_at": clock.now(),
            },
        )
