"""Risk checks for programs."""

from typing import Annotated

from ninja import Path, Router

from tandem.accounts.requests import ActorRequest
from tandem.core.api_shapes import PathId
from tandem.initiatives import queries as initiatives
from tandem.risk import queries, services
from tandem.risk.api import calibration, protection, versions
from tandem.risk.api.shapes import (
    HandedIn,
    NamedRiskOwner,
    NewAcceptance,
    NewCostOfDelay,
    NewRiskAnswers,
    NewRiskReview,
    RiskCheckSeen,
    RiskQuestions,
    TakenOver,
)
from tandem.risk.rules import QuestionSet
from tandem.risk.services import Given

router = Router(tags=["Risk check"])
routers = [router, protection.router, versions.router, calibration.router]

InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]


def _seen(request: ActorRequest, initiative_id: int) -> queries.RiskSeen:
    return queries.risk_of(request.actor, initiatives.whole(request.actor, initiative_id))


@router.get(
    "/risk-questions",
    response=RiskQuestions,
    operation_id="read_risk_questions",
    summary="What the risk check asks",
)
def read_risk_questions(request: ActorRequest) -> QuestionSet:
    """The version that a check begins with today."""
    return queries.present_questions()


@router.get(
    "/initiatives/{initiative_id}/risk",
    response=RiskCheckSeen,
    operation_id="read_risk_check",
    summary="Its risk check",
)
def read_risk_check(request: ActorRequest, initiative_id: InitiativeId) -> queries.RiskSeen:
    """How far it has come, what it comes to, what would lower it, what waiting costs."""
    return _seen(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/risk/answers",
    response=RiskCheckSeen,
    operation_id="answer_risk",
    summary="Answer questions of the risk check",
)
def answer_risk(
    request: ActorRequest, initiative_id: InitiativeId, given: NewRiskAnswers
) -> queries.RiskSeen:
    """IT's people on it, if the table of rights says nothing else. What was handed in has to be
    handed in again.
    """
    services.answer_risk(
        actor=request.actor,
        initiative_id=initiative_id,
        answers=[Given(one.key, one.place, one.note, one.replaces) for one in given.answers],
    )
    return _seen(request, initiative_id)


@router.post(
    "/initiatives/{initiative_id}/risk/known",
    response=RiskCheckSeen,
    operation_id="take_over_known",
    summary="Take over what is known already",
)
def take_over_known(
    request: ActorRequest, initiative_id: InitiativeId, taken: TakenOver
) -> queries.RiskSeen:
    """Answers from the catalogue and from the last check of the same systems."""
    services.take_over_known(actor=request.actor, initiative_id=initiative_id, seen=taken.seen)
    return _seen(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/risk/result",
    response=RiskCheckSeen,
    operation_id="hand_in_risk",
    summary="Say that the answers are right",
)
def hand_in_risk(
    request: ActorRequest, initiative_id: InitiativeId, handed_in: HandedIn
) -> queries.RiskSeen:
    """The tier stands then, and whoever has to look is asked."""
    services.hand_in_risk(
        actor=request.actor,
        initiative_id=initiative_id,
        risk_owner_id=handed_in.risk_owner_id,
    )
    return _seen(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/risk/owner",
    response=RiskCheckSeen,
    operation_id="name_risk_owner",
    summary="Name who accepts what remains",
)
def name_risk_owner(
    request: ActorRequest, initiative_id: InitiativeId, named: NamedRiskOwner
) -> queries.RiskSeen:
    """Who answers the check, or the sponsor; of those who are risk owners by Settings."""
    services.name_risk_owner(
        actor=request.actor, initiative_id=initiative_id, person_id=named.person_id
    )
    return _seen(request, initiative_id)


@router.post(
    "/initiatives/{initiative_id}/risk/reviews",
    response=RiskCheckSeen,
    operation_id="review_risk",
    summary="Look at a risk check",
)
def review_risk(
    request: ActorRequest, initiative_id: InitiativeId, review: NewRiskReview
) -> queries.RiskSeen:
    """Whoever was asked: it is fine, or it goes back with the reason."""
    services.review_risk(
        actor=request.actor,
        initiative_id=initiative_id,
        kind=review.kind,
        seen=review.seen,
        fine=review.fine,
        text=review.text,
    )
    return _seen(request, initiative_id)


@router.post(
    "/initiatives/{initiative_id}/risk/acceptances",
    response=RiskCheckSeen,
    operation_id="accept_residual_risk",
    summary="Accept what remains of the risk",
)
def accept_residual_risk(
    request: ActorRequest, initiative_id: InitiativeId, accepted: NewAcceptance
) -> queries.RiskSeen:
    """Its named risk owner alone, until a day; then it comes back."""
    services.accept_residual_risk(
        actor=request.actor,
        initiative_id=initiative_id,
        seen=accepted.seen,
        until=accepted.until,
        text=accepted.text,
    )
    return _seen(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/risk/delay",
    response=RiskCheckSeen,
    operation_id="say_cost_of_delay",
    summary="Say what waiting costs",
)
def say_cost_of_delay(
    request: ActorRequest, initiative_id: InitiativeId, said: NewCostOfDelay
) -> queries.RiskSeen:
    """For one week. Marketing's people on it, if the table of rights says nothing else."""
    services.say_cost_of_delay(
        actor=request.actor,
        initiative_id=initiative_id,
        per_week=said.per_week,
        why=said.why,
        replaces=said.replaces,
    )
    return _seen(request, initiative_id)
