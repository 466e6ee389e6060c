"""Decisions for programs."""

from typing import Annotated

from ninja import Path, Query, Router

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Actor
from tandem.core.api_pages import ListPage, page_of_query
from tandem.core.api_shapes import PathId
from tandem.talk import queries, services
from tandem.talk.api import shapes
from tandem.talk.api.shapes import SubjectId

router = Router(tags=["Decisions"])

DecisionId = Annotated[PathId, Path(description="The decision's id.")]


def _one(actor: Actor, decision_id: int) -> queries.DecisionRow:
    return queries.decision_rows([queries.decision_visible_to(actor, decision_id)])[0]


@router.get(
    "/decisions",
    response=shapes.DecisionPage,
    operation_id="list_decisions",
    summary="Decisions you may see, newest first",
)
def list_decisions(request: ActorRequest, asked: Query[shapes.DecisionsAsked]) -> ListPage:
    """All, those of one initiative, those to be looked at again, those with dissent."""
    found = queries.decisions_listed(
        request.actor,
        root_id=asked.initiative_id,
        look_again=asked.look_again,
        disputed=asked.disputed,
    )
    return page_of_query(
        found, asked, order=["-decided_at", "-subject_id"], read=queries.decision_rows
    )


@router.post(
    "/subjects/{subject_id}/decisions",
    response={201: shapes.Decision},
    operation_id="write_decision",
    summary="Write a decision down",
)
def write_decision(
    request: ActorRequest, subject_id: SubjectId, decision: shapes.NewDecision
) -> queries.DecisionRow:
    """The owners and the sponsor."""
    written = services.write_decision(
        actor=request.actor,
        subject_id=subject_id,
        title=decision.title,
        options=decision.options,
        choice=decision.choice,
        why=decision.why,
        look_again_on=decision.look_again_on,
        comment_id=decision.comment_id,
    )
    return _one(request.actor, written.pk)


@router.get(
    "/decisions/{decision_id}",
    response=shapes.Decision,
    operation_id="read_decision",
    summary="One decision",
)
def read_decision(request: ActorRequest, decision_id: DecisionId) -> queries.DecisionRow:
    """With who disagrees."""
    return _one(request.actor, decision_id)


@router.put(
    "/decisions/{decision_id}/dissent",
    response=shapes.Decision,
    operation_id="dissent_from_decision",
    summary="Disagree",
)
def dissent_from_decision(
    request: ActorRequest, decision_id: DecisionId, reason: shapes.NewDissent
) -> queries.DecisionRow:
    """Anybody but viewers. The decision holds all the same."""
    services.dissent(actor=request.actor, decision_id=decision_id, text=reason.text)
    return _one(request.actor, decision_id)


@router.delete(
    "/decisions/{decision_id}/dissent",
    response=shapes.Decision,
    operation_id="end_dissent",
    summary="No longer disagree",
)
def end_dissent(request: ActorRequest, decision_id: DecisionId) -> queries.DecisionRow:
    """The history keeps that you did."""
    services.end_dissent(actor=request.actor, decision_id=decision_id)
    return _one(request.actor, decision_id)


@router.post(
    "/decisions/{decision_id}/looks",
    response=shapes.Decision,
    operation_id="look_at_decision_again",
    summary="Say that it still holds",
)
def look_at_decision_again(
    request: ActorRequest, decision_id: DecisionId, look: shapes.Look
) -> queries.DecisionRow:
    """Whoever decided, the owners, the sponsor. If it no longer holds, write a new one down."""
    services.look_at_decision_again(
        actor=request.actor, decision_id=decision_id, look_again_on=look.look_again_on
    )
    return _one(request.actor, decision_id)
