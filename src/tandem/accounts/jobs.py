"""What the clock does for accounts."""

from django.db import transaction

from tandem.accounts import services
from tandem.accounts.models import BrowserSession
from tandem.core import clock


@transaction.atomic
def clear_ended_sessions() -> None:
    """Forget sessions that have run out; hourly."""
    BrowserSession.objects.filter(expire_date__lt=clock.now()).delete()


def forget_old_answers() -> None:
    """Forget what programs were answered under an `Idempotency-Key`, after a day; hourly."""
    services.forget_old_answers()


def note_last_use() -> None:
    """Note when tokens were last used; every ten minutes, so that reading writes nothing."""
    services.note_last_use()
