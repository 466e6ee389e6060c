"""Code of work, and the table from requirements to it, as programs see them."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Path
from pydantic import AwareDatetime, BaseModel, Field

from tandem.accounts.api.shapes import MaybeLane, PersonName
from tandem.briefs.rules import Priority
from tandem.core.api_shapes import Answer, Body, Line, PathId, Text
from tandem.trace.rules import (
    ADDRESS_LIMIT,
    COMMIT_LIMIT,
    NAME_LIMIT,
    NUMBER_AT_MOST,
    ORIGIN_LIMIT,
    Code,
    CodeKind,
    CodeState,
    HoleKind,
)
from tandem.work.rules import WorkState

CodeId = Annotated[PathId, Path(description="The id of the link, as the list says.")]
InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]

_ADDRESSES = ["https://git.example.org/shop/pull/14"]
_STATES = (
    "Of a pull request: draft, open, merged, closed. Of a run: waiting, running, passed, failed, "
    "stopped. A branch has none."
)


class CodeToLink(Body):
    """A branch, a pull request or a CI run, as its system calls it."""

    kind: CodeKind = Field(description="What it is.")
    origin: Annotated[str, Line(ORIGIN_LIMIT)] = Field(
        description="The system it comes from; the same word each time.", examples=["gitlab"]
    )
    external_id: Annotated[str, Line(ADDRESS_LIMIT)] = Field(
        description="What that system calls it. Told again, it is the same one.",
        examples=["shop!14"],
    )
    name: Annotated[str, Text(NAME_LIMIT)] = Field(
        "",
        description=(
            "The branch, the title of the pull request, or which check a run is: of each check the "
            "newest run counts."
        ),
        examples=["Read the free days"],
    )
    number: Annotated[int, Field(strict=True, ge=1, le=NUMBER_AT_MOST)] | None = Field(
        None, description="Of a pull request.", examples=[14]
    )
    state: CodeState | None = Field(None, description=_STATES)
    address: Annotated[str, Text(ADDRESS_LIMIT)] = Field(
        "",
        description="Its page, http or https, without a password. It is shown and never asked.",
        examples=_ADDRESSES,
    )
    commit: Annotated[str, Text(COMMIT_LIMIT)] = Field(
        "", description="The commit it is about, 7 to 64 hex digits.", examples=["3f2a91c"]
    )
    branch: Annotated[str, Text(NAME_LIMIT)] = Field(
        "", description="The branch it is about.", examples=["work-912"]
    )
    at: AwareDatetime | None = Field(
        None,
        description=(
            "Since when it stands so there, with its time zone. What is older than what is known "
            "changes nothing; left out, it is now."
        ),
        examples=["2026-03-10T09:00:00Z"],
    )

    def code(self) -> Code:
        """As the service takes it."""
        return Code(**{name: getattr(self, name) for name in type(self).model_fields})


class LinkedCode(Answer):
    """A branch, a pull request or a run of a piece of work."""

    id: int = Field(description="The id of the link.", examples=[40])
    kind: CodeKind = Field(description="What it is.")
    state: CodeState | None = Field(description="How it stands.")
    origin: str = Field(
        description="The system it comes from; “by hand”: a person linked it.", examples=["gitlab"]
    )
    external_id: str = Field(description="What that calls it.", examples=["shop!14"])
    name: str = Field(description="How it is called.", examples=["Read the free days"])
    number: int | None = Field(description="Of a pull request.", examples=[14])
    address: str = Field(description="Its page.", examples=_ADDRESSES)
    commit: str = Field(description="The commit it is about.", examples=["3f2a91c"])
    branch: str = Field(description="The branch it is about.", examples=["work-912"])
    said_at: datetime = Field(description="Since when it stands so.")
    by: PersonName = Field(description="Who linked it, or whose token did.")


class CodeOfWork(BaseModel):
    """What was built for a piece of work."""

    items: list[LinkedCode] = Field(description="Newest first.")


class HoleShape(Answer):
    """Where the thread is broken."""

    kind: HoleKind = Field(description="What is missing.")
    name: str = Field(description="At what: R3, U2, #14.", examples=["R3"])
    words: str = Field(description="In words.", examples=["R3 has no use case"])


class TracedPartShape(Answer):
    """A part of the brief."""

    id: int = Field(description="The part's id.", examples=[31])
    label: str = Field(description="Its short name.", examples=["R3"])
    title: str = Field(description="What it says.", examples=["Choose a day"])
    priority: Priority | None = Field(description="Of a requirement.")


class BuiltShape(Answer):
    """A branch, a pull request, or the newest run of a check."""

    id: int = Field(description="The id of the link.", examples=[40])
    kind: CodeKind = Field(description="What it is.")
    state: CodeState | None = Field(description="How it stands.")
    origin: str = Field(description="The system it comes from.", examples=["gitlab"])
    name: str = Field(description="How it is called.", examples=["Read the free days"])
    number: int | None = Field(description="Of a pull request.", examples=[14])
    address: str = Field(description="Its page.", examples=_ADDRESSES)


class TracedPiece(Answer):
    """A piece of work."""

    id: int = Field(description="Its id.", examples=[912])
    number: int = Field(description="Its number.", examples=[7])
    title: str = Field(description="What it is called.", examples=["Read the free days"])
    lane: MaybeLane = Field(description="Whose work it is; null: both sides'.")
    state: WorkState = Field(description="Where it stands.")
    built: list[BuiltShape] = Field(description="What was built.")
    ci: CodeState | None = Field(description="How its newest runs stand, the worst of them.")


class TracedLine(Answer):
    """A use case and work for it, or work for its requirement alone."""

    use_case: TracedPartShape | None = Field(description="The use case.")
    piece: TracedPiece | None = Field(description="The work.")
    holes: list[HoleShape] = Field(description="What is missing here.")


class TracedGroup(Answer):
    """A requirement with all that hangs on it; null: what is for no requirement."""

    requirement: TracedPartShape | None = Field(description="The requirement.")
    lines: list[TracedLine] = Field(description="Its use cases and work.")
    holes: list[HoleShape] = Field(description="What is missing of it.")


class Traceability(Answer):
    """From each requirement to what was built for it."""

    groups: list[TracedGroup] = Field(description="By requirement, in the order of the brief.")
    metrics: list[TracedPartShape] = Field(description="How one will know, of all of it together.")
    holes: list[HoleShape] = Field(description="What is missing of all of it together.")
    has_brief: bool = Field(description="Whether a brief has begun.")
    has_code: bool = Field(
        description="Whether a branch, pull request or run is known of it: else none is missed."
    )


class TraceAsked(BaseModel):
    """How much of it."""

    only: Literal["all", "holes"] = Field(
        "all", description="All of it, or only what has holes.", examples=["holes"]
    )
