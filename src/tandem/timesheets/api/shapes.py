"""Hours as programs see them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Path
from pydantic import Field

from tandem.core.api_shapes import Answer, Body, Day, Id, Line, PathId, Text
from tandem.timesheets.rules import DAY_AT_MOST, NAME_LIMIT, NOTE_LIMIT, SpentOn
from tandem.work.rules import DAYS_AT_MOST

OccupationId = Annotated[PathId, Path(description="The id of something on the short list.")]
TimeHomeId = Annotated[PathId, Path(description="The initiative's id.")]
StillWorkId = Annotated[PathId, Path(description="The id of a piece of work.")]

_DAYS = ["3.5"]
_SUBJECT = "A piece of work, or an initiative."
_OCCUPATION = "Or something on the short list: meetings, support."


class SpentHours(Answer):
    """Your hours on one thing on one day."""

    subject_id: int | None = Field(description=_SUBJECT, examples=[912])
    occupation_id: int | None = Field(description=_OCCUPATION, examples=[2])
    day: date = Field(description="The day.")
    minutes: int = Field(description="How long.", examples=[90])
    note: str = Field(description="What you noted.", examples=["With the test account."])
    version: int = Field(description="Send it as `seen` to change it.", examples=[1])


class HoursRow(Answer):
    """A row of your sheet: what, and the cells that aren't empty."""

    subject_id: int | None = Field(description=_SUBJECT, examples=[912])
    occupation_id: int | None = Field(description=_OCCUPATION, examples=[2])
    name: str = Field(description="How it is called.", examples=["Read the free days"])
    minutes: int = Field(description="In the whole week.", examples=[450])
    cells: list[SpentHours] = Field(description="By day.")


class HoursWeek(Answer):
    """Your sheet of a week."""

    monday: date = Field(description="Its first day.")
    minutes: int = Field(description="All together.", examples=[2250])
    expected: int = Field(description="Your working hours of that week.", examples=[2400])
    closed_until: date | None = Field(description="Hours up to that day can't be changed.")
    rows: list[HoursRow] = Field(description="What you worked on.")


class _On(Body):
    subject_id: Id | None = Field(None, description=_SUBJECT, examples=[912])
    occupation_id: Id | None = Field(None, description=_OCCUPATION, examples=[2])

    def on(self) -> SpentOn:
        """What it is spent on; the service says no where it is both, or neither."""
        return SpentOn(self.subject_id, self.occupation_id)


class NewHours(_On):
    """Hours of a day; what is left out stays."""

    day: Day = Field(description="The day.", examples=["2026-11-16"])
    minutes: Annotated[int, Field(strict=True, ge=0, le=DAY_AT_MOST)] | None = Field(
        None, description="How long; 0 takes it back.", examples=[90]
    )
    note: Annotated[str, Text(NOTE_LIMIT)] | None = Field(
        None, description="A note for yourself.", examples=["With the test account."]
    )
    seen: Annotated[int, Field(strict=True, ge=0, le=10**9)] | None = Field(
        None,
        description="The `version` you read, 0 for none; refused where it changed.",
        examples=[1],
    )


class NewSheetRow(_On):
    """Something to put on your sheet."""

    week: Day = Field(description="A day of that week.", examples=["2026-11-16"])


class CopiedWeek(Body):
    """The week to fill with the rows of the one before."""

    week: Day = Field(description="A day of that week.", examples=["2026-11-16"])


class CopiedRows(Answer):
    """How many rows are new."""

    count: int = Field(description="Rows that were copied.", examples=[3])


class StartedTimer(_On):
    """What to count time on."""


class StoppedTimer(Body):
    """What to keep of a timer."""

    keep: Annotated[int, Field(strict=True, ge=0, le=DAY_AT_MOST)] | None = Field(
        None, description="Minutes; null: all of it. A forgotten timer asks for it.", examples=[90]
    )


class RunningTimer(Answer):
    """Your timer."""

    running: bool = Field(description="Whether it runs.")
    subject_id: int | None = Field(None, description=_SUBJECT, examples=[912])
    occupation_id: int | None = Field(None, description=_OCCUPATION, examples=[2])
    started_at: datetime | None = Field(None, description="Since when.")
    minutes: int = Field(0, description="How long so far.", examples=[34])
    asks: bool = Field(
        default=False, description="It was forgotten: say what to keep when you stop it."
    )


class OccupationNamed(Answer):
    """Something that hours are spent on beside work."""

    id: int = Field(description="Its id.", examples=[2])
    name: str = Field(description="How it is called.", examples=["Meetings"])


class OccupationsThere(Answer):
    """The short list."""

    items: list[OccupationNamed] = Field(description="By name.")


class NewOccupation(Body):
    """Something to put on the list."""

    name: Annotated[str, Line(NAME_LIMIT)] = Field(
        description="How it is called.", examples=["Meetings"]
    )


class ClosedHours(Body):
    """Up to which day hours are closed."""

    until: Day | None = Field(description="The day; null opens all.", examples=["2026-10-31"])


class ClosedUntil(Answer):
    """Up to which day hours are closed."""

    until: date | None = Field(description="The day; null: none are.")


class SaidStill(Body):
    """How many working days are left of a piece of work."""

    days: Annotated[Decimal, Field(ge=0, le=DAYS_AT_MOST, decimal_places=1)] | None = Field(
        description="Days, in tenths; null: not known any more.", examples=_DAYS
    )


class TimeOfWork(Answer):
    """Planned against spent, in working days. Null where it isn't known, or isn't yours to read."""

    work_id: int = Field(description="The piece.", examples=[912])
    planned: Decimal | None = Field(description="As estimated.", examples=_DAYS)
    spent: Decimal | None = Field(description="From hours written down.", examples=["2.0"])
    left: Decimal | None = Field(description="Still to do.", examples=["1.5"])


class DaysTogether(Answer):
    """Days of many pieces together."""

    planned: Decimal = Field(description="As estimated.", examples=["40"])
    spent: Decimal = Field(description="From hours written down.", examples=["34"])
    left: Decimal = Field(description="Still to do.", examples=["12"])
    pieces: int = Field(description="How many pieces.", examples=[14])
    too_long: int = Field(description="Of those, over by more than half.", examples=[2])


class SideTime(DaysTogether):
    """The work of one side."""

    lane: str | None = Field(description="Whose work; null: both sides'.", examples=["it"])


class TimeOfInitiative(Answer):
    """Planned against spent of an initiative."""

    total: DaysTogether | None = Field(description="All; null: for its people and sponsor alone.")
    sides: list[SideTime] = Field(description="By whose work it is.")
    pieces: list[TimeOfWork] = Field(description="By piece of work.")


class InitiativeDays(DaysTogether):
    """One initiative."""

    initiative_id: int = Field(description="Its id.", examples=[12])
    title: str = Field(description="How it is called.", examples=["Delivery days"])


class TimeOfAll(Answer):
    """All initiatives whose sums you may read; what runs over most comes first."""

    items: list[InitiativeDays] = Field(description="One each.")


def together(one: Any) -> dict[str, Any]:
    """A tally for `DaysTogether`."""
    return {
        "planned": one.planned,
        "spent": one.spent,
        "left": one.left,
        "pieces": one.pieces,
        "too_long": one.too_long,
    }
