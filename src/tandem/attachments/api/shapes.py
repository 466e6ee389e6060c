"""What is attached, as programs see it."""

from datetime import datetime
from typing import Annotated

from ninja import Path
from pydantic import Field

from tandem.accounts.api.shapes import MaybeLane, PersonName
from tandem.attachments.rules import (
    ADDRESS_LIMIT,
    DESCRIPTION_LIMIT,
    TITLE_LIMIT,
    AttachmentKind,
    MediaType,
)
from tandem.core.api_pages import PageOf
from tandem.core.api_shapes import Answer, Body, Id, Line, PathId, Text
from tandem.talk.rules import COMMENT_LIMIT

AttachmentId = Annotated[PathId, Path(description="The attachment's id.")]
SubjectId = Annotated[
    PathId, Path(description="The id of what it is attached to: an initiative, a brief.")
]

_TITLE = ["The page where one chooses a day"]
_ADDRESS = ["https://shop.example/delivery"]
_SEEN = ["A calendar; Tuesday and Thursday can be chosen."]
_PINNED = ["Does this stay when the day is full?"]
_DIGEST = ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]


class PinComment(Answer):
    """One comment on a pin."""

    id: int = Field(description="The comment's id.", examples=[301])
    text: str = Field(description="Markdown; empty once it was taken back.", examples=_PINNED)
    by: PersonName = Field(description="Who said it.")
    at: datetime = Field(description="When.")


class Attachment(Answer):
    """A picture, a PDF file or a link."""

    id: int = Field(description="Its id; talk about it stands under the same id.", examples=[77])
    place_id: int = Field(description="What it is attached to.", examples=[12])
    kind: AttachmentKind = Field(description="Picture, PDF file or link.")
    title: str = Field(description="What it is called.", examples=_TITLE)
    description: str = Field(description="What is to be seen, in words.", examples=_SEEN)
    address: str = Field(description="Of a link: where it leads.", examples=_ADDRESS)
    file_name: str = Field(description="How the file was called.", examples=["day.png"])
    media: MediaType | None = Field(description="Of a file: what it is.")
    size: int = Field(description="Of a file: its bytes.", examples=[48213])
    digest: str = Field(
        description="Of a file: SHA-256 of its content, as hex digits.", examples=_DIGEST
    )
    all_pages: int = Field(description="Of a PDF file: how many pages it has.", examples=[3])
    version: int = Field(description="Which version of the same it is.", examples=[2])
    first_id: int = Field(description="The id of the first version.", examples=[71])
    by: PersonName = Field(description="Who added it.")
    lane: MaybeLane = Field(description="The side they added it for.")
    at: datetime = Field(description="When.")
    removed_at: datetime | None = Field(description="When it was removed; its file is gone then.")


class Page(Answer):
    """One picture to show: the image itself, or a page of a PDF file."""

    id: int = Field(description="The page's id: pins name it.", examples=[501])
    number: int = Field(description="Which page it is, from 1.", examples=[1])
    digest: str = Field(description="Its content: ask for it as a file.", examples=_DIGEST)
    small_key: str = Field(description="The content of its small picture.", examples=_DIGEST)
    width: int = Field(description="In pixels.", examples=[1280])
    height: int = Field(description="In pixels.", examples=[720])


class Pin(Answer):
    """A place on a picture, with what was said there."""

    id: int = Field(description="Its id; talk about it stands under the same id.", examples=[91])
    attachment_id: int = Field(description="The picture's id.", examples=[77])
    page: int = Field(description="The page it is on.", examples=[1])
    number: int = Field(description="What it is called on its picture.", examples=[3])
    x: float = Field(description="How far from the left, from 0 to 1.", examples=[0.25])
    y: float = Field(description="How far from the top, from 0 to 1.", examples=[0.4])
    by: PersonName = Field(description="Who placed it.")
    lane: MaybeLane = Field(description="The side they spoke for.")
    at: datetime = Field(description="When.")
    settled_at: datetime | None = Field(description="When it was settled.")
    settled_by: PersonName | None = Field(description="Who settled it.")
    comments: list[PinComment] = Field(description="What was said there, oldest first.")


class NewPin(Body):
    """Something to say about one place."""

    page: Annotated[int, Field(ge=1, le=10_000)] = Field(
        1, description="The page of a PDF file; 1 on a picture.", examples=[1]
    )
    x: Annotated[float, Field(ge=0, le=1)] = Field(
        description="How far from the left, from 0 to 1.", examples=[0.25]
    )
    y: Annotated[float, Field(ge=0, le=1)] = Field(
        description="How far from the top, from 0 to 1.", examples=[0.4]
    )
    text: Annotated[str, Text(COMMENT_LIMIT)] = Field(
        description="Markdown, as any comment.", examples=_PINNED
    )


class AttachmentWhole(Attachment):
    """An attachment with its pictures, versions and pins."""

    pages: list[Page] = Field(description="What is shown of it; none of a link.")
    pins: list[Pin] = Field(description="Every pin, by its number.")
    versions: list[int] = Field(description="The ids of all its versions, oldest first.")


class AttachmentPage(PageOf[Attachment]):
    """Some attachments."""


class NewLink(Body):
    """A link to add."""

    address: Annotated[str, Line(ADDRESS_LIMIT)] = Field(
        description="http or https. Nobody but people opens it.", examples=_ADDRESS
    )
    title: Annotated[str, Line(TITLE_LIMIT)] = Field(
        description="Where it leads, in a few words.", examples=_TITLE
    )


class AboutFile(Body):
    """What is said about a file."""

    title: Annotated[str, Text(TITLE_LIMIT)] = Field(
        "", description="What it is called; empty: as its file.", examples=_TITLE
    )
    description: Annotated[str, Text(DESCRIPTION_LIMIT)] = Field(
        "", description="What is to be seen, in words.", examples=_SEEN
    )
    version_of: Id | None = Field(
        None, description="The id of the newest version, which this one follows.", examples=[71]
    )


class ChangedAttachment(Body):
    """Its words anew."""

    title: Annotated[str, Line(TITLE_LIMIT)] = Field(
        description="What it is called.", examples=_TITLE
    )
    description: Annotated[str, Text(DESCRIPTION_LIMIT)] = Field(
        "", description="What is to be seen, in words.", examples=_SEEN
    )


class AttachmentStep(Body):
    """Which way it moves by one place."""

    step: int = Field(description="-1 to the front, 1 to the end.", examples=[-1], ge=-1, le=1)
