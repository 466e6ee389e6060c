"""What versions of the risk check's questions look like to programs."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.core.api_shapes import Answer, Body, Text
from tandem.risk.api.shapes import RiskQuestions, TierName
from tandem.risk.rules.questions import (
    ANSWERS_AT_LEAST,
    ANSWERS_AT_MOST,
    ASKS_LIMIT,
    CHOICE_LIMIT,
    PER_DIMENSION,
    POINTS_AT_MOST,
)

Revision = Annotated[
    int,
    Field(
        ge=1,
        le=2**31 - 1,
        strict=True,
        description="Which state of it was read.",
        examples=[3],
    ),
]


class QuestionVersionSeen(Answer):
    """A version that was asked, or is."""

    number: int = Field(description="Which.", examples=[2])
    by: PersonName | None = Field(description="Who let it be asked; null: it ships.")
    at: datetime | None = Field(description="Since when.")


class QuestionDraft(Answer):
    """The version that is being written."""

    revision: int | None = Field(
        description="Send it with what you change; null: none is being written.", examples=[3]
    )
    asks: RiskQuestions = Field(description="What it asks so far.")


class NewQuestionVersion(Body):
    """Which version is copied."""

    copies: Annotated[int, Field(ge=1, le=2**31 - 1, strict=True)] | None = Field(
        None, description="Its number; null: the one that is asked.", examples=[1]
    )


class NewRiskChoice(Body):
    """An answer of a question."""

    text: Annotated[str, Text(CHOICE_LIMIT)] = Field(
        description="In words.", examples=["Yes, a new one"]
    )
    points: int = Field(
        description="What it adds.", ge=0, le=POINTS_AT_MOST, strict=True, examples=[3]
    )
    at_least: TierName = Field("low", description="The tier that it fixes from below.")
    lowers: Annotated[str, Text(CHOICE_LIMIT)] = Field(
        "", description="What would lower it.", examples=["Take a vendor we know."]
    )


class NewRiskQuestion(Body):
    """A question, in other words."""

    asks: Annotated[str, Text(ASKS_LIMIT)] = Field(
        description="The question.", examples=["Is a vendor new to us involved?"]
    )
    answers: list[NewRiskChoice] = Field(
        description="From the least risk to the most; the first is without.",
        min_length=ANSWERS_AT_LEAST,
        max_length=ANSWERS_AT_MOST,
    )
    revision: Revision


_AT_MOST = PER_DIMENSION * POINTS_AT_MOST


class NewRiskLimits(Body):
    """From how many points on a dimension is medium, and high."""

    medium_from: int = Field(
        description="Medium from.", ge=1, le=_AT_MOST, strict=True, examples=[5]
    )
    high_from: int = Field(description="High from.", ge=2, le=_AT_MOST, strict=True, examples=[9])
    revision: Revision


class ReadRevision(Body):
    """Which state of the version was read."""

    revision: Revision
