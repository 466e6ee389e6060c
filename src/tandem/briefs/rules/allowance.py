"""How much of a signed brief may change before both sides sign again. Plain Python.

A change of a signed part is one of three (`Weight`): cosmetic, within the allowance, or both must
sign it. `weigh` says which, and why, from the two texts, IT's effort and what is left.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from tandem.briefs.rules.content import Content, ItemKind
from tandem.briefs.rules.picture import PICTURE
from tandem.core.words import Sentence, say
from tandem.formats.looks import same_but_for_looks, without_looks

DAYS_LIMIT = Decimal("999.9")
CENT = Decimal("0.01")
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of the allowance, in days of IT's work."""

    share: Decimal = Decimal("0.10")
    least: Decimal = Decimal(1)
    most: Decimal = Decimal(15)
    never_more_than: Decimal = Decimal("0.25")
    at_once: Decimal = Decimal(3)
    """At most the allowance divided by this at once,"""
    small: Decimal = Decimal("0.5")
    """or this, if that is more."""
    together: timedelta = timedelta(days=5)
    """Changes of one item within this time count as one."""
    may_be_called_for: int = 2
    """Working days in which either side may still call a change material."""


LIMITS = Limits()


class Weight(StrEnum):
    """Which of three a change is."""

    COSMETIC = "cosmetic"
    WITHIN = "within"
    BOTH = "both"

    @property
    def label(self) -> Sentence:
        return {
            Weight.COSMETIC: say("cosmetic"),
            Weight.WITHIN: say("within the allowance"),
            Weight.BOTH: say("both must sign this"),
        }[self]


class How(StrEnum):
    """How its author brings a change into the brief."""

    ALLOWANCE = "allowance"
    SIGNATURES = "signatures"
    NEXT_VERSION = "next_version"


class WayOut(StrEnum):
    """What pays for a change that both must sign; recorded as the choice that was made."""

    NONE = ""
    SWAP = "swap"
    DATE = "date"
    BUDGET = "budget"

    @property
    def label(self) -> Sentence:
        return {
            WayOut.NONE: say("Nothing else changes"),
            WayOut.SWAP: say("Something of the same size goes out"),
            WayOut.DATE: say("The date moves"),
            WayOut.BUDGET: say("There is more budget"),
        }[self]


@dataclass(frozen=True, slots=True)
class Effort:
    """What IT says a change takes: days from … to …, and what else it brings with it."""

    low: Decimal
    high: Decimal
    new_system: bool = False
    new_data: bool = False
    moves_promise: bool = False

    @property
    def middle(self) -> Decimal:
        """The middle counts."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Gauge:
    """Where an allowance stands, in days."""

    baseline: Decimal = NOTHING
    used: Decimal = NOTHING

    @property
    def total(self) -> Decimal:
        return allowance_of(self.baseline)

    @property
    def left(self) -> Decimal:
        return max(NOTHING, self.total - self.used)

    @property
    def at_once(self) -> Decimal:
        """The most that one change may use."""
        return max(self.total / LIMITS.at_once, LIMITS.small)


@dataclass(frozen=True, slots=True)
class Weighed:
    """Which of three a change is, what it uses, and why; no weight while IT hasn't said."""

    weight: Weight | None
    why: Sentence
    uses: Decimal = NOTHING


def allowance_of(baseline: Decimal) -> Decimal:
    """10 % of the baseline, at least 1 day and at most 15; but never more than a quarter of it."""
    share = max(baseline * LIMITS.share, LIMITS.least)
    return min(share, LIMITS.most, baseline * LIMITS.never_more_than)


def given_back(used: Decimal) -> Decimal:
    """What a quarterly revision gives back: half of what was used, never more."""
    return max(NOTHING, (used / 2).quantize(CENT, ROUND_DOWN))


def days(amount: Decimal) -> str:
    """An amount as people write it: 1.5, 12, 0.25."""
    return f"{amount.quantize(CENT):f}".rstrip("0").rstrip(".")


def weigh(
    before: Content, after: Content, effort: Effort | None, gauge: Gauge, recently: Decimal
) -> Weighed:
    """Say which of three a change is.

    `recently` is what changes of the same item used within the last days: many small ones count
    as one, so nobody gets a large change through in slices.
    """
    if is_cosmetic(before, after):
        return Weighed(Weight.COSMETIC, say("Only its look changes; the signatures stay."))
    if before.kind is ItemKind.METRIC:
        return Weighed(Weight.BOTH, say("It changes how we will know that it worked."))
    if before.fields.get(PICTURE) != after.fields.get(PICTURE):
        return Weighed(Weight.BOTH, say("It shows another picture than the one that was signed."))
    if effort is None:
        return Weighed(None, say("IT says first how many days it takes."))
    reason = _why_both(effort, gauge, recently)
    if reason:
        return Weighed(Weight.BOTH, reason, effort.middle)
    return Weighed(
        Weight.WITHIN,
        say("Uses {uses} of {left} days; applies now.", uses=days(effort.middle),
            left=days(gauge.left)),
        effort.middle,
    )  # fmt: skip


def _why_both(effort: Effort, gauge: Gauge, recently: Decimal) -> Sentence | None:
    if effort.new_system:
        return say("It touches a system that the brief didn't touch before.")
    if effort.new_data:
        return say("It needs a kind of data that the brief didn't need before.")
    if effort.moves_promise:
        return say("It moves what was promised.")
    if effort.middle > gauge.left:
        return say(
            "It takes {uses} days, and {left} of the allowance are left.",
            uses=days(effort.middle),
            left=days(gauge.left),
        )
    if effort.middle + recently > gauge.at_once:
        return say(
            "With what changed here in the last days it takes {uses} days; {most} may change at "
            "once.",
            uses=days(effort.middle + recently),
            most=days(gauge.at_once),
        )
    return None


# What is only cosmetic ---------------------------------------------------------------------------


def is_cosmetic(before: Content, after: Content) -> bool:
    """Whether two contents differ in nothing that anybody could have meant.

    `formats.looks` says what is only looks. Priorities never are, and whether it is there at all.
    """
    return (
        (before.kind, before.section, before.priority, before.removed)
        == (after.kind, after.section, after.priority, after.removed)
        and same_but_for_looks(before.title, after.title)
        and same_but_for_looks(before.text, after.text)
        and _same_fields(before, after)
    )


def _same_fields(before: Content, after: Content) -> bool:
    """Nothing that a metric carries is only its look: not its target, nor its day."""
    if before.kind is ItemKind.METRIC:
        return before.fields == after.fields
    return _plain(before.fields) == _plain(after.fields)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return without_looks(value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


# What may be done --------------------------------------------------------------------------------


def why_not_days(low: Decimal, high: Decimal) -> Sentence | None:
    """Say why this isn't a range of days, or nothing if it is one."""
    if not (low.is_finite() and high.is_finite()) or low < 0 or high > DAYS_LIMIT:
        return say("Write days between 0 and {most}.", most=days(DAYS_LIMIT))
    if high < low:
        return say("The first number is the smaller one.")
    if low != low.quantize(Decimal("0.1")) or high != high.quantize(Decimal("0.1")):
        return say("One digit after the point is enough.")
    return None


def why_not_while_waiting(name: str) -> Sentence:
    """Somebody else's change of the same part waits: two at once would lose one of them."""
    return say("A change of this part by {name} is waiting. Settle that one first.", name=name)


def why_not_estimate(kind: ItemKind) -> Sentence | None:
    """Say why an item has no effort, or nothing if it has one."""
    if kind is not ItemKind.REQUIREMENT:
        return say("Only what it must do takes effort of its own.")
    return None


def why_not_settle(*, is_open: bool) -> Sentence | None:
    """Say why a change can't be settled, or nothing while it waits."""
    return None if is_open else say("This change has been settled already.")


def why_not_revision(name: str) -> Sentence | None:
    """Say why this isn't the name of a quarterly revision, or nothing if it is."""
    return None if _REVISION.fullmatch(name) else say("Name the quarter like 2026-Q2.")


_REVISION = re.compile(r"20[0-9]{2}-Q[1-4]")


def why_not_apply(how: How, weighed: Weighed, *, is_stale: bool) -> Sentence | None:
    """Say why a change can't come into the brief this way, or nothing if it can."""
    if is_stale:
        return say("The part has changed since. Open it again and write your change anew.")
    if how is How.ALLOWANCE and weighed.weight is None:
        return weighed.why
    if how is How.ALLOWANCE and weighed.weight is Weight.BOTH:
        return say("Both must sign this. {why}", why=weighed.why)
    return None


def why_not_should(label: str, gauge: Gauge, recently: Decimal) -> Sentence | None:
    """Say why a must that both have signed can't become a should by what they agreed on elsewhere,
    or nothing if it can. It takes no days, but it is a change like any other: where nothing of the
    allowance is left, or this part has changed much lately, both sign the part itself.
    """
    if gauge.used and not gauge.left:
        return say(
            "{item} can't become a should by this: the allowance of the brief is used up ({used} "
            "of {total} days). Make it a should in the brief, where both sign that part, or wait "
            "for the next revision: it gives half of the allowance back.",
            item=label,
            used=days(gauge.used),
            total=days(gauge.total),
        )
    if recently > gauge.at_once:
        return say(
            "{item} can't become a should by this: it has changed by {recently} days lately, and "
            "{most} may change at once. Make it a should in the brief, where both sign that part.",
            item=label,
            recently=days(recently),
            most=days(gauge.at_once),
        )
    return None


def why_not_call_material(
    weight: Weight | None, until: datetime | None, now: datetime, *, called: bool, signed: bool
) -> Sentence | None:
    """Say why an applied change can't be called material any more, or nothing if it can."""
    if weight is not Weight.WITHIN or until is None:
        return say("Only a change within the allowance can be called material.")
    if called:
        return say("This change has been called material already.")
    if signed:
        return say("Both sides have signed this part since.")
    if now > until:
        return say("The two working days for that are over.")
    return None
