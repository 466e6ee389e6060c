"""How often programs may ask, and for how long it is kept what they were answered. Plain Python."""

from datetime import timedelta

from tandem.core.words import Sentence, say

READS_A_MINUTE, WRITES_A_MINUTE = 600, 120
"""What a new workspace allows each token, and each person's browser."""

RATE_AT_LEAST, RATE_AT_MOST = 10, 100_000

ANSWERS_KEPT = timedelta(days=1)
"""How long a request that comes again under its `Idempotency-Key` gets the same answer."""


def counters_of(token_id: int, person_id: int) -> tuple[str, str]:
    """What reads and writes of a token, or of a person's browser (token 0), are counted under."""
    who = f"token {token_id}" if token_id else f"person {person_id}"
    return f"reads of {who}", f"writes of {who}"


def why_not_allow(a_minute: int) -> Sentence | None:
    """Say why so many requests a minute can't be what is allowed."""
    if RATE_AT_LEAST <= a_minute <= RATE_AT_MOST:
        return None
    return say(
        "Between {least} and {most} requests a minute can be allowed.",
        least=RATE_AT_LEAST,
        most=RATE_AT_MOST,
    )
