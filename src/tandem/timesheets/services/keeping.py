"""What hours can be spent on beside work, and up to which day they are closed."""

from datetime import date

from django.db import transaction

from tandem.accounts.queries import present_day
from tandem.accounts.rules import Actor
from tandem.activity.services import company_subject, lock_subject, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.timesheets import events, permissions, queries, rules
from tandem.timesheets.models import Closing, Occupation


@transaction.atomic
def add_occupation(*, actor: Actor, name: str) -> Occupation:
    """Add something that hours are spent on: meetings, support. Twice is once."""
    company = _locked(actor)
    text = " ".join(typed(name, limit=rules.NAME_LIMIT, field="name").split())
    standing = queries.occupations()
    if found := next((one for one in standing if one.name.casefold() == text.casefold()), None):
        return found
    if len(standing) >= rules.OCCUPATIONS_AT_MOST:
        raise RuleBroken(say("A short list helps. Take something off it first."))
    made = Occupation.objects.create(name=text, added_by_id=actor.me)
    record_event(events.OCCUPATION_ADDED, actor=actor, subject_id=company, occupation=made.pk)
    return made


@transaction.atomic
def close_occupation(*, actor: Actor, occupation_id: int) -> Occupation:
    """Take it off the list. What was written on it stays. Twice is once."""
    company = _locked(actor)
    found = Occupation.objects.filter(pk=occupation_id).first()
    if found is None:
        raise NotFound
    if found.closed_at is None:
        found.closed_at = clock.now()
        found.save(update_fields=["closed_at"])
        record_event(events.OCCUPATION_CLOSED, actor=actor, subject_id=company, occupation=found.pk)
    return found


@transaction.atomic
def close_hours(*, actor: Actor, until: date | None) -> Closing | None:
    """Say up to which day nobody changes hours any more; None opens all of them again."""
    company = _locked(actor)
    if reason := rules.why_not_close(until, today=present_day()):
        raise BadInput(reason, field="until")
    if queries.closed_until() == until:
        return None
    made = Closing.objects.create(until=until, by_id=actor.me)
    record_event(events.HOURS_CLOSED, actor=actor, subject_id=company, closing=made.pk)
    return made


def _locked(actor: Actor) -> int:
    if not permissions.can_keep_hours(actor):
        raise NotAllowed(say("Administrators say what hours are spent on, and which are closed."))
    company = company_subject()
    lock_subject(company)
    return company
