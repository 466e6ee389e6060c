"""How the money of initiatives stands: given, planned, spent, still to come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.queries import present_day
from tandem.accounts.rules import Actor
from tandem.activity.queries import places_seen
from tandem.core.prepared import numbers, prepared
from tandem.core.words import say
from tandem.plans.queries import currency, money_given, rates_for
from tandem.plans.rules import MoneyKind, cents
from tandem.spending.models import Actual
from tandem.spending.queries.lists import LineRow, lines_of, rates_known
from tandem.spending.rules import Drift, PartState, Share, line_to_come, rate_on, worst
from tandem.timesheets.queries import days_by_team, days_left


@dataclass(frozen=True, slots=True)
class MoneyState:
    """The money of one initiative. `unpriced` counts what is in a currency without a rate, by
    currency; `rates` are the months whose rates were used; `no_rate` that days have no price.
    """

    initiative_id: int
    currency: str
    parts: tuple[PartState, ...]
    unpriced: dict[str, int]
    rates: dict[str, date]
    no_rate: bool

    @property
    def drift(self) -> Drift:
        return worst(self.parts)

    @property
    def any(self) -> bool:
        return any(one.any for one in self.parts)


@prepared
def _spent() -> QuerySet[Actual, tuple[Any, ...]]:
    found = Actual.objects.filter(initiative_id__in=numbers("initiatives"), removed_at=None)
    return found.order_by("day", "pk").values_list(
        "initiative_id", "part", "line_id", "day", "amount", "currency_code"
    )


@prepared
def _homes() -> QuerySet[Actual, tuple[int]]:
    return Actual.objects.filter(removed_at=None).order_by().values_list("initiative_id").distinct()


def with_money() -> set[int]:
    """The initiatives that have a budget, or on which something was spent."""
    return {pk for (pk,) in _homes()} | set(money_given(None))


def money_seen(actor: Actor) -> list[MoneyState]:
    """The money of all initiatives with some that somebody may see."""
    seen = places_seen(actor, with_money())
    return [state for state in states_of(list(seen)).values() if state.any]


@dataclass(slots=True)
class _Sums:
    """What was spent of one initiative: by line, and by part beside all lines."""

    by_line: dict[int, Decimal]
    beside: dict[MoneyKind, Decimal]
    unpriced: dict[str, int]
    rates: dict[str, date]


def states_of(initiative_ids: Collection[int]) -> dict[int, MoneyState]:
    """The money of many initiatives, in a fixed number of queries."""
    ours, today = currency(), present_day()
    given = money_given(initiative_ids)
    lines: dict[int, list[LineRow]] = {pk: [] for pk in initiative_ids}
    for line in lines_of(initiative_ids):
        lines[line.initiative_id].append(line)
    sums = _summed(initiative_ids, ours, [one.id for rows in lines.values() for one in rows])
    price, by_team = rates_for(initiative_ids)
    worked, left = days_by_team(initiative_ids), days_left(initiative_ids)
    found = {}
    for pk in initiative_ids:
        people = sum(
            (
                days * by_team.get(team, by_team.get(0, Decimal(0)))
                for team, days in worked[pk].items()
            ),
            start=Decimal(0),
        )
        days = Share(say("people's days"), Decimal(0), cents(people), cents(left[pk] * price[pk]))
        parts = tuple(
            PartState(
                part,
                given[pk][part] if pk in given else None,
                (
                    *_shares(part, lines[pk], sums[pk], today),
                    *([days] if part is MoneyKind.BUILD and days.expected else []),
                ),
            )
            for part in MoneyKind
        )
        unpaid = (bool(worked[pk]) or left[pk] > 0) and not price[pk]
        found[pk] = MoneyState(pk, ours, parts, sums[pk].unpriced, sums[pk].rates, unpaid)
    return found


def _shares(part: MoneyKind, lines: Collection[LineRow], sums: _Sums, today: date) -> list[Share]:
    found = []
    for line in lines:
        if line.part is part:
            spent = sums.by_line.get(line.id, Decimal(0))
            to_come = line_to_come(line.amount, spent, line.month, today)
            found.append(Share(line.name, line.amount, spent, to_come))
    if beside := sums.beside.get(part):
        found.append(Share(say("without a line"), Decimal(0), beside, Decimal(0)))
    return found


def _summed(
    initiative_ids: Collection[int], ours: str, line_ids: Collection[int]
) -> dict[int, _Sums]:
    known = rates_known()
    found = {pk: _Sums({}, {}, {}, {}) for pk in initiative_ids}
    standing = set(line_ids)
    for home, part, line, day, amount, code in _spent(initiatives=initiative_ids):
        sums = found[home]
        rate = (day, Decimal(1)) if code == ours else rate_on(known, code, day)
        if rate is None:
            sums.unpriced[code] = sums.unpriced.get(code, 0) + 1
            continue
        if code != ours:
            sums.rates[code] = max(rate[0], sums.rates.get(code, rate[0]))
        worth = cents(amount * rate[1])
        if line in standing:
            sums.by_line[line] = sums.by_line.get(line, Decimal(0)) + worth
        else:
            kind = MoneyKind(part)
            sums.beside[kind] = sums.beside.get(kind, Decimal(0)) + worth
    return found
