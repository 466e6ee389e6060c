"""What waiting costs against what may go wrong: how to go on. Plain Python."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache

from tandem.core.words import Sentence, say
from tandem.initiatives.rules import Track
from tandem.risk.rules.questions import Tier

DELAY_MATTERS_FROM = 1_000
DELAY_HURTS_FROM = 10_000
"""Whole units of the company's money for each week."""
COST_AT_MOST = 1_000_000_000


class Delay(IntEnum):
    """How much a week of waiting costs."""

    LITTLE = 1
    SOME = 2
    MUCH = 3


class RiskPace(StrEnum):
    """How to go on."""

    GO = "go"
    GUARD_RAILS = "guard_rails"
    PILOT = "pilot"
    FULL_CHECK = "full_check"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            RiskPace.GO: say("Go"),
            RiskPace.GUARD_RAILS: say("Go with guard rails"),
            RiskPace.PILOT: say("Pilot first"),
            RiskPace.FULL_CHECK: say("Full check"),
        }[self]

    @property
    def tone(self) -> str:
        return {"go": "good", "guard_rails": "warn", "pilot": "warn"}.get(self.value, "bad")


@dataclass(frozen=True, slots=True)
class Advice:
    """How to go on, why, and the path that fits, where another one may."""

    pace: RiskPace
    why: Sentence
    path: Track | None = None


def delay(cost: int | None) -> Delay:
    """How much a week costs; what nobody has said counts as little."""
    if cost is None or cost < DELAY_MATTERS_FROM:
        return Delay.LITTLE
    return Delay.MUCH if cost >= DELAY_HURTS_FROM else Delay.SOME


def advise(tier: Tier, cost: int | None, *, fixed: bool = False, held: bool = False) -> Advice:
    """How to go on. `fixed`: an answer fixes the tier, so that less of the same is no way out."""
    if held:
        return Advice(RiskPace.FULL_CHECK, say("It is on hold: that is settled first."))
    if tier is Tier.LOW:
        return _LITTLE_RISK
    if tier is Tier.MEDIUM:
        return _LOOK_FIRST if delay(cost) is Delay.LITTLE else _RAILS
    if fixed:
        return _FIXED
    return _PILOT if delay(cost) is Delay.MUCH else _MUCH_RISK


_LITTLE_RISK = Advice(
    RiskPace.GO,
    say("Little can go wrong. A light path may do, within its limits."),
    Track.SMALL_CHANGE,
)
_LOOK_FIRST = Advice(
    RiskPace.FULL_CHECK, say("A few days of looking cost less than repairing it later.")
)
_RAILS = Advice(
    RiskPace.GUARD_RAILS,
    say("Waiting costs more than the check takes: go on, and do what lowers most."),
)
_FIXED = Advice(
    RiskPace.FULL_CHECK,
    say("One answer alone makes it high; going slower or smaller doesn't change that."),
)
_PILOT = Advice(
    RiskPace.PILOT,
    say("Waiting is dear and much can go wrong: try it with few people first."),
    Track.EXPERIMENT,
)
_MUCH_RISK = Advice(
    RiskPace.FULL_CHECK, say("Much can go wrong, and waiting costs less than that.")
)


def why_not_cost(cost: int) -> Sentence | None:
    """Say why a cost of delay can't be, or nothing if it can."""
    if cost < 0:
        return say("Nothing is the least that waiting can cost.")
    if cost > COST_AT_MOST:
        return say("That is more than a company has. Write it in whole units, for one week.")
    return None
