"""The partners of an initiative for programs."""

from typing import Annotated

from ninja import Path, Router

from tandem.accounts.requests import ActorRequest
from tandem.activity.queries import people_on
from tandem.core.api_pages import ListPage
from tandem.core.api_shapes import PathId
from tandem.initiatives import queries, services
from tandem.initiatives.api.shapes import InitiativeId, NewPartner, PartnersPage

router = Router(tags=["Initiatives"])

PartnerId = Annotated[PathId, Path(description="The partner's id, as a person's.")]


@router.get(
    "/initiatives/{initiative_id}/partners",
    response=PartnersPage,
    operation_id="list_partners",
    summary="List the partners on an initiative",
)
def list_partners(request: ActorRequest, initiative_id: InitiativeId) -> ListPage:
    """People of agencies, who see the initiatives they were put on and nothing else."""
    queries.initiative_visible_to(request.actor, initiative_id)
    on_it = people_on([initiative_id])[initiative_id]
    return ListPage([one for one in on_it if one.name.partner])


@router.post(
    "/initiatives/{initiative_id}/partners",
    response=PartnersPage,
    operation_id="add_partner",
    summary="Put a partner on an initiative",
)
def add_partner(
    request: ActorRequest, initiative_id: InitiativeId, partner: NewPartner
) -> ListPage:
    """The owner of their side and administrators may. Twice is once."""
    services.add_partner(
        actor=request.actor, initiative_id=initiative_id, person_id=partner.person_id
    )
    return list_partners(request, initiative_id)


@router.delete(
    "/initiatives/{initiative_id}/partners/{person_id}",
    response={204: None},
    operation_id="end_partner",
    summary="Take a partner off an initiative",
)
def end_partner(request: ActorRequest, initiative_id: InitiativeId, person_id: PartnerId) -> None:
    """From now on they find nothing of it. What they wrote stays theirs."""
    services.end_partner(actor=request.actor, initiative_id=initiative_id, person_id=person_id)
