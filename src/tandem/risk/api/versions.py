"""What the risk check asks, for programs: its versions, and the one that is being written."""

from dataclasses import replace
from typing import Annotated

from ninja import Path, Router

from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import READ_BY_SOME
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.words import Sentence, say
from tandem.risk import permissions, queries, services
from tandem.risk.api.shapes import RiskQuestions
from tandem.risk.api.shapes_versions import (
    NewQuestionVersion,
    NewRiskLimits,
    NewRiskQuestion,
    QuestionDraft,
    QuestionVersionSeen,
    ReadRevision,
)
from tandem.risk.rules import TIERS, Choice, QuestionSet

router = Router(tags=["Risk check"])

Key = Annotated[str, Path(description="The question's key.", examples=["vendor"], max_length=40)]


def _draft(request: ActorRequest) -> dict[str, object]:
    if not permissions.can_change_questions(request.actor):
        raise NotAllowed(say("Only an administrator changes what the risk check asks."))
    draft = queries.question_draft()
    if draft is None:
        return {"revision": None, "asks": queries.present_questions()}
    return {"revision": draft.revision, "asks": queries.draft_of_questions(draft)}


@router.get(
    "/risk-questions/versions",
    response=list[QuestionVersionSeen],
    operation_id="list_question_versions",
    summary="Versions of what the risk check asks",
)
def list_question_versions(request: ActorRequest) -> list[queries.VersionRow]:
    """Every version that was ever asked, the newest first; the last is the one that ships."""
    return queries.list_question_versions()


@router.get(
    "/risk-questions/versions/{version}",
    response=RiskQuestions,
    operation_id="read_question_version",
    summary="What one version asks",
)
def read_question_version(
    request: ActorRequest,
    version: Annotated[int, Path(description="Its number.", ge=1, le=2**31 - 1, examples=[1])],
) -> QuestionSet:
    """All its questions with their answers and points."""
    return queries.questions_in(version)


@router.get(
    "/risk-questions/draft",
    response=QuestionDraft,
    operation_id="read_question_draft",
    summary="The version that is being written",
    openapi_extra={READ_BY_SOME: True},
)
def read_question_draft(request: ActorRequest) -> dict[str, object]:
    """For administrators; nobody is asked it yet. While none is, it is what is asked today."""
    return _draft(request)


@router.post(
    "/risk-questions/draft",
    response=QuestionDraft,
    operation_id="begin_question_version",
    summary="Begin a new version of the questions",
)
def begin_question_version(request: ActorRequest, given: NewQuestionVersion) -> dict[str, object]:
    """As a copy; beginning twice is beginning once."""
    services.begin_question_version(actor=request.actor, copies=given.copies)
    return _draft(request)


@router.put(
    "/risk-questions/draft/questions/{key}",
    response=QuestionDraft,
    operation_id="change_risk_question",
    summary="Change a question of the new version",
)
def change_risk_question(
    request: ActorRequest, key: Key, given: NewRiskQuestion
) -> dict[str, object]:
    """Its words, its answers and their points; it stays in its dimension."""
    asked: QuestionSet = _draft(request)["asks"]  # type: ignore[assignment]
    standing = asked.by_key.get(key)
    if standing is None:
        raise NotFound
    answers = tuple(
        Choice(Sentence(one.text), one.points, TIERS[one.at_least], Sentence(one.lowers))
        for one in given.answers
    )
    services.change_risk_question(
        actor=request.actor,
        question=replace(standing, asks=Sentence(given.asks), answers=answers),
        revision=given.revision,
    )
    return _draft(request)


@router.put(
    "/risk-questions/draft/limits",
    response=QuestionDraft,
    operation_id="change_risk_limits",
    summary="Change from how many points on it is medium or high",
)
def change_risk_limits(request: ActorRequest, given: NewRiskLimits) -> dict[str, object]:
    """Of the new version, for each dimension alike."""
    services.change_risk_limits(
        actor=request.actor,
        medium_from=given.medium_from,
        high_from=given.high_from,
        revision=given.revision,
    )
    return _draft(request)


@router.put(
    "/risk-questions/draft/publication",
    response=RiskQuestions,
    operation_id="publish_question_version",
    summary="Ask the new version from now on",
)
def publish_question_version(request: ActorRequest, read: ReadRevision) -> QuestionSet:
    """Checks that have begun keep their questions."""
    done = services.publish_question_version(actor=request.actor, revision=read.revision)
    return queries.questions_in(done.number or 0)


@router.delete(
    "/risk-questions/draft",
    response={204: None},
    operation_id="drop_question_version",
    summary="Drop the version that is being written",
)
def drop_question_version(request: ActorRequest) -> None:
    """What is asked stays."""
    services.drop_question_version(actor=request.actor)
