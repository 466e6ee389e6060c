"""The one queue of both departments, for programs."""

from datetime import date, datetime
from typing import Annotated

from ninja import Path, Router
from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.core.api_pages import ListPage, PageOf
from tandem.core.api_shapes import Answer, Body
from tandem.initiatives import queries, services
from tandem.initiatives.api.shapes import InitiativeId
from tandem.initiatives.rules import PLACES_AT_MOST, InitiativeKind, Stage, Step

router = Router(tags=["Queue"])

LimitedStage = Annotated[Stage, Path(description="Which stage.")]


class Suggestion(Answer):
    """Where somebody would move it who doesn't decide the order alone."""

    step: Step = Field(description="Where to.")
    by: PersonName = Field(description="Who suggests it.")
    lane: Lane | None = Field(description="For which side.")
    at: datetime = Field(description="When.")


class Queued(Answer):
    """Something in the queue."""

    id: int = Field(description="The initiative's id.", examples=[12])
    sentence: str = Field(
        description="The idea in a sentence.", examples=["A page for the summer sale"]
    )
    kind: InitiativeKind = Field(description="What kind of work it is.")
    stage: Stage = Field(description="Where it stands.")
    wish_date: date | None = Field(description="The day it is wished for, if there is one.")
    suggested: Suggestion | None = Field(description="An open suggestion to move it.")
    url: str = Field(description="Its page.", examples=["/initiatives/12/"])


class Queue(PageOf[Queued]):
    """What was taken up, in its order."""


class InHand(Answer):
    """How much is in a stage that has a limit."""

    stage: Stage = Field(description="The stage.")
    taken: int = Field(description="How much is in it; what is hidden counts.", examples=[4])
    places: int = Field(description="How much may be.", examples=[6])


class Limits(PageOf[InHand]):
    """The stages that have a limit."""


class QueueMove(Body):
    """Where it moves."""

    step: Step = Field(description="One up, one down, or to the top.")


class Places(Body):
    """How much may be in a stage at once."""

    places: int = Field(strict=True, ge=1, le=PLACES_AT_MOST, description="How much.", examples=[6])


@router.get("/queue", response=Queue, operation_id="list_queue", summary="The queue, in its order")
def list_queue(request: ActorRequest) -> ListPage:
    """What was taken up, as far as you may see it."""
    return ListPage(queries.queue(request.actor))


@router.post(
    "/queue/{initiative_id}/move",
    response=Queue,
    operation_id="move_in_queue",
    summary="Move something in the queue",
)
def move_in_queue(request: ActorRequest, initiative_id: InitiativeId, move: QueueMove) -> ListPage:
    """The sponsor decides the order."""
    services.move_in_queue(actor=request.actor, initiative_id=initiative_id, step=move.step)
    return ListPage(queries.queue(request.actor))


@router.post(
    "/queue/{initiative_id}/suggestion",
    response=Queue,
    operation_id="suggest_move",
    summary="Suggest to move something in the queue",
)
def suggest_move(request: ActorRequest, initiative_id: InitiativeId, move: QueueMove) -> ListPage:
    """People of either side. Where both sides suggest the same, it is done."""
    services.suggest_move(actor=request.actor, initiative_id=initiative_id, step=move.step)
    return ListPage(queries.queue(request.actor))


@router.delete(
    "/queue/{initiative_id}/suggestion",
    response=Queue,
    operation_id="leave_rank",
    summary="Leave its place as it is",
)
def leave_rank(request: ActorRequest, initiative_id: InitiativeId) -> ListPage:
    """The sponsor, or whoever suggested it."""
    services.leave_rank(actor=request.actor, initiative_id=initiative_id)
    return ListPage(queries.queue(request.actor))


@router.get(
    "/queue/limits",
    response=Limits,
    operation_id="list_limits",
    summary="How much is in hand, and may be",
)
def list_limits(request: ActorRequest) -> ListPage:
    """For each stage that has a limit."""
    return ListPage(list(queries.in_hand(request.actor).values()))


@router.put(
    "/queue/limits/{stage}",
    response=Limits,
    operation_id="set_stage_limit",
    summary="Say how much may be in a stage",
)
def set_stage_limit(request: ActorRequest, places: Places, stage: LimitedStage) -> ListPage:
    """Administrators. What is there already stays."""
    services.set_stage_limit(actor=request.actor, stage=stage, places=places.places)
    return ListPage(list(queries.in_hand(request.actor).values()))
