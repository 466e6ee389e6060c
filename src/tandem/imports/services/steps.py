"""What the worker writes about a step: that it has it, how far it is, how it ended."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import transaction

from tandem.accounts.queries import actor_by_id
from tandem.accounts.rules import Actor
from tandem.activity.services import company_subject, notify, record_event
from tandem.core import clock
from tandem.imports import events, queries
from tandem.imports.models import Import, TakenIn
from tandem.imports.rules.mapping import Means, read_means
from tandem.imports.rules.report import Report
from tandem.imports.rules.steps import ImportFailure, ImportState

LEASE = timedelta(seconds=90)
"""So long a step may say nothing of itself before another worker goes on with it."""
ATTEMPTS = 4
"""A step that kills its worker isn't tried for ever."""


class Claim(NamedTuple):
    """A step that this worker has for now."""

    id: int
    attempt: int
    state: ImportState
    home_id: int
    """What has the work; 0 where ideas come in."""
    by: int
    source: str
    means: Means
    digests: list[str]

    @property
    def actor(self) -> Actor:
        """Whoever uploaded it, as they are today. Raises NotFound when they are gone."""
        return actor_by_id(self.by)


@transaction.atomic
def claim_step() -> Claim | None:
    """Take the step that waits longest; two workers never take the same one."""
    held = queries.waiting().select_for_update(skip_locked=True).first()
    while held is not None and held.attempts >= ATTEMPTS:
        held.state, held.failed = ImportState.FAILED.value, ImportFailure.LARGE.value
        held.save()
        held = queries.waiting().select_for_update(skip_locked=True).first()
    if held is None:
        return None
    held.attempts += 1
    held.leased_until = clock.now() + LEASE
    held.save(update_fields=["attempts", "leased_until"])
    return Claim(
        held.pk,
        held.attempts,
        ImportState(held.state),
        held.home_id or 0,
        held.by_id,
        held.source,
        read_means(held.means),
        list(held.files.values_list("digest", flat=True)),
    )


def of_claim(claim: Claim) -> Import | None:
    """The row, locked, while the step is still this worker's to do."""
    return (
        Import.objects.select_for_update()
        .filter(pk=claim.id, state=claim.state.value, attempts=claim.attempt)
        .first()
    )


@transaction.atomic
def keep_going(*, claim: Claim, done: int, total: int) -> bool:
    """Say how far it is. False: it was stopped, or somebody else has it."""
    held = of_claim(claim)
    if held is None:
        return False
    renew(held, done, total)
    held.save(update_fields=["done", "total", "leased_until"])
    return True


def renew(held: Import, done: int, total: int) -> None:
    """Count on, and keep the lease; the caller saves."""
    held.done, held.total, held.leased_until = done, total, clock.now() + LEASE


@transaction.atomic
def let_go(*, claim: Claim) -> None:
    """Put it back, for this worker ends: the next one goes on at once."""
    if held := of_claim(claim):
        held.leased_until, held.attempts = None, held.attempts - 1
        held.save(update_fields=["leased_until", "attempts"])


@transaction.atomic
def keep_found(*, claim: Claim, found: Mapping[str, Any], means: Means) -> bool:
    """Keep what was found, and what it probably means; with that it is compared at once."""
    held = of_claim(claim)
    if held is None:
        return False
    held.source = str(found["source"])[:80]
    held.found, held.means = dict(found), means.as_json()
    _through(held, ImportState.CHECKING if found["items"] else ImportState.FOUND)
    return True


@transaction.atomic
def keep_comparison(*, claim: Claim, report: Report) -> bool:
    """Keep how it compares with what is here."""
    held = of_claim(claim)
    if held is None:
        return False
    held.report = report.as_json()
    _through(held, ImportState.CHECKED)
    return True


@transaction.atomic
def end_import(*, claim: Claim, report: Report) -> bool:
    """It is all in: say so on the home, once, and tell whom it gave work to."""
    held = of_claim(claim)
    if held is None:
        return False
    counts = {**held.result.get("counts", {}), "unchanged": report.counts["unchanged"]}
    held.result = {**held.result, **report.as_json(), "counts": counts}
    askers = held.result.pop("askers", {})  # told once, however often it is taken in again
    held.ended_at = clock.now()
    _through(held, ImportState.DONE)
    actor = claim.actor
    record_event(
        events.ENDED if held.home_id else events.IDEAS_ENDED,
        actor=actor,
        subject_id=held.home_id or company_subject(),
        imported=held.pk,
        added=counts.get("added", 0),
        changed=counts.get("changed", 0),
    )
    if held.home_id is None:
        for person, idea in askers.items():
            if int(person) != claim.by:
                notify({int(person)}, events.IDEAS_OF_YOURS, actor=actor, subject_id=idea)
        return True
    given = set(held.result.get("given", ()))
    first = TakenIn.objects.filter(first=held).order_by("item_id").first()
    if given and first and counts.get("added"):
        notify(given, events.WORK_CAME_TO_YOU, actor=actor, subject_id=held.home_id)
    return True


@transaction.atomic
def end_undoing(*, claim: Claim) -> bool:
    """Everything that could be dropped is."""
    held = of_claim(claim)
    if held is None:
        return False
    _through(held, ImportState.UNDONE)
    record_event(
        events.UNDONE if held.home_id else events.IDEAS_UNDONE,
        actor=claim.actor,
        subject_id=held.home_id or company_subject(),
        imported=held.pk,
        dropped=held.result.get("dropped", 0),
    )
    return True


@transaction.atomic
def fail_step(*, claim: Claim, why: ImportFailure, detail: str = "") -> None:
    """It can't go on; what was taken in stays."""
    if held := of_claim(claim):
        _through(held, ImportState.FAILED)
        if claim.state is not ImportState.LOOKING:
            held.state = ImportState.STOPPED.value
        held.failed, held.detail = why.value, detail[:1000]
        held.save(update_fields=["state", "failed", "detail"])


def _through(held: Import, state: ImportState) -> None:
    held.state, held.attempts, held.leased_until = state.value, 0, None
    held.save()
