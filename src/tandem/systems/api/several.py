"""The same for several entries at once, for programs."""

from typing import Annotated

from ninja import Router
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import Answer, Body, Id
from tandem.systems import services
from tandem.systems.rules import (
    SEVERAL_AT_MOST,
    Criticality,
    DataClass,
    Lifecycle,
    SeveralChanges,
)

router = Router(tags=["Systems"])


class SameForSystems(Body):
    """Some entries, and what all of them are given. What isn't sent stays as it is."""

    system_ids: Annotated[list[Id], Field(min_length=1, max_length=SEVERAL_AT_MOST)] = Field(
        description="Their ids: all of them or none.", examples=[[31]]
    )
    it_owner_id: Id | None = Field(None, description="Who answers for them in IT.", examples=[9])
    business_owner_id: Id | None = Field(
        None, description="Who answers for them in the business.", examples=[7]
    )
    criticality: Criticality | None = Field(
        None, description="1: the business stands still without it; to 4."
    )
    lifecycle: Lifecycle | None = Field(None, description="How far they are in their own life.")
    holds: list[DataClass] = Field(
        default_factory=list, description="Data that they hold, too; none is taken away."
    )


class SystemsChanged(Answer):
    """How many."""

    count: int = Field(description="How many entries differ now.", examples=[2])


@router.post(
    "/systems/changes",
    response=SystemsChanged,
    operation_id="edit_systems",
    summary="Give several systems the same",
)
def edit_systems(request: ActorRequest, same: SameForSystems) -> dict[str, int]:
    """All of them or none. People of IT and administrators."""
    values = {
        "it_owner": same.it_owner_id,
        "business_owner": same.business_owner_id,
        "criticality": same.criticality,
        "lifecycle": same.lifecycle,
    }
    given = {name: value for name, value in values.items() if value is not None}
    changes = SeveralChanges(given, tuple(same.holds))
    count = services.edit_systems(actor=request.actor, system_ids=same.system_ids, changes=changes)
    return {"count": count}
