"""Questions about systems for programs: who was asked, what they said."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Path, Query, Router
from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Actor
from tandem.assessment import queries, services
from tandem.assessment.api.shapes import NamedSystem
from tandem.assessment.rules import TEXT_LIMIT
from tandem.assessment.rules.consulting import ConsultState
from tandem.core.api_pages import ListPage, PageAsked, PageOf, page_of_query
from tandem.core.api_shapes import Answer, Body, PathId, Text
from tandem.initiatives.queries import heading_visible_to

router = Router(tags=["Assessment"])

InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]
ConsultId = Annotated[PathId, Path(description="The id of the question about a system.")]


class Consult(Answer):
    """That whoever answers for an affected system was asked whether it is so."""

    id: int = Field(description="Its id.", examples=[71])
    initiative_id: int = Field(description="The initiative it is about.", examples=[12])
    system: NamedSystem = Field(description="The system.")
    person: PersonName | None = Field(
        description="Who is asked; null: whoever is on duty for IT, as no owner is there."
    )
    asked_at: datetime = Field(description="Since when.")
    due_at: datetime | None = Field(description="Until when; null: nobody had to be asked.")
    state: ConsultState = Field(description="Where it stands.")
    text: str = Field(description="What they said to it.", examples=["Only the account page is."])
    closed_by: PersonName | None = Field(description="Who answered.")
    closed_at: datetime | None = Field(description="When.")


class ConsultWhole(Consult):
    """The same, with what whoever is asked may read of the initiative."""

    sentence: str = Field(description="Its sentence.", examples=["Points in the online shop"])
    document: str = Field(description="Its brief as it is now, in Markdown.", examples=[""])


class ConsultPage(PageOf[Consult]):
    """A page of them."""


class ConsultAnswer(Body):
    """Whether the system is affected."""

    answer: ConsultState = Field(
        description="`confirmed` or `not_affected`, which needs its reason.",
        examples=["confirmed"],
    )
    text: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "", description="What there is to say.", examples=["Only the account page is."]
    )


class ConsultQuestion(Body):
    """What somebody wants to know before they answer."""

    text: Annotated[str, Text(TEXT_LIMIT)] = Field(
        description="The question.", examples=["How many requests a minute?"]
    )


class AskedBack(Answer):
    """The question that was opened."""

    question_id: int = Field(description="Its id.", examples=[72])


class ConsultsAsked(Answer):
    """How many owners were asked."""

    asked: int = Field(description="How many.", examples=[2])


def _one(actor: Actor, consult_id: int) -> queries.ConsultRow:
    return queries.consult_rows([queries.consult_visible_to(actor, consult_id)])[0]


@router.get(
    "/initiatives/{initiative_id}/consults",
    response=ConsultPage,
    operation_id="list_consults",
    summary="Whose systems are affected, and what they say",
)
def list_consults(
    request: ActorRequest, initiative_id: InitiativeId, asked: Query[PageAsked]
) -> ListPage:
    """Oldest first, withdrawn ones too."""
    heading_visible_to(request.actor, initiative_id)
    found = queries.consults_visible_to(request.actor).filter(initiative_id=initiative_id)
    return page_of_query(found, asked, order=["subject_id"], read=queries.consult_rows)


@router.post(
    "/initiatives/{initiative_id}/consults",
    response=ConsultsAsked,
    operation_id="ask_consults",
    summary="Ask the owners of confirmed systems",
)
def ask_consults(request: ActorRequest, initiative_id: InitiativeId) -> dict[str, int]:
    """IT's people on it. It happens by itself when IT confirms a system; twice is once."""
    return {"asked": services.ask_consults(actor=request.actor, initiative_id=initiative_id)}


@router.get(
    "/consults/{consult_id}",
    response=ConsultWhole,
    operation_id="read_consult",
    summary="One question about a system",
)
def read_consult(request: ActorRequest, consult_id: ConsultId) -> dict[str, Any]:
    """Whoever was asked may read this much, even of a restricted initiative."""
    row = _one(request.actor, consult_id)
    shared = queries.shared_with_consulted(row.initiative_id)
    shown = {name: getattr(row, name) for name in Consult.model_fields}
    return {**shown, "sentence": shared.sentence, "document": shared.document}


@router.put(
    "/consults/{consult_id}/answer",
    response=Consult,
    operation_id="answer_consult",
    summary="Say whether the system is affected",
)
def answer_consult(
    request: ActorRequest, consult_id: ConsultId, answer: ConsultAnswer
) -> queries.ConsultRow:
    """Whoever was asked, or stands in for them. What stands as an assumption can be answered."""
    services.answer_consult(
        actor=request.actor, consult_id=consult_id, answer=answer.answer, text=answer.text
    )
    return _one(request.actor, consult_id)


@router.post(
    "/consults/{consult_id}/question",
    response={201: AskedBack},
    operation_id="ask_about_consult",
    summary="Ask before answering",
)
def ask_about_consult(
    request: ActorRequest, consult_id: ConsultId, asked: ConsultQuestion
) -> dict[str, int]:
    """The IT owner is asked. One's own answer is still waited for."""
    question_id = services.ask_about_consult(
        actor=request.actor, consult_id=consult_id, text=asked.text
    )
    return {"question_id": question_id}
