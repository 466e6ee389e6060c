"""Who is asked follows the calendar: authorities begin and end, and people leave."""

from django.db import transaction

from tandem.accounts.rules import CLOCK
from tandem.activity.services import lock_subject
from tandem.risk.services.protecting import settle_protection
from tandem.risk.services.state import settle_check


@transaction.atomic
def look_after_checks(*, initiative_id: int) -> None:
    """Let what is handed in or written wait for whoever is to look at it today, and nobody else."""
    lock_subject(initiative_id)
    settle_check(actor=CLOCK, initiative_id=initiative_id)
    settle_protection(actor=CLOCK, initiative_id=initiative_id)
