"""What the clock does for activity."""

from datetime import timedelta

from django.db import transaction

from tandem.activity import services
from tandem.activity.models import Checkpoint
from tandem.core import clock

DAY = timedelta(days=1)


@transaction.atomic
def take_due_checkpoint() -> None:
    """Take a checkpoint if the last one is a day old. Safe to ask as often as one likes."""
    if not Checkpoint.objects.filter(at__gt=clock.now() - DAY).exists():
        services.take_checkpoint()
