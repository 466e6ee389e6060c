"""How long something takes, as people say it: in working days. Plain Python."""

import re
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


_TYPED = re.compile(
    r"(\d{1,4}(?:[.,]\d)?)\s*(?:d|days?)?\s*(sure|normal|guess|\?)?", re.ASCII | re.I
)
_THREE = re.compile(r"[-–/]")


def read_estimate(text: str) -> Estimate | None:
    """What somebody typed on one line: "3", "2.5 guess", "2-3-6"; nothing for anything else."""
    points = [_TYPED.fullmatch(one.strip()) for one in _THREE.split(text)]
    found = [point for point in points if point]
    if len(found) != len(points) or len(points) not in {1, 3}:
        return None
    numbers = [Decimal(point[1].replace(",", ".")) for point in found]
    if len(numbers) == 3:
        low, days, high = numbers
        return None if any(point[2] for point in found) else Estimate(days, None, low, high)
    said = (found[0][2] or "normal").lower().replace("?", "guess")
    return Estimate(numbers[0], Sureness(said))


def estimate_typed(estimate: Estimate | None) -> str:
    """The same as it is typed; read again, it is the same."""
    if estimate is None:
        return ""
    if estimate.low is not None and estimate.high is not None:
        return "-".join(in_days(one) for one in (estimate.low, estimate.days, estimate.high))
    unusual = estimate.sureness in {Sureness.SURE, Sureness.GUESS}
    return f"{in_days(estimate.days)} {estimate.sureness}" if unusual else in_days(estimate.days)


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
