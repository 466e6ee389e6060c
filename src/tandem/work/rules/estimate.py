"""How long something takes, as people say it: in working days. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say

HALF = Decimal("0.5")
DAYS_AT_MOST = Decimal(400)


class Sureness(StrEnum):
    """How much the author of one number trusts it."""

    SURE = "sure"
    NORMAL = "normal"
    GUESS = "guess"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Sureness.SURE: say("sure"),
            Sureness.NORMAL: say("normal"),
            Sureness.GUESS: say("a guess"),
        }[self]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Working days, of which halves count.

    Either one number (`days`) with how sure it is, or three points: `low` if all goes well, `days`
    most likely, `high` if it doesn't.
    """

    days: Decimal
    sureness: Sureness | None = Sureness.NORMAL
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def has_three_points(self) -> bool:
        return self.low is not None and self.high is not None

    @property
    def said(self) -> "Estimate":
        """The same without how sure it is, where a range says that."""
        return replace(self, sureness=None) if self.has_three_points else self

    @property
    def words(self) -> Sentence:
        """In few letters: "3 days", "2–3–6 days"."""
        if self.low is not None and self.high is not None:
            return say(
                "{low}–{days}–{high} days",
                low=in_days(self.low),
                days=in_days(self.days),
                high=in_days(self.high),
            )
        if self.days == 1:
            return say("1 day")
        return say("{days} days", days=in_days(self.days))


def in_days(days: Decimal) -> str:
    """A number of days without needless zeros: "2", "0.5"."""
    return f"{days.normalize():f}"


def estimate_of(
    days: Decimal | None, sureness: str, low: Decimal | None, high: Decimal | None
) -> Estimate | None:
    """The estimate as a row keeps it; nothing where there is none."""
    if days is None:
        return None
    return Estimate(days, Sureness(sureness) if sureness else None, low, high)


def why_not_estimate(estimate: Estimate) -> Sentence | None:
    """Say why this can't be an estimate, or nothing if it can."""
    if (estimate.low is None) is not (estimate.high is None):
        return say("Write all three: if all goes well, most likely, if it doesn't.")
    points = [one for one in (estimate.low, estimate.days, estimate.high) if one is not None]
    if any(not HALF <= one <= DAYS_AT_MOST for one in points):
        return say(
            "Write from half a day to {most} days; what takes longer has parts.", most=DAYS_AT_MOST
        )
    if any(one % HALF for one in points):
        return say("Whole and half days are enough.")
    if points != sorted(points):
        return say(
            "This is upside down: from the least to the most days, as in {example}.",
            example=", ".join(in_days(one) for one in sorted(points)),
        )
    return None


def total(estimates: Iterable[Estimate | None]) -> Decimal:
    """All days together; what has no estimate counts nothing."""
    return sum((one.days for one in estimates if one), start=Decimal(0))
