"""Looking after the workspace, for programs."""

from datetime import datetime
from typing import Annotated, Any

from django.conf import settings
from ninja import Router, Status
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import ActorKind, Lane
from tandem.core.api_shapes import READ_BY_SOME, SHOWN_ONCE, Answer, Body, Line, Text
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.core.words import say
from tandem.upkeep import commands, permissions, queries, services
from tandem.upkeep.rules.columns import PEOPLE_AT_MOST, Column
from tandem.upkeep.rules.health import State, health_lines, worst_of
from tandem.upkeep.rules.listing import (
    Row,
    RowStanding,
    Taken,
    departments_to_make,
    judged,
    rows_of_people,
)

router = Router(tags=["People"])
closing = Router(tags=["Workspace"])

_Cell = Annotated[str, Text(300)]


class ListedPersonBody(Body):
    """One row of a list of people, as a spreadsheet has it."""

    name: _Cell = Field(description="What they are called.", examples=["Alice Martin"])
    email: _Cell = Field(description="Their address.", examples=["alice@example.org"])
    department: _Cell = Field(description="Where they work.", examples=["Brand and campaigns"])
    title: _Cell = Field("", description="What they do here.", examples=["Campaign lead"])
    side: _Cell = Field(
        "",
        description="Marketing, IT, both or neither; empty: as the department.",
        examples=["Marketing"],
    )
    role: _Cell = Field(
        "", description="administrator, member, viewer or partner.", examples=["member"]
    )
    office: _Cell = Field(
        "", description="The country whose public holidays they have.", examples=["DE-BE"]
    )
    time_zone: _Cell = Field("", description="Where they are.", examples=["Europe/Berlin"])
    starts_on: _Cell = Field(
        "", description="From when they are on their side.", examples=["2027-05-06"]
    )


class DepartmentOfList(Body):
    """A department to make before the people, if it isn't there."""

    name: Annotated[str, Line(120)] = Field(
        description="As the rows call it.", examples=["Brand and campaigns"]
    )
    lane: Lane | None = Field(None, description="Its side; leave it out if it has none.")


class PeopleList(Body):
    """People to take in at once: all of them, or nobody."""

    people: list[ListedPersonBody] = Field(
        description="In any order.", min_length=1, max_length=PEOPLE_AT_MOST
    )
    departments: list[DepartmentOfList] = Field(
        default_factory=list, description="What to make before.", max_length=100
    )
    dry_run: bool = Field(
        default=False, strict=True, description="Only say what would happen; nothing is done."
    )


class FaultOfRow(Answer):
    """What is wrong with a row."""

    field: Column = Field(description="In which field.")
    message: str = Field(description="What to change.", examples=["The e-mail is missing."])


class RowOfList(Answer):
    """What becomes of a row."""

    row: int = Field(description="Which one, from 1.", examples=[1])
    email: str = Field(description="Whose.", examples=["alice@example.org"])
    standing: RowStanding = Field(description="`new`, `here` (nothing changes) or `refused`.")
    faults: list[FaultOfRow] = Field(description="Why it is refused.")
    person_id: int | None = Field(description="Who came in; null: nobody did.", examples=[7])
    link: str | None = Field(
        description="Lets them choose a password; shown this once.",
        examples=["https://tandem.example.org/set-up/c2VjcmV0/"],
    )


class TakenList(Answer):
    """What became of a list, or would."""

    taken: int = Field(description="How many came in; 0 in a dry run.", examples=[25])
    rows: list[RowOfList] = Field(
        description="In the order they were sent. A link in them isn't shown again."
    )


@router.post(
    "/people-lists",
    response={200: TakenList, 201: TakenList},
    operation_id="take_people_in",
    summary="Take people in from a list",
    openapi_extra={SHOWN_ONCE: True},
)
def take_people_in(request: ActorRequest, told: PeopleList) -> Status[dict[str, Any]]:
    """For administrators. Who is here already stays as they are, so the same list twice is once.
    Where a row is refused, nobody comes in.
    200 answers a dry run.
    """
    if not permissions.can_take_people_in(request.actor):
        raise NotAllowed(say("Only an administrator takes people in."))
    known = queries.known_about([one.email.strip().lower() for one in told.people])
    cells = [
        {Column(name): value for name, value in one.model_dump().items()} for one in told.people
    ]
    rows = rows_of_people(cells, known)
    missing = {one.name.casefold() for one in departments_to_make(rows, known.departments)}
    make = {one.name: one.lane for one in told.departments if one.name.casefold() in missing}
    there = dict(known.departments) | {name.casefold(): lane for name, lane in make.items()}
    by_token = request.actor.kind is ActorKind.TOKEN
    rows = judged(rows, there, by_token=by_token)
    if told.dry_run:
        return Status(200, {"taken": 0, "rows": [_row(row, {}) for row in rows]})
    if first := next((row for row in rows if row.standing is RowStanding.REFUSED), None):
        raise BadInput(
            say(
                "Row {row}, {field}: {why}",
                row=first.line,
                field=first.faults[0].column.value,
                why=first.faults[0].why,
            ),
            field="people",
        )
    new = [row.person for row in rows if row.standing is RowStanding.NEW]
    taken = services.take_people_in(
        actor=request.actor, people=new, departments=make, by_mail=False
    )
    links = {one.email: one for one in taken}
    return Status(201, {"taken": len(taken), "rows": [_row(row, links) for row in rows]})


def _row(row: Row, taken: dict[str, Taken]) -> dict[str, Any]:
    came = taken.get(row.person.email)
    return {
        "row": row.line,
        "email": row.person.email,
        "standing": row.standing,
        "faults": [{"field": one.column, "message": str(one.why)} for one in row.faults],
        "person_id": came.person_id if came else None,
        "link": f"{settings.TANDEM_URL}/set-up/{came.secret}/" if came else None,
    }


class HealthOfOne(Answer):
    """How one thing is."""

    name: str = Field(description="What it is.", examples=["Worker"])
    state: State = Field(description="`good`, `warn`, `bad`, or `outline`: only said.")
    words: str = Field(description="In words.", examples=["Gave a sign of life 20 seconds ago."])
    todo: str | None = Field(
        description="What to do; null: nothing.", examples=["Send yourself one."]
    )


class HealthOfAll(Answer):
    """How the workspace is."""

    state: State = Field(description="That of the worst line.")
    lines: list[HealthOfOne] = Field(description="One for each thing.")


@router.get(
    "/workspace/health",
    response=HealthOfAll,
    operation_id="read_how_it_is",
    summary="How the workspace is",
    openapi_extra={READ_BY_SOME: True},
)
def read_how_it_is(request: ActorRequest) -> dict[str, Any]:
    """For administrators. A program that only asks whether it runs takes `/health/`."""
    if not permissions.can_look_after(request.actor):
        raise NotAllowed(say("Only an administrator looks after the workspace."))
    lines = health_lines(queries.health_facts(commands.kernel_told()))
    shown = [
        {"name": one.name, "state": one.state, "words": one.words, "todo": one.todo}
        for one in lines
    ]
    return {"state": worst_of(lines), "lines": shown}


class FollowedClosing(Answer):
    """The calendar that closing days come from."""

    host: str = Field(
        description="Where it is; the address itself isn't told.", examples=["calendar.example.org"]
    )
    left_out: list[str] = Field(description="Names that aren't taken over, in small letters.")
    days: int = Field(description="How many days it had when it was read last.", examples=[12])
    asked_at: datetime | None = Field(description="When it was asked last.")
    read_at: datetime | None = Field(description="When it was read last.")
    trouble: str | None = Field(
        description="Why it couldn't be read; null: it could.",
        examples=["The server takes too long to answer. Try again later."],
    )


class FollowCalendar(Body):
    """A calendar to follow."""

    address: Annotated[str, Line(2_000)] = Field(
        description="Under which it is offered in the iCal format.",
        examples=["https://calendar.example.org/closing-days.ics"],
    )
    left_out: list[Annotated[str, Text(80)]] = Field(
        default_factory=list, description="Names that aren't taken over.", max_length=500
    )


def _followed() -> dict[str, Any]:
    followed = queries.followed_calendar()
    if followed is None:
        raise NotFound
    return {
        "host": followed.host,
        "left_out": list(followed.left_out),
        "days": len(followed.days),
        "asked_at": followed.asked_at,
        "read_at": followed.read_at,
        "trouble": followed.trouble and str(followed.trouble),
    }


@closing.get(
    "/workspace/closing-calendar",
    response=FollowedClosing,
    operation_id="read_followed_calendar",
    summary="The calendar that closing days come from",
    openapi_extra={READ_BY_SOME: True},
)
def read_followed_calendar(request: ActorRequest) -> dict[str, Any]:
    """For administrators. 404 where none is followed."""
    if not permissions.can_look_after(request.actor):
        raise NotAllowed(say("Only an administrator looks after the workspace."))
    return _followed()


@closing.put(
    "/workspace/closing-calendar",
    response=FollowedClosing,
    operation_id="follow_calendar",
    summary="Take closing days from a calendar",
)
def follow_calendar(request: ActorRequest, told: FollowCalendar) -> dict[str, Any]:
    """For administrators. It is read within two minutes, then once a day; what is typed stays."""
    services.follow_calendar(actor=request.actor, address=told.address, left_out=told.left_out)
    return _followed()


@closing.post(
    "/workspace/closing-calendar/readings",
    response={204: None},
    operation_id="read_calendar_again",
    summary="Have the calendar read now",
)
def read_calendar_again(request: ActorRequest) -> None:
    """For administrators. It is read within two minutes."""
    services.read_calendar_again(actor=request.actor)


@closing.delete(
    "/workspace/closing-calendar",
    response={204: None},
    operation_id="stop_calendar",
    summary="Take no more closing days from the calendar",
)
def stop_calendar(request: ActorRequest) -> None:
    """For administrators. The days that came from it stay; the address is forgotten."""
    services.stop_calendar(actor=request.actor)
