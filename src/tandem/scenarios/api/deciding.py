"""What-ifs proposed, answered and dealt, for programs."""

from ninja import Router

from tandem.accounts.requests import ActorRequest
from tandem.scenarios import services
from tandem.scenarios.api import shapes
from tandem.scenarios.api.trying import InitiativeId, ScenarioId, one
from tandem.scenarios.queries import ScenarioSeen

router = Router(tags=["What if"])
_ONE = "/initiatives/{initiative_id}/scenarios/{scenario_id}"


@router.put(
    f"{_ONE}/proposal",
    response=shapes.ScenarioShape,
    operation_id="propose_scenario",
    summary="Propose a what-if",
)
def propose_scenario(
    request: ActorRequest,
    initiative_id: InitiativeId,
    scenario_id: ScenarioId,
    new: shapes.NewScenarioProposal,
) -> ScenarioSeen:
    """Whoever made it. Those who decide what it moves are asked; where that is one's own side
    alone, it is the plan at once.
    """
    services.propose_scenario(
        actor=request.actor,
        initiative_id=initiative_id,
        scenario_id=scenario_id,
        words=new.words,
    )
    return one(request, initiative_id, scenario_id)


@router.delete(
    f"{_ONE}/proposal",
    response=shapes.ScenarioShape,
    operation_id="take_proposal_back",
    summary="Take a proposal back",
)
def take_proposal_back(
    request: ActorRequest, initiative_id: InitiativeId, scenario_id: ScenarioId
) -> ScenarioSeen:
    """Whoever made it, while it waits for an answer."""
    services.take_proposal_back(
        actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id
    )
    return one(request, initiative_id, scenario_id)


@router.post(
    f"{_ONE}/agreements",
    response=shapes.ScenarioShape,
    operation_id="agree_to_scenario",
    summary="Say yes to a what-if",
)
def agree_to_scenario(
    request: ActorRequest,
    initiative_id: InitiativeId,
    scenario_id: ScenarioId,
    new: shapes.NewYes,
) -> ScenarioSeen:
    """The people of a side that is asked, or the sponsor, to exactly the content they read. With
    the last yes it is the plan, all of it or nothing (409 says why not).
    """
    services.agree_to_scenario(
        actor=request.actor,
        initiative_id=initiative_id,
        scenario_id=scenario_id,
        voice=new.voice,
        seen=new.seen,
    )
    return one(request, initiative_id, scenario_id)


@router.post(
    f"{_ONE}/refusal",
    response=shapes.ScenarioShape,
    operation_id="decline_scenario",
    summary="Decline a what-if",
)
def decline_scenario(
    request: ActorRequest,
    initiative_id: InitiativeId,
    scenario_id: ScenarioId,
    new: shapes.NewScenarioRefusal,
) -> ScenarioSeen:
    """The people of a side that is asked, or the sponsor, with a reason."""
    services.decline_scenario(
        actor=request.actor,
        initiative_id=initiative_id,
        scenario_id=scenario_id,
        voice=new.voice,
        words=new.words,
    )
    return one(request, initiative_id, scenario_id)


@router.put(
    f"{_ONE}/table",
    response=shapes.ScenarioShape,
    operation_id="open_table",
    summary="Open the deal table",
)
def open_table(
    request: ActorRequest, initiative_id: InitiativeId, scenario_id: ScenarioId
) -> ScenarioSeen:
    """Whoever made it, for a side. From then on each side moves its own levers."""
    services.open_table(actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id)
    return one(request, initiative_id, scenario_id)


@router.delete(
    f"{_ONE}/table",
    response=shapes.ScenarioShape,
    operation_id="leave_table",
    summary="Get up from the deal table",
)
def leave_table(
    request: ActorRequest, initiative_id: InitiativeId, scenario_id: ScenarioId
) -> ScenarioSeen:
    """Either side's people. Nothing is agreed then; the levers stay."""
    services.leave_table(actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id)
    return one(request, initiative_id, scenario_id)


@router.put(
    f"{_ONE}/deal",
    response=shapes.ScenarioShape,
    operation_id="press_deal",
    summary="Press Deal",
)
def press_deal(
    request: ActorRequest,
    initiative_id: InitiativeId,
    scenario_id: ScenarioId,
    new: shapes.NewYes,
) -> ScenarioSeen:
    """For a side, on exactly the content one read. When two people of both sides have, and the
    sponsor where the date is the sponsor's, it is the plan.
    """
    services.press_deal(
        actor=request.actor,
        initiative_id=initiative_id,
        scenario_id=scenario_id,
        voice=new.voice,
        seen=new.seen,
    )
    return one(request, initiative_id, scenario_id)


@router.post(
    f"{_ONE}/deal/back",
    response=shapes.ScenarioShape,
    operation_id="take_deal_back",
    summary="Take Deal back",
)
def take_deal_back(
    request: ActorRequest,
    initiative_id: InitiativeId,
    scenario_id: ScenarioId,
    new: shapes.DealTakenBack,
) -> ScenarioSeen:
    """One's side's, while the other hasn't pressed."""
    services.take_deal_back(
        actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id, voice=new.voice
    )
    return one(request, initiative_id, scenario_id)


@router.post(
    f"{_ONE}/deal/refusal",
    response=shapes.ScenarioShape,
    operation_id="decline_deal",
    summary="Say no at the deal table",
)
def decline_deal(
    request: ActorRequest,
    initiative_id: InitiativeId,
    scenario_id: ScenarioId,
    new: shapes.NewDealRefusal,
) -> ScenarioSeen:
    """The sponsor, where the sponsor promises the date, with a reason. Nothing is agreed then; both
    sides still sit at the table.
    """
    services.decline_deal(
        actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id, words=new.words
    )
    return one(request, initiative_id, scenario_id)
