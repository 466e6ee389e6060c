"""The lists of what will be built that IT handed over."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.core.prepared import numbers, prepared
from tandem.plans.models import ScopeList, ScopeListItem
from tandem.plans.rules import ListState


@dataclass(frozen=True, slots=True)
class ListItem:
    """A requirement on a list, with what it was said to take then."""

    item_id: int
    days: Decimal
    money: Decimal
    worth: int


@dataclass(frozen=True, slots=True)
class ListHanded:
    """A list as IT handed it over, and what Marketing said to it."""

    id: int
    number: int
    digest: str
    budget: Decimal
    money: Decimal
    days: Decimal
    note: str
    handed_by: Name
    handed_at: datetime
    accepted: bool | None
    answered_by: Name | None
    answered_at: datetime | None
    words: str
    items: tuple[ListItem, ...]

    @property
    def inside(self) -> frozenset[int]:
        """The ids of what is on it."""
        return frozenset(one.item_id for one in self.items)

    @property
    def state(self) -> ListState:
        """How far it has come."""
        if self.accepted is None:
            return ListState.HANDED_OVER
        return ListState.ACCEPTED if self.accepted else ListState.SENT_BACK


@prepared
def _lists() -> QuerySet[ScopeList, tuple[Any, ...]]:
    found = ScopeList.objects.filter(initiative_id__in=numbers("initiatives"))
    return found.order_by("-number").values_list(
        *("initiative_id", "pk", "number", "digest", "budget", "money", "days", "note"),
        *("handed_by_id", "handed_at", "accepted", "answered_by_id", "answered_at", "words"),
    )


@prepared
def _items() -> QuerySet[ScopeListItem, tuple[Any, ...]]:
    found = ScopeListItem.objects.filter(scope_list_id__in=numbers("lists"))
    return found.order_by("pk").values_list("scope_list_id", "item_id", "days", "money", "worth")


def lists_of(initiative_ids: Collection[int]) -> dict[int, list[ListHanded]]:
    """Every list of initiatives the caller may see, newest first."""
    found: dict[int, list[ListHanded]] = {pk: [] for pk in initiative_ids}
    rows = _lists(initiatives=initiative_ids)
    items: dict[int, list[ListItem]] = defaultdict(list)
    listed = _items(lists=[row[1] for row in rows]) if rows else []
    for scope_list, item_id, days, money, worth in listed:
        items[scope_list].append(ListItem(item_id, days, money, worth))
    known = names(pk for row in rows for pk in (row[8], row[11]))
    for initiative, pk, *told, handed_by, handed_at, accepted, by, at, words in rows:
        number, digest, budget, money, days, note = told
        found[initiative].append(
            ListHanded(
                id=pk,
                number=number,
                digest=digest,
                budget=budget,
                money=money,
                days=days,
                note=note,
                handed_by=known[handed_by],
                handed_at=handed_at,
                accepted=accepted,
                answered_by=known.get(by or 0),
                answered_at=at,
                words=words,
                items=tuple(items[pk]),
            )
        )
    return found


def latest_list(initiative_id: int) -> ListHanded | None:
    """The newest list, if there is one."""
    return next(iter(lists_of([initiative_id])[initiative_id]), None)
