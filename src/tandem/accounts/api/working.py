"""Working hours, how to work with somebody, skills and places in the company, for programs."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field

from tandem.accounts import queries, services
from tandem.accounts.api.shapes import ClockTime
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import HOW_LIMIT, MOST_SKILLS, SKILL_LIMIT, Nerve, Pace, Showing
from tandem.core.api_shapes import Answer, Body, Id, Line, PathId, Text

router = Router(tags=["People"])

PersonId = Annotated[PathId, Path(description="The person's id.")]

_ZONE = "As in the tz database."
_COUNTRY = "Whose public holidays hold, perhaps with a region."


class Work(Answer):
    """When somebody works, and how to work with them."""

    time_zone: str = Field(description=_ZONE, examples=["Europe/London"])
    country: str = Field(description=f"{_COUNTRY} Empty: none.", examples=["GB-ENG"])
    opens_at: ClockTime = Field(description="When their day begins.", examples=["08:00:00"])
    closes_at: ClockTime = Field(description="When their day ends.", examples=["16:00:00"])
    days: list[int] = Field(description="1 is Monday, 7 Sunday.", examples=[[1, 2, 3, 4]])
    own: list[str] = Field(
        description="What they chose themselves: of `time_zone`, `country`, `hours`, `days`. The "
        "rest is the company's."
    )
    next_holiday: date | None = Field(description="Their next public holiday.")
    pace: Pace | None = Field(description="What they want first.")
    nerve: Nerve | None = Field(description="What they do when something isn't certain.")
    showing: Showing | None = Field(description="How something is best shown to them.")
    text: str = Field(description="What else helps, in their words.", examples=["Call me."])
    skills: list[str] = Field(description="What they can do.", examples=[["SQL", "checkout"]])


class WorkingTime(Body):
    """When and where somebody works. What is left out is the company's."""

    time_zone: Annotated[str, Line(64)] | None = Field(
        None, description=_ZONE, examples=["Europe/London"]
    )
    country: str = Field("", max_length=8, description=_COUNTRY, examples=["GB-ENG"])
    opens_at: ClockTime | None = Field(
        None, description="When their day begins; with its end, or not.", examples=["08:00:00"]
    )
    closes_at: ClockTime | None = Field(
        None, description="When their day ends.", examples=["16:00:00"]
    )
    days: list[int] = Field(
        default_factory=list,
        max_length=7,
        description="1 is Monday, 7 Sunday; none: Monday to Friday.",
        examples=[[1, 2, 3, 4]],
    )


class HowToWork(Body):
    """What somebody says of themselves. All of it may be left out."""

    pace: Pace | None = Field(None, description="What they want first.")
    nerve: Nerve | None = Field(None, description="What they do when something isn't certain.")
    showing: Showing | None = Field(None, description="How something is best shown to them.")
    text: Annotated[str, Text(HOW_LIMIT)] | None = Field(
        None, description="What else helps.", examples=["Write before you call."]
    )
    skills: list[Annotated[str, Line(SKILL_LIMIT)]] = Field(
        default_factory=list,
        max_length=MOST_SKILLS,
        description="What they can do.",
        examples=[["SQL", "checkout"]],
    )


class Place(Body):
    """What somebody does here, and where."""

    title: Annotated[str, Line(120)] | None = Field(
        None, description="What they do here.", examples=["Campaign lead"]
    )
    department_id: Id = Field(description="Where they work.", examples=[2])


def _work(person_id: int) -> dict[str, Any]:
    whole = queries.person_by_id(person_id)
    time, how = queries.working_time_of(whole), queries.how_to_work_with(person_id)
    return {
        "time_zone": time.time_zone,
        "country": time.country,
        "opens_at": time.opens_at,
        "closes_at": time.closes_at,
        "days": list(time.days),
        "own": sorted(time.own),
        "next_holiday": time.holiday[0] if time.holiday else None,
        "pace": how.pace,
        "nerve": how.nerve,
        "showing": how.showing,
        "text": how.text,
        "skills": queries.skills_of(person_id),
    }


@router.get(
    "/people/{person_id}/work",
    response=Work,
    operation_id="read_work",
    summary="When somebody works, and how to work with them",
)
def read_work(request: HttpRequest, person_id: PersonId) -> dict[str, Any]:
    """Their hours, holidays, skills, and what they say of themselves."""
    return _work(person_id)


@router.put(
    "/people/{person_id}/working-time",
    response=Work,
    operation_id="change_working_time",
    summary="Say when and where somebody works",
)
def change_working_time(
    request: ActorRequest, person_id: PersonId, time: WorkingTime
) -> dict[str, Any]:
    """For oneself, or by an administrator. Dates given before stay as they are."""
    services.change_working_time(
        actor=request.actor,
        person_id=person_id,
        time_zone=time.time_zone or "",
        country=time.country,
        opens_at=time.opens_at,
        closes_at=time.closes_at,
        days=time.days,
    )
    return _work(person_id)


@router.put(
    "/me/how-to-work",
    response=Work,
    operation_id="write_how_to_work",
    summary="Say how to work with you",
)
def write_how_to_work(request: ActorRequest, how: HowToWork) -> dict[str, Any]:
    """Of oneself alone; it replaces what was there."""
    services.write_how_to_work(
        actor=request.actor,
        pace=how.pace,
        nerve=how.nerve,
        showing=how.showing,
        text=how.text or "",
        skills=how.skills,
    )
    return _work(request.actor.me)


@router.put(
    "/people/{person_id}/place",
    response=Work,
    operation_id="place_person",
    summary="Say what somebody does here, and where",
)
def place_person(request: ActorRequest, person_id: PersonId, place: Place) -> dict[str, Any]:
    """For administrators. Their sides stay as they are."""
    services.place_person(
        actor=request.actor,
        person_id=person_id,
        title=place.title or "",
        department_id=place.department_id,
    )
    return _work(person_id)
