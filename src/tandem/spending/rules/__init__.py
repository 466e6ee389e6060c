"""What an initiative costs against what was given for it. Plain Python."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import cache
from hashlib import sha256

from tandem.core.words import Sentence, say
from tandem.plans.rules import MoneyKind

CODE_LIMIT, NAME_LIMIT, TEXT_LIMIT, CHANNEL_LIMIT = 20, 80, 300, 60
LINES_AT_MOST = 300
FILE_AT_MOST = 2_000_000
RATE_AT_MOST = Decimal(1_000_000)
NEAR = Decimal("0.95")
CENT = Decimal("0.01")
_CURRENCY = re.compile(r"[A-Z]{3}")
_CODE = re.compile(r"[\w.\-/]+")


class Drift(StrEnum):
    """How the end stands to what was given."""

    UNKNOWN = "unknown"
    WITHIN = "within"
    NEAR = "near"
    OVER = "over"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Drift.UNKNOWN: say("no budget was given"),
            Drift.WITHIN: say("stays within its budget"),
            Drift.NEAR: say("just within its budget"),
            Drift.OVER: say("ends over its budget"),
        }[self]


@dataclass(frozen=True, slots=True)
class Share:
    """What one thing costs: a line of the budget, people's days, what belongs to no line."""

    name: Sentence | str
    planned: Decimal
    spent: Decimal
    to_come: Decimal

    @property
    def expected(self) -> Decimal:
        return self.spent + self.to_come


@dataclass(frozen=True, slots=True)
class PartState:
    """One part of the money: given, planned, spent, still to come."""

    part: MoneyKind
    given: Decimal | None
    shares: tuple[Share, ...]

    @property
    def planned(self) -> Decimal:
        return sum((one.planned for one in self.shares), start=Decimal(0))

    @property
    def spent(self) -> Decimal:
        return sum((one.spent for one in self.shares), start=Decimal(0))

    @property
    def to_come(self) -> Decimal:
        return sum((one.to_come for one in self.shares), start=Decimal(0))

    @property
    def expected(self) -> Decimal:
        """What it will have cost in the end."""
        return self.spent + self.to_come

    @property
    def over(self) -> Decimal:
        """How much more than was given; below zero: less."""
        return self.expected - (self.given or Decimal(0))

    @property
    def drift(self) -> Drift:
        if self.given is None:
            return Drift.UNKNOWN
        if self.over > 0:
            return Drift.OVER
        return Drift.NEAR if self.given and self.expected > self.given * NEAR else Drift.WITHIN

    @property
    def any(self) -> bool:
        return bool(self.given or self.expected or self.planned)


def worst(parts: Iterable[PartState]) -> Drift:
    """The state of all of it: the worst of its parts."""
    order = list(Drift)
    return max((one.drift for one in parts if one.any), key=order.index, default=Drift.UNKNOWN)


def whole(amount: Decimal) -> str:
    """Money in words: without cents, as estimates have none."""
    return f"{amount.quantize(Decimal(1), ROUND_HALF_UP):,}"


def in_words(one: PartState, currency: str) -> list[Sentence]:
    """What somebody should know of a part, in sentences."""
    if one.given is None:
        return [
            say(
                "{part}: {spent} {currency} spent so far; no budget was given.",
                part=one.part.label,
                spent=whole(one.spent),
                currency=currency,
            )
        ]
    said = [_ending(one, currency)]
    largest = sorted((s for s in one.shares if s.expected), key=lambda s: -s.expected)[:3]
    if one.drift is Drift.OVER and largest:
        said.append(
            say(
                "The largest: {names}.",
                names="; ".join(f"{share.name} {whole(share.expected)}" for share in largest),
            )
        )
    return said


def _ending(one: PartState, currency: str) -> Sentence:
    values = {
        "part": one.part.label,
        "end": whole(one.expected),
        "given": whole(one.given or Decimal(0)),
        "currency": currency,
    }
    if one.drift is Drift.OVER:
        return say(
            "At this rate {part} ends at {end} of {given} {currency}: {more} over.",
            **values,
            more=whole(one.over),
        )
    return say(
        "At this rate {part} ends at {end} of {given} {currency}: {less} are left.",
        **values,
        less=whole(-one.over),
    )


def line_to_come(planned: Decimal, spent: Decimal, month: date | None, today: date) -> Decimal:
    """What a line still costs: what isn't spent of it. A month that is over brings nothing more."""
    if month is not None and (month.year, month.month) < (today.year, today.month):
        return Decimal(0)
    return max(planned - spent, Decimal(0))


def first_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def rate_on(
    rates: Mapping[str, Sequence[tuple[date, Decimal]]], code: str, day: date
) -> tuple[date, Decimal] | None:
    """The month and rate that count on a day: the last one until then, else the first there is."""
    known = sorted(rates.get(code, ()))
    until = [one for one in known if one[0] <= first_of(day)]
    return until[-1] if until else known[0] if known else None


def fingerprints(rows: Iterable[tuple[date, Decimal, str, str, str]]) -> list[str]:
    """Names by which rows are known again: day, amount, currency, text and reference, and the how
    manieth of its kind in its file, since two coffees on one day are two.
    """
    seen: dict[str, int] = {}
    found = []
    for day, amount, currency, text, reference in rows:
        said = "\x1f".join(
            (day.isoformat(), f"{amount:.2f}", currency, text.casefold(), reference.casefold())
        )
        seen[said] = seen.get(said, 0) + 1
        found.append(sha256(f"{said}\x1f{seen[said]}".encode()).hexdigest()[:40])
    return found


def why_not_currency(code: str) -> Sentence | None:
    """Say why these aren't the letters of a currency, or nothing if they are."""
    if _CURRENCY.fullmatch(code):
        return None
    return say("Write its three letters, for example EUR or CHF.")


def why_not_code(code: str) -> Sentence | None:
    """Say why this can't be a cost code, or nothing if it can."""
    if _CODE.fullmatch(code) and len(code) <= CODE_LIMIT:
        return None
    return say("A code is short and without spaces: 4711, MKT-20.")


def why_not_rate(rate: Decimal) -> Sentence | None:
    """Say why this can't be a rate, or nothing if it can."""
    if rate.is_finite() and Decimal(0) < rate <= RATE_AT_MOST:
        return None
    return say("Write what one of it is worth in your own currency: 0.93.")
