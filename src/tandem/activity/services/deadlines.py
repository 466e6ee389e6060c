"""What the clock does about a turn whose deadline has passed: one step, once, as one act."""

from datetime import datetime

from django.db import transaction
from django.utils.module_loading import import_string

from tandem.accounts.rules import CLOCK, Lane
from tandem.activity import events, queries, registry, rules
from tandem.activity.models import Turn, TurnStep
from tandem.activity.rules import Rung, Step, TurnOutcome
from tandem.activity.services.notices import notify, tell_guest
from tandem.activity.services.record import lock_subject, record_event
from tandem.core import clock


@transaction.atomic
def take_next_step(turn_id: int) -> Step | None:
    """Remind, ask the next person, or let a turn stand unanswered, if it is time for it.

    Safe to repeat: what was done is a row, and what comes next is worked out from the rows.
    """
    turn = _locked(turn_id)
    if turn is None:
        return None
    standing = queries.standing_of(turn)
    escalates = not turn.kind_words.general
    coming = rules.next_step(
        turn.due_at,
        standing.taken,
        standing.people.keys(),
        standing.calendar,
        paused=standing.paused,
        escalates=escalates,
    )
    now = clock.now()
    if coming is None or coming[1] > now:
        _wait(turn, coming[1] if coming else None)
        return None
    rung = coming[0]
    step = _take(turn, rung, standing)
    if turn.closed_at is None:
        following = rules.next_step(
            turn.due_at,
            [*standing.taken, (rung, now)],
            queries.standing_of(turn).people.keys(),
            standing.calendar,
            paused=standing.paused,
            escalates=escalates,
        )
        _wait(turn, following[1] if following else None)
    return step


def _locked(turn_id: int) -> Turn | None:
    found = Turn.objects.filter(pk=turn_id, closed_at=None).values_list("subject_id", flat=True)
    subject_id = found.first()
    if subject_id is None:
        return None
    lock_subject(subject_id)
    return Turn.objects.select_for_update().filter(pk=turn_id, closed_at=None).first()


def _wait(turn: Turn, until: datetime | None) -> None:
    turn.next_at = until
    turn.save(update_fields=["next_at"])


def _take(turn: Turn, rung: Rung, standing: queries.TurnStanding) -> Step:
    if rung is Rung.REMINDER:
        _tell(turn, Step.REMINDED, standing.holders)
        tell_guest(turn.kind, standing.holders, subject_id=turn.subject_id)
        return Step.REMINDED
    if rung is Rung.SILENCE:
        _leave_unanswered(turn, standing)
        return Step.UNANSWERED
    step, people = standing.people[rung]
    _tell(turn, step, people)
    for person_id in people:
        record_event(
            events.ESCALATED,
            actor=CLOCK,
            subject_id=turn.subject_id,
            turn=turn.kind,
            step=step.value,
            person=person_id,
        )
    return step


def _tell(turn: Turn, step: Step, people: list[int]) -> None:
    """Write down who is told as what; a step that reaches nobody is written down, too."""
    for person_id in people:
        TurnStep.objects.get_or_create(turn=turn, step=step.value, person_id=person_id)
    if not people:
        TurnStep.objects.get_or_create(turn=turn, step=step.value, person=None)
    notice = events.NOTICES[step]
    notify(people, notice, actor=CLOCK, subject_id=turn.subject_id, turn_id=turn.pk)


def _leave_unanswered(turn: Turn, standing: queries.TurnStanding) -> None:
    """Nobody answered although everybody was asked: what the kind of turn says then happens.

    It never counts as a yes. Where nothing is said, it goes on waiting, and it can be seen that
    nobody answered.
    """
    asker = [turn.opened_by_id] if turn.opened_by_id else []
    _tell(turn, Step.UNANSWERED, queries.who_see(turn.subject_id, asker))
    assumes, silence = registry.is_assumed(turn.kind), registry.silence_of(turn.kind)
    record_event(
        events.ASSUMED if assumes else events.UNANSWERED,
        actor=CLOCK,
        subject_id=turn.subject_id,
        turn=turn.kind,
        lane=turn.lane,
    )
    if assumes or silence:
        turn.closed_at = clock.now()
        turn.outcome = (TurnOutcome.ASSUMED if assumes else TurnOutcome.UNANSWERED).value
        turn.save(update_fields=["closed_at", "outcome"])
    if silence:
        lane = Lane(turn.lane) if turn.lane else None
        import_string(silence)(subject_id=turn.subject_id, lane=lane)
