"""The outbox: what has to happen outside a transaction, written inside it.

Rows are claimed by workers and done at least once: whoever does one makes it safe to repeat.
"""

from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from tandem.accounts.rules import Actor
from tandem.activity import permissions, registry, rules
from tandem.activity.models import Outbox
from tandem.core import clock
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.words import say


class Claimed(NamedTuple):
    """A row that this worker has now, for a while. `attempts` counts this one."""

    id: int
    kind: str
    payload: dict[str, int]
    attempts: int


def put_in_outbox(kind: str, **payload: int) -> None:
    """Let a worker do something once this transaction is there. The payload is ids alone."""
    registry.outbox_function(kind)
    Outbox.objects.create(kind=kind, payload=payload)


@transaction.atomic
def claim_outbox(most: int = 20) -> list[Claimed]:
    """Take rows that are due and nobody has, longest due first.

    Two workers never take the same one: on PostgreSQL each skips what another has locked, on
    SQLite writers come one after another.
    """
    now = clock.now()
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    due = Outbox.objects.filter(free, dead_at=None, due_at__lte=now).order_by("due_at", "pk")
    rows = list(due.select_for_update(skip_locked=True)[:most])
    for row in rows:
        row.leased_until = now + rules.LEASE
        row.attempts += 1
    Outbox.objects.bulk_update(rows, ["leased_until", "attempts"])
    return [Claimed(row.pk, row.kind, row.payload, row.attempts) for row in rows]


@transaction.atomic
def finish_outbox_row(claimed: Claimed) -> None:
    """It is done. Whoever lost it meanwhile to another worker leaves it alone."""
    Outbox.objects.filter(pk=claimed.id, attempts=claimed.attempts).delete()


@transaction.atomic
def fail_outbox_row(claimed: Claimed, error: str) -> None:
    """It failed: try again later, each time later; after the last time put it aside."""
    row = Outbox.objects.select_for_update().filter(pk=claimed.id, attempts=claimed.attempts)
    pause = rules.retry_after(claimed.attempts)
    now = clock.now()
    if pause is None:
        row.update(leased_until=None, dead_at=now, error=error[:200])
    else:
        row.update(leased_until=None, due_at=now + pause, error=error[:200])


@transaction.atomic
def retry_outbox_row(*, actor: Actor, row_id: int) -> None:
    """Try something again that was put aside."""
    row = _dead(actor, row_id)
    row.dead_at, row.attempts, row.due_at, row.error = None, 0, clock.now(), ""
    row.save(update_fields=["dead_at", "attempts", "due_at", "error"])


@transaction.atomic
def drop_outbox_row(*, actor: Actor, row_id: int) -> None:
    """Forget something that was put aside."""
    _dead(actor, row_id).delete()


def _dead(actor: Actor, row_id: int) -> Outbox:
    if not permissions.can_see_outbox(actor):
        raise NotAllowed(say("Only an administrator looks after what could not be sent."))
    row = Outbox.objects.select_for_update().filter(pk=row_id, dead_at__isnull=False).first()
    if row is None:
        raise NotFound
    return row
