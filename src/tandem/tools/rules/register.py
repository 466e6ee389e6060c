"""The register in figures: what tools cost, which are for the same, what is paid again soon.

Tools are counted, never people. Plain Python.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say
from tandem.tools.rules.tool import DataRisk, PaidEvery, Purpose, ToolState

LOOK_AT_RENEWAL = timedelta(days=60)
ANSWER_RENEWAL = timedelta(days=30)
"""Asked sixty days ahead, due thirty days ahead: most contracts want to hear it a month before."""
YEAR = timedelta(days=365)
ENOUGH = 5
"""Fewer tools than that say nothing about how a company goes about them."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the figures need of a tool in use."""

    id: int
    name: str
    vendor: str
    domain: str
    purpose: Purpose
    department: int | None
    risk: DataRisk
    cost: int | None
    every: PaidEvery
    renews_on: date | None
    state: ToolState


@dataclass(slots=True)
class Spend:
    """What the tools of a department come to, as they were declared."""

    tools: int = 0
    per_year: int = 0
    unsaid: int = 0
    """Tools of which nobody has said what they cost."""
    about_persons: int = 0
    """Tools that hold something about persons."""

    @property
    def per_month(self) -> int:
        return round(self.per_year / 12)


class Alike(StrEnum):
    """In what tools are alike."""

    DOMAIN = "domain"
    VENDOR = "vendor"
    PURPOSE = "purpose"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Alike.DOMAIN: say("the same address"),
            Alike.VENDOR: say("the same vendor"),
            Alike.PURPOSE: say("the same purpose"),
        }[self]


@dataclass(frozen=True, slots=True)
class Doubles:
    """Tools of which one might do, and why."""

    alike: Alike
    tools: tuple[int, ...] = field(default=())


def per_year(cost: int | None, every: PaidEvery) -> int | None:
    """What a tool costs in a year, where that was said."""
    if cost is None:
        return None
    return cost * 12 if every is PaidEvery.MONTH else cost


def spend_by_department(tools: Iterable[Counted]) -> dict[int | None, Spend]:
    """{department, or None where nobody knows: what its tools come to}."""
    found: dict[int | None, Spend] = {}
    for tool in tools:
        spend = found.setdefault(tool.department, Spend())
        spend.tools += 1
        year = per_year(tool.cost, tool.every)
        spend.per_year += year or 0
        spend.unsaid += year is None
        spend.about_persons += tool.risk in {DataRisk.PERSONAL, DataRisk.DELICATE}
    return found


def doubles_among(tools: Sequence[Counted]) -> list[Doubles]:
    """Groups of tools with one address, one vendor or one purpose, the surest sign first.

    The same group is named once, by its surest sign. “Something else” is no purpose.
    """
    keys: list[tuple[Alike, Mapping[int, str]]] = [
        (Alike.DOMAIN, {one.id: one.domain for one in tools}),
        (Alike.VENDOR, {one.id: plain_vendor(one.vendor) for one in tools}),
        (Alike.PURPOSE, {one.id: one.purpose for one in tools if one.purpose != Purpose.OTHER}),
    ]
    found: dict[frozenset[int], Doubles] = {}
    for alike, key_of in keys:
        groups: dict[str, list[int]] = {}
        for pk, key in key_of.items():
            if key:
                groups.setdefault(key, []).append(pk)
        for group in groups.values():
            if len(group) > 1:
                found.setdefault(frozenset(group), Doubles(alike, tuple(group)))
    return list(found.values())


_LEGAL = {"inc", "ltd", "llc", "gmbh", "ag", "se", "bv", "b", "v", "corp", "co", "limited", "plc"}


def plain_vendor(vendor: str) -> str:
    """A vendor's name without capitals, signs and what kind of company it is."""
    words = re.findall(r"\w+", vendor.casefold())
    return " ".join([word for word in words if word not in _LEGAL] or words)


def renewal_due(renews_on: date, today: date) -> date | None:
    """By when somebody says whether it is paid again; nothing while that is far off or past."""
    if not today <= renews_on <= today + LOOK_AT_RENEWAL:
        return None
    due = renews_on - ANSWER_RENEWAL
    return due if due > today else renews_on


def renewed_on(renews_on: date, today: date) -> date:
    """When it is paid again after that: the same day of a year to come."""
    years = max(1, today.year - renews_on.year)
    for more in (years, years + 1):
        following = _years_later(renews_on, more)
        if following > today:
            break
    return following


def _years_later(day: date, years: int) -> date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year + years, day=28 if leap else day.day)


@dataclass(frozen=True, slots=True)
class Health:
    """Tools that became known within a year, and how many were declared before they were found."""

    known: int
    declared_first: int

    @property
    def share(self) -> float | None:
        """Nothing where there are too few to say."""
        return self.declared_first / self.known if self.known >= ENOUGH else None


def health_of(known: Iterable[tuple[datetime | None, datetime | None]], now: datetime) -> Health:
    """`known` are (declared, found) of every tool; what is older than a year doesn't count."""
    recent = [
        (declared, found)
        for declared, found in known
        if any(one is not None for one in (declared, found))
        and min(one for one in (declared, found) if one is not None) > now - YEAR
    ]
    early = sum(
        declared is not None and (found is None or declared <= found) for declared, found in recent
    )
    return Health(len(recent), early)
