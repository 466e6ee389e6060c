"""What the clock does for decisions."""

from tandem.accounts.rules import CLOCK
from tandem.talk import queries, services


def ask_for_due_looks() -> None:
    """Let every decision whose day has come wait for whoever decided it. Safe to ask again."""
    for decision_id in queries.decisions_due():
        services.ask_to_look_again(actor=CLOCK, decision_id=decision_id)
