"""What a risk check looks like to programs."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, field_validator

from tandem.accounts.api.shapes import PersonName
from tandem.assessment.rules import Authority
from tandem.core.api_shapes import Answer, Body, Day, Digest, Id, Text
from tandem.initiatives.rules import Track
from tandem.risk.rules import COST_AT_MOST, TEXT_LIMIT, Dimension, RiskPace, RiskStep, Tier

_KEY = ["vendor"]
_DIGEST = ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]
_NOTE = ["It sends names to a vendor in Ireland."]


def _tier(value: object) -> object:
    return value.code if isinstance(value, Tier) else value


class Tiered(Answer):
    """Something with tiers, which are given by their names."""

    @field_validator("tier", "at_least", "tier_after", "after", mode="before", check_fields=False)
    @classmethod
    def _by_name(cls, value: object) -> object:
        return _tier(value)


TierName = Annotated[str, Field(pattern="^(low|medium|high)$", examples=["medium"])]


class RiskChoice(Tiered):
    """One answer to a question, from the least risk to the most."""

    text: str = Field(description="In words.", examples=["Yes, a new one"])
    points: int = Field(description="What it adds to its dimension.", examples=[3])
    at_least: TierName = Field(description="The tier that it fixes from below.")
    lowers: str = Field(
        description="What would lower it.", examples=["Take a vendor whose contract stands."]
    )


class RiskQuestion(Answer):
    """A question of the risk check."""

    dimension: Dimension = Field(description="Its dimension.")
    key: str = Field(description="Its key.", examples=_KEY)
    asks: str = Field(description="The question.", examples=["Is a vendor new to us involved?"])
    answers: list[RiskChoice] = Field(description="Its answers; the first is without risk.")


class RiskQuestions(Answer):
    """A version of the questions."""

    version: int = Field(description="Which.", examples=[1])
    medium_from: int = Field(
        description="Points from which on one dimension is medium.", examples=[4]
    )
    high_from: int = Field(description="Points from which on it is high.", examples=[9])
    questions: list[RiskQuestion] = Field(description="Five in each of the four dimensions.")


class RiskLowering(Tiered):
    """What would lower an answer, and what that would change."""

    how: str = Field(description="What would have to happen.", examples=["Build a switch."])
    instead: str = Field(description="The answer then.", examples=["At once, with a switch"])
    points: int = Field(description="How many points less.", examples=[1])
    after: TierName = Field(description="The tier of its dimension then.")
    tier_after: TierName = Field(description="The tier of the whole then.")
    in_words: str = Field(
        description="The same in words.",
        examples=["The check would be low: 1 instead of 3 working days."],
    )


class KnownAnswer(Answer):
    """An answer that is known already."""

    place: int = Field(description="Its place, from 0.", examples=[2])
    why: str = Field(description="How it is known.", examples=["IT confirmed: Online shop."])


class RiskAnswered(Answer):
    """A question with its answer."""

    key: str = Field(description="The question.", examples=_KEY)
    id: int | None = Field(description="Send it as `replaces` to answer anew.", examples=[31])
    place: int | None = Field(
        description="The answer's place, from 0; -1: not known yet; null: no answer.", examples=[2]
    )
    note: str = Field(description="What there is to say.", examples=_NOTE)
    by: PersonName | None = Field(description="Who answered.")
    lowering: RiskLowering | None = Field(description="What would lower it; null: nothing.")
    suggestion: KnownAnswer | None = Field(description="What is known of it; null: nothing.")


class RiskDimension(Tiered):
    """How one dimension stands."""

    dimension: Dimension = Field(description="Which.")
    points: int = Field(description="Its points.", examples=[5])
    tier: TierName = Field(description="Its tier.")


class RiskLook(Answer):
    """That somebody looks at it, or has."""

    kind: Authority = Field(description="For what.")
    people: list[PersonName] = Field(description="Who is asked.")
    fine: bool | None = Field(description="Whether it is fine; null: nobody has looked.")
    text: str = Field(description="What they said.", examples=["Fine with the switch."])
    by: PersonName | None = Field(description="Who looked.")


class RiskAccepted(Answer):
    """That the risk owner accepted what remains."""

    until: date = Field(description="Until when; then it comes back.", examples=["2027-05-06"])
    text: str = Field(description="What is accepted, and why.", examples=["The season decides."])
    by: PersonName = Field(description="Who accepted it.")


class CostOfDelay(Answer):
    """What a week of waiting costs."""

    id: int = Field(description="Send it as `replaces` to say something else.", examples=[5])
    per_week: int = Field(description="In whole units of the company's money.", examples=[5000])
    why: str = Field(description="Where that comes from.", examples=["Orders we lose."])
    by: PersonName = Field(description="Who said it.")


class PaceAdvice(Answer):
    """How to go on."""

    pace: RiskPace = Field(description="How.")
    why: str = Field(description="Why.", examples=["Little can go wrong."])
    path: Track | None = Field(description="The path that fits, within its limits.")


class RiskCheckSeen(Tiered):
    """The risk check of an initiative."""

    version: int = Field(description="In which version of the questions.", examples=[1])
    begun_at: datetime | None = Field(description="Since when; null: not yet.")
    due_day: date | None = Field(description="Until when it is due.", examples=["2027-05-06"])
    step: RiskStep = Field(description="How far it has come.")
    handed_in: int | None = Field(
        description="What was handed in and stands; send it as `seen`. Null: nothing.", examples=[7]
    )
    tier: TierName = Field(description="The tier of the worst dimension.")
    dimensions: list[RiskDimension] = Field(description="Each dimension.")
    questions: list[RiskAnswered] = Field(description="Each question.")
    known_digest: Digest = Field(
        description="The name of what is known; send it as `seen` to take it over.",
        examples=_DIGEST,
    )
    handed_in_by: PersonName | None = Field(description="Who handed it in last.")
    handed_in_at: datetime | None = Field(description="When.")
    reviews: list[RiskLook] = Field(description="Who looks at it.")
    risk_owner: PersonName | None = Field(description="Who accepts what remains.")
    accepted: RiskAccepted | None = Field(description="What they accepted.")
    delay: CostOfDelay | None = Field(description="What waiting costs; null: not said.")
    advice: PaceAdvice = Field(description="What it comes to against what waiting costs.")


class NewRiskAnswer(Body):
    """An answer to one question."""

    key: str = Field(description="The question.", max_length=40, examples=_KEY)
    place: int = Field(
        description="The answer's place, from 0; -1: we don't know yet.",
        ge=-1,
        le=100,
        strict=True,
        examples=[2],
    )
    note: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "", description="What there is to say.", examples=_NOTE
    )
    replaces: Id | None = Field(
        None, description="The answer that was read, if there was one.", examples=[31]
    )


class NewRiskAnswers(Body):
    """Answers to one question or several."""

    answers: list[NewRiskAnswer] = Field(
        description="Each question once; all are taken or none.", min_length=1, max_length=60
    )


class TakenOver(Body):
    """Which of what is known was read."""

    seen: Digest = Field(description="`known_digest` of the check.", examples=_DIGEST)


class HandedIn(Body):
    """That the answers are right."""

    risk_owner_id: Id | None = Field(
        None, description="Who accepts what remains, at the highest tier.", examples=[12]
    )


class NamedRiskOwner(Body):
    """Who accepts what remains."""

    person_id: Id = Field(description="A risk owner by Settings.", examples=[12])


class NewRiskReview(Body):
    """What somebody says who looked at it."""

    kind: Authority = Field(description="For what.")
    seen: Id = Field(description="What was read: the check's `handed_in`.", examples=[7])
    fine: bool = Field(strict=True, description="Whether it is fine; else it goes back.")
    text: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "", description="What there is to say; needed if it goes back.", examples=["Which vendor?"]
    )


class NewAcceptance(Body):
    """That the risk owner accepts what remains."""

    seen: Id = Field(description="What was read: the check's `handed_in`.", examples=[7])
    until: Day = Field(description="Until when, at most a year.", examples=["2027-05-06"])
    text: Annotated[str, Text(TEXT_LIMIT)] = Field(
        description="What is accepted, and why.", examples=["The season decides."]
    )


class NewCostOfDelay(Body):
    """What a week of waiting costs."""

    per_week: int = Field(
        description="In whole units of the company's money.",
        ge=0,
        le=COST_AT_MOST,
        strict=True,
        examples=[5000],
    )
    why: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "", description="Where that comes from.", examples=["Orders we lose."]
    )
    replaces: Id | None = Field(
        None, description="What was read of it, if it was said before.", examples=[4]
    )
