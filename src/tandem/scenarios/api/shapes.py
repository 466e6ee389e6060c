"""What what-ifs look like to programs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from tandem.accounts.api.shapes import MaybeLane, PersonName
from tandem.accounts.rules import Lane
from tandem.core.api_pages import PageOf
from tandem.core.api_shapes import Answer, Body, Day, Id, Line, Text
from tandem.plans.promises import Failure
from tandem.scenarios.rules import (
    LEVERS_AT_MOST,
    NAME_LIMIT,
    SAID_LIMIT,
    WORDS_LIMIT,
    LeverKind,
    ScenarioState,
    Voice,
)

_ABOUT = (
    "scope: the requirement's id; person: the person's id, or -1 to -5 for somebody without a name "
    "yet; wait: the work's id; freeze: the freeze's id, or -1 for one that nobody has "
    "declared; date: 0."
)


_NUMBER = (
    "scope: 1 in, 0 out; person: percent of their time; freeze: null: without a hard one, 1: a "
    "soft one is kept, 0: it is passed; of freeze -1 its days."
)


class LeverShape(Answer):
    """One thing that is otherwise than in the plan."""

    kind: LeverKind = Field(description="What is moved.")
    about: int = Field(description=_ABOUT, examples=[412])
    other: int = Field(description="wait: the work that is waited for; else 0.", examples=[0])
    number: int | None = Field(description=_NUMBER, examples=[50])
    day: date | None = Field(
        description="date: the promised day; wait: when that work would be ready; freeze -1: from "
        "when on.",
        examples=["2027-05-06"],
    )
    lane: Lane | None = Field(description="Whose lever it is; null: either may move it.")
    words: str = Field(
        description="scope: why a must is left out; person without a name: a skill.",
        examples=["Legal needs longer."],
    )


class LeverMovedShape(Answer):
    """A lever, who moved it last and when."""

    lever: LeverShape = Field(description="The lever.")
    by: PersonName = Field(description="Who moved it last.")
    at: datetime = Field(description="When.")


class AgreedShape(Answer):
    """Somebody agreed."""

    voice: Voice = Field(description="For which side, or as sponsor.")
    by: PersonName = Field(description="Who agreed.")
    at: datetime = Field(description="When.")


class ScenarioShape(Answer):
    """A what-if: a named copy of a plan's levers."""

    id: int = Field(description="The what-if's id.", examples=[188])
    name: str = Field(description="Its name.", examples=["We leave the map for later"])
    state: ScenarioState = Field(description="How far it has come.")
    shared: bool = Field(description="Whether everybody who works on the initiative sees it.")
    made_by: PersonName = Field(description="Who made it.")
    made_at: datetime = Field(description="When.")
    content: str = Field(
        description="Names exactly what it says; send it as `seen` to agree.",
        examples=["9f2c5b1a" * 8],
    )
    moved: list[LeverMovedShape] = Field(description="Its levers.")
    agreed: list[AgreedShape] = Field(description="Who agrees to what it says.")
    proposed_by: PersonName | None = Field(description="Who proposed it.")
    proposed_at: datetime | None = Field(description="When.")
    note: str = Field(description="What was said with the proposal.", examples=["Before May."])
    settled_by: PersonName | None = Field(description="Who adopted it, or said no to it.")
    settled_at: datetime | None = Field(description="When.")
    answer: str = Field(description="Why somebody said no.", examples=[""])
    url: str = Field(description="Its page.", examples=["/initiatives/65/whatif/188/"])


class ScenarioPage(PageOf[ScenarioShape]):
    """The what-ifs of an initiative that one may see."""


class DaysOfSide(Answer):
    """Estimated working days of open work."""

    lane: Lane | None = Field(description="The side; null: both.")
    days: Decimal = Field(description="Working days.", examples=["12.5"])


class FiguresShape(Answer):
    """What a plan comes to."""

    day: date | None = Field(description="The promised day.", examples=["2027-05-06"])
    chance: float | None = Field(
        description="The chance (0 to 0.99) to be ready by then.", examples=[0.72]
    )
    even: datetime | None = Field(description="As likely as not all is ready by then.")
    safe: datetime | None = Field(description="Four times in five all is ready by then.")
    money: Decimal = Field(description="What it costs to build.", examples=["24000.00"])
    days: list[DaysOfSide] = Field(description="The days of each side.")
    worth: int = Field(description="What is built is worth so many points.", examples=[22])
    failed: Failure | None = Field(description="Why the engine gave no answer now.")
    made_at: datetime | None = Field(
        description="When it was worked out, where that was some time ago."
    )


class AnsweredShape(Answer):
    """The plan as it is, and as it would be."""

    now: FiguresShape = Field(description="As it is planned now.")
    then: FiguresShape = Field(description="With these levers.")
    leaving: list[int] = Field(description="Requirements that leave the scope.", examples=[[77]])
    coming: list[int] = Field(description="Requirements that come in.", examples=[[78]])
    left: list[int] = Field(description="Work that falls out with them.", examples=[[412]])
    moved_on: list[str] = Field(
        description="What of the plan has moved since this what-if was made.",
        examples=[["Another date is promised."]],
    )


class OtherShape(Answer):
    """What it does to another initiative."""

    initiative_id: int = Field(description="Its id.", examples=[66])
    safe_before: datetime | None = Field(description="Its safe date now.")
    safe_after: datetime | None = Field(description="Its safe date with these levers.")
    shares_people: bool = Field(description="Whether people are shared whose share moves.")
    waits: bool = Field(description="Whether it waits for work of this one.")
    failed: Failure | None = Field(description="Why it couldn't be worked out now.")


class OthersShape(Answer):
    """What it does to others."""

    rows: list[OtherShape] = Field(description="Those that were looked at.")
    unseen: list[int] = Field(description="Those that were not.", examples=[[67]])
    team: list[str] = Field(
        description="Who comes, goes, gives more or less.", examples=[["Igor comes new to it."]]
    )


class NewScenario(Body):
    """A what-if to begin."""

    name: Annotated[str, Line(NAME_LIMIT)] = Field(
        description="Its name.", examples=["We leave the map for later"]
    )
    copy_of: Id | None = Field(None, description="Another what-if to copy.", examples=[188])


class NewScenarioName(Body):
    """Another name."""

    name: Annotated[str, Line(NAME_LIMIT)] = Field(
        description="Its name.", examples=["The map comes in June"]
    )


class NewLever(Body):
    """One thing that is to be otherwise."""

    kind: LeverKind = Field(description="What is moved.")
    about: int = Field(0, strict=True, ge=-5, le=2**62, description=_ABOUT, examples=[412])
    other: int = Field(
        0, strict=True, ge=0, le=2**62, description="wait: the work waited for.", examples=[0]
    )
    number: int | None = Field(
        None,
        strict=True,
        ge=0,
        le=100,
        description=_NUMBER,
        examples=[50],
    )
    day: Day | None = Field(
        None, description="date: the day; wait: ready on; freeze: from.", examples=["2027-05-06"]
    )
    lane: MaybeLane = Field(None, description="person: for which side somebody new comes.")
    words: Annotated[str, Text(WORDS_LIMIT)] = Field(
        "", description="Why a must is left out; a skill.", examples=["Legal needs longer."]
    )


class NewLevers(Body):
    """All that is to be otherwise; what isn't named is as in the plan."""

    levers: list[NewLever] = Field(
        max_length=LEVERS_AT_MOST,
        description="The levers.",
        examples=[[{"kind": "date", "day": "2027-05-06"}]],
    )


class NewScenarioProposal(Body):
    """A what-if is proposed."""

    words: Annotated[str, Text(SAID_LIMIT)] = Field(
        "", description="A word with it.", examples=["Before May."]
    )


class NewYes(Body):
    """Somebody says yes."""

    voice: Voice = Field(description="For which side, or as sponsor.")
    seen: Annotated[str, Line(64)] = Field(
        description="The `content` that was read.", examples=["9f2c5b1a" * 8]
    )


class NewScenarioRefusal(Body):
    """Somebody says no."""

    voice: Voice = Field(description="For which side, or as sponsor.")
    words: Annotated[str, Text(SAID_LIMIT)] = Field(
        description="Why not.", examples=["Half of Igor is not enough."]
    )


class NewDealRefusal(Body):
    """The sponsor says no at the deal table."""

    words: Annotated[str, Text(SAID_LIMIT)] = Field(
        description="Why not, and what would do.", examples=["The fair is on 20 May."]
    )


class DealTakenBack(Body):
    """Somebody takes Deal back."""

    voice: Voice = Field(description="For which side, or as sponsor.")
