"""Hours that were written down in another tracker."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tandem.accounts.queries import names
from tandem.accounts.rules import Actor
from tandem.activity.services import company_subject, lock_subject, record_event
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.words import say
from tandem.formats.plain_text import UnusableText, clean
from tandem.timesheets import events, permissions, rules
from tandem.timesheets.models import Entry
from tandem.work.queries import rows_seen

_SOURCE_LIMIT, _NAME_LIMIT, _BATCH = 120, 120, 500


@dataclass(frozen=True, slots=True)
class Worklog:
    """Time on a piece of work as another tracker kept it.

    `source_id` names it for ever, with its tracker ("jira:10233"): the same again changes what was
    taken in before. `person_id` is somebody here, else `name` says who it was.
    """

    source_id: str
    work_id: int
    day: date
    seconds: int
    person_id: int | None = None
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many were new, how many changed, and how many couldn't be taken in."""

    added: int = 0
    changed: int = 0
    left_out: int = 0


@transaction.atomic
def take_in_hours(*, actor: Actor, worklogs: Iterable[Worklog]) -> TakenIn:
    """Take in many at once, safe to repeat: what is the same stays as it is.

    What is shorter than half a minute, longer than a day or before the year 2000 is left out.
    Closed days take what comes from elsewhere: it was written down in time, there. Raises NotFound
    where a piece of work isn't there for the actor.
    """
    if not permissions.can_take_in(actor):
        raise NotAllowed(say("Members and administrators bring work from elsewhere."))
    found: dict[str, Worklog] = {one.source_id[:_SOURCE_LIMIT]: one for one in worklogs}
    rows = rows_seen(actor, {one.work_id for one in found.values()})
    if any(one.work_id not in rows for one in found.values()):
        raise NotFound
    known = names({one.person_id for one in found.values() if one.person_id})
    usable = [
        _entry(source, one, rows[one.work_id].home_id, known)
        for source, one in found.items()
        if _is_usable(one)
    ]
    added, changed = _write(usable)
    if added or changed:
        company = company_subject()
        lock_subject(company)
        record_event(events.TAKEN_IN, actor=actor, subject_id=company, count=added + changed)
    return TakenIn(added, changed, len(found) - len(usable))


def _is_usable(one: Worklog) -> bool:
    minutes = _minutes(one.seconds)
    return 0 < minutes <= rules.DAY_AT_MOST and one.day >= rules.FIRST_DAY


def _minutes(seconds: int) -> int:
    return (max(seconds, 0) + 30) // 60


def _entry(source: str, one: Worklog, home_id: int, known: Collection[int]) -> Entry:
    person = one.person_id if one.person_id in known else None
    return Entry(
        person_id=person,
        by_name="" if person else _cleaned(one.name, _NAME_LIMIT),
        subject_id=one.work_id,
        home_id=home_id,
        day=one.day,
        minutes=_minutes(one.seconds),
        note=_cleaned(one.note, rules.NOTE_LIMIT),
        source=source,
    )


def _cleaned(text: str, limit: int) -> str:
    """What another tracker kept may be longer than ours: its beginning stays."""
    try:
        return clean(" ".join(text.split())[:limit], limit=limit)
    except UnusableText:
        return ""


_SAME = ("person_id", "by_name", "subject_id", "home_id", "day", "minutes", "note")


def _write(entries: Sequence[Entry]) -> tuple[int, int]:
    added = changed = 0
    for at in range(0, len(entries), _BATCH):
        part = entries[at : at + _BATCH]
        before = {
            one.source: one for one in Entry.objects.filter(source__in=[e.source for e in part])
        }
        fresh = [one for one in part if one.source not in before]
        Entry.objects.bulk_create(fresh)
        added += len(fresh)
        for one in part:
            old = before.get(one.source)
            if old is None or all(getattr(old, key) == getattr(one, key) for key in _SAME):
                continue
            one.pk, one.version = old.pk, old.version + 1
            one.save(force_update=True)
            changed += 1
    return added, changed
