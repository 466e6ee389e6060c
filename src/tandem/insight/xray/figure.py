"""A figure: a sentence, how many cases it stands on, their rows, a picture, how it was counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tandem.core.words import Sentence, say
from tandem.insight.xray.elements import Element

ENOUGH = 5
"""Cases below which a figure says nothing."""
ROWS = 40
"""Rows that a page lists below a figure."""

Tone = Literal["", "good", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Row:
    """One case behind a figure."""

    key: str
    title: str
    value: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What a page shows of one question. Without `big` it is too few cases to say."""

    name: str
    question: Sentence
    big: str
    small: Sentence
    sentences: tuple[Sentence, ...]
    cases: int
    how: Sentence
    rows: tuple[Row, ...] = ()
    picture: Element | None = field(default=None, compare=False)
    caption: Sentence | None = None
    table: tuple[tuple[str, ...], ...] = ()
    tone: Tone = ""
    needed: int = ENOUGH


def too_few(
    name: str, question: Sentence, cases: int, why: Sentence, how: Sentence, needed: int = ENOUGH
) -> Figure:
    """What stands where a figure would need more cases."""
    return Figure(name, question, "", say("Too few to say"), (why,), cases, how, needed=needed)


def quantile(values: Sequence[float], chance: float) -> float:
    """The value below which this share lies, between two where it falls between them."""
    ordered = sorted(values)
    at = chance * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def days_in_words(days: float) -> str:
    """A length of time as people say it."""
    if days < 1:
        hours = max(days * 24, 0)
        return say("{count} hours", count=round(hours)) if hours >= 1.5 else say("an hour or less")
    if days < 1.5:
        return say("1 day")
    if days < 10:
        return say("{count} days", count=f"{days:.1f}".removesuffix(".0"))
    return say("{count} days", count=f"{days:,.0f}")


def percent(part: float, whole: float) -> str:
    """A share; “under 1 %” for little that is more than nothing."""
    if not whole or not part:
        return "0 %"
    share = 100 * part / whole
    return say("under 1 %") if share < 1 else f"{share:.0f} %"


def day_in_words(day: date) -> str:
    """A day, unmistakable everywhere."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_name(number: int) -> str:
    """The short name of a month, 1 to 12."""
    return _MONTHS[number - 1]


def first_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    """As many as a page lists."""
    return tuple(row for _, row in zip(range(ROWS), rows, strict=False))
