"""What a data-protection check looks like to programs."""

from collections.abc import Collection
from datetime import datetime
from typing import Annotated

from pydantic import Field, field_validator

from tandem.accounts.api.shapes import PersonName
from tandem.core.api_shapes import Answer, Body, Id, Text
from tandem.risk.rules import TEXT_LIMIT, Criterion, LawfulBasis, ProtectionStep
from tandem.systems.rules import DataClass

_PURPOSE = ["Tell whoever asked when the article is back."]
_NOTE = ["They asked for exactly this letter."]
_RETENTION = ["90 days, then the shop deletes them each night."]
_RECIPIENTS = ["The shop and our letter service in Ireland."]
_NECESSITY = ["Without the address nobody can be told."]
_RISKS = ["Others in the household see what somebody wants."]
_MEASURES = ["The letter names no article in its subject."]


class ProtectionSaid(Answer):
    """What is said of how personal data are used."""

    criteria: list[Criterion] = Field(description="Which of the nine are met.")
    purpose: str = Field(description="What for.", examples=_PURPOSE)
    basis: LawfulBasis = Field(description="The lawful basis.")
    basis_note: str = Field(description="Why it holds.", examples=_NOTE)
    retention: str = Field(description="How long they are kept.", examples=_RETENTION)
    recipients: str = Field(description="Who gets them.", examples=_RECIPIENTS)
    necessity: str = Field(description="Why no fewer data do.", examples=_NECESSITY)
    risks: str = Field(description="What may happen to people.", examples=_RISKS)
    measures: str = Field(description="What is done against it.", examples=_MEASURES)

    @field_validator("criteria", mode="before")
    @classmethod
    def _in_their_order(cls, met: Collection[Criterion]) -> list[Criterion]:
        """The same every time: a set has no order, and what is sent has a tag."""
        return [one for one in Criterion if one in met]


class ProtectionLookSeen(Answer):
    """What was said to a full assessment."""

    fine: bool = Field(description="Whether it is fine; else it was sent back.")
    text: str = Field(description="What there was to say.", examples=["Fine with 90 days."])
    by: PersonName = Field(description="Who said it.")
    at: datetime = Field(description="When.")


class ProtectionCheckSeen(Answer):
    """The data-protection check of an initiative."""

    step: ProtectionStep = Field(description="Where it stands.")
    id: int | None = Field(description="Send it as `replaces` or as `seen`.", examples=[7])
    flowing: list[DataClass] = Field(description="Which personal data flow.")
    written_for: list[DataClass] = Field(description="For which of them it was written.")
    full: bool = Field(description="Whether a full assessment is due.")
    said: ProtectionSaid | None = Field(description="What is written; null: nothing yet.")
    by: PersonName | None = Field(description="Who wrote it.")
    at: datetime | None = Field(description="When it was written.")
    look: ProtectionLookSeen | None = Field(description="What was said to it.")
    reviewers: list[PersonName] = Field(description="Who is asked to look.")


_Text = Annotated[str, Text(TEXT_LIMIT)]


class NewProtection(Body):
    """How personal data are used. The last three are needed where two criteria are met."""

    criteria: list[Criterion] = Field([], description="Which of the nine are met.", max_length=9)
    purpose: _Text = Field(description="What for.", examples=_PURPOSE)
    basis: LawfulBasis = Field(description="The lawful basis.")
    basis_note: _Text = Field("", description="Why it holds.", examples=_NOTE)
    retention: _Text = Field(description="How long they are kept.", examples=_RETENTION)
    recipients: _Text = Field(description="Who gets them.", examples=_RECIPIENTS)
    necessity: _Text = Field("", description="Why no fewer data do.", examples=_NECESSITY)
    risks: _Text = Field("", description="What may happen to people.", examples=_RISKS)
    measures: _Text = Field("", description="What is done against it.", examples=_MEASURES)
    replaces: Id | None = Field(None, description="The text that was read.", examples=[7])


class NewProtectionLook(Body):
    """What somebody says to a full assessment."""

    seen: int = Field(
        description="The `id` that was read.", ge=1, le=2**62, strict=True, examples=[7]
    )
    fine: bool = Field(strict=True, description="Whether it is fine; else it goes back.")
    text: _Text = Field(
        "", description="What there is to say; needed if it goes back.", examples=["How long?"]
    )
