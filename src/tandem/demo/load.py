"""Plays the demonstration company through the real services, with a moved clock."""

from django.db import transaction

from tandem.demo.days import working_days_ago
from tandem.demo.people import hire
from tandem.demo.scenes import cart_stream, loyalty_launch, pop_up_idea


@transaction.atomic
def load_demonstration() -> None:
    """Fill an empty workspace: eight people and three scenes. Refuses any other workspace."""
    with working_days_ago(60, 9):
        cast = hire()
    loyalty_launch(cast)
    cart_stream(cast)
    pop_up_idea(cast)
