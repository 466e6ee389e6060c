"""Long lists in pages that hold still while rows come and go.

A page says where the next begins by the sort values of its last row, not by a count: no row is
shown twice or left out because another was added. The cursor is opaque, unsigned and harmless:
it chooses a place in a list that the reader may see anyway.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model, Q, QuerySet

from tandem.core.errors import BadInput
from tandem.core.words import say

_Row = TypeVar("_Row")
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Page(Generic[_Row]):
    """Some rows and the cursor of the next page, None on the last."""

    rows: list[_Row]
    following: str | None


def page_of(
    rows: "QuerySet[Model, _Row]", *, order: Sequence[str], after: str | None, size: int = 50
) -> Page[_Row]:
    """Return the `size` rows that come after the cursor `after` (None: the first ones).

    `order` names columns of the model, "-" first where descending, the last one unique; none of
    them may be null. `rows` may be objects or `values()`. Raises BadInput for a broken cursor.
    """
    ordered = rows.order_by(*order)
    if after is not None:
        ordered = ordered.filter(_beyond(order, _values(rows, order, after)))
    return cut(list(ordered[: size + 1]), order=order, size=size)


def cut(found: list[_Row], *, order: Sequence[str], size: int) -> Page[_Row]:
    """Make a page of rows that were asked for in `order`, one more of them than fits."""
    if len(found) <= size:
        return Page(found, None)
    return Page(found[:size], _cursor(found[size - 1], order))


def _beyond(order: Sequence[str], values: Sequence[object]) -> Q:
    """(a, b) > (x, y), spelled out: a > x or (a = x and b > y)."""
    beyond = Q()
    for place in reversed(range(len(order))):
        name, value = order[place].lstrip("-"), values[place]
        further = Q(**{f"{name}__{'lt' if order[place].startswith('-') else 'gt'}": value})
        beyond = further | (Q(**{name: value}) & beyond) if beyond else further
    return beyond


def _cursor(row: object, order: Sequence[str]) -> str:
    names = [name.lstrip("-") for name in order]
    values = [row[name] if isinstance(row, dict) else getattr(row, name) for name in names]
    # Microseconds must survive, or rows of the same millisecond would come twice.
    text = json.dumps(values, cls=_Exact, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _values(rows: "QuerySet[Model, _Row]", order: Sequence[str], cursor: str) -> list[object]:
    broken = BadInput(say("This page of the list can't be found. Start again at its beginning."))
    if len(cursor) > _LONGEST:
        raise broken
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = json.loads(text)
        return [
            _column(rows.model, name).to_python(_sound(value))
            for name, value in zip(order, values, strict=True)
        ]
    except (ArithmeticError, ValueError, TypeError, ValidationError):
        raise broken from None


def _column(model: type[Model], name: str) -> "Field[Any, Any]":
    column = model._meta.get_field(name.lstrip("-"))
    assert isinstance(column, Field)  # noqa: S101 - `order` is ours and names columns
    return column


def _sound(value: object) -> str | int | float:
    """A value that a column can be compared with; no list, no null, nothing a database refuses."""
    if not isinstance(value, str | int | float) or "\0" in str(value):
        raise TypeError
    return value


class _Exact(DjangoJSONEncoder):
    """Django's encoder cuts a moment to milliseconds; this one doesn't."""

    def default(self, o: object) -> object:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)
