"""Files that are looked through for tools: how far, and what can be done when. Plain Python."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say
from tandem.systems.rules import DataClass
from tandem.tools.rules.merchants import Sign
from tandem.tools.rules.tool import Purpose

FINDS_AT_MOST = 2_000
"""So many different ones are kept of a file: the surest signs, and of those that came first."""
SEVERAL_AT_MOST = 200
NEEDED = ("day", "amount", "merchant")
"""Without these columns nothing can be said of a file."""


class LookKind(StrEnum):
    """What kind of file it is."""

    CSV = "csv"
    OFX = "ofx"
    XLSX = "xlsx"
    HAR = "har"
    PAGE = "page"
    GRANTS = "grants"

    @property
    def of_payments(self) -> bool:
        """Whether it tells of money; of the others only what is in them is asked."""
        return self in {LookKind.CSV, LookKind.OFX, LookKind.XLSX}

    @property
    @cache
    def label(self) -> Sentence:
        return {
            LookKind.CSV: say("Payments (CSV)"),
            LookKind.OFX: say("Payments (OFX)"),
            LookKind.XLSX: say("Payments (XLSX)"),
            LookKind.HAR: say("What a page loads (HAR)"),
            LookKind.PAGE: say("A saved page"),
            LookKind.GRANTS: say("Programs let into accounts"),
        }[self]


PAYMENT_KINDS = tuple(one.value for one in LookKind if one.of_payments)


class LookState(StrEnum):
    """How far a file is."""

    ASKING = "asking"
    WAITING = "waiting"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            LookState.ASKING: say("Which column is what?"),
            LookState.WAITING: say("Being looked through"),
            LookState.DONE: say("Looked through"),
            LookState.STOPPED: say("Stopped"),
            LookState.FAILED: say("Couldn’t be looked through"),
        }[self]


STANDING = (LookState.ASKING, LookState.WAITING, LookState.DONE)
"""A file that is so far isn't looked through once more."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read: {role: place of its column}, and which way its amounts go."""

    columns: dict[str, int]
    turned: bool = False


@dataclass(slots=True)
class Found:
    """One thing that a file speaks of: {(month, department, currency): [amount, lines]}."""

    name: str
    domain: str
    sign: Sign
    purpose: Purpose
    tool: int | None = None
    data: tuple[DataClass, ...] = ()
    """What it seems to see: of visitors, or in the accounts that let it in."""
    sums: dict[tuple[date, int | None, str], list[Decimal]] = field(default_factory=dict)

    def take(self, place: tuple[date, int | None, str], amount: Decimal) -> None:
        """Count one more line."""
        both = self.sums.setdefault(place, [Decimal(0), Decimal(0)])
        both[0] += amount
        both[1] += 1


def why_not_read(reading: Reading, headings: int) -> tuple[str, Sentence] | None:
    """Say which column is missing or isn't there, or nothing if the file can be read so."""
    for role in NEEDED:
        place = reading.columns.get(role)
        if place is None or not 0 <= place < headings:
            return f"c_{role}", say("Choose the column that says this.")
    needed = [reading.columns[role] for role in NEEDED]
    if len(set(needed)) < len(needed):
        return "c_amount", say("Day, amount and whom it went to each have a column of their own.")
    if any(not 0 <= place < headings for place in reading.columns.values()):
        return "c_note", say("Choose a column of this file.")
    return None


def why_not_start(state: LookState) -> Sentence | None:
    """Say why a file isn't looked through now, or nothing."""
    if state is LookState.WAITING:
        return say("It is being looked through already.")
    if state is not LookState.ASKING:
        return say("This file is gone again. Upload it once more.")
    return None


def why_too_large(kind: LookKind) -> Sentence:
    """Say why a file was tried often enough."""
    if kind.of_payments:
        return say("It is too large to be looked through. Export a shorter time.")
    return say("It is too large to be looked through. Send a smaller one.")


def why_not_stop(state: LookState) -> Sentence | None:
    """Say why nothing can be stopped, or nothing."""
    if state in {LookState.ASKING, LookState.WAITING}:
        return None
    return say("It has ended already.")
