"""What part of their time somebody gives to an initiative, as both sides agreed on it."""

from django.db import transaction

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.services import record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed
from tandem.core.words import say
from tandem.plans import events, permissions
from tandem.plans.models import TimeShare
from tandem.plans.services import state


@transaction.atomic
def share_time(
    *,
    actor: Actor,
    initiative_id: int,
    person_id: int,
    lane: Lane,
    percent: int | None,
    helps: bool = False,
) -> None:
    """Say what part of their time somebody of a side gives to it; zero is none, None: the same as
    to whatever else they have begun. `helps`: they may do what others have and haven't begun.
    """
    state.locked(actor, initiative_id)
    if not permissions.can_share_time(standing_on(actor, initiative_id), lane):
        raise NotAllowed(say("{side} says who of it works here, and how much.", side=lane.label))
    if percent is not None and not 0 <= percent <= 100:
        raise BadInput(say("Say it from 0 to 100 percent."), field="percent")
    standing = TimeShare.objects.filter(
        initiative_id=initiative_id, person_id=person_id, replaced_at=None
    )
    before = standing.first()
    same = (before.percent, before.helps) == (percent, helps) if before else percent is None
    if same:
        return
    standing.update(replaced_at=clock.now())
    if percent is not None:
        TimeShare.objects.create(
            initiative_id=initiative_id,
            person_id=person_id,
            percent=percent,
            helps=helps,
            said_by_id=actor.me,
        )
    record_event(
        events.TIME_SHARED,
        actor=actor,
        subject_id=initiative_id,
        person=person_id,
        percent=percent,
    )
