"""Assessments, holds and who may hold, for programs."""

from typing import Annotated

from ninja import Path, Router

from tandem.accounts.requests import ActorRequest
from tandem.assessment import queries, services
from tandem.assessment.api import consults
from tandem.assessment.api.shapes import (
    AffectedSystem,
    AlternativeAnswer,
    Assessment,
    AuthorityPage,
    Hold,
    HoldAuthority,
    HoldPage,
    ImpactFound,
    ImpactKept,
    ImpactLook,
    Lifting,
    NewAuthority,
    NewHold,
    NewHoldRuling,
    NewRenewal,
    NewRuling,
    NewWord,
    PersonalDataCheck,
)
from tandem.core.api_pages import ListPage
from tandem.core.api_shapes import READ_BY_SOME, PathId
from tandem.core.errors import NotAllowed, NotFound
from tandem.core.words import say
from tandem.initiatives import queries as initiatives

router = Router(tags=["Assessment"])
routers = [router, consults.router]

InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]
SystemId = Annotated[PathId, Path(description="The system's id.")]
HoldId = Annotated[PathId, Path(description="The hold's id.")]
AuthorityId = Annotated[PathId, Path(description="The authority's id.")]


def _assessed(request: ActorRequest, initiative_id: int) -> queries.Assessed:
    return queries.assessed(request.actor, initiatives.whole(request.actor, initiative_id))


def _kept(initiative_id: int) -> queries.ImpactKept:
    kept = queries.impact_kept(initiative_id)
    if kept is None:
        raise NotFound
    return kept


def _hold(initiative_id: int, hold_id: int) -> queries.HeldFor:
    return next(hold for hold in queries.holds_on(initiative_id) if hold.id == hold_id)


@router.get(
    "/initiatives/{initiative_id}/assessment",
    response=Assessment,
    operation_id="read_assessment",
    summary="What was found out about it",
)
def read_assessment(request: ActorRequest, initiative_id: InitiativeId) -> queries.Assessed:
    """Affected systems, whether it can be done, whether personal data flow."""
    return _assessed(request, initiative_id)


@router.get(
    "/initiatives/{initiative_id}/impact",
    response=ImpactFound,
    operation_id="read_impact",
    summary="How far it reaches",
)
def read_impact(request: ActorRequest, initiative_id: InitiativeId) -> queries.ImpactSeen:
    """Systems that are affected directly and along flows of data, each with its path, whom that
    concerns, and what else is under way on the same.
    """
    return queries.impact_seen(request.actor, initiatives.whole(request.actor, initiative_id))


@router.get(
    "/initiatives/{initiative_id}/impact/kept",
    response=ImpactKept,
    operation_id="read_kept_impact",
    summary="How far it reached as both sides signed",
)
def read_kept_impact(request: ActorRequest, initiative_id: InitiativeId) -> queries.ImpactKept:
    """What was kept then, or when IT last looked at it; and what has changed since."""
    initiatives.heading_visible_to(request.actor, initiative_id)
    return _kept(initiative_id)


@router.post(
    "/initiatives/{initiative_id}/impact/kept",
    response=ImpactKept,
    operation_id="look_at_impact",
    summary="Say that what has changed was looked at",
)
def look_at_impact(
    request: ActorRequest, initiative_id: InitiativeId, look: ImpactLook
) -> queries.ImpactKept:
    """IT's people on it. From then on this is what is compared with."""
    services.look_at_impact(actor=request.actor, initiative_id=initiative_id, seen=look.seen)
    return _kept(initiative_id)


@router.post(
    "/initiatives/{initiative_id}/assessment/systems",
    response=Assessment,
    operation_id="declare_touch",
    summary="Name an affected system",
)
def declare_touch(
    request: ActorRequest, initiative_id: InitiativeId, affected: AffectedSystem
) -> queries.Assessed:
    """Either side's people on it; what IT names is confirmed by that. Twice is once."""
    services.declare_touch(
        actor=request.actor, initiative_id=initiative_id, system_id=affected.system_id
    )
    return _assessed(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/assessment/systems/{system_id}",
    response=Assessment,
    operation_id="confirm_touch",
    summary="Say that a system is affected",
)
def confirm_touch(
    request: ActorRequest, initiative_id: InitiativeId, system_id: SystemId
) -> queries.Assessed:
    """IT's people on it."""
    services.confirm_touch(actor=request.actor, initiative_id=initiative_id, system_id=system_id)
    return _assessed(request, initiative_id)


@router.delete(
    "/initiatives/{initiative_id}/assessment/systems/{system_id}",
    response=Assessment,
    operation_id="refuse_touch",
    summary="Say that a system isn't affected",
)
def refuse_touch(
    request: ActorRequest, initiative_id: InitiativeId, system_id: SystemId
) -> queries.Assessed:
    """IT's people on it. It is kept, as not affected."""
    services.refuse_touch(actor=request.actor, initiative_id=initiative_id, system_id=system_id)
    return _assessed(request, initiative_id)


@router.post(
    "/initiatives/{initiative_id}/assessment/nothing-affected",
    response=Assessment,
    operation_id="touch_nothing",
    summary="Say that no system is affected",
)
def touch_nothing(request: ActorRequest, initiative_id: InitiativeId) -> queries.Assessed:
    """IT's people on it. It ends when a system is confirmed."""
    services.touch_nothing(actor=request.actor, initiative_id=initiative_id)
    return _assessed(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/assessment/feasibility",
    response=Assessment,
    operation_id="say_feasibility",
    summary="Say whether it can be done",
)
def say_feasibility(
    request: ActorRequest, initiative_id: InitiativeId, said: NewWord
) -> queries.Assessed:
    """IT's people on it, until the brief begins. It answers the question `feasible`, too."""
    services.say_feasibility(
        actor=request.actor,
        initiative_id=initiative_id,
        word=said.word,
        text=said.text,
        alternative=said.alternative,
        replaces=said.replaces,
    )
    return _assessed(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/assessment/feasibility/answer",
    response=Assessment,
    operation_id="answer_feasibility",
    summary="Accept IT's alternative, or decline it",
)
def answer_feasibility(
    request: ActorRequest, initiative_id: InitiativeId, answer: AlternativeAnswer
) -> queries.Assessed:
    """Marketing's people on it. After a no the sponsor decides."""
    services.answer_feasibility(
        actor=request.actor,
        initiative_id=initiative_id,
        accepted=answer.accepted,
        text=answer.text,
    )
    return _assessed(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/assessment/feasibility/ruling",
    response=Assessment,
    operation_id="rule_feasibility",
    summary="Decide between the two sides",
)
def rule_feasibility(
    request: ActorRequest, initiative_id: InitiativeId, decided: NewRuling
) -> queries.Assessed:
    """The sponsor, once both sides have said how they see it."""
    services.rule_feasibility(
        actor=request.actor,
        initiative_id=initiative_id,
        ruling=decided.ruling,
        reason=decided.reason,
    )
    return _assessed(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/assessment/data",
    response=Assessment,
    operation_id="check_data",
    summary="Say whether personal data flow",
)
def check_data(
    request: ActorRequest, initiative_id: InitiativeId, check: PersonalDataCheck
) -> queries.Assessed:
    """IT's people on it, or who has authority over data protection."""
    services.check_data(
        actor=request.actor,
        initiative_id=initiative_id,
        personal=check.personal,
        classes=check.classes,
        text=check.text,
        replaces=check.replaces,
    )
    return _assessed(request, initiative_id)


@router.get(
    "/initiatives/{initiative_id}/holds",
    response=HoldPage,
    operation_id="list_holds",
    summary="Its holds, newest first",
)
def list_holds(request: ActorRequest, initiative_id: InitiativeId) -> ListPage:
    """All of them, lifted ones too; there are never enough for a second page."""
    initiatives.heading_visible_to(request.actor, initiative_id)
    return ListPage(queries.holds_on(initiative_id))


@router.post(
    "/initiatives/{initiative_id}/holds",
    response={201: Hold},
    operation_id="hold_initiative",
    summary="Put it on hold",
)
def hold_initiative(
    request: ActorRequest, initiative_id: InitiativeId, held: NewHold
) -> queries.HeldFor:
    """Who was named for it in Settings. No next stage starts until it is lifted."""
    made = services.hold_initiative(
        actor=request.actor,
        initiative_id=initiative_id,
        kind=held.kind,
        reason=held.reason,
        lifts=held.lifts,
        look_again_on=held.look_again_on,
    )
    return _hold(initiative_id, made.pk)


@router.post(
    "/initiatives/{initiative_id}/holds/{hold_id}/renewals",
    response={201: Hold},
    operation_id="renew_hold",
    summary="Renew a hold",
)
def renew_hold(
    request: ActorRequest, initiative_id: InitiativeId, hold_id: HoldId, renewal: NewRenewal
) -> queries.HeldFor:
    """Once by whoever may hold for it; the second time sponsor and risk owner decide."""
    services.renew_hold(
        actor=request.actor,
        initiative_id=initiative_id,
        hold_id=hold_id,
        reason=renewal.reason,
        look_again_on=renewal.look_again_on,
    )
    return _hold(initiative_id, hold_id)


@router.post(
    "/initiatives/{initiative_id}/holds/{hold_id}/rulings",
    response={201: Hold},
    operation_id="decide_hold",
    summary="Decide whether a hold stays",
)
def decide_hold(
    request: ActorRequest, initiative_id: InitiativeId, hold_id: HoldId, ruling: NewHoldRuling
) -> queries.HeldFor:
    """The sponsor and a risk owner, each once."""
    services.decide_hold(
        actor=request.actor,
        initiative_id=initiative_id,
        hold_id=hold_id,
        keep=ruling.keep,
        reason=ruling.reason,
    )
    return _hold(initiative_id, hold_id)


@router.post(
    "/initiatives/{initiative_id}/holds/{hold_id}/lifting",
    response=Hold,
    operation_id="lift_hold",
    summary="Lift a hold",
)
def lift_hold(
    request: ActorRequest, initiative_id: InitiativeId, hold_id: HoldId, lifting: Lifting
) -> queries.HeldFor:
    """Anybody who may hold for the same."""
    services.lift_hold(
        actor=request.actor, initiative_id=initiative_id, hold_id=hold_id, note=lifting.note
    )
    return _hold(initiative_id, hold_id)


@router.get(
    "/authorities",
    response=AuthorityPage,
    operation_id="list_authorities",
    summary="Who may hold initiatives",
    openapi_extra={READ_BY_SOME: True},
)
def list_authorities(request: ActorRequest) -> ListPage:
    """Today or from a coming day. For administrators."""
    if not request.actor.is_administrator:
        raise NotAllowed(say("Only an administrator says who may hold initiatives."))
    return ListPage(queries.authorities_named())


@router.post(
    "/authorities",
    response={201: HoldAuthority},
    operation_id="name_authority",
    summary="Let somebody hold initiatives",
)
def name_authority(request: ActorRequest, authority: NewAuthority) -> queries.AuthorityHeld:
    """For administrators."""
    named = services.name_authority(
        actor=request.actor,
        person_id=authority.person_id,
        kind=authority.kind,
        starts_on=authority.starts_on,
        ends_on=authority.ends_on,
    )
    return queries.authority(named.pk)


@router.delete(
    "/authorities/{authority_id}",
    response={204: None},
    operation_id="end_authority",
    summary="End an authority",
)
def end_authority(request: ActorRequest, authority_id: AuthorityId) -> None:
    """For administrators. What they held stays on hold until it is lifted."""
    services.end_authority(actor=request.actor, authority_id=authority_id)
