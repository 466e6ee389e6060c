"""The roadmap for programs."""

from datetime import date
from typing import Annotated, Any

from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from tandem.accounts.queries import present_day
from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import Answer, Body, Day, Id, PathId, Text
from tandem.initiatives.rules import InitiativeKind
from tandem.projects.rules import REASON_LIMIT
from tandem.roadmap import queries, services
from tandem.roadmap.rules import Asked, BarKind, GroupBy, WhoseYear, Zoom, period_around
from tandem.roadmap.rules.calendar import CAMPAIGN_LIMIT, LINE_LIMIT, CalendarKind, Channel

router = Router(tags=["Roadmap"])

SubjectId = Annotated[PathId, Path(description="The id of an initiative or an IT project.")]
ProjectId = Annotated[PathId, Path(description="The IT project's id.")]
InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]

_DAY = ["2027-05-06"]
_REASON = ["The vendor delivers two weeks later."]
_Number = Annotated[int, Field(ge=1, le=2**63 - 1)]


class RoadmapAsked(BaseModel):
    """Which time, and what of it."""

    zoom: Zoom = Field(Zoom.YEAR, description="How long a time.")
    on: Day | None = Field(None, description="A day in it; else today.", examples=_DAY)
    group: GroupBy = Field(GroupBy.GOAL, description="In which order rows stand.")
    side: WhoseYear = Field(WhoseYear.BOTH, description="Whose year; empty: both departments'.")
    kind: InitiativeKind | None = Field(None, description="Initiatives of this kind alone.")
    team: _Number | None = Field(None, description="Of this team alone, by id.", examples=[3])
    goal: _Number | None = Field(None, description="For this goal alone, by id.", examples=[51])
    owner: _Number | None = Field(None, description="Of this owner alone, by id.", examples=[7])
    against: _Number | None = Field(
        None, description="With how everything stood at this revision, by id.", examples=[3]
    )


class RowStood(Answer):
    """How a bar stood at a revision."""

    starts_on: date | None = Field(description="An IT project's first day.", examples=_DAY)
    ends_on: date | None = Field(description="Its safe or planned end.", examples=_DAY)
    promised: date | None = Field(description="The promised day.", examples=_DAY)


class RoadmapRow(Answer):
    """A bar of the roadmap."""

    id: int = Field(description="Its id; 0 where it is restricted to others.", examples=[12])
    kind: BarKind = Field(description="What it is; `busy`: restricted, without its name.")
    title: str = Field(description="What it is called.", examples=["A page for the summer sale"])
    url: str = Field(description="Its page.", examples=["/initiatives/12/"])
    starts_on: date = Field(description="Since when it is worked on.", examples=_DAY)
    even: date = Field(description="When it is as likely as not ready.", examples=_DAY)
    late: date = Field(description="When it is ready nine times in ten.", examples=_DAY)
    safe: date | None = Field(description="When it is ready four times in five.", examples=_DAY)
    planned: bool = Field(description="Its end is a plan: nobody has worked it out.")
    meant: date | None = Field(description="The promised day, else the wished.", examples=_DAY)
    promised: bool = Field(description="Whether that day was promised.")
    chance: float | None = Field(description="The chance of the promise, 0 to 0.99.")
    over: bool = Field(description="Whether it is live, done or stopped.")
    stage: str = Field(description="How far it has come, in words.", examples=["Plan"])
    room: int | None = Field(
        description="How many days it may end later; below zero it is too late already.",
        examples=[12],
    )
    stood: RowStood | None = Field(
        description="How it stood at the revision in `against`; null: not asked, or not there yet."
    )
    later_by: int | None = Field(
        description="By how many days it ends later than it did then.", examples=[12]
    )


class RoadmapGroup(Answer):
    """Rows that stand together."""

    name: str = Field(description="A goal's or a team's name.", examples=["Fewer returns"])
    bars: list[RoadmapRow] = Field(description="Its rows, by their first day.")


class RoadmapTie(Answer):
    """One waits for the other."""

    before: int = Field(description="What is waited for, by id.", examples=[71])
    after: int = Field(description="What waits, by id.", examples=[12])
    begins: bool = Field(description="True: it begins only then; false: it goes live only then.")


class RoadmapConflict(Answer):
    """What can't be kept as it stands."""

    id: int = Field(description="Whose day it is, by id.", examples=[12])
    waits_for: int | None = Field(description="What comes too late, by id.", examples=[71])
    words: str = Field(description="In a sentence.", examples=["Promised for 6 May: 38 % by then."])
    ways: list[str] = Field(description="Ways out, the cheapest first.", examples=[["Move it."]])


class RoadmapShown(Answer):
    """A time with its rows; fixed dates and freezes are at `/year`."""

    first: date = Field(description="Its first day.", examples=_DAY)
    last: date = Field(description="Its last day.", examples=_DAY)
    groups: list[RoadmapGroup] = Field(description="Its rows.")
    ties: list[RoadmapTie] = Field(description="What waits for what among them.")
    conflicts: list[RoadmapConflict] = Field(description="What needs a conversation, worst first.")


class TryAsked(BaseModel):
    """Days to try."""

    starts_on: Day | None = Field(
        None, description="The first day of an IT project; else as it is.", examples=_DAY
    )
    ends_on: Day = Field(
        description="The last day of an IT project, or the day of an initiative.", examples=_DAY
    )


class WouldMove(Answer):
    """Something that would have to move along."""

    id: int = Field(description="Its id.", examples=[72])
    title: str = Field(description="What it is called.", examples=["New search"])
    starts_on: date = Field(description="Its first day then.", examples=_DAY)
    ends_on: date = Field(description="Its last day then.", examples=_DAY)
    days: int = Field(description="By how many days.", examples=[14])
    hits: date | None = Field(description="Its promised or wished day, if that is hit.")
    movable: bool = Field(description="Whether you may move it along.")


class MoveTried(Answer):
    """What a move would do."""

    sentences: list[str] = Field(
        description="What to know of the new end.", examples=[["In a hard freeze: Christmas."]]
    )
    pushed: list[WouldMove] = Field(description="What would have to move along.")


class ProjectAlong(Body):
    """Other dates of an IT project, and what moves along."""

    starts_on: Day = Field(description="Its first day.", examples=_DAY)
    ends_on: Day = Field(description="Its last day, in it.", examples=_DAY)
    reason: Annotated[str, Text(REASON_LIMIT)] = Field(description="Why.", examples=_REASON)
    version: Id = Field(description="The version you read.", examples=[2])
    along: list[Id] = Field(
        default_factory=list, max_length=200, description="IT projects that are pushed, by id."
    )


class DayMoved(Body):
    """Another day of an initiative."""

    day: Day = Field(description="The new day.", examples=_DAY)
    before: Day = Field(description="The day that you read.", examples=_DAY)
    reason: Annotated[str, Text(REASON_LIMIT)] = Field(
        "", description="Why; needed where the day was promised.", examples=_REASON
    )


class CalendarEntry(Answer):
    """Something in marketing's calendar."""

    id: int = Field(description="Its id.", examples=[44])
    kind: CalendarKind = Field(description="What it is, as a code.")
    title: str = Field(description="What it is called.", examples=["Summer sale"])
    url: str = Field(description="Its page.", examples=["/initiatives/12/"])
    first: date = Field(description="The first day.", examples=_DAY)
    last: date = Field(description="The last day, in it.", examples=_DAY)
    channels: list[Channel] = Field(description="On which channels customers meet it.")
    markets: list[str] = Field(description="In which markets.", examples=[["DE", "DK"]])
    campaign: str = Field(description="Of which campaign.", examples=["Spring at home"])


class CalendarShown(Answer):
    """A time of marketing's calendar."""

    first: date = Field(description="The first day.", examples=_DAY)
    last: date = Field(description="The last day.", examples=_DAY)
    entries: list[CalendarEntry] = Field(description="By their first day.")


class CalendarAsked(BaseModel):
    """Which time."""

    zoom: Zoom = Field(Zoom.YEAR, description="How long a time.")
    on: Day | None = Field(None, description="A day in it; else today.", examples=_DAY)


class AppearanceSaid(Body):
    """Where customers meet an initiative."""

    channels: list[Channel] = Field(
        default_factory=list, max_length=len(Channel), description="On which channels."
    )
    markets: Annotated[str, Text(LINE_LIMIT)] = Field(
        "", description="In which markets, with commas between them.", examples=["DE, DK"]
    )
    campaign: Annotated[str, Text(CAMPAIGN_LIMIT)] = Field(
        "", description="Of which campaign.", examples=["Spring at home"]
    )


FixedDateId = Annotated[PathId, Path(description="The fixed date's id.")]
DateMoveId = Annotated[PathId, Path(description="The move's id.")]


class FixedDateMoved(Body):
    """Other days of a fixed date."""

    starts_on: Day = Field(description="The day, or the first one.", examples=["2026-05-20"])
    ends_on: Day = Field(description="The last day.", examples=["2026-05-22"])
    reason: Annotated[str, Text(REASON_LIMIT)] = Field(
        description="Why it moves.", examples=["The fair was put off."]
    )
    starts_before: Day = Field(description="Its first day as read.", examples=["2026-05-06"])
    ends_before: Day = Field(description="Its last day as read.", examples=["2026-05-08"])


class DateMovedShape(Answer):
    """A fixed date was moved."""

    move_id: int | None = Field(
        description="The move, to take it back by; null: it stood there already.", examples=[7]
    )


@router.get(
    "/marketing-calendar",
    response=CalendarShown,
    operation_id="read_calendar",
    summary="The marketing calendar",
)
def read_calendar(request: ActorRequest, asked: Query[CalendarAsked]) -> dict[str, Any]:
    """Fixed dates, freezes, and the days on which initiatives that you may see go live."""
    period = period_around(asked.on or present_day(), asked.zoom)
    entries = queries.calendar_of(request.actor, period)
    return {"first": period.first, "last": period.last, "entries": entries}


@router.put(
    "/initiatives/{initiative_id}/appearance",
    response={204: None},
    operation_id="say_appearance",
    summary="Say where it appears",
)
def say_appearance(
    request: ActorRequest, initiative_id: InitiativeId, wanted: AppearanceSaid
) -> None:
    """Marketing's people on it."""
    services.say_appearance(actor=request.actor, initiative_id=initiative_id, **wanted.model_dump())


@router.get(
    "/roadmap/{subject_id}/trial",
    response=MoveTried,
    operation_id="try_move",
    summary="What a move would do",
)
def try_move(
    request: ActorRequest, subject_id: SubjectId, asked: Query[TryAsked]
) -> dict[str, Any]:
    """Nothing moves by it."""
    gathered, bar = queries.thing_to_move(request.actor, subject_id)
    starts = asked.starts_on or bar.starts_on
    found = queries.effects_among(request.actor, gathered, bar, starts, asked.ends_on)
    return {
        "sentences": [str(one) for one in found.told],
        "pushed": [
            {
                "id": one.bar.id,
                "title": one.bar.title,
                "starts_on": one.shift.starts_on,
                "ends_on": one.shift.ends_on,
                "days": one.shift.days,
                "hits": one.shift.hits,
                "movable": one.movable,
            }
            for one in found.pushed
        ],
    }


@router.put(
    "/roadmap/it-projects/{project_id}",
    response={204: None},
    operation_id="move_along",
    summary="Move an IT project, and others along",
)
def move_along(request: ActorRequest, project_id: ProjectId, dates: ProjectAlong) -> None:
    """All of them or none."""
    services.move_along(actor=request.actor, project_id=project_id, **dates.model_dump())


@router.put(
    "/roadmap/initiatives/{initiative_id}",
    response={204: None},
    operation_id="move_day",
    summary="Move the day of an initiative",
)
def move_day(request: ActorRequest, initiative_id: InitiativeId, wanted: DayMoved) -> None:
    """The promised one, with a reason; else the wished one."""
    services.move_day(actor=request.actor, initiative_id=initiative_id, **wanted.model_dump())


@router.put(
    "/roadmap/fixed-dates/{moment_id}",
    response=DateMovedShape,
    operation_id="move_fixed_date",
    summary="Move a fixed date",
)
def move_fixed_date(
    request: ActorRequest, moment_id: FixedDateId, wanted: FixedDateMoved
) -> dict[str, Any]:
    """Marketing's people, with a reason. Owners whose day lies close to it are told."""
    given = wanted.model_dump()
    move = services.move_fixed_date(actor=request.actor, moment_id=moment_id, **given)
    return {"move_id": move}


@router.delete(
    "/roadmap/fixed-dates/{moment_id}/moves/{move_id}",
    response={204: None},
    operation_id="undo_fixed_date",
    summary="Put a fixed date back",
)
def undo_fixed_date(request: ActorRequest, moment_id: FixedDateId, move_id: DateMoveId) -> None:
    """As long as nothing has moved it since."""
    services.undo_fixed_date(actor=request.actor, moment_id=moment_id, move_id=move_id)


@router.get(
    "/roadmap", response=RoadmapShown, operation_id="read_roadmap", summary="The year on one page"
)
def read_roadmap(request: ActorRequest, asked: Query[RoadmapAsked]) -> dict[str, Any]:
    """Initiatives beyond an idea and IT projects that you may see; others as busy."""
    chosen = asked.model_dump(exclude={"zoom", "on"})
    period = period_around(asked.on or present_day(), asked.zoom)
    page = queries.roadmap_of(request.actor, Asked(period, **chosen))
    return {
        "first": period.first,
        "last": period.last,
        "groups": [{"name": str(one.name), "bars": one.bars} for one in page.groups],
        "ties": page.ties,
        "conflicts": [
            {
                "id": one.bar.id,
                "waits_for": one.other.id if one.other else None,
                "words": str(one.words),
                "ways": [str(way) for way in one.ways],
            }
            for one in queries.conflicts_of(page.gathered, [bar.id for bar in page.bars])
        ],
    }
