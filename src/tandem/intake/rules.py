"""Words and rules of the open form. Plain Python: no Django, no database."""

from datetime import date, timedelta

from tandem.core.words import Sentence, say

INTRODUCTION_LIMIT = 1_000
NAME_LIMIT = 120
OPEN_AT_MOST = timedelta(days=366)
LINK_LASTS = timedelta(days=366)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PER_ADDRESS = 5
"""Ideas an hour from one address of the network."""
IN_ALL = 60
"""Ideas a day from all of them."""


def why_not_open_until(until: date, today: date) -> Sentence | None:
    """Say why the form can't be open until that day, or nothing if it can."""
    if until < today:
        return say("Choose today or a later day.")
    if until - today > OPEN_AT_MOST:
        return say("A year at most; then somebody looks at it again.")
    return None


def why_not_one_more(*, from_there: int, in_all: int) -> Sentence | None:
    """Say why the form takes no idea just now, or nothing if it does."""
    if from_there >= PER_ADDRESS:
        return say("Many ideas came from your network within the hour. Please try again later.")
    if in_all >= IN_ALL:
        return say("Very many ideas came today. Please try again tomorrow.")
    return None
