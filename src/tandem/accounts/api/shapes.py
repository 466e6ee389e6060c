"""What people, departments, tokens and the workspace look like to programs."""

import re
from datetime import date, datetime, time
from typing import Annotated

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from tandem.accounts.rules import (
    RATE_AT_LEAST,
    RATE_AT_MOST,
    READS_A_MINUTE,
    WRITES_A_MINUTE,
    ActorKind,
    Lane,
    Scope,
    WorkspaceRole,
)
from tandem.core.api_pages import PageAsked, PageOf
from tandem.core.api_shapes import Answer, Body, Day, Id, Line

_CLOCK = re.compile(r"\d\d:\d\d(:\d\d)?", re.ASCII)

Lanes = Annotated[list[Lane], AfterValidator(sorted)]
MaybeLane = Annotated[Lane | None, BeforeValidator(lambda value: value or None)]


def _clock_time(value: object) -> object:
    if isinstance(value, time) or (isinstance(value, str) and _CLOCK.fullmatch(value)):
        return value
    raise ValueError("Write a time like 09:00")


# JSON Schema's own "time" would want a time zone.
ClockTime = Annotated[
    time,
    BeforeValidator(_clock_time),
    WithJsonSchema({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"}),
]


def _address(value: str) -> str:
    try:
        validate_email(value.strip())
    except ValidationError:
        raise ValueError("This doesn't look like an e-mail address") from None
    return value.strip().lower()


class PersonName(Answer):
    """A person as lists and lines show them."""

    id: int = Field(description="The person's id.", examples=[7])
    name: str = Field(description="What they are called.", examples=["Alice Martin"])
    title: str = Field(description="What they do here.", examples=["Campaign lead"])
    lanes: Lanes = Field(description="The sides they belong to today; both in a small company.")
    active: bool = Field(description="False once the account is deactivated.")


class Department(Answer):
    """Part of the company."""

    id: int = Field(description="The department's id.", examples=[2])
    name: str = Field(description="What it is called.", examples=["Brand and campaigns"])
    lane: MaybeLane = Field(description="Its side; null for departments that have none.")


class Person(PersonName):
    """Somebody who can sign in."""

    email: str = Field(description="The address they sign in with.", examples=["alice@example.org"])
    department: Department | None = Field(description="Where they work.")
    role: WorkspaceRole = Field(description="What they may do in the whole workspace.")
    until: date | None = Field(description="The last day of a partner; null: none was said.")
    joined_at: datetime = Field(description="Since when they are here.")


class PersonPage(PageOf[Person]):
    """A page of the directory."""


class DepartmentPage(PageOf[Department]):
    """A page of departments."""


class Me(Person):
    """Who is asking, and how."""

    kind: ActorKind = Field(description="`token`, or `person` from a signed-in browser.")
    scope: Scope = Field(description="What this token may do; `write` in a browser.")


class PeopleAsked(PageAsked):
    """Which people."""

    q: Annotated[str, Line(200)] | None = Field(
        None,
        description="Only those whose name, title or department hold all of these words.",
        examples=["alice"],
    )


class NewPerson(Body):
    """Somebody to add. They belong to their department's side from today."""

    email: Annotated[str, AfterValidator(_address)] = Field(
        description="The address they will sign in with.",
        max_length=200,
        examples=["alice@example.org"],
    )
    name: Annotated[str, Line(120)] = Field(
        description="What they are called.", examples=["Alice Martin"]
    )
    title: Annotated[str, Line(120)] | None = Field(
        None, description="What they do here.", examples=["Campaign lead"]
    )
    department_id: Id = Field(description="Where they work.", examples=[2])
    role: WorkspaceRole = Field(
        WorkspaceRole.MEMBER, description="What they may do in the whole workspace."
    )
    until: Day | None = Field(None, description="A partner's last day; leave it out for none.")


class PasswordLink(Answer):
    """A page that works once, within seven days, and lets the person choose a password."""

    link: str = Field(
        description="Give it to the person; it isn't shown again.",
        examples=["http://localhost:8000/set-up/…/"],
    )


class AddedPerson(PasswordLink):
    """The person and the link that lets them in."""

    person: Person = Field(description="Who was added.")


class Sides(Body):
    """The sides a person belongs to from today."""

    lanes: list[Lane] = Field(
        description="All of them; none for people of no side.",
        max_length=2,
        examples=[["marketing"]],
    )


class Role(Body):
    """What a person may do in the whole workspace."""

    role: WorkspaceRole = Field(description="The role from now on.")
    until: Day | None = Field(None, description="A partner's last day; leave it out for none.")


class NewDepartment(Body):
    """A department to add."""

    name: Annotated[str, Line(120)] = Field(
        description="What it is called; no two are called the same.",
        examples=["Brand and campaigns"],
    )
    lane: Lane | None = Field(None, description="Its side; leave it out if it has none.")


class Token(Answer):
    """A key for programs. Its secret is shown once, when it is made."""

    id: int = Field(description="The token's id.", examples=[3])
    name: str = Field(description="What it is for.", examples=["Nightly report"])
    scope: Scope = Field(
        description="`read`; `write` for both; `settings` for people and settings, too."
    )
    made_at: datetime = Field(description="When it was made.")
    expires_at: datetime = Field(description="When it stops working by itself.")
    last_used_at: datetime | None = Field(
        description="When it was last used, known after ten minutes; null: not yet."
    )


class TokenPage(PageOf[Token]):
    """A page of tokens."""


class NewToken(Body):
    """A token to make. It never may more than you."""

    name: Annotated[str, Line(80)] = Field(
        description="What it is for.", examples=["Nightly report"]
    )
    scope: Scope = Field(
        Scope.READ,
        description="`read`; `write` for both; `settings` for people and settings, too.",
    )
    days: int = Field(
        90, strict=True, ge=1, le=365, description="How long it works, in days.", examples=[30]
    )


class MadeToken(Answer):
    """The token and its secret."""

    token: Token = Field(description="What was made.")
    secret: str = Field(
        description="Keep it; it isn't shown again.", examples=["tandem_c2VjcmV0IHNlY3JldA"]
    )


class Workspace(Answer):
    """The company."""

    name: str = Field(description="What the company is called.", examples=["Nordlicht"])
    time_zone: str = Field(description="Where its clock hangs.", examples=["Europe/Berlin"])
    country: str = Field(
        description="Whose public holidays hold, perhaps with a region; empty: none.",
        examples=["DE-BE"],
    )
    opens_at: ClockTime = Field(description="When the working day begins.", examples=["09:00:00"])
    closes_at: ClockTime = Field(description="When the working day ends.", examples=["17:00:00"])
    sponsor: PersonName | None = Field(description="Who decides where nobody nearer does.")
    demonstration: bool = Field(description="Whether everything in it is made up.")
    reads_a_minute: int = Field(
        description="How often each token may read in a minute.", examples=[600]
    )
    writes_a_minute: int = Field(
        description="How often each token may write in a minute.", examples=[120]
    )


class ClosingDayShape(Answer):
    """A day on which nobody works, beside public holidays."""

    day: date = Field(description="Which one.", examples=["2026-12-24"])
    name: str = Field(description="What it is called; may be empty.", examples=["Christmas Eve"])


class ClosingDays(Answer):
    """All of them."""

    days: list[ClosingDayShape] = Field(description="By day.")


class ClosingDayBody(Body):
    """A day on which nobody works."""

    day: Day = Field(description="Which one.")
    name: str = Field(
        "", max_length=80, description="What it is called.", examples=["Christmas Eve"]
    )


class ChangedClosingDays(Body):
    """All of them, as they are to be."""

    days: list[ClosingDayBody] = Field(description="In any order.", max_length=200)


class ChangedWorkspace(Body):
    """The whole of it, as it is to be."""

    name: Annotated[str, Line(120)] = Field(
        description="What the company is called.", examples=["Nordlicht"]
    )
    time_zone: Annotated[str, Line(64)] = Field(
        description="Where its clock hangs, as in the tz database.", examples=["Europe/Berlin"]
    )
    country: str = Field(
        "",
        max_length=8,
        description="Whose public holidays hold, perhaps with a region; empty: none.",
        examples=["DE-BE"],
    )
    opens_at: ClockTime = Field(description="When the working day begins.", examples=["09:00:00"])
    closes_at: ClockTime = Field(description="When the working day ends.", examples=["17:00:00"])
    sponsor_id: Id = Field(description="Who decides where nobody nearer does.", examples=[1])


class ProgramLimits(Body):
    """How often each token, and each person's browser, may ask in a minute."""

    reads: Annotated[int, Field(strict=True, ge=RATE_AT_LEAST, le=RATE_AT_MOST)] = Field(
        description="Reads.", examples=[READS_A_MINUTE]
    )
    writes: Annotated[int, Field(strict=True, ge=RATE_AT_LEAST, le=RATE_AT_MOST)] = Field(
        description="Everything else.", examples=[WRITES_A_MINUTE]
    )
