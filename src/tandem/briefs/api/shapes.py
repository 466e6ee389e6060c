"""What a brief looks like to programs."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.rules import Lane
from tandem.briefs.rules import (
    DOCUMENT_LIMIT,
    NOTE_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    ItemKind,
    Priority,
    Section,
    Statement,
)
from tandem.core.api_shapes import Answer, Body, Digest, Id, Text

_DIGEST = ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]
_SEEN = (
    "The `digest` of the content you read. If it has changed meanwhile, the answer is 409 and "
    "nothing is said."
)
_BASE = (
    "The `revision` you began from. If somebody saved meanwhile, the answer is 409 with both texts."
)


class SignedBySide(Answer):
    """Which sides have signed the item as it is now."""

    marketing: bool
    it: bool


class UnsignedBySide(Answer):
    """The ids of the items that each side has yet to sign."""

    marketing: list[int]
    it: list[int]


class Item(Answer):
    """A requirement, a use case, a metric or a piece of text."""

    id: int = Field(examples=[301])
    label: str = Field(description="Its short name on screen.", examples=["R1"])
    kind: ItemKind
    section: Section
    title: str = Field(examples=["Prices"])
    text: str = Field(description="Markdown.", examples=["A shop changes its own prices."])
    priority: Priority | None = Field(description="Of requirements only.")
    removed: bool = Field(description="Taken out, and the sides have yet to sign that.")
    revision: int = Field(description="Send it as `base` with the next change.", examples=[2])
    changed_by: PersonName
    changed_at: datetime
    signed: SignedBySide
    suspended: bool = Field(
        description="It had both signatures once, and its present text doesn't."
    )


class Playback(Answer):
    """What IT said it understood, and what Marketing answered."""

    id: int = Field(examples=[5])
    text: str
    said_by: PersonName
    said_at: datetime
    snapshot: int = Field(description="The number of the snapshot it is about.", examples=[1])
    answered_by: PersonName | None
    answered_at: datetime | None
    confirmed: bool
    answer: str
    is_current: bool = Field(description="Whether the brief is still what it was about.")


class SignOff(Answer):
    """A side's statement on one exact content."""

    lane: Lane
    statement: Statement
    note: str
    by: PersonName
    at: datetime
    snapshot: int = Field(description="The number of the snapshot it is about.", examples=[1])
    is_current: bool = Field(description="Whether the brief is still exactly that.")


class Brief(Answer):
    """The requirements document of an initiative."""

    id: int = Field(examples=[13])
    initiative_id: int = Field(examples=[12])
    digest: str = Field(
        description="The name of the exact content; send it as `seen`.", examples=_DIGEST
    )
    signed: bool = Field(description="Whether both sides have signed every item as it is now.")
    unsigned: UnsignedBySide
    items: list[Item] = Field(description="In reading order.")
    statements: list[SignOff] = Field(description="Newest first.")
    playbacks: list[Playback] = Field(description="Newest first.")
    snapshots: int = Field(description="How many snapshots can be read.", examples=[1])
    url: str = Field(description="Its page.", examples=["/initiatives/12/brief/"])


class Snapshot(Answer):
    """One exact content of a brief, kept because somebody said something about it."""

    number: int = Field(examples=[1])
    taken_at: datetime
    digest: str = Field(examples=_DIGEST)
    items: list[Item]
    statements: list[SignOff]
    playbacks: list[Playback]


class NewBrief(Body):
    """How the brief begins."""

    document: Annotated[str, Text(DOCUMENT_LIMIT)] = Field(
        "",
        description="A Markdown document to begin with. What fits no section is kept beside it.",
        examples=["# Summer sale\n\n## What it must do\n\n- must: a shop changes its own prices"],
    )


class NewItem(Body):
    """Something to add to a section."""

    section: Section
    title: Annotated[str, Text(TITLE_LIMIT)] = Field("", examples=["Prices"])
    text: Annotated[str, Text(TEXT_LIMIT)] = Field(
        description="Markdown.", examples=["A shop changes its own prices."]
    )
    priority: Priority | None = Field(
        None, description="Of requirements; `should` where it is left out."
    )


class ChangedItem(Body):
    """What changes; what is left out stays."""

    base: Id = Field(description=_BASE, examples=[2])
    title: Annotated[str, Text(TITLE_LIMIT)] | None = None
    text: Annotated[str, Text(TEXT_LIMIT)] | None = None
    priority: Priority | None = None


class Restoration(Body):
    """Which revision is put back."""

    base: Id = Field(description=_BASE, examples=[3])


class NewPlayback(Body):
    """What IT understood, in two sentences."""

    text: Annotated[str, Text(NOTE_LIMIT)] = Field(
        examples=["Shops change prices themselves. We build one form and an approval."]
    )
    seen: Digest = Field(description=_SEEN, examples=_DIGEST)


class PlaybackAnswer(Body):
    """What Marketing says to it."""

    confirmed: bool = Field(strict=True, description="True opens signing.")
    answer: Annotated[str, Text(NOTE_LIMIT)] = Field(
        "", description="What is different; needed unless it is confirmed."
    )


class NewSignOff(Body):
    """What a side says about the exact content it saw."""

    lane: Lane = Field(description="The side you sign for; you have to be its owner here.")
    statement: Statement
    seen: Digest = Field(description=_SEEN, examples=_DIGEST)
    note: Annotated[str, Text(NOTE_LIMIT)] = Field(
        "", description="What you disagree with, or the alternative; needed unless you agree."
    )
