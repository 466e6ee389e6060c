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

    marketing: bool = Field(description="Whether Marketing has.")
    it: bool = Field(description="Whether IT has.")


class UnsignedBySide(Answer):
    """The ids of the items that each side has yet to sign."""

    marketing: list[int] = Field(description="What Marketing has yet to sign.")
    it: list[int] = Field(description="What IT has yet to sign.")


class Item(Answer):
    """A requirement, a use case, a metric or a piece of text."""

    id: int = Field(description="The item's id; it stays.", examples=[301])
    label: str = Field(description="Its short name on screen.", examples=["R1"])
    kind: ItemKind = Field(description="What it is.")
    section: Section = Field(description="Where it stands.")
    title: str = Field(description="A few words; may be empty.", examples=["Prices"])
    text: str = Field(description="Markdown.", examples=["A shop changes its own prices."])
    priority: Priority | None = Field(description="Of requirements only.")
    removed: bool = Field(description="Taken out, and the sides have yet to sign that.")
    revision: int = Field(description="Send it as `base` with the next change.", examples=[2])
    changed_by: PersonName = Field(description="Who wrote it as it is now.")
    changed_at: datetime = Field(description="When.")
    signed: SignedBySide = Field(description="Who has signed it as it is now.")
    suspended: bool = Field(
        description="It had both signatures once, and its present text doesn't."
    )


class Playback(Answer):
    """What IT said it understood, and what Marketing answered."""

    id: int = Field(description="The playback's id.", examples=[5])
    text: str = Field(
        description="What IT said it understood.",
        examples=["Shops change prices themselves. We build one form and an approval."],
    )
    said_by: PersonName = Field(description="Who said it.")
    said_at: datetime = Field(description="When.")
    snapshot: int = Field(description="The number of the snapshot it is about.", examples=[1])
    answered_by: PersonName | None = Field(description="Who answered; null while nobody has.")
    answered_at: datetime | None = Field(description="When.")
    confirmed: bool = Field(description="Whether Marketing confirmed it.")
    answer: str = Field(
        description="What Marketing said is different.", examples=["Not the discounts."]
    )
    is_current: bool = Field(description="Whether the brief is still what it was about.")


class SignOff(Answer):
    """A side's statement on one exact content."""

    lane: Lane = Field(description="For which side.")
    statement: Statement = Field(description="What it says. `object` doesn't sign.")
    note: str = Field(
        description="The dissent, or the alternative.", examples=["Two days a week would do."]
    )
    by: PersonName = Field(description="Who said it.")
    at: datetime = Field(description="When.")
    snapshot: int = Field(description="The number of the snapshot it is about.", examples=[1])
    is_current: bool = Field(description="Whether the brief is still exactly that.")


class Brief(Answer):
    """The requirements document of an initiative."""

    id: int = Field(description="The brief's id.", examples=[13])
    initiative_id: int = Field(description="Whose brief it is.", examples=[12])
    digest: str = Field(
        description="The name of the exact content; send it as `seen`.", examples=_DIGEST
    )
    signed: bool = Field(description="Whether both sides have signed every item as it is now.")
    unsigned: UnsignedBySide = Field(description="What is yet to be signed, by whom.")
    items: list[Item] = Field(description="In reading order.")
    statements: list[SignOff] = Field(description="Newest first.")
    playbacks: list[Playback] = Field(description="Newest first.")
    snapshots: int = Field(description="How many snapshots can be read.", examples=[1])
    url: str = Field(description="Its page.", examples=["/initiatives/12/brief/"])


class Snapshot(Answer):
    """One exact content of a brief, kept because somebody said something about it."""

    number: int = Field(description="Its number within the brief.", examples=[1])
    taken_at: datetime = Field(description="When.")
    digest: str = Field(description="The name of this exact content.", examples=_DIGEST)
    items: list[Item] = Field(description="In reading order, as they were.")
    statements: list[SignOff] = Field(description="What was said of it, oldest first.")
    playbacks: list[Playback] = Field(description="How it was played back, oldest first.")


class NewBrief(Body):
    """How the brief begins."""

    document: Annotated[str, Text(DOCUMENT_LIMIT)] = Field(
        "",
        description="A Markdown document to begin with. What fits no section is kept beside it.",
        examples=["# Summer sale\n\n## What it must do\n\n- must: a shop changes its own prices"],
    )


class NewItem(Body):
    """Something to add to a section."""

    section: Section = Field(description="Where it stands; it says what the item is.")
    title: Annotated[str, Text(TITLE_LIMIT)] = Field(
        "", description="A few words, where they help.", examples=["Prices"]
    )
    text: Annotated[str, Text(TEXT_LIMIT)] = Field(
        description="Markdown.", examples=["A shop changes its own prices."]
    )
    priority: Priority | None = Field(
        None, description="Of requirements; `should` where it is left out."
    )


class ChangedItem(Body):
    """What changes; what is left out stays."""

    base: Id = Field(description=_BASE, examples=[2])
    title: Annotated[str, Text(TITLE_LIMIT)] | None = Field(
        None, description="The new title.", examples=["Prices"]
    )
    text: Annotated[str, Text(TEXT_LIMIT)] | None = Field(
        None, description="The new text, Markdown.", examples=["A shop changes its own prices."]
    )
    priority: Priority | None = Field(None, description="Of requirements.")


class Restoration(Body):
    """Which revision is put back."""

    base: Id = Field(description=_BASE, examples=[3])


class NewPlayback(Body):
    """What IT understood, in two sentences."""

    text: Annotated[str, Text(NOTE_LIMIT)] = Field(
        description="In your own words.",
        examples=["Shops change prices themselves. We build one form and an approval."],
    )
    seen: Digest = Field(description=_SEEN, examples=_DIGEST)


class PlaybackAnswer(Body):
    """What Marketing says to it."""

    confirmed: bool = Field(strict=True, description="True opens signing.")
    answer: Annotated[str, Text(NOTE_LIMIT)] = Field(
        "",
        description="What is different; needed unless it is confirmed.",
        examples=["Not the discounts."],
    )


class NewSignOff(Body):
    """What a side says about the exact content it saw."""

    lane: Lane = Field(description="The side you sign for; you have to be its owner here.")
    statement: Statement = Field(description="`object` doesn't sign: it offers an alternative.")
    seen: Digest = Field(description=_SEEN, examples=_DIGEST)
    note: Annotated[str, Text(NOTE_LIMIT)] = Field(
        "",
        description="What you disagree with, or the alternative; needed unless you agree.",
        examples=["Two days a week would do."],
    )
