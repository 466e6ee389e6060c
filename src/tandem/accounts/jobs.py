"""What the clock does for accounts."""

from django.db import transaction

from tandem.accounts.models import BrowserSession
from tandem.core import clock


@transaction.atomic
def clear_ended_sessions() -> None:
    """Forget sessions that have run out; hourly."""
    BrowserSession.objects.filter(expire_date__lt=clock.now()).delete()
