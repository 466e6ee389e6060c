"""Questions and answers for programs."""

from typing import Annotated, Any

from ninja import Path, Query, Router

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Actor
from tandem.core.api_pages import ListPage, page_of_query
from tandem.core.api_shapes import PathId
from tandem.talk import queries, services
from tandem.talk.api import shapes
from tandem.talk.api.shapes import SubjectId

router = Router(tags=["Questions"])

QuestionId = Annotated[PathId, Path(description="The question's id.")]


def _one(actor: Actor, question_id: int) -> queries.QuestionRow:
    return queries.question_rows([queries.question_visible_to(actor, question_id)])[0]


@router.get(
    "/questions",
    response=shapes.QuestionPage,
    operation_id="list_questions",
    summary="Questions you may see",
)
def list_questions(request: ActorRequest, asked: Query[shapes.QuestionsAsked]) -> ListPage:
    """Those to you, to your side, asked by you, all open ones, or the answered ones."""
    found = queries.questions_listed(request.actor, asked.show, root_id=asked.initiative_id)
    return page_of_query(found, asked, order=["due_at", "subject_id"], read=queries.question_rows)


@router.post(
    "/subjects/{subject_id}/questions",
    response={201: shapes.TalkQuestion},
    operation_id="ask_question",
    summary="Ask a person, a team or a side",
)
def ask_question(
    request: ActorRequest, subject_id: SubjectId, question: shapes.NewTalkQuestion
) -> queries.QuestionRow:
    """Everybody but viewers may. It stands on the Today page of whoever was asked."""
    asked = services.ask_question(
        actor=request.actor,
        subject_id=subject_id,
        text=question.text,
        to_person=question.to_person_id,
        to_lane=question.to_lane,
        to_team=question.to_team_id,
        blocks=question.blocks,
        comment_id=question.comment_id,
    )
    return _one(request.actor, asked.pk)


@router.get(
    "/questions/{question_id}",
    response=shapes.TalkQuestionWhole,
    operation_id="read_question",
    summary="One question with its answers",
)
def read_question(request: ActorRequest, question_id: QuestionId) -> dict[str, Any]:
    """The answer that stands comes last; earlier ones say what they lacked."""
    row = _one(request.actor, question_id)
    shown = {
        str(field.validation_alias or name): getattr(row, str(field.validation_alias or name))
        for name, field in shapes.TalkQuestion.model_fields.items()
    }
    return {**shown, "answers": queries.answers_to(question_id)}


@router.post(
    "/questions/{question_id}/answers",
    response={201: shapes.TalkQuestion},
    operation_id="give_answer",
    summary="Answer a question",
)
def give_answer(
    request: ActorRequest, question_id: QuestionId, answer: shapes.NewAnswerToQuestion
) -> queries.QuestionRow:
    """Whoever was asked; where a side or a team was asked, anybody of it."""
    services.give_answer(actor=request.actor, question_id=question_id, text=answer.text)
    return _one(request.actor, question_id)


@router.post(
    "/questions/{question_id}/acceptance",
    response=shapes.TalkQuestion,
    operation_id="accept_answer",
    summary="Say that that answers it",
)
def accept_answer(request: ActorRequest, question_id: QuestionId) -> queries.QuestionRow:
    """Whoever asked. Twice is once."""
    services.accept_answer(actor=request.actor, question_id=question_id)
    return _one(request.actor, question_id)


@router.post(
    "/questions/{question_id}/again",
    response=shapes.TalkQuestion,
    operation_id="ask_again",
    summary="Send the answer back",
)
def ask_again(
    request: ActorRequest, question_id: QuestionId, missing: shapes.Missing
) -> queries.QuestionRow:
    """Whoever asked says what is still missing; it waits for an answer again."""
    services.ask_again(actor=request.actor, question_id=question_id, missing=missing.missing)
    return _one(request.actor, question_id)


@router.post(
    "/questions/{question_id}/withdrawal",
    response=shapes.TalkQuestion,
    operation_id="withdraw_question",
    summary="No longer ask",
)
def withdraw_question(request: ActorRequest, question_id: QuestionId) -> queries.QuestionRow:
    """Whoever asked, or an owner. Twice is once."""
    services.withdraw_question(actor=request.actor, question_id=question_id)
    return _one(request.actor, question_id)
