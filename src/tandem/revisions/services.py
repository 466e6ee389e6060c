"""Everything that changes the quarterly revisions."""

from datetime import date

from django.db import transaction

from tandem.accounts.queries import active_people_of, present_day
from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.activity.queries import subject_visible_to
from tandem.activity.services import (
    close_turns,
    company_subject,
    lock_subject,
    make_subject,
    notify,
    open_turn,
    record_event,
)
from tandem.briefs.services import give_back_at_revision
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.revisions import events, permissions, queries, rules
from tandem.revisions.models import Revision, RevisionMove, Snapshot, SnapshotRow, WalkMark
from tandem.revisions.rules import Mark, Standing

_WHO = say("The company's sponsor or an administrator opens years, moves and holds revisions.")


@transaction.atomic
def open_year(*, actor: Actor, year: int) -> list[Revision]:
    """Open a year: book its quarterly revisions on the proposed days."""
    lock_subject(company_subject())
    _may_book(actor)
    opened = Revision.objects.filter(year=year).exists()
    if reason := rules.why_not_open_year(year, present_day(), opened=opened):
        raise BadInput(reason, field="year")
    made = []
    for quarter, day in queries.proposed_days(year):
        name = say("Revision Q{quarter} {year}", quarter=quarter, year=year)
        revision = Revision.objects.create(
            subject_id=make_subject(events.REVISION, name),
            year=year,
            quarter=quarter,
            day=day,
            booked_by_id=actor.me,
        )
        record_event(events.BOOKED, actor=actor, subject_id=revision.pk, year=year, quarter=quarter)
        made.append(revision)
    return made


@transaction.atomic
def move_revision(*, actor: Actor, revision_id: int, day: date, why: str) -> Revision:
    """Move a revision to another day, and say why. Whoever was told of its day is told again."""
    revision = _locked(revision_id)
    _may_book(actor)
    why = typed(why, limit=rules.REASON_LIMIT, field="why", required=False)
    if day == revision.day:
        return revision
    if reason := rules.why_not_move(
        day,
        present_day(),
        year=revision.year,
        quarter=revision.quarter,
        held=revision.held_at is not None,
        why=why,
    ):
        raise BadInput(reason, field="day" if why else "why")
    RevisionMove.objects.create(
        revision=revision, before=revision.day, after=day, why=why, by_id=actor.me
    )
    revision.day = day
    revision.save(update_fields=["day"])
    record_event(events.MOVED, actor=actor, subject_id=revision.pk, day=day.isoformat())
    notify(_both_sides(), events.NEW_DAY, actor=actor, subject_id=revision.pk)
    return revision


@transaction.atomic
def mark_in_revision(
    *, actor: Actor, revision_id: int, subject_id: int, mark: Mark, note: str = ""
) -> WalkMark:
    """Say of something in the list that it was seen, needs talk, or is to be decided."""
    revision = _locked(revision_id)
    subject_visible_to(actor, subject_id)
    if not permissions.can_mark(actor, sponsor_id=queries.who_holds()):
        raise NotAllowed(say("The people of both departments walk through the list."))
    if reason := rules.why_not_walk(_standing(revision), revision.day, present_day()):
        raise RuleBroken(reason)
    if subject_id not in queries.stand_now() and subject_id not in queries.baseline():
        raise NotFound
    note = typed(note, limit=rules.NOTE_LIMIT, field="note", required=False)
    standing = WalkMark.objects.filter(
        revision=revision, subject=subject_id, replaced_at=None
    ).first()
    if standing and (standing.mark, standing.note) == (mark.value, note):
        return standing
    if standing:
        standing.replaced_at = clock.now()
        standing.save(update_fields=["replaced_at"])
    made = WalkMark.objects.create(
        revision=revision, subject_id=subject_id, mark=mark.value, note=note, by_id=actor.me
    )
    record_event(
        events.MARKED, actor=actor, subject_id=revision.pk, about=subject_id, mark=mark.value
    )
    return made


@transaction.atomic
def hold_revision(*, actor: Actor, revision_id: int, words: str = "") -> Snapshot:
    """Hold a revision: keep how everything stands, give allowance back, tell both departments."""
    revision = _locked(revision_id)
    _may_book(actor)
    if reason := rules.why_not_hold(_standing(revision), revision.day, present_day()):
        raise RuleBroken(reason)
    revision.words = typed(words, limit=rules.NOTE_LIMIT, field="words", required=False)
    revision.held_by_id, revision.held_at = actor.me, clock.now()
    revision.prepared_at = revision.prepared_at or revision.held_at
    revision.save()
    taken = _take_snapshot(revision)
    give_back_at_revision(actor=CLOCK, revision=f"{revision.year}-Q{revision.quarter}")
    close_turns(events.HOLD, subject_id=revision.pk, actor=actor)
    record_event(events.HELD, actor=actor, subject_id=revision.pk, snapshot=taken.pk)
    notify(_both_sides(), events.PUBLISHED, actor=actor, subject_id=revision.pk)
    return taken


def _take_snapshot(revision: Revision) -> Snapshot:
    taken = Snapshot.objects.create(revision=revision)
    SnapshotRow.objects.bulk_create(
        SnapshotRow(
            snapshot=taken,
            subject_id=pk,
            stage=one.stage,
            promised=one.promised,
            safe=one.safe,
            chance=one.chance,
            days=one.days,
            budget=one.budget,
            list_number=one.list_number,
            place=one.place,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for pk, one in sorted(queries.stand_now().items())
    )
    return taken


@transaction.atomic
def prepare_revisions() -> int:
    """Open the preparation of what is near, and tell both departments; how many. For the clock."""
    today = present_day()
    near = (today - rules.AFTER_ITS_QUARTER, today + rules.PREPARED)
    due = Revision.objects.filter(prepared_at=None, held_at=None, day__range=near)
    opened = list(due.select_for_update().order_by("pk"))
    for revision in opened:
        revision.prepared_at = clock.now()
        revision.save(update_fields=["prepared_at"])
        record_event(events.PREPARED, actor=CLOCK, subject_id=revision.pk)
        holds = queries.who_holds() or revision.booked_by_id
        open_turn(
            events.HOLD,
            subject_id=revision.pk,
            actor=CLOCK,
            person_id=holds,
            until=max(revision.day, today),
        )
        others = [pk for pk in _both_sides() if pk != holds]
        notify(others, events.OPEN_NOW, actor=CLOCK, subject_id=revision.pk)
    return len(opened)


def _both_sides() -> list[int]:
    """Everybody of Marketing and of IT."""
    return sorted({name.id for lane in Lane for name in active_people_of(lane)})


def _locked(revision_id: int) -> Revision:
    revision = Revision.objects.filter(pk=revision_id).first()
    if revision is None:
        raise NotFound
    lock_subject(revision.pk)
    revision.refresh_from_db()
    return revision


def _may_book(actor: Actor) -> None:
    if not permissions.can_book(actor, sponsor_id=queries.who_holds()):
        raise NotAllowed(_WHO)


def _standing(revision: Revision) -> Standing:
    return rules.standing_of(revision.day, present_day(), held=revision.held_at is not None)
