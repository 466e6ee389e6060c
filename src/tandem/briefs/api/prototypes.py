"""Prototypes of a brief for programs."""

from typing import Annotated

from ninja import File, Form, Path, Router
from ninja.files import UploadedFile
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.attachments.rules import DESCRIPTION_LIMIT, About
from tandem.briefs import queries, services
from tandem.briefs.api.shapes import Item
from tandem.briefs.queries import ItemRow
from tandem.briefs.requests import receive
from tandem.briefs.rules import TITLE_LIMIT
from tandem.core.api_shapes import Body, Line, PathId, Text
from tandem.initiatives.api import InitiativeId

router = Router(tags=["Briefs"])

ItemId = Annotated[PathId, Path(description="The item's id.")]
_SEEN = ["A calendar; Tuesday and Thursday can be chosen."]


class NewPrototype(Body):
    """What is said about it."""

    title: Annotated[str, Line(TITLE_LIMIT)] = Field(
        description="What it is called.", examples=["The page where one chooses a day"]
    )
    description: Annotated[str, Text(DESCRIPTION_LIMIT)] = Field(
        description="What is to be seen, in words: the text of the part.", examples=_SEEN
    )


class NewVersion(Body):
    """What is said about the newer version."""

    description: Annotated[str, Text(DESCRIPTION_LIMIT)] = Field(
        "", description="What is to be seen on it, if it isn't the same.", examples=_SEEN
    )


@router.post(
    "/initiatives/{initiative_id}/brief/prototypes",
    response={201: Item},
    operation_id="add_prototype",
    summary="Add a picture or a PDF file as a part of the brief",
)
def add_prototype(
    request: ActorRequest,
    initiative_id: InitiativeId,
    file: Annotated[UploadedFile, File(description="PNG, JPEG, WebP, GIF or PDF.")],
    told: Form[NewPrototype],
) -> ItemRow:
    """Whoever decides what it could look like. Sent as multipart/form-data."""
    item = services.add_prototype(
        actor=request.actor,
        initiative_id=initiative_id,
        file=receive(request.actor, initiative_id, file.chunks()),
        about=About(told.title, told.description, file.name or ""),
    )
    return queries.item_of(request.actor, initiative_id, item.pk)


@router.post(
    "/initiatives/{initiative_id}/brief/items/{item_id}/versions",
    response={201: Item},
    operation_id="add_prototype_version",
    summary="Bring a newer version of what a part shows",
)
def add_prototype_version(
    request: ActorRequest,
    initiative_id: InitiativeId,
    item_id: ItemId,
    file: Annotated[UploadedFile, File(description="PNG, JPEG, WebP, GIF or PDF.")],
    told: Form[NewVersion],
) -> ItemRow:
    """Of a part that both sides have signed it waits until both sign it."""
    item = services.add_prototype_version(
        actor=request.actor,
        initiative_id=initiative_id,
        item_id=item_id,
        file=receive(request.actor, initiative_id, file.chunks()),
        about=About(description=told.description, file_name=file.name or ""),
    )
    return queries.item_of(request.actor, initiative_id, item.pk)
