"""What a file of expenses would bring: read with its columns, and held against what is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tandem.core.errors import BadInput
from tandem.core.words import Sentence
from tandem.formats.expenses import (
    Expense,
    Statement,
    Unread,
    UnusableFile,
    begins_with_month,
    expenses,
    read_statement,
)
from tandem.plans.queries import currency
from tandem.spending.models import Actual
from tandem.spending.rules import fingerprints


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read: {role: column}, the order of dates, whether spending is below zero, and
    words of which one must stand in a row's text (all rows where there are none).
    """

    columns: Mapping[str, int]
    month_first: bool | None = None
    turned: bool = False
    only: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come in: new rows with their fingerprints, how many are there already, what can't
    be read. `unsure` says that the file leaves open whether day or month comes first.
    """

    table: Statement
    reading: Reading
    fresh: list[tuple[Expense, str]]
    known: int
    unread: list[Unread]
    unsure: bool

    @property
    def total(self) -> dict[str, Decimal]:
        """What the new rows come to, by currency."""
        found: dict[str, Decimal] = {}
        for one, _ in self.fresh:
            found[one.currency] = found.get(one.currency, Decimal(0)) + one.amount
        return found


def preview(initiative_id: int, content: str, reading: Reading | None) -> Preview:
    """Read it and look what is new; without a reading as its headings suggest. Raises BadInput."""
    try:
        table = read_statement(content)
    except UnusableFile as unusable:
        raise BadInput(Sentence(unusable.template, **unusable.values), field="file") from unusable
    how = reading or Reading(table.columns)
    columns = {role: at for role, at in how.columns.items() if 0 <= at < len(table.headings)}
    found, unread = expenses(
        table, columns, currency=currency(), month_first=how.month_first, turned=how.turned
    )
    words = [word.strip().casefold() for word in how.only.split(",") if word.strip()]
    marks = fingerprints((e.day, e.amount, e.currency, e.text, e.reference) for e in found)
    wanted = [
        (one, mark)
        for one, mark in zip(found, marks, strict=True)
        if not words or any(word in one.text.casefold() for word in words)
    ]
    there = Actual.objects.filter(initiative_id=initiative_id, removed_at=None).exclude(digest="")
    known = set(there.values_list("digest", flat=True))
    fresh = [(one, mark) for one, mark in wanted if mark not in known]
    at = columns.get("day", len(table.headings))
    slashes = any("/" in row[at] for _, row in table.rows[:50] if at < len(row))
    unsure = slashes and how.month_first is None and begins_with_month(table, columns) is None
    return Preview(table, how, fresh, len(wanted) - len(fresh), unread, unsure)
