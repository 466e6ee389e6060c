"""Saying what becomes of an idea, as long as it stays one. (What ends it is in `stages`.)"""

from datetime import date

from django.db import transaction

from tandem.accounts.queries import answers_for, present_day
from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.queries import people_on, was_ever_asked
from tandem.activity.services import (
    close_turns,
    lock_subject,
    open_turn,
    record_event,
    salted_digest,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.initiatives import events, permissions, queries, rules
from tandem.initiatives.models import Initiative, Outcome
from tandem.initiatives.rules import Stage, Verdict
from tandem.initiatives.services.state import (
    ask_both,
    ask_the_sides,
    end_outcome,
    enter_queue,
    locked,
    record_outcome,
)


@transaction.atomic
def take_up_idea(*, actor: Actor, initiative_id: int) -> Initiative:
    """Put an idea at the end of the queue. Twice is once."""
    initiative = _to_sort(actor, initiative_id)
    stage, standing = Stage(initiative.stage), queries.standing_verdict(initiative.pk)
    if stage is Stage.IDEA and standing is Verdict.TAKEN_UP:
        return initiative
    if reason := rules.why_not_sort(stage, standing):
        raise RuleBroken(reason)
    enter_queue(initiative, actor)
    record_event(events.TAKEN_UP, actor=actor, subject_id=initiative.pk)
    _ask_at_last(initiative.pk, actor)
    return initiative


def _ask_at_last(initiative_id: int, actor: Actor) -> None:
    """One that came in quietly asks both sides now that somebody took it up."""
    if was_ever_asked(initiative_id, (events.ANSWER, events.JOIN)):
        return
    people = people_on([initiative_id])[initiative_id]
    ask_the_sides(initiative_id, actor, there={one.lane for one in people if one.lane})
    if sum(one.role.is_owner for one in people) == len(Lane):
        open_turn(events.NEXT_STAGE, subject_id=initiative_id, actor=actor)


@transaction.atomic
def ask_for_more(*, actor: Actor, initiative_id: int, text: str) -> Initiative:
    """Ask whoever had the idea for more, in a sentence. They are waited for then."""
    initiative = _open_to_sort(actor, initiative_id)
    text = typed(text, limit=rules.REASON_LIMIT, field="text")
    record_outcome(initiative, actor, Verdict.MORE_ASKED, reason=text)
    open_turn(
        events.SAY_MORE,
        subject_id=initiative.pk,
        actor=actor,
        person_id=initiative.written_by_id,
    )
    record_event(
        events.MORE_ASKED,
        actor=actor,
        subject_id=initiative.pk,
        text=salted_digest(initiative.pk, text),
    )
    return initiative


@transaction.atomic
def say_more(*, actor: Actor, initiative_id: int, text: str) -> Initiative:
    """Answer what was asked about the idea; both sides look at it again."""
    initiative = locked(actor, initiative_id)
    if not permissions.can_say_more(
        actor, standing_on(actor, initiative.pk), written_by=initiative.written_by_id
    ):
        raise NotAllowed(say("Whoever had the idea says more about it. Take part first."))
    return write_more(initiative, actor, text)


def write_more(initiative: Initiative, actor: Actor, text: str) -> Initiative:
    """What was asked about the idea is answered. The act has asked whether it may."""
    asked = Outcome.objects.filter(
        initiative=initiative, verdict=Verdict.MORE_ASKED.value, ended_at=None
    ).first()
    if asked is None:
        raise RuleBroken(say("Nobody is waiting for more here; it has gone on meanwhile."))
    text = typed(text, limit=rules.REASON_LIMIT, field="text")
    asked.reply = text
    asked.save(update_fields=["reply"])
    end_outcome(initiative.pk)
    close_turns(events.SAY_MORE, subject_id=initiative.pk, actor=actor)
    record_event(
        events.MORE_SAID,
        actor=actor,
        subject_id=initiative.pk,
        text=salted_digest(initiative.pk, text),
    )
    ask_both(events.TRIAGE, initiative.pk, actor)
    return initiative


@transaction.atomic
def snooze_idea(*, actor: Actor, initiative_id: int, until: date) -> Initiative:
    """Look at an idea on another day; that day it waits for both sides again."""
    initiative = _open_to_sort(actor, initiative_id)
    if reason := rules.why_not_until(until, present_day(), Verdict.SNOOZED):
        raise BadInput(reason, field="until")
    record_outcome(initiative, actor, Verdict.SNOOZED, until=until)
    record_event(events.SNOOZED, actor=actor, subject_id=initiative.pk)
    return initiative


@transaction.atomic
def wake_ideas() -> int:
    """Ask both sides again about what was put off or parked until today; how many there were.

    What is parked stays so until somebody brings it back. Safe to do as often as one likes.
    """
    due = Outcome.objects.filter(ended_at=None, until__lte=present_day(), woken_at=None).order_by(
        "initiative_id"
    )
    woken = [_wake(initiative_id) for initiative_id in due.values_list("initiative_id", flat=True)]
    return sum(woken)


def _wake(initiative_id: int) -> bool:
    """Wake one, unless somebody has said something else about it meanwhile."""
    lock_subject(initiative_id)
    outcome = Outcome.objects.filter(
        initiative_id=initiative_id, ended_at=None, until__isnull=False, woken_at=None
    ).first()
    if outcome is None:
        return False
    parked = outcome.verdict == Verdict.PARKED.value
    outcome.woken_at = clock.now()
    outcome.ended_at = None if parked else outcome.woken_at
    outcome.save(update_fields=["woken_at", "ended_at"])
    ask_both(events.LOOK_AGAIN if parked else events.TRIAGE, initiative_id, CLOCK)
    record_event(events.WOKEN, actor=CLOCK, subject_id=initiative_id)
    return True


def _to_sort(actor: Actor, initiative_id: int) -> Initiative:
    initiative = locked(actor, initiative_id)
    if not permissions.may_triage(actor, answers_for(actor)):
        raise NotAllowed(say("Whoever is on duty for a side says what becomes of an idea."))
    return initiative


def _open_to_sort(actor: Actor, initiative_id: int) -> Initiative:
    initiative = _to_sort(actor, initiative_id)
    standing = queries.standing_verdict(initiative.pk)
    if reason := rules.why_not_sort(Stage(initiative.stage), standing):
        raise RuleBroken(reason)
    return initiative
