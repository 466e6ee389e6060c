"""Closing days from a calendar: taken over once, or followed day by day."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction

from tandem.accounts import queries as accounts
from tandem.accounts.rules import CLOCK, Actor, why_not_close
from tandem.accounts.rules.closing import ClosingDay
from tandem.accounts.services import keep_closing_days
from tandem.activity.services import company_subject, lock_subject, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.outgoing import host_of, why_not_fetch
from tandem.core.sealed import seal
from tandem.core.typed import typed
from tandem.core.words import Sentence, say
from tandem.formats.icalendar import Calendar, Spell
from tandem.upkeep import events, permissions, queries
from tandem.upkeep.models import ClosingCalendar
from tandem.upkeep.rules.closing_calendar import flattened, known_by, merged, why_not_take

ADDRESS_LIMIT = 2_000
LEFT_OUT_AT_MOST = 500


@transaction.atomic
def take_closing_days(
    *, actor: Actor, spells: Sequence[Spell], left_out: Collection[str] = ()
) -> int:
    """Take days of a calendar's file over, without those whose names are left out; how many."""
    company = _mine_to_change(actor)
    there = flattened(spells, {known_by(one) for one in left_out})
    added, _ = _put(actor, company, before=(), there=there)
    return added


@transaction.atomic
def follow_calendar(
    *,
    actor: Actor,
    address: str,
    spells: Sequence[Spell] | None = None,
    left_out: Collection[str] = (),
) -> None:
    """From now on closing days are those of the calendar at an address, beside what is typed.

    `spells` is what somebody saw there just now and takes over; without it the clock reads first.
    """
    company = _mine_to_change(actor)
    address = typed(address, limit=ADDRESS_LIMIT, field="address")
    if reason := why_not_fetch(address):
        raise BadInput(reason, field="address")
    if len(left_out) > LEFT_OUT_AT_MOST:
        raise BadInput(say("At most {most} names.", most=LEFT_OUT_AT_MOST), field="left_out")
    names = sorted({known_by(one) for one in left_out})
    row = ClosingCalendar.objects.select_for_update().first() or ClosingCalendar(id=1)
    before = queries.as_followed(row).days
    row.address, row.host = seal(address, queries.CALENDAR_SEALED_FOR), host_of(address)
    row.left_out, row.trouble, row.asked_at, row.read_at = names, None, None, None
    if spells is not None:
        there = flattened(spells, set(names))
        _put(actor, company, before=before, there=there)
        row.days, row.asked_at = _written(there), clock.now()
        row.read_at = row.asked_at
    row.save()
    record_event(events.CALENDAR_FOLLOWED, actor=actor, subject_id=company)


@transaction.atomic
def note_calendar_read(*, address: str, found: Calendar | Sentence) -> None:
    """Take over what has changed in the calendar, or note why it couldn't be read.

    Nothing where somebody gave another address meanwhile, or stopped it.
    """
    company = company_subject()
    lock_subject(company)
    row = ClosingCalendar.objects.select_for_update().first()
    if row is None or queries.calendar_address() != address:
        return
    row.asked_at = clock.now()
    before = queries.as_followed(row).days
    trouble = found if isinstance(found, Sentence) else why_not_take(found, before)
    if isinstance(found, Calendar) and trouble is None:
        there = flattened(found.spells, set(row.left_out))
        try:
            _put(CLOCK, company, before=before, there=there)
        except BadInput as refused:
            trouble = refused.reason
        else:
            row.days, row.read_at = _written(there), row.asked_at
    row.trouble = [trouble.template, trouble.values] if trouble else None
    row.save()


@transaction.atomic
def read_calendar_again(*, actor: Actor) -> None:
    """Let the calendar be read within the minute, not only when a day is over."""
    _mine_to_change(actor)
    if not ClosingCalendar.objects.update(asked_at=None):
        raise _none_followed()


@transaction.atomic
def stop_calendar(*, actor: Actor) -> None:
    """Follow the calendar no longer; the closing days stay, the address is forgotten."""
    company = _mine_to_change(actor)
    if not ClosingCalendar.objects.all().delete()[0]:
        raise _none_followed()
    record_event(events.CALENDAR_STOPPED, actor=actor, subject_id=company)


def _put(
    actor: Actor, company: int, *, before: Collection[ClosingDay], there: Sequence[ClosingDay]
) -> tuple[int, int]:
    """Write the closing days as they are with the calendar's; how many came and went."""
    here = accounts.closing_days()
    after = merged(before, here, there, accounts.present_day())
    if reason := why_not_close(after):
        raise BadInput(reason)
    added, gone = len(set(after) - set(here)), len(set(here) - set(after))
    if added or gone:
        keep_closing_days(after)
        record_event(events.CLOSING_TAKEN, actor=actor, subject_id=company, added=added, gone=gone)
    return added, gone


def _written(days: Sequence[tuple[date, str]]) -> list[list[str]]:
    return [[day.isoformat(), name] for day, name in days]


def _mine_to_change(actor: Actor) -> int:
    if not permissions.can_look_after(actor):
        raise NotAllowed(say("Only an administrator says when the company is closed."))
    if accounts.workspace() is None:
        raise NotFound
    company = company_subject()
    lock_subject(company)
    return company


def _none_followed() -> RuleBroken:
    return RuleBroken(say("No calendar is followed here."))
