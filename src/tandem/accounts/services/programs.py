"""What is kept of programs: how often they may ask, and what they were answered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from django.db import connection, transaction

from tandem.accounts import permissions, queries, rules
from tandem.accounts.models import ApiToken, KeptAnswer, Workspace
from tandem.accounts.rules import Actor
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.core.rates import rates
from tandem.core.words import say


@transaction.atomic
def limit_programs(*, actor: Actor, reads: int, writes: int) -> None:
    """Say how often each token, and each person's browser, may ask the API in a minute."""
    if not permissions.can_change_workspace(actor):
        raise NotAllowed(say("Only an administrator changes the settings."))
    for field, a_minute in (("reads", reads), ("writes", writes)):
        if reason := rules.why_not_allow(a_minute):
            raise BadInput(reason, field=field)
    company = Workspace.objects.select_for_update().first()
    if company is None:
        raise NotFound
    company.reads_a_minute, company.writes_a_minute = reads, writes
    company.save(update_fields=["reads_a_minute", "writes_a_minute"])
    queries.forget_workspace()


_T = TypeVar("_T")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@transaction.atomic
def together(act: Callable[[], _T], *, steady: bool) -> _T:
    """Do an act, and whatever belongs to it, in one transaction. A `steady` one fails where
    somebody changes what it has seen before it writes; on SQLite nobody else writes meanwhile.
    """
    if steady and connection.vendor == "postgresql" and len(connection.atomic_blocks) == 1:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    return act()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request that names itself by an `Idempotency-Key`; `sent` is a digest of its content."""

    person_id: int
    token_id: int
    address: str
    key: str
    sent: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept under a key; `content` is null where it told a secret."""

    id: int
    sent: str
    status: int
    content: str | None


@transaction.atomic
def take_key(attempt: Attempt) -> Kept:
    """The answer that is kept under a key. Its status is 0 where there is none yet: then the key is
    this attempt's, and who comes with the same one waits until this transaction ends.
    """
    mine = KeptAnswer.objects.filter(
        person_id=attempt.person_id,
        token=attempt.token_id,
        address=attempt.address,
        key=attempt.key,
    )
    mine.filter(made_at__lt=clock.now() - rules.ANSWERS_KEPT).delete()
    row = KeptAnswer(
        person_id=attempt.person_id,
        token=attempt.token_id,
        address=attempt.address,
        key=attempt.key,
        sent=attempt.sent,
    )
    KeptAnswer.objects.bulk_create([row], ignore_conflicts=True)
    return Kept(*mine.values_list("pk", "sent", "status", "content").get())


@transaction.atomic
def keep_answer(*, answer_id: int, status: int, content: str | None) -> None:
    """Keep what an attempt was answered; nothing of what told a secret."""
    KeptAnswer.objects.filter(pk=answer_id).update(status=status, content=content)


@transaction.atomic
def note_last_use() -> None:
    """Note when each living token was last used, as far as the counters of the requests know."""
    living = ApiToken.objects.filter(revoked_at=None, expires_at__gt=clock.now())
    for token in living.select_for_update():
        asked = [rates().last(name) or 0.0 for name in rules.counters_of(token.pk, token.person_id)]
        last = _EPOCH + timedelta(seconds=max(asked))
        if max(asked) and (token.last_used_at is None or token.last_used_at < last):
            token.last_used_at = last
            token.save(update_fields=["last_used_at"])


@transaction.atomic
def forget_old_answers() -> None:
    """Forget what was answered more than a day ago."""
    KeptAnswer.objects.filter(made_at__lt=clock.now() - rules.ANSWERS_KEPT).delete()
