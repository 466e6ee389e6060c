"""What a part of a brief carries beside its text, for programs."""

from datetime import date
from typing import Annotated

from pydantic import Field

from tandem.briefs.rules import LINE_LIMIT, LINES_LIMIT
from tandem.core.api_shapes import Body, Text

Line = Annotated[str, Text(LINE_LIMIT)]
Lines = Annotated[list[Line], Field(max_length=LINES_LIMIT)]
Kept = dict[str, str | bool | list[str] | list[dict[str, str]] | dict[str, str | int]]
"""As it is answered: only what is there."""

DESCRIPTION = (
    "What it carries beside its text: requirements `value` and `depends_on`; use cases `covers`, "
    "`actor`, `goal`, `preconditions`, `main_flow`, `alternatives`, `acceptance` and "
    "`technical`; metrics "
    "`target`, `source`, `owner`, `day`, `baseline` and `measure_first`; the tracking plan "
    "`event`, `trigger`, `parameters`, `consent` and `report`; what is owed `who` and `day`; why "
    "`journey_step`; cost `yearly_cost` and `upkeep`. Only what is there. "
    "A use case also has `what_ifs`: its answered cards. What it could look like has `picture`: "
    "the `id`, `version` and `digest` of the attachment that it shows."
)
KEPT_EXAMPLES = [{"target": "36 %", "source": "shop orders", "day": "2026-09-30"}]


class ItemFields(Body):
    """What is left out stays; an empty value takes it away."""

    value: Line | None = Field(
        None, description="Requirements: what it is worth, in words.", examples=["Fewer calls."]
    )
    depends_on: Lines | None = Field(
        None, description="Requirements: those it needs first.", examples=[["R2"]]
    )
    covers: Lines | None = Field(
        None, description="Use cases: the requirements they are for.", examples=[["R1"]]
    )
    actor: Line | None = Field(None, description="Use cases: who.", examples=["A member"])
    goal: Line | None = Field(
        None, description="Use cases: what they want.", examples=["Choose a delivery day"]
    )
    preconditions: Lines | None = Field(
        None, description="Use cases: what is true before.", examples=[["She is signed in."]]
    )
    main_flow: Lines | None = Field(
        None, description="Use cases: step by step.", examples=[["She opens the calendar."]]
    )
    alternatives: Lines | None = Field(
        None, description="Use cases: what else can happen.", examples=[["No day is free."]]
    )
    acceptance: Lines | None = Field(
        None,
        description="Use cases: what can be seen when it works.",
        examples=[["The day stands in the order."]],
    )
    technical: Lines | None = Field(
        None,
        description="Use cases: when IT accepts it; decided by who decides technical acceptance.",
        examples=[["Two seconds at most with a thousand people at once."]],
    )
    target: Line | None = Field(None, description="Metrics: the number.", examples=["36 %"])
    source: Line | None = Field(
        None, description="Metrics: where it is read.", examples=["shop orders"]
    )
    owner: Line | None = Field(
        None, description="Metrics: who looks it up.", examples=["Alice Marlow"]
    )
    day: date | None = Field(None, description="Metrics, owed: when.", examples=["2026-09-30"])
    baseline: Line | None = Field(None, description="Metrics: the number today.", examples=["31 %"])
    measure_first: bool | None = Field(
        None, strict=True, description="Metrics: nobody knows the number of today."
    )

    event: Line | None = Field(
        None, description="Tracking plan: its name.", examples=["day_chosen"]
    )
    trigger: Line | None = Field(
        None, description="Tracking plan: when it is counted.", examples=["She taps a day."]
    )
    parameters: Lines | None = Field(
        None, description="Tracking plan: what is sent along.", examples=[["shop", "day"]]
    )
    consent: Line | None = Field(
        None, description="Tracking plan: under which consent.", examples=["Statistics"]
    )
    report: Line | None = Field(
        None, description="Tracking plan: where it is looked at.", examples=["Weekly orders"]
    )
    who: Line | None = Field(
        None,
        description="What is owed: `marketing`, `it`, or the id of somebody on the initiative.",
        examples=["marketing"],
    )
    journey_step: Line | None = Field(
        None, description="Why: the step of the customer's journey.", examples=["Checkout"]
    )
    yearly_cost: Line | None = Field(
        None, description="Cost: what a year of it costs.", examples=["4,000 € and three days"]
    )
    upkeep: Line | None = Field(
        None, description="Cost: who looks after it.", examples=["The shop team"]
    )

    @property
    def given(self) -> dict[str, object]:
        """What was sent."""
        return {name: getattr(self, name) for name in self.model_fields_set}
