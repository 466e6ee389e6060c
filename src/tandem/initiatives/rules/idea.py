"""What an idea may say, and who may own it."""

from datetime import date

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say

SENTENCE_LIMIT = 300
ANSWER_LIMIT = 4_000


def why_not_own(lane: Lane, *, holds: bool) -> Sentence | None:
    """Say why a person can't own an initiative for a side, or nothing if they can.

    Whoever belongs to both sides may own both: then somebody else signs for one of them.
    """
    if not holds:
        return say("Choose somebody who belongs to {side}.", side=lane.label)
    return None


def why_not_wish(wish: date | None, today: date) -> Sentence | None:
    """Say why a date can't be wished for, or nothing if it can."""
    if wish is None:
        return None
    if wish < today:
        return say("That day is over. Choose one from today on, or leave it empty.")
    if wish.year > today.year + 5:
        return say("That is more than five years away. Please check the year.")
    return None
