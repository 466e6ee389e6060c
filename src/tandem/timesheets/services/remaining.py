"""What a piece of work still needs, by whoever does it."""

from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.db.models import Sum

from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.activity.services import lock_subject, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.words import say
from tandem.timesheets import events
from tandem.timesheets.models import Entry, Remaining
from tandem.work.permissions import can_do
from tandem.work.queries import WorkRow, rows_seen
from tandem.work.rules import DAYS_AT_MOST

_TENTH = Decimal("0.1")


@transaction.atomic
def say_still_needs(*, actor: Actor, work_id: int, days: Decimal | None) -> Remaining | None:
    """Say how many working days are left of it, in tenths; None: it isn't known any more.

    Forecasts count with it, less what is written down from now on.
    """
    _to_do(actor, work_id)
    kept = _kept(days)
    standing = Remaining.objects.filter(item_id=work_id, replaced_at=None).first()
    spent = Entry.objects.filter(subject_id=work_id).aggregate(n=Sum("minutes"))["n"] or 0
    if standing is None and kept is None:
        return None
    if standing and kept == standing.days and spent == standing.minutes_then:
        return standing
    Remaining.objects.filter(item_id=work_id, replaced_at=None).update(replaced_at=clock.now())
    if kept is None:
        record_event(events.STILL_GONE, actor=actor, subject_id=work_id)
        return None
    made = Remaining.objects.create(
        item_id=work_id, days=kept, said_by_id=actor.me, minutes_then=spent
    )
    record_event(events.STILL_SAID, actor=actor, subject_id=work_id, tenths=int(kept * 10))
    return made


def _to_do(actor: Actor, work_id: int) -> WorkRow:
    """The piece, seen and locked, of somebody who does it or may edit it, while it is open."""
    if work_id not in rows_seen(actor, [work_id]):
        raise NotFound
    lock_subject(work_id)
    row = rows_seen(actor, [work_id])[work_id]
    standing = standing_on(actor, row.home_id)
    if not can_do(actor, standing, row.lane, assigned=row.is_done_by(actor.me)):
        raise NotAllowed(say("Whoever does it says what it still needs, or their side's people."))
    if row.state.is_over:
        raise RuleBroken(say("Nothing more is to be done about it."))
    return row


def _kept(days: Decimal | None) -> Decimal | None:
    if days is None:
        return None
    try:
        kept = days.quantize(_TENTH)
    except InvalidOperation as error:
        raise BadInput(say("Write a number of days, like 2 or 2.5."), field="days") from error
    if not kept.is_finite() or not 0 <= kept <= DAYS_AT_MOST:
        raise BadInput(say("Write from 0 to {most} days.", most=DAYS_AT_MOST), field="days")
    return kept
