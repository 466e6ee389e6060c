"""What a system was named for, and what was asked about it, goes along when it is merged."""

from tandem.accounts.rules import Actor
from tandem.activity.services import close_turns, lock_subjects, record_event
from tandem.assessment import events, queries
from tandem.assessment.models import Consult, Touch
from tandem.assessment.rules import TouchState
from tandem.assessment.rules.consulting import ConsultState
from tandem.assessment.services.consulting import tell, withdraw
from tandem.core import clock
from tandem.initiatives.rules import Stage

_STRONGER = [TouchState.REFUSED.value, TouchState.DECLARED.value, TouchState.CONFIRMED.value]


def carry_touches(actor: Actor, merged_id: int, into_id: int) -> None:
    """Initiatives that touch one touch the other from now on, hidden ones as well; where they
    touched both, what weighs more stays. Part of merging entries, in its transaction.
    """
    touched = (
        Touch.objects.filter(system_id=merged_id)
        .select_related("initiative")
        .order_by("initiative_id")
    )
    lock_subjects(list(touched.values_list("initiative_id", flat=True)))
    standing = {one.initiative_id: one for one in Touch.objects.filter(system_id=into_id)}
    for touch in touched:
        other = standing.get(touch.initiative_id)
        if other is None:
            touch.system_id = into_id
            touch.save(update_fields=["system"])
        else:
            _unite(touch, other)
            if not queries.owed_by_it(touch.initiative_id, Stage(touch.initiative.stage)):
                close_turns(events.ASSESS, subject_id=touch.initiative_id, actor=actor)
        record_event(
            events.TOUCH_CARRIED,
            actor=actor,
            subject_id=touch.initiative_id,
            merged=merged_id,
            into=into_id,
        )
    _carry_consults(actor, merged_id, into_id)


def _unite(touch: Touch, other: Touch) -> None:
    if _STRONGER.index(touch.state) > _STRONGER.index(other.state):
        other.state, other.settled_at = touch.state, touch.settled_at
        other.settled_by_id = touch.settled_by_id
        other.save(update_fields=["state", "settled_by", "settled_at"])
    touch.delete()


def _carry_consults(actor: Actor, merged_id: int, into_id: int) -> None:
    """Whoever was asked about one is asked about the other. Where both were asked about, the
    question about what stays stands; it is asked again if it had been withdrawn.
    """
    asked = Consult.objects.filter(system_id=merged_id).order_by("pk")
    lock_subjects(list(asked.values_list("pk", flat=True)))
    standing = {one.initiative_id: one for one in Consult.objects.filter(system_id=into_id)}
    for consult in asked:
        other = standing.get(consult.initiative_id)
        if other is None:
            consult.system_id = into_id
            consult.save(update_fields=["system"])
            continue
        if (other.state, consult.state) == (ConsultState.WITHDRAWN, ConsultState.OPEN):
            _ask_again(actor, other, consult.person_id)
        withdraw(actor, consult)


def _ask_again(actor: Actor, consult: Consult, person_id: int | None) -> None:
    consult.person_id, consult.asked_at = person_id, clock.now()
    consult.state, consult.text = ConsultState.OPEN.value, ""
    consult.closed_by_id, consult.closed_at, consult.due_at = None, None, None
    consult.save()
    tell(actor, consult)
