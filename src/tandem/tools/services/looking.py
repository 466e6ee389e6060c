"""Files: sent, looked through by the worker, stopped; what was found is kept."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from django.db import IntegrityError, transaction

from tandem.accounts.rules import CLOCK, Actor
from tandem.activity.services import company_subject, record_event
from tandem.attachments.queries import digests_held
from tandem.core import clock, kept_files
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.words import say
from tandem.tools import events, permissions, queries, rules
from tandem.tools.models import FileLook, Find, Sighting
from tandem.tools.rules import Found, LookKind, LookState, Reading

LEASE = timedelta(seconds=120)
FORGOTTEN = timedelta(days=7)
"""A file whose columns nobody has named for so long isn't kept on."""
ATTEMPTS = 3
"""A file that kills its worker isn't tried for ever."""
TWICE = say("This very file was looked through already.")
NOT_THEIRS = say("People of IT look through files for tools.")


class Sent(NamedTuple):
    """A file that was kept, and what its head says."""

    digest: str
    size: int
    kind: LookKind
    headings: tuple[str, ...]
    reading: Reading


class Claim(NamedTuple):
    """A file that this worker has for now."""

    id: int
    attempt: int
    digest: str
    kind: LookKind
    reading: Reading


@transaction.atomic
def send_payments(*, actor: Actor, sent: Sent) -> FileLook:
    """Take a file in to be looked through: of payments once it was said which column is what,
    others at once. The same file isn't looked through twice: what it says would count double.
    """
    _allowed(actor)
    if standing := queries.standing_look(sent.digest):
        if standing.state == LookState.DONE.value:
            raise BadInput(TWICE, field="file")
        return standing
    try:
        with transaction.atomic():
            look = _created(sent)
    except IntegrityError as error:  # somebody else sends the same at this very moment
        raise BadInput(TWICE, field="file") from error
    record_event(events.SENT, actor=actor, subject_id=company_subject(), look=look.pk)
    return look


def _created(sent: Sent) -> FileLook:
    return FileLook.objects.create(
        digest=sent.digest,
        size=sent.size,
        kind=sent.kind.value,
        state=(LookState.ASKING if sent.kind.of_payments else LookState.WAITING).value,
        headings=list(sent.headings),
        columns=dict(sent.reading.columns),
        turned=sent.reading.turned,
    )


@transaction.atomic
def start_looking(*, actor: Actor, look_id: int, reading: Reading) -> FileLook:
    """Say which column is what, and let the worker look through the file."""
    look = _locked(actor, look_id)
    if reason := rules.why_not_start(LookState(look.state)):
        raise RuleBroken(reason)
    if wrong := rules.why_not_read(reading, len(look.headings)):
        raise BadInput(wrong[1], field=wrong[0])
    look.columns, look.turned = dict(reading.columns), reading.turned
    look.state = LookState.WAITING.value
    look.save(update_fields=["columns", "turned", "state"])
    record_event(events.LOOK_STARTED, actor=actor, subject_id=company_subject(), look=look.pk)
    return look


@transaction.atomic
def stop_looking(*, actor: Actor, look_id: int) -> FileLook:
    """Stop it; nothing of the file is kept."""
    look = _locked(actor, look_id)
    if reason := rules.why_not_stop(LookState(look.state)):
        raise RuleBroken(reason)
    _stopped(look)
    record_event(events.LOOK_STOPPED, actor=actor, subject_id=company_subject(), look=look.pk)
    return look


def _stopped(look: FileLook) -> None:
    look.state, look.ended_at = LookState.STOPPED.value, clock.now()
    look.save(update_fields=["state", "ended_at"])
    _leave_file(look)


def _leave_file(look: FileLook) -> None:
    """Remove its content once this is written down, unless somebody else needs it."""
    leave = partial(kept_files.leave, look.digest, digests_held, since=look.made_at)
    transaction.on_commit(leave, robust=True)


def _allowed(actor: Actor) -> None:
    if not permissions.can_look_through_files(actor):
        raise NotAllowed(NOT_THEIRS)


def _locked(actor: Actor, look_id: int) -> FileLook:
    _allowed(actor)
    found = FileLook.objects.select_for_update().filter(pk=look_id).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def leave_forgotten_files() -> int:
    """Leave what nobody let be looked through for a week: a bank's file doesn't lie about."""
    old = FileLook.objects.filter(
        state=LookState.ASKING.value, made_at__lt=clock.now() - FORGOTTEN
    ).select_for_update()
    for look in old:
        _stopped(look)
        record_event(events.LOOK_STOPPED, actor=CLOCK, subject_id=company_subject(), look=look.pk)
    return len(old)


@transaction.atomic
def claim_look() -> Claim | None:
    """Take the file that waits longest; two workers never take the same one."""
    held = queries.looks_waiting().select_for_update(skip_locked=True).first()
    if held is None:
        return None
    held.attempts += 1
    held.leased_until = clock.now() + LEASE
    if held.attempts > ATTEMPTS:
        held.state, held.ended_at = LookState.FAILED.value, clock.now()
        held.why = rules.why_too_large(LookKind(held.kind))
    held.save(update_fields=["attempts", "leased_until", "state", "why", "ended_at"])
    if held.state == LookState.FAILED.value:
        _leave_file(held)
        return None
    kind = LookKind(held.kind)
    return Claim(held.pk, held.attempts, held.digest, kind, Reading(held.columns, held.turned))


def _of(claim: Claim) -> FileLook | None:
    return (
        FileLook.objects.select_for_update()
        .filter(pk=claim.id, state=LookState.WAITING.value, attempts=claim.attempt)
        .first()
    )


@transaction.atomic
def go_on_looking(*, claim: Claim, done: int, rows: int) -> bool:
    """Say how far it is. False: it was stopped, or somebody else has it."""
    held = _of(claim)
    if held is None:
        return False
    held.done, held.rows, held.leased_until = min(done, held.size), rows, clock.now() + LEASE
    held.save(update_fields=["done", "rows", "leased_until"])
    return True


@transaction.atomic
def fail_look(*, claim: Claim, why: str) -> None:
    """It can't be looked through, and why."""
    if held := _of(claim):
        held.state, held.why, held.ended_at = LookState.FAILED.value, str(why), clock.now()
        held.save(update_fields=["state", "why", "ended_at"])
        _leave_file(held)


@transaction.atomic
def end_look(*, claim: Claim, found: Mapping[str, Found], rows: int, unread: int) -> bool:
    """Keep what was found: of each its months, departments and amounts, and nothing else."""
    held = _of(claim)
    if held is None:
        return False
    refused = queries.refused_keys()
    kept = {key: one for key, one in found.items() if queries.key_once_refused(key) not in refused}
    finds = {one.key: one for one in Find.objects.filter(key__in=list(kept))}
    new = [
        Find(
            key=key,
            name=one.name[: rules.NAME_LIMIT],
            domain=one.domain[: rules.ADDRESS_LIMIT],
            sign=one.sign.value,
            purpose=one.purpose.value,
            tool_id=one.tool,
            data_classes=[code.value for code in one.data],
        )
        for key, one in kept.items()
        if key not in finds
    ]
    Find.objects.bulk_create(new, batch_size=500)
    finds |= {one.key: one for one in new}
    sightings = [
        Sighting(
            find=finds[key],
            look=held,
            month=month,
            department_id=department,
            currency_code=code,
            amount=amount,
            lines=int(lines),
        )
        for key, one in kept.items()
        for (month, department, code), (amount, lines) in one.sums.items()
    ]
    Sighting.objects.bulk_create(sightings, batch_size=500)
    held.state, held.ended_at, held.done = LookState.DONE.value, clock.now(), held.size
    held.rows, held.unread, held.found = rows, unread, len(kept)
    held.save(update_fields=["state", "ended_at", "done", "rows", "unread", "found"])
    _leave_file(held)
    record_event(events.LOOKED_THROUGH, actor=CLOCK, subject_id=company_subject(), found=len(kept))
    return True
