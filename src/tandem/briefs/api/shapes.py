"""What a brief looks like to programs."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.rules import Lane
from tandem.briefs.api.fields import DESCRIPTION, KEPT_EXAMPLES, ItemFields, Kept
from tandem.briefs.rules import (
    DAYS_LIMIT,
    DOCUMENT_LIMIT,
    NOTE_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    Effort,
    How,
    ItemKind,
    Priority,
    Section,
    Statement,
    WayOut,
    Weight,
)
from tandem.core.api_shapes import Answer, Body, Digest, Id, Text

_DIGEST = ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]
_SEEN = (
    "The `digest` of the content you read. If it has changed meanwhile, the answer is 409 and "
    "nothing is said."
)
BASE = (
    "The `revision` you began from. If somebody saved meanwhile, the answer is 409 with both texts."
)


Days = Annotated[Decimal, Field(ge=0, le=DAYS_LIMIT, max_digits=4, decimal_places=1)]
"""Days of work, with one digit after the point."""


class SignedBySide(Answer):
    """Which sides have signed the item as it is now."""

    marketing: bool = Field(description="Whether Marketing has.")
    it: bool = Field(description="Whether IT has.")


class UnsignedBySide(Answer):
    """The ids of the items that each side has yet to sign."""

    marketing: list[int] = Field(description="What Marketing has yet to sign.")
    it: list[int] = Field(description="What IT has yet to sign.")


class ItemEffort(Answer):
    """IT's rough effort."""

    low: Decimal = Field(description="Days at least.", examples=["2.0"])
    high: Decimal = Field(description="Days at most.", examples=["4.0"])
    middle: Decimal = Field(description="The middle counts.", examples=["3.0"])


class Item(Answer):
    """A requirement, a use case, a metric or a piece of text."""

    id: int = Field(description="The item's id; it stays.", examples=[301])
    label: str = Field(description="Its short name on screen.", examples=["R1"])
    kind: ItemKind = Field(description="What it is.")
    section: Section = Field(description="Where it stands.")
    title: str = Field(description="A few words; may be empty.", examples=["Prices"])
    text: str = Field(description="Markdown.", examples=["A shop changes its own prices."])
    priority: Priority | None = Field(description="Of requirements only.")
    fields: Kept = Field(description=DESCRIPTION, examples=KEPT_EXAMPLES)
    removed: bool = Field(description="Taken out, and the sides have yet to sign that.")
    revision: int = Field(description="Send it as `base` with the next change.", examples=[2])
    changed_by: PersonName = Field(description="Who wrote it as it is now.")
    changed_at: datetime = Field(description="When.")
    signed: SignedBySide = Field(description="Who has signed it as it is now.")
    suspended: bool = Field(
        description="It had both signatures once, and its present text doesn't."
    )
    lacks: list[str] = Field(
        description="What a metric, an event to track or something owed still lacks.",
        examples=[["By"]],
    )
    delivered_by: PersonName | None = Field(
        description="Who delivered what somebody owes; null while nobody has."
    )
    delivered_at: datetime | None = Field(description="When.")
    effort: ItemEffort | None = Field(description="Of requirements; null while IT hasn't said.")
    change_id: int | None = Field(
        description="The change of it that waits; null where none does.", examples=[7]
    )


class Allowance(Answer):
    """How much of the signed brief may change before both sides sign again, in days."""

    baseline: Decimal = Field(description="Must-have effort at sign-off.", examples=["55.00"])
    total: Decimal = Field(description="What may be used.", examples=["5.50"])
    used: Decimal = Field(description="What is used.", examples=["1.50"])
    left: Decimal = Field(description="What is left.", examples=["4.00"])


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
    gauge: Allowance | None = Field(description="Null until both sides have signed all of it.")
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
    word: Annotated[str, Field(max_length=14_000_000)] = Field(
        "",
        description="Instead of `document`: a Word file (DOCX, up to 10 MB), in base64.",
        examples=[""],
    )
    with_answers: bool = Field(
        default=True,
        strict=True,
        description="Without a document: begin with what the idea's questions have answered.",
    )


class NewItem(Body):
    """Something to add to a section."""

    section: Section = Field(description="Where it stands; it says what the item is.")
    title: Annotated[str, Text(TITLE_LIMIT)] = Field(
        "", description="A few words, where they help.", examples=["Prices"]
    )
    text: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "",
        description="Markdown. Needed where there are no `fields`.",
        examples=["A shop changes its own prices."],
    )
    priority: Priority | None = Field(
        None, description="Of requirements; `should` where it is left out."
    )
    fields: ItemFields | None = Field(None, description="What it carries beside its text.")


class NewEffort(Body):
    """How many days it takes; the middle counts."""

    low: Days = Field(description="Days at least.", examples=["2"])
    high: Days = Field(description="Days at most.", examples=["4"])


class NewChangeEffort(NewEffort):
    """The same of a change, and what else the change brings."""

    new_system: bool = Field(
        default=False, strict=True, description="It touches a system the brief didn't touch before."
    )
    new_data: bool = Field(
        default=False,
        strict=True,
        description="It needs a kind of data the brief didn't need before.",
    )
    moves_promise: bool = Field(
        default=False, strict=True, description="It moves a date or a number that was promised."
    )

    @property
    def as_effort(self) -> Effort:
        """As the services take it."""
        return Effort(self.low, self.high, self.new_system, self.new_data, self.moves_promise)


class ChangedItem(Body):
    """What changes; what is left out stays."""

    base: Id = Field(description=BASE, examples=[2])
    title: Annotated[str, Text(TITLE_LIMIT)] | None = Field(
        None, description="The new title.", examples=["Prices"]
    )
    text: Annotated[str, Text(TEXT_LIMIT)] | None = Field(
        None, description="The new text, Markdown.", examples=["A shop changes its own prices."]
    )
    priority: Priority | None = Field(None, description="Of requirements.")
    fields: ItemFields | None = Field(None, description="What it carries beside its text.")
    effort: NewChangeEffort | None = Field(
        None, description="From IT, with its own change of a part that both sides signed."
    )


class Restoration(Body):
    """Which revision is put back."""

    base: Id = Field(description=BASE, examples=[3])


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


class PartWords(Answer):
    """A part's words."""

    title: str = Field(description="A few words; may be empty.", examples=["Prices"])
    text: str = Field(description="Markdown.", examples=["A shop changes its own prices."])
    priority: Priority | None = Field(description="Of requirements only.")
    fields: Kept = Field(description=DESCRIPTION, examples=KEPT_EXAMPLES)


class Change(Answer):
    """A change of a part that both sides had signed."""

    id: int = Field(description="The change's id.", examples=[7])
    item_id: int = Field(description="Whose change it is.", examples=[301])
    label: str = Field(description="The item's short name.", examples=["R1"])
    before: PartWords = Field(description="What was signed.")
    after: PartWords = Field(description="What it becomes.")
    by: PersonName = Field(description="Who wrote it.")
    lane: Lane = Field(description="Of which side.")
    at: datetime = Field(description="When.")
    effort: ItemEffort | None = Field(description="Null while IT hasn't said.")
    weight: Weight | None = Field(
        description="Which of three it is; null while it waits for IT's effort."
    )
    why: str = Field(
        description="Why, while it waits.", examples=["Uses 1.5 of 5.5 days; applies now."]
    )
    uses: Decimal = Field(description="Days it takes.", examples=["1.50"])
    outcome: str = Field(
        description="Empty while it waits; else applied, withdrawn or next_version.",
        examples=["applied"],
    )
    way_out: WayOut = Field(description="What makes room for it, where both sign.")
    note: str = Field(description="What its author said to that.", examples=["R4 goes out."])
    callable_until: datetime | None = Field(
        description="Until when either side's owner may ask for both signatures."
    )


class LedgerEntry(Answer):
    """A use of the allowance, or what came back."""

    at: datetime = Field(description="When.")
    days: Decimal = Field(description="Used; negative came back.", examples=["1.50"])
    by: PersonName | None = Field(description="Who.")
    change_id: int | None = Field(description="The change, where it was one.", examples=[7])
    revision: str = Field(
        description="The quarterly revision that gave it back.", examples=["2026-Q2"]
    )


class AllowanceLedger(Answer):
    """Where the allowance stands, and every use of it, newest first."""

    gauge: Allowance = Field(description="Where it stands.")
    lines: list[LedgerEntry] = Field(description="Newest first.")


class ChangeDecision(Body):
    """How a change comes into the brief."""

    how: How = Field(
        description="By the allowance, by both signatures, or not before the next version."
    )
    way_out: WayOut = Field(WayOut.NONE, description="What makes room for it, where both sign.")
    note: Annotated[str, Text(NOTE_LIMIT)] = Field(
        "", description="In your words.", examples=["R4 goes out."]
    )


class QuarterlyRevision(Body):
    """Which revision gives allowance back."""

    revision: Annotated[str, Field(pattern="^20[0-9]{2}-Q[1-4]$")] = Field(
        description="Its name.", examples=["2026-Q2"]
    )


class GivenBack(Answer):
    """How many briefs got some of their allowance back."""

    briefs: int = Field(description="How many.", examples=[3])
