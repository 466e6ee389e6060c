"""Work that comes back, for programs."""

from datetime import date, datetime
from typing import Annotated

from ninja import Path, Query, Router
from pydantic import Field

from tandem.accounts.api.shapes import MaybeLane, PersonName
from tandem.accounts.requests import ActorRequest
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
from tandem.routine import queries, services
from tandem.routine.rules import (
    DAYS_AT_MOST,
    DUE_AFTER_AT_MOST,
    ESTIMATE_LIMIT,
    TIMES_AT_MOST,
    CameTo,
    Every,
    RecurringState,
    Recurs,
    Rhythm,
)
from tandem.work.rules import CHECK_LIMIT, CHECKS_AT_MOST, DESCRIPTION_LIMIT, TITLE_LIMIT, WorkKind

router = Router(tags=["Recurring work"])

RecurrenceId = Annotated[PathId, Path(description="The id of what comes back.")]
HomeId = Annotated[PathId, Path(description="The id of what has work: an initiative, IT project.")]
_TITLES = ["Look through what the shop says about returns"]


class RecurringRhythm(Answer):
    """When it comes back."""

    every: Every = Field(description="Daily, weekly, monthly, or after the last was done.")
    starts_on: date = Field(description="From which day on.")
    weekdays: list[int] = Field(description="Of a week: 1 is Monday.", examples=[[1, 4]])
    month_day: int | None = Field(
        description="Of a month; 0 is its last working day.", examples=[0]
    )
    days: int | None = Field(description="After the last one was done.", examples=[14])
    ends_on: date | None = Field(description="The last day on which it may come.")
    times: int | None = Field(description="How many times at most.", examples=[12])


class RecurringWhat(Answer):
    """What comes back each time."""

    title: str = Field(description="What is to be done.", examples=_TITLES)
    description: str = Field(description="More about it.", examples=["All four languages."])
    kind: WorkKind = Field(description="Task, bug, tweak or spike.")
    lane: MaybeLane = Field(description="Whose work it is; null for both sides.")
    estimate: str = Field(description="Working days, as typed.", examples=["0.5"])
    checks: list[str] = Field(description="Its checklist.", examples=[["Danish, too"]])
    person_id: int | None = Field(description="Who does it.", examples=[7])
    due_after: int = Field(description="Due so many days after it comes.", examples=[2])
    several: bool = Field(description="It comes even while the last one is to be done.")


class CameBack(Answer):
    """A day on which it was to come back."""

    on: date = Field(description="The day.")
    at: datetime = Field(description="When that was looked at.")
    outcome: CameTo = Field(description="Whether it was added, or why not.")
    missed: int = Field(description="Days before it that were passed over.", examples=[0])
    work_id: int | None = Field(description="What was added.", examples=[912])


class RecurringWork(Answer):
    """Something that comes back by itself."""

    id: int = Field(description="Its id.", examples=[4])
    home_id: int = Field(description="Where it comes back.", examples=[12])
    what: RecurringWhat = Field(description="What comes back.")
    rhythm: RecurringRhythm = Field(description="When.")
    state: RecurringState = Field(description="How it stands.")
    next_days: list[date] = Field(description="The next days on which it comes.")
    came: int = Field(description="How often it came.", examples=[3])
    set_by: PersonName = Field(description="As whom it is added.")
    version: int = Field(description="Send it to change this.", examples=[1])
    comings: list[CameBack] = Field(description="What became of its last days; left out in lists.")
    url: str = Field(description="Its page.", examples=["/recurring/4/"])


class RecurringPage(PageOf[RecurringWork]):
    """All that comes back in one place."""


class NextDays(Answer):
    """The next days of a rhythm; nothing is kept yet."""

    days: list[date] = Field(description="At most three.")


class DaysAsked(Body):
    """When something is to come back, and whose calendar counts."""

    every: Every = Field(description="Daily, weekly, monthly, or after the last was done.")
    starts_on: Day = Field(description="From which day on.", examples=["2027-03-01"])
    weekdays: Annotated[list[Annotated[int, Field(ge=1, le=7)]], Field(max_length=7)] = Field(
        default_factory=list, description="Of a week: 1 is Monday.", examples=[[1, 4]]
    )
    month_day: Annotated[int, Field(ge=0, le=31)] | None = Field(
        None, description="Of a month; 0 is its last working day.", examples=[0]
    )
    days: Annotated[int, Field(ge=1, le=DAYS_AT_MOST)] | None = Field(
        None, description="After the last one was done.", examples=[14]
    )
    ends_on: Day | None = Field(
        None, description="The last day on which it may come.", examples=["2027-12-31"]
    )
    times: Annotated[int, Field(ge=1, le=TIMES_AT_MOST)] | None = Field(
        None, description="How many times at most.", examples=[12]
    )
    lane: MaybeLane = Field(None, description="Whose work it is; null for both sides.")


class AskedRhythm(Body):
    """When something is to come back."""

    every: Every = Field(description="Daily, weekly, monthly, or after the last was done.")
    starts_on: Day = Field(description="From which day on.", examples=["2027-03-01"])
    weekdays: Annotated[
        list[Annotated[int, Field(strict=True, ge=1, le=7)]], Field(max_length=7)
    ] = Field(default_factory=list, description="Of a week: 1 is Monday.", examples=[[1, 4]])
    month_day: Annotated[int, Field(strict=True, ge=0, le=31)] | None = Field(
        None, description="Of a month; 0 is its last working day.", examples=[0]
    )
    days: Annotated[int, Field(strict=True, ge=1, le=DAYS_AT_MOST)] | None = Field(
        None, description="After the last one was done.", examples=[14]
    )
    ends_on: Day | None = Field(
        None, description="The last day on which it may come.", examples=["2027-12-31"]
    )
    times: Annotated[int, Field(strict=True, ge=1, le=TIMES_AT_MOST)] | None = Field(
        None, description="How many times at most.", examples=[12]
    )
    lane: MaybeLane = Field(None, description="Whose work it is; null for both sides.")


class NewRecurring(AskedRhythm):
    """What is to come back, and when."""

    title: Annotated[str, Line(TITLE_LIMIT)] = Field(
        description="What is to be done each time.", examples=_TITLES
    )
    description: Annotated[str, Text(DESCRIPTION_LIMIT)] = Field(
        "", description="More about it.", examples=["All four languages."]
    )
    kind: WorkKind = Field(WorkKind.TASK, description="Task, bug, tweak or spike.")
    estimate: Annotated[str, Text(ESTIMATE_LIMIT)] = Field(
        "", description="Working days: 0.5, 2 guess, 2-3-6.", examples=["0.5"]
    )
    checks: Annotated[list[Annotated[str, Line(CHECK_LIMIT)]], Field(max_length=CHECKS_AT_MOST)] = (
        Field(default_factory=list, description="Its checklist.", examples=[["Danish, too"]])
    )
    person_id: Id | None = Field(None, description="Who does it.", examples=[7])
    due_after: Annotated[int, Field(strict=True, ge=0, le=DUE_AFTER_AT_MOST)] = Field(
        0, description="Due so many days after it comes.", examples=[2]
    )
    several: bool = Field(
        default=False, strict=True, description="Add it even while the last one is to be done."
    )

    @property
    def what(self) -> Recurs:
        """As the service takes it."""
        return Recurs(
            title=self.title,
            description=self.description,
            kind=self.kind,
            lane=self.lane,
            estimate=self.estimate,
            checks=tuple(self.checks),
            person_id=self.person_id,
            due_after=self.due_after,
            several=self.several,
        )


class ChangedRecurring(NewRecurring):
    """The same, changed."""

    version: int = Field(
        strict=True, ge=1, le=2**31, description="The one you began from.", examples=[1]
    )


def rhythm_asked(asked: DaysAsked | AskedRhythm) -> Rhythm:
    """As the service takes it; what belongs to another way of coming back is left out."""
    return Rhythm(
        every=asked.every,
        starts_on=asked.starts_on,
        weekdays=tuple(sorted(set(asked.weekdays))) if asked.every is Every.WEEK else (),
        month_day=asked.month_day if asked.every is Every.MONTH else None,
        days=asked.days if asked.every is Every.AFTER else None,
        ends_on=asked.ends_on,
        times=asked.times,
    )


def _row(request: ActorRequest, recurrence_id: int) -> queries.RecurrenceRow:
    return queries.recurrence_visible_to(request.actor, recurrence_id)


@router.get(
    "/work-of/{home_id}/recurring",
    response=RecurringPage,
    operation_id="list_recurring",
    summary="What comes back there",
)
def list_recurring(request: ActorRequest, home_id: HomeId) -> ListPage:
    """What runs first; there are never enough for a second page."""
    return ListPage(queries.recurrences_of(request.actor, home_id))


@router.get(
    "/work-of/{home_id}/recurring/days",
    response=NextDays,
    operation_id="show_recurring_days",
    summary="The next days of a rhythm",
)
def show_recurring_days(
    request: ActorRequest, home_id: HomeId, asked: Query[DaysAsked]
) -> dict[str, object]:
    """By the calendar of the side there. Nothing is kept."""
    queries.home_of_recurring(request.actor, home_id)
    rhythm = queries.rhythm_that_can_be(rhythm_asked(asked))
    return {"days": queries.days_to_come(home_id, asked.lane, rhythm)}


@router.post(
    "/work-of/{home_id}/recurring",
    response={201: RecurringWork},
    operation_id="set_up_recurring",
    summary="Let work come back",
)
def set_up_recurring(
    request: ActorRequest, home_id: HomeId, new: NewRecurring
) -> queries.RecurrenceRow:
    """Whoever adds this work by hand there; the clock adds it with what they may do."""
    made = services.set_up_recurring(
        actor=request.actor,
        home_id=home_id,
        what=new.what,
        rhythm=rhythm_asked(new),
    )
    return _row(request, made.pk)


@router.get(
    "/recurring/{recurrence_id}",
    response=RecurringWork,
    operation_id="read_recurring",
    summary="Something that comes back",
)
def read_recurring(request: ActorRequest, recurrence_id: RecurrenceId) -> queries.RecurrenceRow:
    """With its next days, and what became of the last ones."""
    return _row(request, recurrence_id)


@router.put(
    "/recurring/{recurrence_id}",
    response=RecurringWork,
    operation_id="change_recurring",
    summary="Change what comes back",
)
def change_recurring(
    request: ActorRequest, recurrence_id: RecurrenceId, changed: ChangedRecurring
) -> queries.RecurrenceRow:
    """Refused where somebody changed it meanwhile."""
    services.change_recurring(
        actor=request.actor,
        recurrence_id=recurrence_id,
        what=changed.what,
        rhythm=rhythm_asked(changed),
        version=changed.version,
    )
    return _row(request, recurrence_id)


@router.post(
    "/recurring/{recurrence_id}/pause",
    response=RecurringWork,
    operation_id="pause_recurring",
    summary="Pause what comes back",
)
def pause_recurring(request: ActorRequest, recurrence_id: RecurrenceId) -> queries.RecurrenceRow:
    """Until somebody lets it go on."""
    services.pause_recurring(actor=request.actor, recurrence_id=recurrence_id)
    return _row(request, recurrence_id)


@router.delete(
    "/recurring/{recurrence_id}/pause",
    response=RecurringWork,
    operation_id="resume_recurring",
    summary="Let it come back again",
)
def resume_recurring(request: ActorRequest, recurrence_id: RecurrenceId) -> queries.RecurrenceRow:
    """From today on; what rested comes back as yours."""
    services.resume_recurring(actor=request.actor, recurrence_id=recurrence_id)
    return _row(request, recurrence_id)


@router.delete(
    "/recurring/{recurrence_id}",
    response=RecurringWork,
    operation_id="stop_recurring",
    summary="Stop what comes back",
)
def stop_recurring(request: ActorRequest, recurrence_id: RecurrenceId) -> queries.RecurrenceRow:
    """For good. What came stays as it is."""
    services.stop_recurring(actor=request.actor, recurrence_id=recurrence_id)
    return _row(request, recurrence_id)
