"""Setting up work that comes back, changing, pausing and stopping it; and what the clock makes."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction

from tandem.accounts.queries import actor_by_id, present_day
from tandem.accounts.rules import CLOCK, Actor
from tandem.accounts.services import lock_person
from tandem.activity.permissions import standing_on
from tandem.activity.queries import owners_on
from tandem.activity.services import lock_subject, notify, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, Refused, RuleBroken, Stale
from tandem.core.typed import typed
from tandem.core.words import Sentence, say
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter
from tandem.routine import events, permissions, queries, rules
from tandem.routine.models import Coming, Recurrence
from tandem.routine.rules import CameTo, RecurringState, Recurs, Rhythm
from tandem.work.permissions import can_estimate
from tandem.work.queries import able_to_do, home_visible_to, why_no_work
from tandem.work.rules import (
    CHECK_LIMIT,
    DESCRIPTION_LIMIT,
    TITLE_LIMIT,
    GivenCheck,
    GivenMove,
    GivenWork,
    WorkState,
    read_estimate,
)
from tandem.work.services import add_many, assign_work_item


@transaction.atomic
def set_up_recurring(
    *, actor: Actor, home_id: int, what: Recurs, rhythm: Rhythm, form_key: str | None = None
) -> Recurrence:
    """Let a piece of work come back by itself, made by the clock with what the actor may do."""
    home = home_visible_to(actor, home_id)
    _may(actor, home_id, what)
    if form_key:
        lock_person(actor.me)
        if known := Recurrence.objects.filter(set_by_id=actor.me, form_key=form_key).first():
            return known
    lock_subject(home_id)
    running = Recurrence.objects.filter(home_id=home_id, ended_at=None).count()
    if reason := why_no_work(home) or rules.why_not_one_more(running):
        raise RuleBroken(reason)
    one = Recurrence(home_id=home_id, set_by_id=actor.me, form_key=form_key or None)
    _put(one, _cleaned(home_id, what), rhythm)
    _plan(one)
    _comes_at_all(one)
    one.save()
    record_event(events.SET_UP, actor=actor, subject_id=home_id, recurrence=one.pk)
    return one


@transaction.atomic
def change_recurring(
    *, actor: Actor, recurrence_id: int, what: Recurs, rhythm: Rhythm, version: int
) -> Recurrence:
    """Let something else come back, or on other days. What came already stays as it is."""
    one = _locked(actor, recurrence_id)
    _may(actor, one.home_id, what)
    what = _cleaned(one.home_id, what, standing=one.person_id)
    if (queries.what_of(one), queries.rhythm_of(one)) == (what, rhythm):
        return one
    if one.version != version:
        raise Stale(
            say("Somebody changed this meanwhile. Here are both."),
            mine=f"{what.title}\n{rhythm.words}\n{what.description}".strip(),
            theirs=f"{one.title}\n{queries.rhythm_of(one).words}\n{one.description}".strip(),
            version=one.version,
        )
    if reason := rules.why_not_change(queries.state_of(one)):
        raise RuleBroken(reason)
    _put(one, what, rhythm)
    _plan(one)
    _comes_at_all(one)
    one.version += 1
    one.save()
    record_event(
        events.CHANGED, actor=actor, subject_id=one.home_id, recurrence=one.pk, version=one.version
    )
    return one


@transaction.atomic
def pause_recurring(*, actor: Actor, recurrence_id: int) -> Recurrence:
    """Let it come back no more until somebody says so. Twice is once."""
    one = _locked(actor, recurrence_id)
    state = queries.state_of(one)
    if reason := rules.why_not_change(state):
        raise RuleBroken(reason)
    if one.paused_at is None:
        one.paused_at, one.paused_by_id = clock.now(), actor.me
        one.save(update_fields=["paused_at", "paused_by"])
        record_event(events.PAUSED, actor=actor, subject_id=one.home_id, recurrence=one.pk)
    return one


@transaction.atomic
def resume_recurring(*, actor: Actor, recurrence_id: int) -> Recurrence:
    """Let it come back again from today on; what rested comes back as the actor's. Twice is once.

    Days that passed meanwhile are not made up for.
    """
    one = _locked(actor, recurrence_id)
    state = queries.state_of(one)
    if reason := rules.why_not_change(state):
        raise RuleBroken(reason)
    if state is RecurringState.RUNNING:
        return one
    if one.resting_since:
        one.set_by_id, one.form_key = actor.me, None
    one.paused_at = one.paused_by_id = one.resting_since = None
    _plan(one)
    one.save()
    record_event(events.GOES_ON, actor=actor, subject_id=one.home_id, recurrence=one.pk)
    return one


@transaction.atomic
def stop_recurring(*, actor: Actor, recurrence_id: int) -> Recurrence:
    """Let it come back never again. What came stays as it is. Twice is once."""
    one = _locked(actor, recurrence_id)
    if one.ended_at is None:
        one.ended_at, one.ended_by_id, one.next_on = clock.now(), actor.me, None
        one.save(update_fields=["ended_at", "ended_by", "next_on"])
        record_event(events.STOPPED, actor=actor, subject_id=one.home_id, recurrence=one.pk)
    return one


@transaction.atomic
def bring_back(*, recurrence_id: int, today: date) -> bool:
    """Make what is to come back by a day, once; whether anything was made.

    Called by the clock as often as it likes: whoever comes second finds the next day planned. After
    days in which nothing ran only the newest is made.
    """
    held = Recurrence.objects.select_for_update().filter(
        pk=recurrence_id, next_on__lte=today, ended_at=None, paused_at=None, resting_since=None
    )
    one = held.first()
    if one is None or one.next_on is None:
        return False
    rhythm, what = queries.rhythm_of(one), queries.what_of(one)
    closed = queries.closed_days(one.home_id, what.lane)
    due = rules.what_is_due(rhythm, one.next_on, today, closed)
    if not what.several and queries.is_last_still_open(one):
        _note(one, due, CameTo.STILL_OPEN, None)
        record_event(events.STILL_OPEN, actor=CLOCK, subject_id=one.home_id, recurrence=one.pk)
        item = None
    else:
        item = _make(one, what, due.on)
        if item is None:
            _rest(one, due)
            return False
        _note(one, due, CameTo.MADE, item)
        one.came += 1
        record_event(
            events.CAME,
            actor=CLOCK,
            subject_id=one.home_id,
            recurrence=one.pk,
            item=item,
            missed=due.missed,
            person=one.set_by_id,
        )
        if due.missed:
            notify([one.set_by_id], events.IT_CAME_LATE, actor=CLOCK, subject_id=item)
    _plan(one, after=max(today, due.on))
    one.save()
    return item is not None


@transaction.atomic
def plan_next(*, recurrence_id: int) -> bool:
    """Say when it comes again, now that the last one is done. Whether it does."""
    one = Recurrence.objects.select_for_update().get(pk=recurrence_id)
    if one.next_on is None and one.ended_at is None:
        _plan(one)
        one.save(update_fields=["next_on", "ended_at"])
    return one.next_on is not None


def _make(one: Recurrence, what: Recurs, on: date) -> int | None:
    """The piece of work, as whoever set it up adds it; nothing where they may no longer."""
    try:
        actor = actor_by_id(one.set_by_id)
        if not permissions.can_set_up(actor, standing_on(actor, one.home_id), what.lane):
            return None
        with transaction.atomic():
            given = _given(actor, one.home_id, what, on)
            item = add_many(actor=actor, home_id=one.home_id, given=[given])[0]
    except Refused:
        return None
    if what.person_id is not None:
        with suppress(Refused):  # Who left does nothing more; the work is still to be done.
            assign_work_item(actor=actor, work_id=item, person_id=what.person_id)
    return item


def _given(actor: Actor, home_id: int, what: Recurs, on: date) -> GivenWork:
    estimate = read_estimate(what.estimate) if what.estimate else None
    decides = decision_rights().lane(Matter.ESTIMATE)
    if estimate and not can_estimate(actor, standing_on(actor, home_id), what.lane, decides):
        estimate = None
    return GivenWork(
        title=what.title,
        moves=(GivenMove(WorkState.TO_DO, clock.now()),),
        kind=what.kind,
        lane=what.lane,
        description=what.description,
        days=estimate.days if estimate else None,
        sureness=estimate.sureness if estimate else None,
        low=estimate.low if estimate else None,
        high=estimate.high if estimate else None,
        due_on=on + timedelta(days=what.due_after),
        checks=tuple(GivenCheck(text, None) for text in what.checks),
    )


def _note(one: Recurrence, due: rules.Due, outcome: CameTo, item: int | None) -> None:
    Coming.objects.create(
        recurrence=one, on=due.on, outcome=outcome.value, missed=due.missed, item_id=item
    )


def _rest(one: Recurrence, due: rules.Due) -> None:
    """Let it rest, and tell the owners of where it came: one of them may go on with it."""
    _note(one, due, CameTo.REFUSED, None)
    one.resting_since = clock.now()
    one.save(update_fields=["resting_since"])
    record_event(
        events.RESTS,
        actor=CLOCK,
        subject_id=one.home_id,
        recurrence=one.pk,
        person=one.set_by_id,
    )
    owners = {owner.id for owner in owners_on([one.home_id]).get(one.home_id, {}).values()}
    notify(owners | {one.set_by_id}, events.IT_RESTS, actor=CLOCK, subject_id=one.home_id)


def _plan(one: Recurrence, after: date | None = None) -> None:
    """Say when it comes next; where it never does, it is over."""
    today = after + timedelta(days=1) if after else present_day()
    one.next_on = queries.first_day(one, today)
    waits = one.every == rules.Every.AFTER.value and one.pk and queries.is_last_still_open(one)
    spent = one.times is not None and one.came >= one.times
    if one.next_on is None and (spent or not waits):
        one.ended_at = clock.now()


def _comes_at_all(one: Recurrence) -> None:
    if one.ended_at:
        raise BadInput(say("No day is left on which it would come back."), field="starts_on")


def _put(one: Recurrence, what: Recurs, rhythm: Rhythm) -> None:
    queries.rhythm_that_can_be(rhythm)
    one.title, one.description, one.kind = what.title, what.description, what.kind.value
    one.lane, one.estimate, one.checks = what.lane or "", what.estimate, list(what.checks)
    one.person_id, one.due_after, one.several = what.person_id, what.due_after, what.several
    one.every, one.starts_on = rhythm.every.value, rhythm.starts_on
    one.weekdays = sorted(set(rhythm.weekdays))
    one.month_day, one.days = rhythm.month_day, rhythm.days
    one.ends_on, one.times = rhythm.ends_on, rhythm.times


def _locked(actor: Actor, recurrence_id: int) -> Recurrence:
    """It, seen through the actor's eyes and locked, of whoever may change it."""
    row = queries.recurrence_visible_to(actor, recurrence_id)
    lock_subject(row.home_id)
    if not row.may_change:
        raise NotAllowed(_whose())
    return Recurrence.objects.select_for_update(of=("self",)).get(pk=recurrence_id)


def _may(actor: Actor, home_id: int, what: Recurs) -> None:
    if not permissions.can_set_up(actor, standing_on(actor, home_id), what.lane):
        raise NotAllowed(_whose())


def _whose() -> Sentence:
    return say("The people of the side whose work it is set this up, and change it.")


def _cleaned(home_id: int, what: Recurs, standing: int | None = None) -> Recurs:
    """What was typed, cleaned; raises BadInput where it can't come back so."""
    lines = [" ".join(one.split()) for one in what.checks]
    cleaned = replace(
        what,
        title=" ".join(typed(what.title, limit=TITLE_LIMIT, field="title").split()),
        description=typed(
            what.description, limit=DESCRIPTION_LIMIT, field="description", required=False
        ),
        estimate=typed(what.estimate, limit=rules.ESTIMATE_LIMIT, field="estimate", required=False),
        checks=tuple(typed(one, limit=CHECK_LIMIT, field="checks") for one in lines if one),
    )
    if wrong := rules.why_not_recur(cleaned):
        raise BadInput(wrong[0], field=wrong[1])
    person = cleaned.person_id
    if person is not None and person != standing and not able_to_do(home_id, [person]):
        raise BadInput(say("Choose somebody who is here and sees this."), field="person")
    return cleaned
