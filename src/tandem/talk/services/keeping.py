"""Keeping idea notes, and giving plain to-dos."""

from datetime import date

from django.db import transaction

from tandem.accounts.queries import actor_by_id, present_day
from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.activity.queries import subject_visible_to
from tandem.activity.services import (
    close_turns,
    lock_subject,
    open_turn,
    record_event,
    salted_digest,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.talk import events, permissions, queries, rules
from tandem.talk.models import IdeaNote, Task
from tandem.talk.rules import BecomesKind
from tandem.talk.services.state import (
    comment_to_turn,
    mark_comment,
    new_subject,
    place_to_speak,
    seen_by,
    side_of,
)


@transaction.atomic
def keep_note(
    *, actor: Actor, subject_id: int, text: str, comment_id: int | None = None
) -> IdeaNote:
    """Keep a short note beside a subject, perhaps from a comment on it."""
    place = place_to_speak(actor, subject_id)
    comment = comment_to_turn(actor, place, comment_id)
    text = typed(text, limit=rules.NOTE_LIMIT, field="text")
    note = IdeaNote.objects.create(
        subject_id=place.id, text=text, kept_by_id=actor.me, lane=side_of(actor) or ""
    )
    mark_comment(comment, BecomesKind.NOTE, note.pk)
    record_event(
        events.NOTE_KEPT,
        actor=actor,
        subject_id=place.id,
        note=note.pk,
        text=salted_digest(place.id, text),
    )
    return note


@transaction.atomic
def take_off_note(*, actor: Actor, note_id: int) -> IdeaNote:
    """Take a note off the list. Twice is once."""
    note = queries.note_visible_to(actor, note_id)
    place = subject_visible_to(actor, note.subject_id)
    lock_subject(place.id)
    note = queries.note_visible_to(actor, note_id)
    standing = standing_on(actor, place.root_id)
    if not permissions.can_take_off(actor, standing, kept_by=note.kept_by_id):
        raise NotAllowed(say("Whoever kept the note, or an owner, takes it off."))
    if note.taken_off_at is not None:
        return note
    note.taken_off_at = clock.now()
    note.save(update_fields=["taken_off_at"])
    record_event(events.NOTE_TAKEN_OFF, actor=actor, subject_id=place.id, note=note.pk)
    return note


@transaction.atomic
def give_task(
    *,
    actor: Actor,
    subject_id: int,
    text: str,
    person_id: int,
    until: date,
    comment_id: int | None = None,
) -> Task:
    """Give somebody, or oneself, a plain to-do until a day."""
    place = place_to_speak(actor, subject_id)
    comment = comment_to_turn(actor, place, comment_id)
    text = typed(text, limit=rules.TASK_LIMIT, field="text")
    _check_person(person_id)
    seen_by(place, [person_id], field="to")
    if reason := rules.why_not_until(until, present_day()):
        raise BadInput(reason, field="until")
    task = Task.objects.create(
        subject_id=new_subject(events.TASK, text, place),
        text=text,
        person_id=person_id,
        until=until,
        given_by_id=actor.me,
    )
    mark_comment(comment, BecomesKind.TASK, task.pk)
    open_turn(events.DO, subject_id=task.pk, actor=actor, person_id=person_id, until=until)
    record_event(
        events.TASK_GIVEN,
        actor=actor,
        subject_id=task.pk,
        person=person_id,
        text=salted_digest(task.pk, text),
    )
    return task


@transaction.atomic
def finish_task(*, actor: Actor, task_id: int) -> Task:
    """Tick a to-do off. Twice is once."""
    task = _locked(actor, task_id)
    if task.done_at is not None:
        return task
    task.done_at, task.done_by_id = clock.now(), actor.me
    task.save(update_fields=["done_at", "done_by"])
    record_event(events.TASK_DONE, actor=actor, subject_id=task.pk)
    close_turns(events.DO, subject_id=task.pk, actor=actor)
    return task


@transaction.atomic
def reopen_task(*, actor: Actor, task_id: int) -> Task:
    """Open a to-do again that wasn't done after all. Twice is once."""
    task = _locked(actor, task_id)
    if task.done_at is None:
        return task
    task.done_at, task.done_by_id = None, None
    task.save(update_fields=["done_at", "done_by"])
    record_event(events.TASK_REOPENED, actor=actor, subject_id=task.pk)
    open_turn(
        events.DO, subject_id=task.pk, actor=actor, person_id=task.person_id, until=task.until
    )
    return task


def _check_person(person_id: int) -> None:
    try:
        able = actor_by_id(person_id).may_take_part
    except NotFound:
        able = False
    if not able:
        raise BadInput(say("Choose somebody who is here and doesn't only read."), field="to")


def _locked(actor: Actor, task_id: int) -> Task:
    queries.task_visible_to(actor, task_id)
    lock_subject(task_id)
    task = queries.task_visible_to(actor, task_id)
    if not (
        permissions.can_do_task(actor, person=task.person_id, given_by=task.given_by_id)
        or queries.waits_for(actor, task_id, events.DO)
    ):
        raise NotAllowed(say("Whose to-do it is, or whoever gave it, ticks it off."))
    return task
