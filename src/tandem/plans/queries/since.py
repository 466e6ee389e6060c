"""What was given, handed over and promised, of many initiatives at once, and why it changed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F, Max, Q

from tandem.accounts.queries import Name, names
from tandem.plans.models import Budget, Promise, ScopeList


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a promise, a budget or a list changed, as somebody said it."""

    words: str
    by: Name | None
    at: datetime


def _stood(at: datetime) -> Q:
    """That it wasn't replaced yet at a moment."""
    return Q(replaced_at=None) | Q(replaced_at__gt=at)


def promised_at(initiative_ids: Collection[int], at: datetime) -> dict[int, date]:
    """The day that was promised for each at a moment."""
    found = Promise.objects.filter(_stood(at), initiative__in=initiative_ids, given_at__lte=at)
    return dict(found.values_list("initiative_id", "day"))


def budgets_given(initiative_ids: Collection[int], at: datetime) -> dict[int, Decimal]:
    """The money that was given to each by a moment, of every kind."""
    given = Budget.objects.filter(_stood(at), given=True, decided_at__lte=at)
    found = given.filter(initiative__in=initiative_ids)
    rows = found.values_list("initiative_id", F("build") + F("media") + F("run"))
    return dict(rows)


def lists_handed(initiative_ids: Collection[int], at: datetime) -> dict[int, int]:
    """The number of the last list of what will be built by a moment, of each that has one."""
    found = ScopeList.objects.filter(initiative__in=initiative_ids, handed_at__lte=at).order_by()
    return dict(
        found.values("initiative_id")
        .annotate(last=Max("number"))
        .values_list("initiative_id", "last")
    )


def said_since(initiative_ids: Collection[int], since: datetime) -> dict[int, list[Reason]]:
    """The reasons that people gave for what changed since, the newest first."""
    rows: list[tuple[int, str, int | None, datetime]] = []
    promises = Promise.objects.filter(initiative__in=initiative_ids, given_at__gt=since)
    rows += promises.exclude(why="").values_list("initiative_id", "why", "given_by_id", "given_at")
    budgets = Budget.objects.filter(initiative__in=initiative_ids, decided_at__gt=since)
    rows += [
        (pk, words, by, at)
        for pk, words, by, at in budgets.exclude(words="").values_list(
            "initiative_id", "words", "decided_by_id", "decided_at"
        )
        if at is not None
    ]
    handed = Q(handed_at__gt=since) & ~Q(note="")
    lists = ScopeList.objects.filter(handed, initiative__in=initiative_ids)
    rows += lists.values_list("initiative_id", "note", "handed_by_id", "handed_at")
    known = names(by for _, _, by, _ in rows)
    found: dict[int, list[Reason]] = {}
    for pk, words, by, at in sorted(rows, key=lambda row: row[3], reverse=True):
        found.setdefault(pk, []).append(Reason(words, known.get(by) if by else None, at))
    return found
