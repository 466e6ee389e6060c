"""Putting partners, who see nothing else, on an initiative, and taking them off."""

from django.db import transaction

from tandem.accounts.queries import active_partners
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.queries import people_on
from tandem.activity.rules import SubjectRole
from tandem.activity.services import end_access_of, give_access, notify, record_event
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.core.words import say
from tandem.initiatives import events, permissions
from tandem.initiatives.services.state import locked


@transaction.atomic
def add_partner(*, actor: Actor, initiative_id: int, person_id: int) -> None:
    """Let a partner see this initiative and take part in it for their side. Twice is once."""
    initiative = locked(actor, initiative_id)
    partner = next((one for one in active_partners() if one.id == person_id), None)
    _may_choose(actor, initiative.pk, partner.lane if partner else None)
    if partner is None or partner.lane is None:
        raise BadInput(say("Choose a partner from the list."), field="person")
    if person_id in {one.name.id for one in people_on([initiative.pk])[initiative.pk]}:
        return
    give_access(initiative.pk, person_id, SubjectRole.MEMBER, partner.lane)
    record_event(
        events.PARTNER_ADDED,
        actor=actor,
        subject_id=initiative.pk,
        lane=partner.lane.value,
        person=person_id,
    )
    notify([person_id], events.YOU_WERE_ADDED, actor=actor, subject_id=initiative.pk)


@transaction.atomic
def end_partner(*, actor: Actor, initiative_id: int, person_id: int) -> None:
    """Take a partner off: from now on they find nothing of it. What they wrote stays theirs."""
    initiative = locked(actor, initiative_id)
    on_it = people_on([initiative.pk])[initiative.pk]
    found = next((one for one in on_it if one.name.id == person_id and one.name.partner), None)
    _may_choose(actor, initiative.pk, found.lane if found else None)
    if found is None:
        raise NotFound
    end_access_of(initiative.pk, person_id)
    record_event(events.PARTNER_ENDED, actor=actor, subject_id=initiative.pk, person=person_id)


def _may_choose(actor: Actor, initiative_id: int, lane: Lane | None) -> None:
    """`lane` is the side the partner works for; where there is none, either owner hears so."""
    standing = standing_on(actor, initiative_id)
    sides = [lane] if lane else list(Lane)
    if not any(permissions.can_choose_partners(actor, standing, side) for side in sides):
        raise NotAllowed(say("The owner of their side puts partners on, or an administrator."))
