"""The year for programs: fixed dates, freezes, launch windows."""

from datetime import date
from typing import Annotated, Any

from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from tandem.accounts.api.shapes import ClockTime, PersonName
from tandem.accounts.requests import ActorRequest
from tandem.core import clock
from tandem.core.api_pages import ListPage, PageOf
from tandem.core.api_shapes import (
    Answer,
    Body,
    Day,
    Id,
    Line,
    PathId,
    Text,
)
from tandem.year import queries, services
from tandem.year.forms import first_and_last
from tandem.year.rules import FIRST_YEAR, LAST_YEAR, LINE_LIMIT, NAME_LIMIT, TEXT_LIMIT, FreezeKind

router = Router(tags=["Year"])

MomentId = Annotated[PathId, Path(description="The fixed date's id.")]
FreezeId = Annotated[PathId, Path(description="The freeze's id.")]

_DAY = ["2027-05-06"]
_NAME = ["Summer sale"]


class Dated(Answer):
    """A fixed date or a freeze."""

    id: int = Field(description="Its id.", examples=[44])
    name: str = Field(description="What it is called.", examples=_NAME)
    starts_on: date = Field(description="The first day.", examples=_DAY)
    ends_on: date = Field(description="The last day, in it.", examples=_DAY)
    freeze: FreezeKind | None = Field(description="How strict a freeze; null: a fixed date.")
    words: str = Field(
        description="Markets and channels of a fixed date; why a freeze is one.",
        examples=["DE and AT, mail"],
    )
    systems: list[str] = Field(
        description="The systems a freeze is for; empty: all.", examples=[["Shop"]]
    )
    by: PersonName = Field(description="Who noted it.")


class YearPage(PageOf[Dated]):
    """A year."""


class YearAsked(BaseModel):
    """Which year."""

    year: int | None = Field(
        None, ge=FIRST_YEAR, le=LAST_YEAR, description="Else the present one.", examples=[2027]
    )


class DayAsked(BaseModel):
    """Which day."""

    on: Day = Field(description="The day.", examples=_DAY)


class OnADay(Answer):
    """What somebody who wishes for a day should know of it."""

    on: date = Field(description="The day.", examples=_DAY)
    sentences: list[str] = Field(
        description="The weightiest first.", examples=[["Friday after 12:00: no launch window."]]
    )


class NewMoment(Body):
    """A fixed date."""

    name: Annotated[str, Line(NAME_LIMIT)] = Field(description="What it is.", examples=_NAME)
    starts_on: Day = Field(description="The day, or the first one.", examples=_DAY)
    ends_on: Day | None = Field(None, description="The last day, in it.", examples=_DAY)
    where: Annotated[str, Text(LINE_LIMIT)] = Field(
        "", description="Markets and channels.", examples=["DE and AT, mail"]
    )


class NewFreeze(Body):
    """A time without launches."""

    kind: FreezeKind = Field(description="How strict.")
    name: Annotated[str, Line(NAME_LIMIT)] = Field(
        description="What it is called.", examples=["Christmas"]
    )
    reason: Annotated[str, Text(TEXT_LIMIT)] = Field(
        description="Why.", examples=["Nobody is here to help."]
    )
    starts_on: Day = Field(description="The first day.", examples=_DAY)
    ends_on: Day = Field(description="The last day, in it.", examples=_DAY)
    system_ids: list[Id] = Field(
        default_factory=list, max_length=200, description="For which systems; empty: all."
    )


class Window(Answer):
    """When launches may begin on a weekday."""

    weekday: int = Field(ge=0, le=6, description="Monday is 0.", examples=[4])
    opens_at: ClockTime = Field(description="From.", examples=["09:00"])
    closes_at: ClockTime = Field(description="Until.", examples=["12:00"])


class Windows(Answer):
    """When launches may begin, in the workspace's time."""

    windows: list[Window] = Field(description="One for each weekday that has one.")


def _windows() -> dict[str, Any]:
    return {
        "windows": [
            {"weekday": weekday, "opens_at": opens, "closes_at": closes}
            for weekday, (opens, closes) in sorted(queries.windows().items())
        ]
    }


@router.get("/year", response=YearPage, operation_id="read_year", summary="A year's dates")
def read_year(request: ActorRequest, asked: Query[YearAsked]) -> ListPage:
    """Fixed dates and freezes with a day in it, by their first day; all of them."""
    return ListPage(queries.dated(request.actor, *first_and_last(asked.year or clock.now().year)))


@router.get(
    "/year/day", response=OnADay, operation_id="what_stands_on", summary="What stands on a day"
)
def what_stands_on(request: ActorRequest, asked: Query[DayAsked]) -> dict[str, Any]:
    """Freezes, fixed dates, and the launch window of that weekday."""
    return {"on": asked.on, "sentences": queries.what_stands_on(request.actor, asked.on)}


@router.post(
    "/moments", response={201: Dated}, operation_id="note_moment", summary="Note a fixed date"
)
def note_moment(request: ActorRequest, moment: NewMoment) -> queries.DatedRow:
    """Marketing's people and administrators."""
    noted = services.note_moment(
        actor=request.actor,
        name=moment.name,
        starts_on=moment.starts_on,
        ends_on=moment.ends_on,
        where=moment.where,
    )
    return queries.one_dated(request.actor, noted.pk, noted.starts_on)


@router.delete(
    "/moments/{moment_id}",
    response={204: None},
    operation_id="cancel_moment",
    summary="Cancel a fixed date",
)
def cancel_moment(request: ActorRequest, moment_id: MomentId) -> None:
    """Marketing's people and administrators. Twice is once."""
    services.cancel_moment(actor=request.actor, moment_id=moment_id)


@router.post(
    "/freezes", response={201: Dated}, operation_id="declare_freeze", summary="Declare a freeze"
)
def declare_freeze(request: ActorRequest, freeze: NewFreeze) -> queries.DatedRow:
    """IT's people and administrators."""
    declared = services.declare_freeze(
        actor=request.actor,
        kind=freeze.kind,
        name=freeze.name,
        reason=freeze.reason,
        starts_on=freeze.starts_on,
        ends_on=freeze.ends_on,
        systems=freeze.system_ids,
    )
    return queries.one_dated(request.actor, declared.pk, declared.starts_on)


@router.delete(
    "/freezes/{freeze_id}",
    response={204: None},
    operation_id="cancel_freeze",
    summary="Cancel a freeze",
)
def cancel_freeze(request: ActorRequest, freeze_id: FreezeId) -> None:
    """IT's people and administrators. Twice is once."""
    services.cancel_freeze(actor=request.actor, freeze_id=freeze_id)


@router.get(
    "/windows", response=Windows, operation_id="read_windows", summary="When launches may begin"
)
def read_windows(request: ActorRequest) -> dict[str, Any]:
    """For each weekday that has a window."""
    return _windows()


@router.put(
    "/windows", response=Windows, operation_id="set_windows", summary="Set when launches may begin"
)
def set_windows(request: ActorRequest, wanted: Windows) -> dict[str, Any]:
    """For administrators. A weekday that is left out has no window."""
    services.set_windows(
        actor=request.actor,
        windows={one.weekday: (one.opens_at, one.closes_at) for one in wanted.windows},
    )
    return _windows()
