"""Where a part of a brief stands, for programs."""

from typing import Annotated

from ninja import Path, Router
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.briefs import queries, services
from tandem.briefs.api.shapes import BASE, Item
from tandem.briefs.queries import ItemRow
from tandem.briefs.rules import Section
from tandem.core.api_shapes import Body, Id, PathId
from tandem.initiatives.api import InitiativeId

router = Router(tags=["Briefs"])

_ITEM = "/initiatives/{initiative_id}/brief/items/{item_id}"

ItemId = Annotated[PathId, Path(description="The item's id.")]


class ItemMove(Body):
    """To which section an item goes."""

    section: Section = Field(description="Where it stands from now on.")
    base: Id = Field(description=BASE, examples=[2])


class ItemPlace(Body):
    """Where an item stands among those of its section."""

    before: Id | None = Field(
        description="The item that follows it; null for the end of the section.", examples=[302]
    )


@router.post(
    _ITEM + "/move", response=Item, operation_id="move_item", summary="Move an item to a section"
)
def move_item(
    request: ActorRequest, initiative_id: InitiativeId, item_id: ItemId, move: ItemMove
) -> ItemRow:
    """Whoever may write in both sections. Where it becomes another kind of item, the answer is
    a new one with the same words, and the former one is taken out."""
    moved = services.move_item(
        actor=request.actor,
        initiative_id=initiative_id,
        item_id=item_id,
        section=move.section,
        base=move.base,
    )
    return queries.item_of(request.actor, initiative_id, moved.pk)


@router.put(
    _ITEM + "/place", response=Item, operation_id="place_item", summary="Change the reading order"
)
def place_item(
    request: ActorRequest, initiative_id: InitiativeId, item_id: ItemId, place: ItemPlace
) -> ItemRow:
    """The order isn't part of what is signed."""
    services.place_item(
        actor=request.actor, initiative_id=initiative_id, item_id=item_id, before=place.before
    )
    return queries.item_of(request.actor, initiative_id, item_id)
