"""Turns: opened and closed by acts, passed on, put off and answered in a batch by people."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from tandem.accounts.queries import answer_days
from tandem.accounts.rules import Actor, Lane
from tandem.activity import events, queries, registry, rules
from tandem.activity.models import Turn, TurnSnooze, TurnStep
from tandem.activity.rules import Step, TurnOutcome
from tandem.activity.services.notices import notify, tell_guest
from tandem.activity.services.record import lock_subject, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.core.words import say

BATCH_AT_MOST = 50


def open_turn(  # noqa: PLR0913 - one of three who is waited for
    kind: str,
    *,
    subject_id: int,
    actor: Actor,
    lane: Lane | None = None,
    person_id: int | None = None,
    team_id: int | None = None,
    days: int | None = None,
    until: date | None = None,
) -> datetime:
    """Let something wait for a side, a team or a person; returns when it is due.

    A team comes with its side, if it has one: that side's clocks count, and it is asked last.
    Asking twice is asking once: an open turn of the same kind keeps its date. The clock runs in
    the working hours of whoever must act; `days` says another number of working days than the
    kind's. With `until` it is the end of that day instead, which no incident moves.
    """
    words = registry.turn_named(kind)
    wanted = {
        "subject_id": subject_id,
        "kind": kind,
        "lane": lane or "",
        "person_id": person_id,
        "team_id": team_id,
    }
    if standing := Turn.objects.filter(**wanted, closed_at=None).first():
        return standing.due_at
    if days is None and until is None:
        days = answer_days(lane) if lane and registry.is_question(kind) else words.days
    acts = person_id or (queries.on_call_for(kind, lane, subject_id) if team_id is None else None)
    due = _due(days or 0, until, acts, lane)
    turn = Turn.objects.create(
        **wanted,
        owners_only=words.owners_only,
        opened_at=clock.now(),
        opened_by_id=actor.person_id,
        days=days,
        due_at=due,
        next_at=due,
    )
    if person_id is not None and person_id != actor.person_id:
        notify(
            [person_id], events.ASKED_BY_NAME, actor=actor, subject_id=subject_id, turn_id=turn.pk
        )
        tell_guest(kind, [person_id], subject_id=subject_id)
    return due


def _due(days: int, until: date | None, person_id: int | None, lane: Lane | None) -> datetime:
    """The end of a day, or so many working days from now, in the hours of whoever acts."""
    if until:
        return queries.end_of(until, person_id=person_id)
    return queries.due_after(clock.now(), days, person_id=person_id, lane=lane)


def close_turns(
    kind: str,
    *,
    subject_id: int,
    actor: Actor,
    lane: Lane | None = None,
    person_id: int | None = None,
    outcome: TurnOutcome = TurnOutcome.DONE,
) -> int:
    """End the open turns of a kind on a subject: all, or those of a side or a person."""
    turns = Turn.objects.filter(subject_id=subject_id, kind=kind, closed_at=None)
    if lane is not None:
        turns = turns.filter(lane=lane)
    if person_id is not None:
        turns = turns.filter(person_id=person_id)
    return turns.update(closed_at=clock.now(), closed_by_id=actor.person_id, outcome=outcome.value)


@transaction.atomic
def delegate_turn(*, actor: Actor, turn_id: int, person_id: int) -> None:
    """Pass something that waits for you on to somebody else of the side who may do it."""
    waiting = _waiting(actor, turn_id)
    turn = _locked(waiting.id, waiting.subject_id)
    if turn.owners_only:
        raise NotAllowed(
            say("Only an owner does this. Name another owner, or a deputy for when you are away.")
        )
    if registry.is_in_person(turn.kind):
        raise NotAllowed(
            say("Your own word counts here. An administrator names who else may say it.")
        )
    lane = Lane(turn.lane) if turn.lane else None
    able = queries.people_to_pass_to(actor, waiting.root_id, lane)
    if person_id not in {person.id for person in able}:
        raise BadInput(say("Choose somebody from the list."), field="person")
    if turn.delegate_id == person_id:
        return
    turn.delegate_id = person_id
    turn.save(update_fields=["delegate"])
    TurnStep.objects.create(turn=turn, step=Step.DELEGATED.value, person_id=person_id)
    record_event(
        events.DELEGATED,
        actor=actor,
        subject_id=turn.subject_id,
        turn=turn.kind,
        person=person_id,
    )
    notice = events.NOTICES[Step.DELEGATED]
    notify([person_id], notice, actor=actor, subject_id=turn.subject_id, turn_id=turn.pk)


@transaction.atomic
def snooze_turn(*, actor: Actor, turn_id: int, until: date) -> None:
    """Hide something from your own Today until the morning of a day, at the latest when it is due.

    It goes on waiting: for the others, and on its clock.
    """
    waiting = _waiting(actor, turn_id)
    moment = datetime.combine(until, time(), timezone.get_current_timezone())
    reason = rules.why_not_snooze(moment, now=clock.now(), due_at=waiting.due_at)
    if reason:
        raise BadInput(reason, field="until")
    TurnSnooze.objects.update_or_create(
        turn_id=turn_id, person_id=actor.me, defaults={"until": moment}
    )


@transaction.atomic
def answer_turns(*, actor: Actor, turn_ids: Collection[int]) -> int:
    """Answer several turns with one click each; all of them or none. Returns how many.

    What was answered meanwhile is left out: somebody was faster.
    """
    if len(turn_ids) > BATCH_AT_MOST:
        raise BadInput(say("Choose {most} at most.", most=BATCH_AT_MOST))
    mine = {turn.id: turn for turn in queries.turns_waiting_for(actor)}
    chosen = [mine[turn_id] for turn_id in sorted(set(turn_ids)) if turn_id in mine]
    for turn in chosen:
        click = registry.one_click_of(turn.kind)
        if click is None:
            raise BadInput(say("“{verb}” needs more than a click.", verb=turn.verb))
        service = import_string(click.service)
        service(actor=actor, lane=turn.lane, **{click.subject: turn.subject_id})
    return len(chosen)


def _waiting(actor: Actor, turn_id: int) -> queries.OpenTurn:
    """A turn that waits for the actor, put off or not; else there is nothing."""
    mine = queries.turns_waiting_for(actor, put_off=True)
    found = next((turn for turn in mine if turn.id == turn_id), None)
    if found is None or not actor.may_take_part:
        raise NotFound
    return found


def _locked(turn_id: int, subject_id: int) -> Turn:
    lock_subject(subject_id)
    turn = Turn.objects.select_for_update().filter(pk=turn_id, closed_at=None).first()
    if turn is None:
        raise NotFound
    return turn
