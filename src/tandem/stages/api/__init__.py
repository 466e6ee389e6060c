"""The path of an initiative for programs: what it stands before, and its moves."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Path, Router
from pydantic import Field

from tandem.accounts.api.shapes import Lanes
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.core.api_pages import ListPage, PageOf
from tandem.core.api_shapes import Answer, Body, Day, Id, Text
from tandem.initiatives import queries as initiatives
from tandem.initiatives.api import Initiative, InitiativeId, shown
from tandem.initiatives.api import router as initiative_router
from tandem.initiatives.rules import REASON_LIMIT, Stage, Track
from tandem.stages import queries, rules, services
from tandem.stages.api.paths import router as paths
from tandem.stages.conditions import gates

router = Router(tags=["Stages"])
routers = (router, paths)

ConditionKey = Annotated[
    str, Path(description="The condition's code.", examples=["signed_it"], max_length=48)
]


class Condition(Answer):
    """What is needed before the next stage."""

    key: str = Field(description="The condition's code.", examples=["signed_it"])
    what: str = Field(description="What is needed.", examples=["The signature of IT"])
    met: bool = Field(description="Whether it is there.")
    detail: str = Field(
        description="What that means.",
        examples=["One signature from each side, on exactly the same content."],
    )
    lane: Lane | None = Field(description="Whose it is; null: both owe it.")
    remedy: str = Field(description="What to do, in words.", examples=["Read and sign"])
    url: str = Field(description="Where it is done.", examples=["/initiatives/12/brief/#sign"])
    due_at: datetime | None = Field(description="Until when, while it is missing.")
    passable: bool = Field(description="Whether the sponsor may let it pass.")


class Pass(Answer):
    """That the sponsor let a condition pass."""

    key: str = Field(description="The condition's code.", examples=["signed_it"])
    lane: Lane | None = Field(description="Of a signature: for which side it was passed.")
    reason: str = Field(description="Why.", examples=["The season doesn't wait."])
    by: str = Field(description="Who passed it.", examples=["Vera Vogt"])
    at: datetime = Field(description="When.")
    decision_id: int | None = Field(
        description="The decision it became; dissent is put there.", examples=[44]
    )


class Passing(Body):
    """Why a condition may pass."""

    reason: Annotated[str, Text(REASON_LIMIT)] = Field(
        description="Why.", examples=["The season doesn't wait."]
    )


class Gate(Answer):
    """What stands between an initiative and its next stage."""

    next: Stage | None = Field(description="The next stage; null where the path ends.")
    open: bool = Field(description="Whether an owner can start the next stage now.")
    waits_for: Lanes = Field(description="The sides that are waited for.")
    track: Track = Field(description="How heavy the way is.", examples=["standard"])
    conditions: list[Condition] = Field(description="What is needed, met or not.")
    passes: list[Pass] = Field(description="What the sponsor let pass of them.")


class InitiativeOnPath(Initiative):
    """One piece of joint work, whole, with what is needed before its next stage."""

    gate: Gate = Field(description="What is needed before its next stage.")


class Move(Answer):
    """That an initiative moved on."""

    before: Stage = Field(description="Where it stood.")
    after: Stage = Field(description="Where it stands from then on.")
    at: datetime = Field(description="When.")


class MovePage(PageOf[Move]):
    """All moves of an initiative."""


class Start(Body):
    """The stage to start."""

    stage: Stage = Field(description="The one after its present stage.", examples=["assess"])


class Parking(Body):
    """Why not now, and when it is looked at again."""

    reason: Annotated[str, Text(REASON_LIMIT)] = Field(
        description="Why not now.", examples=["After the new shop is live."]
    )
    until: Day = Field(description="The day to look again.", examples=["2027-05-06"])


class Declining(Body):
    """Why not at all."""

    reason: Annotated[str, Text(REASON_LIMIT)] = Field(
        "", description="Why; whoever agrees may leave it out.", examples=["The law forbids it."]
    )


class SameAs(Body):
    """The other idea."""

    other_id: Id = Field(description="The id of the other one.", examples=[7])


@initiative_router.get(
    "/initiatives/{initiative_id}",
    response=InitiativeOnPath,
    operation_id="read_initiative",
    summary="One initiative, whole",
)
def read_initiative(request: ActorRequest, initiative_id: InitiativeId) -> dict[str, Any]:
    """With its answers, its people, and what is needed before its next stage."""
    whole = initiatives.whole(request.actor, initiative_id)
    gate = gates({initiative_id: whole.row.stage})[initiative_id]
    return {**shown(whole), "gate": _gate(gate)}


def _gate(gate: rules.Gate) -> dict[str, Any]:
    names = ("next", "open", "waits_for", "track", "conditions")
    return {**{name: getattr(gate, name) for name in names}, "passes": list(gate.passed.values())}


@router.get(
    "/initiatives/{initiative_id}/stages",
    response=MovePage,
    operation_id="list_stages",
    summary="How it moved, oldest first",
)
def list_stages(request: ActorRequest, initiative_id: InitiativeId) -> ListPage:
    """All its moves; there are never enough for a second page."""
    return ListPage(queries.moves_of(request.actor, initiative_id))


@router.post(
    "/initiatives/{initiative_id}/stages",
    response={201: Move},
    operation_id="start_stage",
    summary="Start the next stage",
)
def start_stage(request: ActorRequest, initiative_id: InitiativeId, start: Start) -> queries.Move:
    """Its owners may, once nothing is missing; else 409 says what is."""
    services.start_stage(actor=request.actor, initiative_id=initiative_id, stage=start.stage)
    return queries.moves_of(request.actor, initiative_id)[-1]


@router.put(
    "/initiatives/{initiative_id}/parking",
    response=InitiativeOnPath,
    operation_id="park_initiative",
    summary="Say “not now”",
)
def park_initiative(
    request: ActorRequest, initiative_id: InitiativeId, parking: Parking
) -> dict[str, Any]:
    """An idea: people of either side. Later: its owners or the sponsor."""
    services.park_initiative(
        actor=request.actor,
        initiative_id=initiative_id,
        reason=parking.reason,
        until=parking.until,
    )
    return read_initiative(request, initiative_id)


@router.delete(
    "/initiatives/{initiative_id}/parking",
    response=InitiativeOnPath,
    operation_id="bring_back",
    summary="Bring back what was parked",
)
def bring_back(request: ActorRequest, initiative_id: InitiativeId) -> dict[str, Any]:
    """Who could park it, or whose idea it was. It stands where it stood."""
    services.bring_back(actor=request.actor, initiative_id=initiative_id)
    return read_initiative(request, initiative_id)


@router.post(
    "/initiatives/{initiative_id}/decline",
    response=InitiativeOnPath,
    operation_id="decline_idea",
    summary="Decline an idea for good",
)
def decline_idea(
    request: ActorRequest, initiative_id: InitiativeId, declining: Declining
) -> dict[str, Any]:
    """One person of each side, or the sponsor. The first proposes it, the second agrees."""
    services.decline_idea(actor=request.actor, initiative_id=initiative_id, reason=declining.reason)
    return read_initiative(request, initiative_id)


@router.post(
    "/initiatives/{initiative_id}/same-as",
    response=InitiativeOnPath,
    operation_id="join_to_another",
    summary="Say that an idea is the same as another one",
)
def join_to_another(
    request: ActorRequest, initiative_id: InitiativeId, same: SameAs
) -> dict[str, Any]:
    """Its author, or people of either side. It is closed; both sentences are kept."""
    services.join_to_another(
        actor=request.actor, initiative_id=initiative_id, other_id=same.other_id
    )
    return read_initiative(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/passes/{key}",
    response=InitiativeOnPath,
    operation_id="pass_condition",
    summary="Let a condition pass",
)
def pass_condition(
    request: ActorRequest, initiative_id: InitiativeId, key: ConditionKey, passing: Passing
) -> dict[str, Any]:
    """The sponsor may, with a reason; not what says that it isn't passable."""
    services.pass_condition(
        actor=request.actor, initiative_id=initiative_id, key=key, reason=passing.reason
    )
    return read_initiative(request, initiative_id)


@router.delete(
    "/initiatives/{initiative_id}/passes/{key}",
    response=InitiativeOnPath,
    operation_id="take_pass_back",
    summary="Ask for a condition again",
)
def take_pass_back(
    request: ActorRequest, initiative_id: InitiativeId, key: ConditionKey
) -> dict[str, Any]:
    """The sponsor may, while the stage hasn't begun."""
    services.take_pass_back(actor=request.actor, initiative_id=initiative_id, key=key)
    return read_initiative(request, initiative_id)
