"""Tries that fail are counted in the database: processes share no memory.

A try is counted before it is made, so that many at the same moment are no way around it.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from tandem.accounts.queries import company_zone
from tandem.core import clock
from tandem.core.errors import RuleBroken
from tandem.core.words import say
from tandem.sign_in import rules
from tandem.sign_in.models import FailedTries
from tandem.sign_in.rules import Patience


class TooSoon(RuleBroken):
    """Too often in a short time; `until` is when to try again."""

    status = 429
    title = say("One moment")

    def __init__(self, until: datetime) -> None:
        now = clock.now()
        there = until.astimezone(company_zone())
        super().__init__(rules.why_wait(until, now, f"{there:%H:%M:%S}"))
        self.until = until
        self.seconds = max(1, round((until - now).total_seconds()))


@transaction.atomic
def begin_try(doors: Mapping[str, Patience]) -> None:
    """Count a try at these doors as one that failed, or raise TooSoon and count nothing."""
    now = clock.now()
    for door, patience in sorted(doors.items()):
        key = _key(door)
        FailedTries.objects.get_or_create(door=key, defaults={"last_at": now})
        row = FailedTries.objects.select_for_update().get(door=key)
        failed = patience.counted(row.failed, row.last_at, now)
        until = patience.until(failed, row.last_at)
        if failed >= patience.free and now < until:
            raise TooSoon(until)
        row.failed, row.last_at = failed + 1, now
        row.save(update_fields=["failed", "last_at"])


@transaction.atomic
def end_try(*, own: Collection[str], shared: Collection[str] = ()) -> None:
    """It didn't fail: what failed before at one's own doors is forgotten, at those one shares with
    others (a network) this one try.
    """
    FailedTries.objects.filter(door__in=[_key(door) for door in own]).delete()
    theirs = FailedTries.objects.filter(door__in=[_key(door) for door in shared], failed__gt=0)
    theirs.update(failed=F("failed") - 1)


@transaction.atomic
def forget_old_tries() -> None:
    """Forget what no longer counts anywhere; the clock asks."""
    FailedTries.objects.filter(last_at__lt=clock.now() - 2 * rules.OF_A_NETWORK.forgets).delete()


def _key(door: str) -> str:
    return salted_hmac("tandem.sign_in.tries", door, algorithm="sha256").hexdigest()
