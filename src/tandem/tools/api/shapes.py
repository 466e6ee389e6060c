"""How tools look to programs. No field of them is about a person."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from tandem.core.api_pages import PageAsked, PageOf
from tandem.core.api_shapes import Answer, Body, Day, Id, Line, Text
from tandem.systems.rules import DataClass
from tandem.tools.queries import ToolsShown
from tandem.tools.rules import (
    ADDRESS_LIMIT,
    COST_AT_MOST,
    LINE_LIMIT,
    NAME_LIMIT,
    TEXT_LIMIT,
    AnswerKind,
    DataRisk,
    PaidEvery,
    Purpose,
    ToolState,
)

_NAME = ["Questbee"]
_WHAT_FOR = ["Asks visitors of the stores how it was."]


class ToolDepartment(Answer):
    """Whose tool it is."""

    id: int = Field(description="The department's id.", examples=[2])
    name: str = Field(description="What it is called.", examples=["Marketing"])


class ToolRow(Answer):
    """A tool, as lists show it."""

    id: int = Field(description="The tool's id.", examples=[410])
    name: str = Field(description="What it is called.", examples=_NAME)
    address: str = Field(description="The host it is at.", examples=["app.questbee.example"])
    vendor: str = Field(description="Who makes it.", examples=["Questbee Ltd"])
    purpose: Purpose = Field(description="What it is for, roughly.")
    department: ToolDepartment | None = Field(description="Which department uses it.")
    data_classes: list[DataClass] = Field(description="What kinds of data go into it.")
    risk: DataRisk = Field(description="How delicate that is, by the worst of it.")
    cost: int | None = Field(
        description="In whole units of the company's currency; null: not said.", examples=[49]
    )
    every: PaidEvery = Field(description="How often that is paid.")
    per_month: int | None = Field(description="What that comes to in a month.", examples=[49])
    renews_on: date | None = Field(description="When it is paid again; null: not said.")
    state: ToolState = Field(description="Waiting for IT, or what IT said last.")
    promised_at: datetime | None = Field(
        description="By when IT said, when it was declared, that it would answer."
    )
    url: str = Field(description="Its page.", examples=["/tools/410/"])


class ToolAnswer(Answer):
    """What IT said."""

    kind: AnswerKind = Field(description="Register, replace, retire or leave.")
    words: str = Field(description="In a sentence.", examples=["The free plan is enough."])
    replaced_by: str = Field(description="By what it is replaced.", examples=["Northstar CRM"])
    at: datetime = Field(description="When.")


class ToolSystem(Answer):
    """The entry of the catalogue that a tool has become."""

    id: int = Field(description="The entry's id.", examples=[31])
    name: str = Field(description="What it is called.", examples=["Questbee"])
    url: str = Field(description="Its page.", examples=["/systems/31/"])


class Tool(ToolRow):
    """A tool, whole."""

    what_for: str = Field(description="What it is used for.", examples=_WHAT_FOR)
    missed_by: str = Field(
        description="Which team or occasion would miss it.", examples=["The store team"]
    )
    declared_at: datetime | None = Field(description="When it was declared; null: not yet.")
    found_at: datetime | None = Field(description="When a file said so; null: never.")
    waits_until: datetime | None = Field(
        description="By when IT answers, while it is waited for; null: answered."
    )
    renewal_until: datetime | None = Field(
        description="By when somebody says whether it is kept, while that is asked."
    )
    answers: list[ToolAnswer] = Field(description="What IT said, the newest first.")
    system: ToolSystem | None = Field(description="Its entry in the systems catalogue.")
    version: int = Field(description="Send it along to change what is said.", examples=[1])


class ToolsAsked(PageAsked):
    """Which tools."""

    q: Annotated[str, Line(200)] | None = Field(
        None,
        description="Only those in whose name, vendor or address all of these words stand.",
        examples=["questbee"],
    )
    show: ToolsShown = Field(
        ToolsShown.IN_USE, description="Empty: those in use; `waiting`; `retired`."
    )
    department: Id | None = Field(
        None, strict=False, description="Only those of this department.", examples=[2]
    )


class ToolPage(PageOf[ToolRow]):
    """A page of tools."""


class NewTool(Body):
    """What is said of a tool when it is declared."""

    name: Annotated[str, Line(NAME_LIMIT)] = Field(description="What it is called.", examples=_NAME)
    what_for: Annotated[str, Text(TEXT_LIMIT)] = Field(
        description="What it is used for.", examples=_WHAT_FOR
    )
    department_id: Id = Field(description="Which department uses it.", examples=[2])
    purpose: Purpose = Field(Purpose.OTHER, description="What it is for, roughly.")
    address: Annotated[str, Text(ADDRESS_LIMIT)] = Field(
        "",
        description="Where it is; only the host is kept.",
        examples=["https://app.questbee.example/start"],
    )
    vendor: Annotated[str, Text(NAME_LIMIT)] = Field(
        "", description="Who makes it.", examples=["Questbee Ltd"]
    )
    missed_by: Annotated[str, Text(LINE_LIMIT)] = Field(
        "",
        description="Which team or occasion would miss it. No names.",
        examples=["The store team"],
    )
    data_classes: list[DataClass] = Field(
        default_factory=list, description="What kinds of data go into it."
    )
    cost: Annotated[int, Field(strict=True, ge=0, le=COST_AT_MOST)] | None = Field(
        None, description="In whole units of the company's currency.", examples=[49]
    )
    every: PaidEvery = Field(PaidEvery.MONTH, description="How often that is paid.")
    renews_on: Day | None = Field(
        None, description="When it is paid again.", examples=["2027-01-01"]
    )


class ChangedTool(NewTool):
    """All that is said of a tool, as it should be from now on."""

    version: Id = Field(
        description="The version you read. If somebody changed it meanwhile, the answer is 409 "
        "with both.",
        examples=[1],
    )


class ToolAnswerAsked(Body):
    """What IT says about a tool."""

    kind: AnswerKind = Field(description="Register, replace, retire or leave.")
    words: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "",
        description="In a sentence; needed to retire or to leave it.",
        examples=["The free plan is enough."],
    )
    replaced_by: Annotated[str, Text(NAME_LIMIT)] = Field(
        "", description="By what; needed to replace it.", examples=["Northstar CRM"]
    )
    system_id: Id | None = Field(
        None, description="The entry of the catalogue that it is, if registered.", examples=[31]
    )
    new_system: bool = Field(
        default=False, strict=True, description="Make a new entry of the catalogue from it."
    )


class ToolSpend(Answer):
    """What the tools of a department come to."""

    department: ToolDepartment | None = Field(description="Null: nobody has said whose they are.")
    tools: int = Field(description="How many.", examples=[7])
    per_month: int = Field(description="What they cost in a month.", examples=[612])
    per_year: int = Field(description="What they cost in a year.", examples=[7344])
    unsaid: int = Field(description="Of how many nobody has said what they cost.", examples=[1])
    about_persons: int = Field(description="How many hold something about persons.", examples=[3])


class ToolsAlike(Answer):
    """Tools of which one might do."""

    alike: str = Field(description="In what: domain, vendor, purpose.", examples=["vendor"])
    tools: list[ToolRow] = Field(description="The tools.")


class ToolRegister(Answer):
    """All tools in use, in figures. Tools are counted, never people."""

    tools: int = Field(description="How many are in use.", examples=[19])
    waiting: int = Field(description="How many wait for IT's answer.", examples=[2])
    undeclared: int = Field(description="How many were found and not declared yet.", examples=[12])
    known: int = Field(description="How many became known within a year.", examples=[21])
    declared_first: int = Field(
        description="How many of these were declared before they were found.", examples=[8]
    )
    health: float | None = Field(
        description="The share of these; null where there are fewer than five.", examples=[0.38]
    )
    per_month: int = Field(description="What all cost in a month.", examples=[1480])
    per_year: int = Field(description="What all cost in a year.", examples=[17760])
    about_persons: int = Field(description="How many hold something about persons.", examples=[8])
    departments: list[ToolSpend] = Field(description="By department, the dearest first.")
    doubles: list[ToolsAlike] = Field(description="Which may be doubles, the surest first.")
    renewals: list[ToolRow] = Field(description="What is paid again within sixty days.")
