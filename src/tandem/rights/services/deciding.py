"""Changing the table of who decides what."""

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import company_subject, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed
from tandem.core.remembered import shelf
from tandem.core.words import say
from tandem.rights import events, permissions, queries, rules
from tandem.rights.models import DecisionRight
from tandem.rights.rules import BY_DEFAULT, Decider, Matter


@transaction.atomic
def change_decision_rights(*, actor: Actor, rights: dict[Matter, Decider]) -> None:
    """Say who decides each of these matters from now on. What is left out stays as it is."""
    if not permissions.can_change_rights(actor):
        raise NotAllowed(say("Only an administrator changes who decides what."))
    standing = queries.decision_rights()
    shelf(queries.SHELF).clear()
    company = company_subject()
    for matter, decider in rights.items():
        before = standing.decider(matter)
        if before is decider:
            continue
        if reason := rules.why_not_be_decided_by(matter, decider):
            raise BadInput(reason, field=matter.value)
        record_event(
            events.RIGHT_CHANGED,
            actor=actor,
            subject_id=company,
            matter=matter.value,
            before=before.value,
            decider=decider.value,
        )
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
