"""Initiatives for the year on one page: where they stand, and from when on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.rules import Actor
from tandem.activity.permissions import eyes_of, in_sight
from tandem.core.prepared import prepared
from tandem.initiatives.models import Initiative
from tandem.initiatives.rules import InitiativeKind, Stage

_SHOWN = [
    stage.value
    for stage in (
        *(Stage.ASSESS, Stage.BRIEF, Stage.PLAN, Stage.BUILD, Stage.LAUNCH, Stage.LIVE),
        Stage.CLOSED,
    )
]


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """An initiative that somebody has begun to assess, or more."""

    id: int
    sentence: str
    kind: InitiativeKind
    stage: Stage
    wish_date: date | None
    written_at: datetime

    @property
    def url(self) -> str:
        return f"/initiatives/{self.id}/"


_COLUMNS = ("pk", "sentence", "kind", "stage", "wish_date", "written_at")


@prepared
def _seen() -> QuerySet[Initiative, tuple[Any, ...]]:
    found = Initiative.objects.filter(in_sight("subject__"), stage__in=_SHOWN)
    return found.order_by("pk").values_list(*_COLUMNS)


@prepared
def _hidden() -> QuerySet[Initiative, tuple[Any, ...]]:
    found = Initiative.objects.filter(
        ~in_sight("subject__"), subject__restricted=True, stage__in=_SHOWN
    )
    return found.order_by("pk").values_list(*_COLUMNS)


def on_the_way(actor: Actor) -> list[OnTheWay]:
    """Every initiative beyond an idea that isn't put aside, as far as one may see it."""
    return [_row(row) for row in _seen(**eyes_of(actor))]


def hidden_on_the_way(actor: Actor) -> list[OnTheWay]:
    """Those that are restricted to others: for bars without a name. Partners know of none."""
    if actor.is_partner or actor.is_guest:
        return []
    return [_row(row) for row in _hidden(**eyes_of(actor))]


def _row(row: tuple[Any, ...]) -> OnTheWay:
    pk, sentence, kind, stage, wish, written = row
    return OnTheWay(pk, sentence, InitiativeKind(kind), Stage(stage), wish, written)
