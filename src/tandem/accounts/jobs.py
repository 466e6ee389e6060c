"""What the clock does for accounts."""

from django.contrib.sessions.models import Session
from django.db import transaction

from tandem.core import clock


@transaction.atomic
def clear_ended_sessions() -> None:
    """Forget sessions that have run out; hourly."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
