"""Cost codes, rates, lines of budgets, what was spent. The caller has checked sight."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.core.errors import NotFound
from tandem.core.prepared import number, numbers, prepared
from tandem.plans.rules import MoneyKind
from tandem.spending.models import Actual, BudgetLine, CostCode, CurrencyRate, Upload

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a budget."""

    id: int
    initiative_id: int
    part: MoneyKind
    name: str
    amount: Decimal
    month: date | None
    channel: str
    code: str


@dataclass(frozen=True, slots=True)
class ActualRow:
    """Money that was spent."""

    id: int
    initiative_id: int
    part: MoneyKind
    line_id: int | None
    day: date
    amount: Decimal
    currency: str
    text: str
    code: str
    noted_by: Name
    from_file: bool


def codes(*, closed: bool = False) -> list[CostCode]:
    """Cost codes, by code; the closed ones too, if wanted."""
    found = CostCode.objects.order_by("code")
    return list(found if closed else found.filter(closed_at=None))


def code_by_name(code: str) -> CostCode | None:
    """One that can be used."""
    return CostCode.objects.filter(code=code, closed_at=None).first() if code else None


@prepared
def _rates() -> QuerySet[CurrencyRate, tuple[str, date, Decimal]]:
    return CurrencyRate.objects.order_by("code", "month").values_list("code", "month", "rate")


def rates_known() -> dict[str, list[tuple[date, Decimal]]]:
    """{currency: (month, what one of it is worth)}, by month."""
    found: dict[str, list[tuple[date, Decimal]]] = {}
    for code, month, rate in _rates():
        found.setdefault(code, []).append((month, rate))
    return found


@prepared
def _lines() -> QuerySet[BudgetLine, tuple[Any, ...]]:
    found = BudgetLine.objects.filter(initiative_id__in=numbers("initiatives"), removed_at=None)
    return found.order_by("part", "month", "pk").values_list(
        *("pk", "initiative_id", "part", "name", "amount", "month", "channel", "cost_code__code")
    )


def lines_of(initiative_ids: Collection[int]) -> list[LineRow]:
    """The lines of budgets of many initiatives."""
    return [
        LineRow(pk, home, MoneyKind(part), name, amount, month, channel, code or "")
        for pk, home, part, name, amount, month, channel, code in _lines(initiatives=initiative_ids)
    ]


@prepared
def _actuals() -> QuerySet[Actual, tuple[Any, ...]]:
    found = Actual.objects.filter(initiative_id=number("initiative"), removed_at=None)
    return found.order_by("-day", "-pk").values_list(
        *("pk", "initiative_id", "part", "line_id", "day", "amount", "currency_code", "text"),
        *("cost_code__code", "noted_by_id", "upload_id"),
    )


def actuals_of(initiative_id: int) -> list[ActualRow]:
    """What was spent on an initiative, newest first."""
    rows = _actuals(initiative=initiative_id)
    known = names(row[9] for row in rows)
    return [
        ActualRow(
            *(pk, home, MoneyKind(part), line, day, amount, currency, text, code or ""),
            noted_by=known[by],
            from_file=upload is not None,
        )
        for pk, home, part, line, day, amount, currency, text, code, by, upload in rows
    ]


def line_of(initiative_id: int, line_id: int) -> BudgetLine:
    """A standing line of this initiative, or NotFound."""
    lines = BudgetLine.objects.filter(initiative_id=initiative_id, removed_at=None)
    return _one(lines.filter(pk=line_id).first())


def actual_of(initiative_id: int, actual_id: int) -> Actual:
    """Something spent on this initiative, or NotFound."""
    return _one(
        Actual.objects.filter(initiative_id=initiative_id, pk=actual_id, removed_at=None).first()
    )


def upload_of(initiative_id: int, upload_id: int) -> Upload:
    """A file that waits to be taken in, or NotFound."""
    return _one(
        Upload.objects.filter(initiative_id=initiative_id, pk=upload_id, taken_at=None).first()
    )


def _one(row: _Row | None) -> _Row:
    if row is None:
        raise NotFound
    return row
