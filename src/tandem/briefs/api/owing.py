"""Who owes what by when, for programs."""

from typing import Annotated

from ninja import Path, Router

from tandem.accounts.requests import ActorRequest
from tandem.briefs import queries, services
from tandem.briefs.api.shapes import Item
from tandem.briefs.queries import ItemRow
from tandem.core.api_shapes import PathId
from tandem.initiatives.api import InitiativeId

router = Router(tags=["Briefs"])

_DELIVERY = "/initiatives/{initiative_id}/brief/items/{item_id}/delivery"

ItemId = Annotated[PathId, Path(description="The item's id.")]


@router.put(
    _DELIVERY, response=Item, operation_id="deliver_item", summary="Deliver what somebody owes"
)
def deliver_item(request: ActorRequest, initiative_id: InitiativeId, item_id: ItemId) -> ItemRow:
    """Whoever owes it, or an owner. Twice is once. It isn't part of what is signed."""
    services.deliver_item(actor=request.actor, initiative_id=initiative_id, item_id=item_id)
    return queries.item_of(request.actor, initiative_id, item_id)


@router.delete(
    _DELIVERY,
    response=Item,
    operation_id="take_back_delivery",
    summary="Say that it isn't delivered after all",
)
def take_back_delivery(
    request: ActorRequest, initiative_id: InitiativeId, item_id: ItemId
) -> ItemRow:
    """It is waited for again. Twice is once."""
    services.take_back_delivery(actor=request.actor, initiative_id=initiative_id, item_id=item_id)
    return queries.item_of(request.actor, initiative_id, item_id)
