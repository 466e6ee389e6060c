"""Who signs for a side where one person answers for both, for programs."""

from ninja import Router
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.activity.queries import Alone, alone_on
from tandem.briefs import services
from tandem.core.api_shapes import Answer, Body, Id
from tandem.initiatives.api import InitiativeId
from tandem.initiatives.queries import heading_visible_to

router = Router(tags=["Briefs"])


class NewSecondSigner(Body):
    """Who signs, and for which side."""

    person_id: Id = Field(description="Who signs.", examples=[4])
    lane: Lane = Field(description="For which side.")


class SecondSigner(Answer):
    """Who signs where one person answers for both sides."""

    owner_id: int | None = Field(
        description="Who answers for both sides; null where two people do.", examples=[2]
    )
    person_id: int | None = Field(description="The second signer; null until named.", examples=[4])
    lane: Lane | None = Field(description="For which side they sign.")


def _shown(alone: Alone | None) -> SecondSigner:
    if alone is None:
        return SecondSigner(owner_id=None, person_id=None, lane=None)
    return SecondSigner(owner_id=alone.owner, person_id=alone.second, lane=alone.lane)


@router.get(
    "/initiatives/{initiative_id}/second-signer",
    response=SecondSigner,
    operation_id="read_second_signer",
    summary="Who signs where one person answers for both sides",
)
def read_second_signer(request: ActorRequest, initiative_id: InitiativeId) -> SecondSigner:
    """Nobody where two people answer for the two sides: then they sign."""
    heading_visible_to(request.actor, initiative_id)
    return _shown(alone_on(initiative_id))


@router.put(
    "/initiatives/{initiative_id}/second-signer",
    response=SecondSigner,
    operation_id="name_second_signer",
    summary="Name the second signer",
)
def name_second_signer(
    request: ActorRequest, initiative_id: InitiativeId, signer: NewSecondSigner
) -> SecondSigner:
    """The sponsor names them before anybody signs."""
    return _shown(
        services.name_second_signer(
            actor=request.actor,
            initiative_id=initiative_id,
            lane=signer.lane,
            person_id=signer.person_id,
        )
    )
