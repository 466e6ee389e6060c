"""Lists of the API: `?limit=` and `?after=` in, `items` and `next` out."""

import base64
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel, Field

from tandem.core.api_shapes import Answer
from tandem.core.errors import BadInput
from tandem.core.pagination import page_of
from tandem.core.words import say

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

_Row = TypeVar("_Row")
_Shape = TypeVar("_Shape")
_LARGEST = 2**63 - 1


class PageAsked(BaseModel):
    """Which part of a list."""

    limit: int = Field(25, ge=1, le=100, description="How many items at most.", examples=[25])
    after: str | None = Field(
        None,
        max_length=1000,
        description="`next` of the page before; leave it out for the first.",
        examples=["WyIyMDI3LTA1LTA2Il0"],
    )


class PageOf(Answer, Generic[_Shape]):
    """One page of a list. It holds still: what is added meanwhile moves nothing."""

    items: list[_Shape] = Field(description="In the order of the list.")
    next: str | None = Field(
        description="Send it as `after` for the next page; null on the last.",
        examples=["WyIyMDI3LTA1LTA2Il0"],
    )


@dataclass(frozen=True, slots=True)
class ListPage:
    """What an endpoint returns for `PageOf`: its rows are shaped by the answer."""

    items: Sequence[object]
    next: str | None = None


def page_of_query(
    rows: "QuerySet[Model, _Row]",
    asked: PageAsked,
    *,
    order: Sequence[str],
    read: Callable[[Iterable[_Row]], Sequence[object]],
) -> ListPage:
    """The page of a query that was asked for; `order` as in `pagination.page_of`."""
    page = page_of(rows, order=order, after=asked.after, size=asked.limit)
    return ListPage(read(page.rows), page.following)


def page_of_list(
    rows: Sequence[_Row], asked: PageAsked, place: Callable[[_Row], tuple[float, ...]]
) -> ListPage:
    """The page of a list that is read whole. It is sorted by `place`, which no two rows share."""
    further = list(rows)
    if asked.after is not None and rows:
        start = numbers_of(asked.after, len(place(rows[0])))
        further = [row for row in rows if place(row) > start]
    shown = further[: asked.limit]
    return ListPage(shown, cursor(*place(shown[-1])) if len(further) > len(shown) else None)


def cursor(*place: float) -> str:
    """An opaque text for a place in a list."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def numbers_of(after: str, count: int) -> tuple[float, ...]:
    """The place that a cursor stands for. Raises BadInput where it can't be one."""
    try:
        place = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if len(place) == count and all(_is_a_number(value) for value in place):
            return tuple(place)
    except (ValueError, TypeError, RecursionError):
        pass
    raise BadInput(say("This page of the list can't be found. Start again at its beginning."))


def _is_a_number(value: object) -> bool:
    return type(value) in {int, float} and abs(value) <= _LARGEST  # type: ignore[arg-type]
