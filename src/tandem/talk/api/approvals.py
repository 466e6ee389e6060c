"""Approvals for programs."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Path, Query, Router
from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Actor
from tandem.activity.queries import subject_visible_to
from tandem.core.api_pages import ListPage, PageAsked, PageOf, page_of_query
from tandem.core.api_shapes import Answer, Body, Id, PathId, Text
from tandem.talk import queries, services
from tandem.talk.rules import QUESTION_LIMIT, REASON_LIMIT, ApprovalState

router = Router(tags=["Approvals"])

ApprovalId = Annotated[PathId, Path(description="The approval's id.")]
InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]

_WORDS = ["May we promise this in writing?"]


class Approval(Answer):
    """That somebody was asked for a yes on an exact text, and what they said."""

    id: int = Field(description="The approval's id.", examples=[61])
    initiative_id: int = Field(description="The initiative it is about.", examples=[12])
    sentence: str = Field(
        description="The idea's sentence as it was shown.", examples=["A sale page"]
    )
    digest: str = Field(description="Names exactly the text that was shown.", examples=["9f86d0…"])
    words: str = Field(description="What they were asked to look at.", examples=_WORDS)
    person: PersonName = Field(description="Who was asked.")
    asked_by: PersonName = Field(description="Who asked.")
    asked_at: datetime = Field(description="When.")
    due_at: datetime = Field(description="Until when an answer is expected.")
    state: ApprovalState = Field(description="Where it stands.")
    text: str = Field(description="The remark, or why not.", examples=["Without the word “free”."])
    closed_at: datetime | None = Field(description="When it was answered or withdrawn.")
    closed_by: PersonName | None = Field(description="By whom.")
    earlier: bool = Field(description="Whether the text has changed since.")


class ApprovalWhole(Approval):
    """The same, with the text that was shown."""

    document: str = Field(description="The brief as it was shown, in Markdown.", examples=[""])


class NewApproval(Body):
    """Whom to ask for a yes."""

    person_id: Id = Field(description="Anybody who may write; not oneself.", examples=[9])
    words: Annotated[str, Text(QUESTION_LIMIT)] = Field(
        "", description="What they should look at.", examples=_WORDS
    )


class ApprovalAnswer(Body):
    """What somebody says who was asked for a yes."""

    answer: Literal["yes", "remark", "no"] = Field(
        description="“remark” is a yes with one.", examples=["yes"]
    )
    seen: str = Field(description="`digest` of the text you read.", examples=["9f86d0…"])
    text: Annotated[str, Text(REASON_LIMIT)] = Field(
        "", description="The remark, or why not.", examples=["Without the word “free”."]
    )


class ApprovalPage(PageOf[Approval]):
    """A page of approvals."""


def _one(actor: Actor, approval_id: int) -> queries.ApprovalRow:
    return queries.approval_rows([queries.approval_visible_to(actor, approval_id)])[0]


@router.get(
    "/initiatives/{initiative_id}/approvals",
    response=ApprovalPage,
    operation_id="list_approvals",
    summary="Who was asked for a yes",
)
def list_approvals(
    request: ActorRequest, initiative_id: InitiativeId, asked: Query[PageAsked]
) -> ListPage:
    """Oldest first, withdrawn ones too."""
    subject_visible_to(request.actor, initiative_id)
    found = queries.approvals_on(request.actor, initiative_id)
    return page_of_query(found, asked, order=["subject_id"], read=queries.approval_rows)


@router.post(
    "/initiatives/{initiative_id}/approvals",
    response={201: Approval},
    operation_id="ask_for_yes",
    summary="Ask somebody for a yes",
)
def ask_for_yes(
    request: ActorRequest, initiative_id: InitiativeId, approval: NewApproval
) -> queries.ApprovalRow:
    """The owners may. Who is asked sees the sentence and the brief as they are at this moment."""
    made = services.ask_for_yes(
        actor=request.actor,
        initiative_id=initiative_id,
        person_id=approval.person_id,
        words=approval.words,
    )
    return _one(request.actor, made.pk)


@router.get(
    "/approvals/{approval_id}",
    response=ApprovalWhole,
    operation_id="read_approval",
    summary="One approval with the text it is about",
)
def read_approval(request: ActorRequest, approval_id: ApprovalId) -> dict[str, Any]:
    """Whoever was asked may read this much, even of a restricted initiative."""
    found = queries.approval_visible_to(request.actor, approval_id)
    row = queries.approval_rows([found])[0]
    shown = {name: getattr(row, name) for name in Approval.model_fields}
    return {**shown, "document": found.shared.document}


@router.put(
    "/approvals/{approval_id}/answer",
    response=Approval,
    operation_id="answer_approval",
    summary="Say yes or no",
)
def answer_approval(
    request: ActorRequest, approval_id: ApprovalId, answer: ApprovalAnswer
) -> queries.ApprovalRow:
    """Whoever was asked, once. A no needs its reason."""
    services.answer_approval(
        actor=request.actor,
        approval_id=approval_id,
        answer=ApprovalState(answer.answer),
        seen=answer.seen,
        text=answer.text,
    )
    return _one(request.actor, approval_id)


@router.delete(
    "/approvals/{approval_id}",
    response=Approval,
    operation_id="withdraw_approval",
    summary="No longer ask for a yes",
)
def withdraw_approval(request: ActorRequest, approval_id: ApprovalId) -> queries.ApprovalRow:
    """The owners may, while it isn't answered. Twice is once."""
    services.withdraw_approval(actor=request.actor, approval_id=approval_id)
    return _one(request.actor, approval_id)
