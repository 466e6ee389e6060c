"""Templates of work as programs see them."""

from datetime import date, datetime
from typing import Annotated, Any, cast

from ninja import Path
from pydantic import Field

from tandem.accounts.api.shapes import MaybeLane, PersonName
from tandem.accounts.rules import SKILL_LIMIT
from tandem.core.api_pages import PageOf
from tandem.core.api_shapes import Answer, Body, Day, Id, Line, PathId, Text
from tandem.own_fields.rules import FIELDS_AT_MOST, NAME_LIMIT, TEXT_LIMIT
from tandem.patterns.api.of_initiatives import NewTemplate
from tandem.patterns.rules import ESTIMATE_LIMIT, FURTHEST, WAITS_AT_MOST, PieceChanges
from tandem.work.api.shapes import WorkItem
from tandem.work.rules import (
    CHECK_LIMIT,
    CHECKS_AT_MOST,
    DESCRIPTION_LIMIT,
    SKILLS_AT_MOST,
    TITLE_LIMIT,
    DependencyKind,
    WorkKind,
)

WorkTemplateId = Annotated[PathId, Path(description="The template's id.")]
UseId = Annotated[PathId, Path(description="The id of one use of a template.")]
PieceKey = Annotated[PathId, Path(description="The piece's key in its template.")]
_FromLaunch = Annotated[int, Field(strict=True, ge=-FURTHEST, le=FURTHEST)]
_FieldName = Annotated[str, Line(NAME_LIMIT)]
_FieldText = Annotated[str, Text(TEXT_LIMIT)]
_TITLES = ["Write the landing page"]


class PieceWait(Answer):
    """What a piece waits for."""

    on: int = Field(description="The key of the other piece.", examples=[1])
    kind: DependencyKind = Field(description="Which end waits for which.")
    lag: int = Field(description="Working days between.", examples=[0])


class TemplatePiece(Answer):
    """A piece of work, as a template keeps it."""

    key: int = Field(description="Its key in the template.", examples=[2])
    title: str = Field(description="What is to be done.", examples=_TITLES)
    kind: WorkKind = Field(description="Task, bug, tweak or spike.")
    lane: MaybeLane = Field(description="Whose work it is; null for both sides.")
    description: str = Field(description="More about it.", examples=["In our tone."])
    estimate: str = Field(description="Working days, as typed.", examples=["2-3-6"])
    starts: int | None = Field(description="Not before so many days after launch.", examples=[-21])
    due: int | None = Field(description="Due so many days after launch.", examples=[-7])
    parent: int | None = Field(description="The key of what it is a part of.", examples=[1])
    skills: list[str] = Field(description="Skills it asks for.", examples=[["SQL"]])
    checks: list[str] = Field(description="Its checklist.", examples=[["Read aloud"]])
    waits: list[PieceWait] = Field(description="What it waits for.")


class FieldOfPiece(Answer):
    """What stands in a field of one's own of a piece."""

    key: int = Field(description="The piece's key.", examples=[2])
    field_id: int = Field(description="The field's id.", examples=[7])
    name: str = Field(description="What the field is called.", examples=["Browser"])
    value: str = Field(description="What stands there, in words.", examples=["Firefox"])
    days: int | None = Field(description="Of a day: days after launch.", examples=[-7])


class WorkTemplate(Answer):
    """A template of work: pieces of nobody, their days told from the launch."""

    id: int = Field(description="The template's id.", examples=[3])
    name: str = Field(description="Its name.", examples=["A landing page"])
    description: str = Field(description="When to use it.", examples=["For each campaign."])
    pieces: list[TemplatePiece] = Field(description="What it adds.")
    fields: list[FieldOfPiece] = Field(description="What stands in fields of one's own of these.")
    version: int = Field(description="Send it to change the template.", examples=[1])
    made_by: PersonName = Field(description="Who made it.")
    made_at: datetime = Field(description="When.")
    retired_at: datetime | None = Field(description="Since when nobody uses it.")
    url: str = Field(description="Its page.", examples=["/templates/work/3/"])


class WorkTemplatePage(PageOf[WorkTemplate]):
    """All templates of work."""


class NewWorkTemplate(NewTemplate):
    """How to call it, when to use it, and the launch that its days are told from."""

    launch_day: Day | None = Field(
        None,
        description="Without one the promised or wished day.",
        examples=["2027-06-01"],
    )


class NewPiece(Body):
    """A piece of work to put into a template."""

    title: Annotated[str, Line(TITLE_LIMIT)] = Field(
        description="What is to be done.", examples=_TITLES
    )
    description: Annotated[str, Text(DESCRIPTION_LIMIT)] = Field(
        "", description="More about it.", examples=["In our tone."]
    )
    kind: WorkKind = Field(WorkKind.TASK, description="Task, bug, tweak or spike.")
    lane: MaybeLane = Field(None, description="Whose work it is; null for both sides.")
    estimate: Annotated[str, Text(ESTIMATE_LIMIT)] = Field(
        "", description="Working days: 2, 2 guess, 2-3-6.", examples=["2-3-6"]
    )
    starts: _FromLaunch | None = Field(
        None, description="Not before so many days after launch.", examples=[-21]
    )
    due: _FromLaunch | None = Field(
        None, description="Due so many days after launch.", examples=[-7]
    )
    parent: Id | None = Field(None, description="The key of what it is a part of.", examples=[1])
    after: Annotated[list[Id], Field(max_length=WAITS_AT_MOST)] = Field(
        default_factory=list, description="The keys of what it waits for.", examples=[[1]]
    )
    checks: Annotated[list[Annotated[str, Line(CHECK_LIMIT)]], Field(max_length=CHECKS_AT_MOST)] = (
        Field(default_factory=list, description="Its checklist.", examples=[["Read aloud"]])
    )
    skills: Annotated[list[Annotated[str, Line(SKILL_LIMIT)]], Field(max_length=SKILLS_AT_MOST)] = (
        Field(default_factory=list, description="Skills it asks for.", examples=[["SQL"]])
    )
    fields: dict[_FieldName, _FieldText | int | list[_FieldText]] = Field(
        default_factory=dict,
        max_length=FIELDS_AT_MOST,
        description="What is to stand in fields of one's own, by name; of a day, days after "
        "launch; empty: nothing. Those that aren't named stay.",
        examples=[{"Browser": "Firefox"}],
    )

    def changes(self) -> PieceChanges:
        """As the service takes it."""
        said: dict[str, Any] = self.model_dump(exclude={"version"})
        return cast("PieceChanges", said)


class ChangedPiece(NewPiece):
    """The piece as it is to be."""

    version: int = Field(
        strict=True, ge=1, le=2**31, description="The template's you began from.", examples=[1]
    )


class PreviewAsked(Body):
    """On what, and for which launch."""

    initiative_id: int = Field(ge=1, le=2**63 - 1, description="The initiative.", examples=[12])
    launch_day: Day | None = Field(None, description="The launch.", examples=["2027-06-01"])
    off_closed: bool = Field(default=True, description="Move days off those nobody works on.")


class PreviewedPiece(Answer):
    """A piece as it would be added."""

    key: int = Field(description="Its key in the template.", examples=[2])
    title: str = Field(description="What is to be done.", examples=_TITLES)
    starts_on: date | None = Field(description="Not before this day.")
    due_on: date | None = Field(description="Due on this day.")
    yours: bool = Field(description="You would add it; else the other side does.")
    notes: list[str] = Field(description="What to know of it.", examples=[["That day is over."]])


class WorkPreview(Answer):
    """What using a template would add; nothing is added yet."""

    pieces: list[PreviewedPiece] = Field(description="Every piece, in order.")
    may_use: bool = Field(description="Whether you add work there.")
    why_not: str | None = Field(description="Why it can't be used now.")


class UseTemplate(Body):
    """On what, and for which launch."""

    initiative_id: Id = Field(description="The initiative.", examples=[12])
    launch_day: Day | None = Field(None, description="The launch.", examples=["2027-06-01"])
    off_closed: bool = Field(
        default=True, strict=True, description="Move days off those nobody works on."
    )


class TemplateUse(Answer):
    """A template of work that was used on an initiative."""

    id: int = Field(description="The id of this use.", examples=[5])
    template_id: int = Field(description="The template.", examples=[3])
    initiative_id: int = Field(description="The initiative.", examples=[12])
    launch_day: date | None = Field(description="The launch it was laid for.")
    by: PersonName = Field(description="Who used it.")
    at: datetime = Field(description="When.")
    undone_at: datetime | None = Field(description="When it was taken back.")
    made: list[WorkItem] = Field(description="What was added.")
    left: list[TemplatePiece] = Field(description="What the other side still adds.")


class TemplateUsePage(PageOf[TemplateUse]):
    """Every use of a template on an initiative."""
