"""What people do with an import: upload, say what means what, compare, start, stop, undo."""

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.accounts.services import lock_person
from tandem.activity.permissions import standing_on
from tandem.activity.services import company_subject, lock_subject, record_event
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.imports import events, permissions, queries
from tandem.imports.models import Import, ImportFile
from tandem.imports.rules import mapping, steps
from tandem.imports.rules.mapping import Means
from tandem.imports.rules.quiet import Asks, asks_now
from tandem.imports.rules.steps import NAME_LIMIT, ImportState
from tandem.own_fields.rules import no_such_field
from tandem.work.queries import home_visible_to, why_no_work


class SentFile(NamedTuple):
    """A file that was kept already: what it is called, the digest of its content, its bytes."""

    name: str
    digest: str
    size: int


@transaction.atomic
def upload_export(
    *, actor: Actor, home_id: int, files: Sequence[SentFile], form_key: str | None = None
) -> Import:
    """Give files of another tool to what has work. They are read afterwards, by the worker.

    The same `form_key` twice gives the first one back.
    """
    home = home_visible_to(actor, home_id)
    if not permissions.can_import(actor, standing_on(actor, home_id)):
        raise NotAllowed(steps.NOT_THEIRS)
    if reason := why_no_work(home):
        raise RuleBroken(reason)
    return _upload(actor, home_id, files, form_key)


@transaction.atomic
def upload_ideas(*, actor: Actor, files: Sequence[SentFile], form_key: str | None = None) -> Import:
    """Give files of another tool, or documents, that become ideas. They are read afterwards.

    The same `form_key` twice gives the first one back.
    """
    if not permissions.can_import_ideas(actor):
        raise NotAllowed(steps.NO_IDEAS)
    return _upload(actor, None, files, form_key)


def _upload(
    actor: Actor, home_id: int | None, files: Sequence[SentFile], form_key: str | None
) -> Import:
    sizes = [one.size for one in files]
    if reason := steps.why_not_upload(len(files), sizes, settings.TANDEM_MAX_BODY):
        raise BadInput(reason, field="file")
    if form_key:
        lock_person(actor.me)
        if standing := Import.objects.filter(by_id=actor.me, form_key=form_key).first():
            return standing
    made = Import.objects.create(
        home_id=home_id,
        by_id=actor.me,
        form_key=form_key or None,
        means={} if home_id else Means(into=mapping.IDEAS).as_json(),
    )
    ImportFile.objects.bulk_create(
        ImportFile(
            of=made,
            position=at,
            name=" ".join(one.name.split())[:NAME_LIMIT] or "?",
            digest=one.digest,
            size=one.size,
        )
        for at, one in enumerate(files)
    )
    return made


@transaction.atomic
def map_import(*, actor: Actor, import_id: int, means: Means) -> Import:
    """Say what means what, and what to take. Other columns, or another sheet, mean that the
    files are read again.
    """
    held = _locked(actor, import_id)
    if reason := steps.why_not_map(ImportState(held.state)):
        raise RuleBroken(reason)
    if means.are_ideas is not (held.home_id is None):
        raise BadInput(say("Work stays work, and ideas stay ideas: upload it again."), field="into")
    if held.home_id is not None:
        standing = standing_on(actor, held.home_id)
        if mapping.lanes_meant(means) - permissions.lanes_open(actor, standing):
            raise BadInput(
                say("Choose your own side, or both together: each side takes in its own work."),
                field="side",
            )
    before = mapping.read_means(held.means)
    if means.fields != before.fields and not means.are_ideas:
        known = {name.casefold() for name in queries.own_names()}
        for name in filter(None, means.fields.values()):
            if name.casefold() not in known:
                raise BadInput(no_such_field(name), field="fields")
    held.means = means.as_json()
    again = (means.columns, means.sheet) != (before.columns, before.sheet)
    _put_into(held, ImportState.LOOKING if again else ImportState.FOUND)
    return held


@transaction.atomic
def compare_import(*, actor: Actor, import_id: int) -> Import:
    """Let it be compared with what is here. Nothing is changed by that."""
    held = _locked(actor, import_id)
    if held.state != ImportState.CHECKING.value:
        if reason := steps.why_not_map(ImportState(held.state)):
            raise RuleBroken(reason)
        _put_into(held, ImportState.CHECKING)
    return held


@transaction.atomic
def start_import(*, actor: Actor, import_id: int, asks: Asks = Asks.BY_ITSELF) -> Import:
    """Let it be taken in, as it was compared. Stopped, it goes on.

    `asks` says which of the new ideas ask both sides at once; left out, what was said before, or
    as many and as old as they are.
    """
    held = _locked(actor, import_id)
    if held.state == ImportState.TAKING.value:
        return held
    if reason := steps.why_not_start(ImportState(held.state)):
        raise RuleBroken(reason)
    if held.home_id and (reason := why_no_work(home_visible_to(actor, held.home_id))):
        raise RuleBroken(reason)
    if held.home_id is None:
        said = asks or held.means.get("asks", "")
        counts = held.report.get("counts", {})
        held.means = {**held.means, "asks": asks_now(said, counts).value}
    held.began_at = held.began_at or clock.now()
    _put_into(held, ImportState.TAKING)
    kind = events.BEGUN if held.home_id else events.IDEAS_BEGUN
    record_event(kind, actor=actor, subject_id=_told_on(held), imported=held.pk)
    return held


def _told_on(held: Import) -> int:
    """Where it is told: on what has the work, else in the company's record."""
    return held.home_id or company_subject()


@transaction.atomic
def stop_import(*, actor: Actor, import_id: int) -> Import:
    """Stop the step it is at. What was taken in stays, and it can go on later. Twice is once."""
    held = _locked(actor, import_id)
    stands = ImportState(held.state)
    if stands is ImportState.STOPPED:
        return held
    if reason := steps.why_not_stop(stands):
        raise RuleBroken(reason)
    after = {
        ImportState.LOOKING: ImportState.FAILED,
        ImportState.CHECKING: ImportState.FOUND,
    }
    _put_into(held, after.get(stands, ImportState.STOPPED))
    if stands is ImportState.TAKING:
        counts = held.result.get("counts", {})
        record_event(
            events.STOPPED if held.home_id else events.IDEAS_STOPPED,
            actor=actor,
            subject_id=_told_on(held),
            imported=held.pk,
            added=counts.get("added", 0),
            changed=counts.get("changed", 0),
        )
    return held


@transaction.atomic
def undo_import(*, actor: Actor, import_id: int) -> Import:
    """Drop what this import added and nobody changed since. What was touched stays."""
    held = _locked(actor, import_id)
    if held.state in {ImportState.UNDOING.value, ImportState.UNDONE.value}:
        return held
    if reason := steps.why_not_undo(ImportState(held.state), held.taken.count()):
        raise RuleBroken(reason)
    held.result = {**held.result, "undone_to": 0, "dropped": 0}
    _put_into(held, ImportState.UNDOING)
    return held


def _locked(actor: Actor, import_id: int) -> Import:
    home_id = queries.import_visible_to(actor, import_id).home_id
    if home_id:
        lock_subject(home_id)
    held = Import.objects.select_for_update().get(pk=import_id)
    queries.import_visible_to(actor, import_id)
    return held


def _put_into(held: Import, state: ImportState) -> None:
    held.state = state.value
    held.done = held.total = held.attempts = 0
    held.leased_until = None
    held.failed = held.detail = ""
    held.save()
