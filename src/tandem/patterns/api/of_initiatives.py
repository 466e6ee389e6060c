"""Templates of initiatives for programs."""

from datetime import date, datetime
from typing import Annotated

from ninja import Path, Router
from pydantic import Field

from tandem.accounts.api.shapes import MaybeLane, PersonName
from tandem.accounts.requests import ActorRequest
from tandem.briefs.rules import Priority, Section
from tandem.core.api_pages import ListPage, PageOf
from tandem.core.api_shapes import Answer, Body, Day, Line, PathId, Text
from tandem.initiatives.rules import SENTENCE_LIMIT, InitiativeKind, Question
from tandem.patterns import queries, services
from tandem.patterns.rules import DESCRIPTION_LIMIT, NAME_LIMIT

router = Router(tags=["Templates"])

TemplateId = Annotated[PathId, Path(description="The template's id.")]
InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]


class TemplateAnswer(Answer):
    """An answer about an idea, as a template keeps it."""

    question: Question = Field(description="What was asked.")
    text: str = Field(description="What was answered.", examples=["Shops change prices alone."])
    measure_first: bool = Field(description="There is no number yet.")


class TemplatePart(Answer):
    """A part of a brief, as a template keeps it: without names."""

    label: str = Field(description="Its short name there.", examples=["R1"])
    section: Section = Field(description="Where it stands.")
    title: str = Field(description="Its heading; may be empty.", examples=["Choose a day"])
    text: str = Field(description="Its text.", examples=["Customers choose their day."])
    priority: Priority | None = Field(description="How much it counts, of a requirement.")


class Template(Answer):
    """A template of initiatives."""

    id: int = Field(description="The template's id.", examples=[3])
    name: str = Field(description="Its name.", examples=["This month's newsletter"])
    description: str = Field(description="When to use it.", examples=["For every issue."])
    kind: InitiativeKind = Field(description="What kind of work it is.")
    launch_day: date | None = Field(
        description="What its dates mean; they move with the new wished day."
    )
    answers: list[TemplateAnswer] = Field(description="What it answers.")
    parts: list[TemplatePart] = Field(description="What it brings into the brief.")
    version: int = Field(description="Send it to change the template.", examples=[1])
    made_by: PersonName = Field(description="Who made it.")
    made_at: datetime = Field(description="When.")
    retired_at: datetime | None = Field(description="Since when nothing begins from it.")
    url: str = Field(description="Its page.", examples=["/templates/3/"])


class TemplatePage(PageOf[Template]):
    """All templates."""


class NewTemplate(Body):
    """How to call it, and when to use it."""

    name: Annotated[str, Line(NAME_LIMIT)] = Field(
        description="Its name.", examples=["This month's newsletter"]
    )
    description: Annotated[str, Text(DESCRIPTION_LIMIT)] = Field(
        "", description="When to use it.", examples=["For every issue."]
    )


class ChangedTemplate(NewTemplate):
    """The same, changed."""

    version: int = Field(
        strict=True, ge=1, le=2**31, description="The one you began from.", examples=[1]
    )


class FromTemplate(Body):
    """The new idea."""

    sentence: Annotated[str, Line(SENTENCE_LIMIT)] = Field(
        description="The idea in a sentence.", examples=["The newsletter of June"]
    )
    wish_date: Day | None = Field(None, description="The day wished for.", examples=["2027-06-01"])
    lane: MaybeLane = Field(None, description="The side it is written for.")


class Begun(Answer):
    """An initiative that began from a template."""

    initiative_id: int = Field(description="The initiative's id.", examples=[12])
    template_id: int = Field(description="The template's id.", examples=[3])
    left: int = Field(description="How much of it is still to be filled in.", examples=[4])


def _begun(request: ActorRequest, initiative_id: int) -> Begun:
    found = queries.begun_from(request.actor, initiative_id)
    return Begun(
        initiative_id=initiative_id,
        template_id=found.template_id if found else 0,
        left=found.left if found else 0,
    )


@router.get("/templates", response=TemplatePage, operation_id="list_templates", summary="Templates")
def list_templates(request: ActorRequest) -> ListPage:
    """By name, retired ones last; there are never enough for a second page."""
    return ListPage(queries.templates(request.actor))


@router.get(
    "/templates/{template_id}",
    response=Template,
    operation_id="read_template",
    summary="One template",
)
def read_template(request: ActorRequest, template_id: TemplateId) -> queries.TemplateRow:
    """With everything it fills in."""
    return queries.template(request.actor, template_id)


@router.post(
    "/initiatives/{initiative_id}/template",
    response={201: Template},
    operation_id="make_template",
    summary="Make a template of an initiative",
)
def make_template(
    request: ActorRequest, initiative_id: InitiativeId, new: NewTemplate
) -> queries.TemplateRow:
    """Its owners, or an administrator. Who sees the initiative sees the template."""
    made = services.make_template(
        actor=request.actor,
        initiative_id=initiative_id,
        name=new.name,
        description=new.description,
    )
    return queries.template(request.actor, made.pk)


@router.put(
    "/templates/{template_id}",
    response=Template,
    operation_id="edit_template",
    summary="Change a template's name",
)
def edit_template(
    request: ActorRequest, template_id: TemplateId, changed: ChangedTemplate
) -> queries.TemplateRow:
    """Whoever made it, or an administrator."""
    services.edit_template(
        actor=request.actor,
        template_id=template_id,
        name=changed.name,
        description=changed.description,
        version=changed.version,
    )
    return queries.template(request.actor, template_id)


@router.delete(
    "/templates/{template_id}",
    response=Template,
    operation_id="retire_template",
    summary="Retire a template",
)
def retire_template(request: ActorRequest, template_id: TemplateId) -> queries.TemplateRow:
    """Whoever made it, or an administrator. What began from it stays."""
    services.retire_template(actor=request.actor, template_id=template_id)
    return queries.template(request.actor, template_id)


@router.post(
    "/templates/{template_id}/initiatives",
    response={201: Begun},
    operation_id="start_from_template",
    summary="Write an idea from a template",
)
def start_from_template(
    request: ActorRequest, template_id: TemplateId, idea: FromTemplate
) -> Begun:
    """Anyone but a viewer. At once with what its author may answer."""
    begun = services.start_from_template(
        actor=request.actor,
        template_id=template_id,
        sentence=idea.sentence,
        wish_date=idea.wish_date,
        lane=idea.lane,
    )
    return _begun(request, begun.pk)


@router.post(
    "/initiatives/{initiative_id}/template/filling",
    response=Begun,
    operation_id="fill_from_template",
    summary="Fill in from its template",
)
def fill_from_template(request: ActorRequest, initiative_id: InitiativeId) -> Begun:
    """People of either side on it: what their side decides and nobody has written yet."""
    services.fill_from_template(actor=request.actor, initiative_id=initiative_id)
    return _begun(request, initiative_id)
