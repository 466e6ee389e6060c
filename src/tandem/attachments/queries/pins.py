"""The pins on pictures, with what was said at each."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import eyes_of, in_sight
from tandem.attachments.models import Pin
from tandem.attachments.rules import WHOLE
from tandem.core.errors import NotFound
from tandem.core.prepared import number, numbers, prepared
from tandem.talk.queries import CommentRow, threads_of


@dataclass(frozen=True, slots=True)
class PinRow:
    """A place on a picture; `x` and `y` are shares of its width and height, from 0 to 1."""

    id: int
    attachment_id: int
    page: int
    number: int
    x: float
    y: float
    by: Name
    lane: Lane | None
    at: datetime
    settled_at: datetime | None
    settled_by: Name | None
    comments: tuple[CommentRow, ...]

    @property
    def url(self) -> str:
        return f"/attachments/{self.attachment_id}/?pin={self.id}"


_COLUMNS = (
    *("pk", "page__attachment_id", "page__number", "number", "x", "y", "placed_by_id", "lane"),
    *("placed_at", "settled_at", "settled_by_id"),
)


@prepared
def _pins() -> QuerySet[Pin, tuple[Any, ...]]:
    found = Pin.objects.filter(page__attachment_id__in=numbers("attachments"))
    return found.order_by("page__attachment_id", "number").values_list(*_COLUMNS)


@prepared
def _one() -> QuerySet[Pin, tuple[Any, ...]]:
    found = Pin.objects.filter(in_sight("subject__"), pk=number("pin"))
    return found.values_list(*_COLUMNS)


def pins_on(attachment_ids: Collection[int]) -> dict[int, list[PinRow]]:
    """The pins on files, by their numbers: {attachment id: pins}. The caller has checked sight."""
    found: dict[int, list[PinRow]] = {pk: [] for pk in attachment_ids}
    for row in _rows(_pins(attachments=attachment_ids) if attachment_ids else []):
        found[row.attachment_id].append(row)
    return found


@prepared
def _open() -> QuerySet[Pin, tuple[int]]:
    found = Pin.objects.filter(page__attachment_id__in=numbers("attachments"), settled_at=None)
    return found.order_by("pk").values_list("page__attachment_id")


def open_pins_on(attachment_ids: Collection[int]) -> Counter[int]:
    """How many pins are not settled: {attachment id: number}. The caller has checked sight."""
    found = _open(attachments=list(attachment_ids)) if attachment_ids else []
    return Counter(pk for (pk,) in found)


def one_pin(actor: Actor, pin_id: int) -> PinRow:
    """One pin, or NotFound whether it is missing or hidden."""
    row = _one.first(pin=pin_id, **eyes_of(actor))
    if row is None:
        raise NotFound
    return _rows([row])[0]


def pin_with_form_key(actor: Actor, form_key: str) -> Pin | None:
    """The pin that this person's form has already placed, if it has."""
    return Pin.objects.filter(placed_by_id=actor.me, form_key=form_key).first()


def _rows(found: Collection[tuple[Any, ...]]) -> list[PinRow]:
    said: Mapping[int, list[CommentRow]] = threads_of([row[0] for row in found])
    known = names([row[6] for row in found] + [row[10] for row in found])
    return [
        PinRow(
            id=row[0],
            attachment_id=row[1],
            page=row[2],
            number=row[3],
            x=row[4] / WHOLE,
            y=row[5] / WHOLE,
            by=known[row[6]],
            lane=Lane(row[7]) if row[7] else None,
            at=row[8],
            settled_at=row[9],
            settled_by=known.get(row[10] or 0),
            comments=tuple(said.get(row[0], ())),
        )
        for row in found
    ]
