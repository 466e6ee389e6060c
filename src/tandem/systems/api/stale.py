"""Several entries at once for programs."""

from typing import Annotated

from ninja import Router
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import Answer, Body, Id
from tandem.systems import services
from tandem.systems.rules import SEVERAL_AT_MOST

router = Router(tags=["Systems"])


class SeveralSystems(Body):
    """Some entries of the catalogue."""

    system_ids: Annotated[list[Id], Field(min_length=1, max_length=SEVERAL_AT_MOST)] = Field(
        description="Their ids: all of them or none.", examples=[[31]]
    )


class SeveralDone(Answer):
    """How many."""

    count: int = Field(description="How many entries it was done to.", examples=[2])


@router.post(
    "/systems/confirmations",
    response=SeveralDone,
    operation_id="confirm_systems",
    summary="Say that several entries are still right",
)
def confirm_systems(request: ActorRequest, several: SeveralSystems) -> dict[str, int]:
    """All of them or none. People of IT and administrators; owners in IT of all of them."""
    count = services.confirm_systems(actor=request.actor, system_ids=several.system_ids)
    return {"count": count}


@router.post(
    "/systems/retirements",
    response=SeveralDone,
    operation_id="retire_systems",
    summary="Retire several systems",
)
def retire_systems(request: ActorRequest, several: SeveralSystems) -> dict[str, int]:
    """All of them or none. People of IT and administrators."""
    count = services.retire_systems(actor=request.actor, system_ids=several.system_ids)
    return {"count": count}
