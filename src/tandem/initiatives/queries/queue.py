"""The one queue of both departments, and how much is in hand."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import eyes_of, in_sight
from tandem.core.prepared import numbers, prepared, text, texts
from tandem.initiatives.models import Initiative, RankSuggestion, StageLimit
from tandem.initiatives.queries.reading import Heading
from tandem.initiatives.rules import LIMITED, PLACES, InitiativeKind, Stage, Step

_IN_QUEUE = [Stage.IDEA.value, Stage.ASSESS.value, Stage.BRIEF.value, Stage.PLAN.value]
QUEUE_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Suggested:
    """Where somebody would move something who doesn't decide the order alone."""

    step: Step
    by: Name
    lane: Lane | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Queued:
    """Something in the queue."""

    id: int
    sentence: str
    kind: InitiativeKind
    stage: Stage
    wish_date: date | None
    suggested: Suggested | None

    @property
    def url(self) -> str:
        return f"/initiatives/{self.id}/"


@dataclass(frozen=True, slots=True)
class InHand:
    """How much is in a stage, how much may be, and what of it the reader sees, lowest first."""

    stage: Stage
    taken: int
    places: int
    shown: list[Heading]

    @property
    def free(self) -> int:
        return max(0, self.places - self.taken)

    @property
    def hidden(self) -> int:
        return self.taken - len(self.shown)


@prepared
def _queue(limit: int) -> QuerySet[Initiative, tuple[Any, ...]]:
    found = Initiative.objects.filter(
        in_sight("subject__"), rank__isnull=False, stage__in=texts("stages")
    )
    return found.order_by("rank", "pk").values_list("pk", "sentence", "kind", "stage", "wish_date")[
        :limit
    ]


@prepared
def _suggestions() -> QuerySet[RankSuggestion, tuple[Any, ...]]:
    found = RankSuggestion.objects.filter(initiative_id__in=numbers("initiatives"), ended_at=None)
    return found.values_list("initiative_id", "step", "suggested_by_id", "lane", "suggested_at")


def queue(actor: Actor) -> list[Queued]:
    """What was taken up, in its order, as far as the actor sees it."""
    rows = _queue(QUEUE_LIMIT, stages=_IN_QUEUE, **eyes_of(actor))
    suggestions = {row[0]: row[1:] for row in _suggestions(initiatives=[row[0] for row in rows])}
    known = names(row[1] for row in suggestions.values())
    return [
        Queued(
            id=pk,
            sentence=sentence,
            kind=InitiativeKind(kind),
            stage=Stage(stage),
            wish_date=wish_date,
            suggested=_suggested(suggestions[pk], known) if pk in suggestions else None,
        )
        for pk, sentence, kind, stage, wish_date in rows
    ]


def _suggested(row: tuple[Any, ...], known: dict[int, Name]) -> Suggested:
    step, by, lane, at = row
    return Suggested(Step(step), known[by], Lane(lane) if lane else None, at)


def queue_seen_by(actor: Actor) -> list[int]:
    """The ids of what the actor sees of the queue, in its order."""
    return [row[0] for row in _queue(QUEUE_LIMIT, stages=_IN_QUEUE, **eyes_of(actor))]


@prepared
def _counts() -> QuerySet[Initiative, tuple[str, int]]:
    found = Initiative.objects.filter(stage__in=texts("stages")).order_by()
    return found.values_list("stage").annotate(count=Count("*"))


@prepared
def _lowest(limit: int) -> QuerySet[Initiative, tuple[int, str, str]]:
    found = Initiative.objects.filter(in_sight("subject__"), stage=text("stage"))
    ordered = found.order_by(F("rank").desc(nulls_first=True), "-pk")
    return ordered.values_list("pk", "sentence", "stage")[:limit]


def in_hand(actor: Actor, stages: tuple[Stage, ...] = LIMITED) -> dict[Stage, InHand]:
    """What is in the stages that have a limit. What is hidden counts, and isn't named."""
    places = PLACES | {Stage(pk): n for pk, n in StageLimit.objects.values_list("pk", "places")}
    taken = {Stage(stage): count for stage, count in _counts(stages=[s.value for s in stages])}
    return {
        stage: InHand(
            stage,
            taken.get(stage, 0),
            places[stage],
            [
                Heading(pk, sentence, Stage(stood))
                for pk, sentence, stood in _lowest(50, stage=stage.value, **eyes_of(actor))
            ]
            if taken.get(stage)
            else [],
        )
        for stage in stages
    }
