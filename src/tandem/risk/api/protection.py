"""Data-protection checks for programs."""

from typing import Annotated

from ninja import Path, Router

from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import PathId
from tandem.initiatives import queries as initiatives
from tandem.risk import queries, services
from tandem.risk.api.shapes_protection import NewProtection, NewProtectionLook, ProtectionCheckSeen
from tandem.risk.rules import Processing

router = Router(tags=["Risk check"])

InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]


def _seen(request: ActorRequest, initiative_id: int) -> queries.ProtectionSeen:
    return queries.protection_of(request.actor, initiatives.whole(request.actor, initiative_id))


@router.get(
    "/initiatives/{initiative_id}/data-protection",
    response=ProtectionCheckSeen,
    operation_id="read_data_protection",
    summary="Its data-protection check",
)
def read_data_protection(
    request: ActorRequest, initiative_id: InitiativeId
) -> queries.ProtectionSeen:
    """How personal data are used in it, and whether a full assessment is due."""
    return _seen(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/data-protection",
    response=ProtectionCheckSeen,
    operation_id="write_data_protection",
    summary="Write its data-protection check",
)
def write_data_protection(
    request: ActorRequest, initiative_id: InitiativeId, given: NewProtection
) -> queries.ProtectionSeen:
    """The people of either side on it, or who answers for data protection. From two criteria on a
    full assessment is due, and somebody looks at it.
    """
    said = given.model_dump(exclude={"replaces", "criteria"})
    services.write_data_protection(
        actor=request.actor,
        initiative_id=initiative_id,
        given=Processing(criteria=frozenset(given.criteria), **said),
        replaces=given.replaces,
    )
    return _seen(request, initiative_id)


@router.post(
    "/initiatives/{initiative_id}/data-protection/reviews",
    response=ProtectionCheckSeen,
    operation_id="review_data_protection",
    summary="Look at a full data-protection assessment",
)
def review_data_protection(
    request: ActorRequest, initiative_id: InitiativeId, given: NewProtectionLook
) -> queries.ProtectionSeen:
    """Whoever answers for data protection and didn't write it; where nobody does, the sponsor."""
    services.review_data_protection(
        actor=request.actor,
        initiative_id=initiative_id,
        seen=given.seen,
        fine=given.fine,
        text=given.text,
    )
    return _seen(request, initiative_id)
