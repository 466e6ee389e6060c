"""What-ifs: begun, moved, worked out."""

from typing import Annotated, Any

from ninja import Path, Router

from tandem.accounts.requests import ActorRequest
from tandem.core.api_pages import ListPage
from tandem.core.api_shapes import PathId
from tandem.scenarios import queries, services
from tandem.scenarios.api import shapes
from tandem.scenarios.queries import Figures, ScenarioSeen
from tandem.scenarios.rules import Lever

router = Router(tags=["What if"])

InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]
ScenarioId = Annotated[PathId, Path(description="The what-if's id.")]


def one(request: ActorRequest, initiative_id: int, scenario_id: int) -> ScenarioSeen:
    """The what-if as its reader sees it."""
    return queries.scenario_of(request.actor, initiative_id, scenario_id)


@router.get(
    "/initiatives/{initiative_id}/scenarios",
    response=shapes.ScenarioPage,
    operation_id="list_scenarios",
    summary="What-ifs",
)
def list_scenarios(request: ActorRequest, initiative_id: InitiativeId) -> ListPage:
    """Your own, and those that were shared with whoever works on it; newest first."""
    place = queries.place_of(request.actor, initiative_id)
    return ListPage(queries.scenarios_of(request.actor, place))


@router.post(
    "/initiatives/{initiative_id}/scenarios",
    response={201: shapes.ScenarioShape},
    operation_id="start_scenario",
    summary="Try something",
)
def start_scenario(
    request: ActorRequest, initiative_id: InitiativeId, new: shapes.NewScenario
) -> ScenarioSeen:
    """Whoever works on the initiative, and its sponsor. It begins as today's plan; nobody else sees
    it until it is shared.
    """
    made = services.start_scenario(
        actor=request.actor,
        initiative_id=initiative_id,
        name=new.name,
        copy_of=new.copy_of,
    )
    return one(request, initiative_id, made.pk)


_ONE = "/initiatives/{initiative_id}/scenarios/{scenario_id}"


@router.get(
    _ONE, response=shapes.ScenarioShape, operation_id="read_scenario", summary="One what-if"
)
def read_scenario(
    request: ActorRequest, initiative_id: InitiativeId, scenario_id: ScenarioId
) -> ScenarioSeen:
    """Its levers, and who moved them."""
    return one(request, initiative_id, scenario_id)


@router.delete(
    _ONE, response={204: None}, operation_id="remove_scenario", summary="Remove a what-if"
)
def remove_scenario(
    request: ActorRequest, initiative_id: InitiativeId, scenario_id: ScenarioId
) -> None:
    """Whoever made it, unless it was proposed."""
    services.remove_scenario(
        actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id
    )


@router.put(
    f"{_ONE}/name",
    response=shapes.ScenarioShape,
    operation_id="rename_scenario",
    summary="Rename a what-if",
)
def rename_scenario(
    request: ActorRequest,
    initiative_id: InitiativeId,
    scenario_id: ScenarioId,
    new: shapes.NewScenarioName,
) -> ScenarioSeen:
    """Whoever made it."""
    services.rename_scenario(
        actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id, name=new.name
    )
    return one(request, initiative_id, scenario_id)


@router.put(
    f"{_ONE}/sharing",
    response=shapes.ScenarioShape,
    operation_id="share_scenario",
    summary="Share a what-if",
)
def share_scenario(
    request: ActorRequest, initiative_id: InitiativeId, scenario_id: ScenarioId
) -> ScenarioSeen:
    """Whoever made it shows it to everybody who works on the initiative."""
    services.share_scenario(
        actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id
    )
    return one(request, initiative_id, scenario_id)


@router.put(
    f"{_ONE}/levers",
    response=shapes.ScenarioShape,
    operation_id="move_levers",
    summary="Move levers",
)
def move_levers(
    request: ActorRequest,
    initiative_id: InitiativeId,
    scenario_id: ScenarioId,
    new: shapes.NewLevers,
) -> ScenarioSeen:
    """Whoever made it; at the deal table each side its own. What the plan says is left out."""
    services.move_levers(
        actor=request.actor,
        initiative_id=initiative_id,
        scenario_id=scenario_id,
        levers=[
            Lever(to.kind, to.about, to.other, to.number, to.day, to.lane, to.words)
            for to in new.levers
        ],
    )
    return one(request, initiative_id, scenario_id)


@router.put(
    f"{_ONE}/plan",
    response=shapes.ScenarioShape,
    operation_id="carry_over",
    summary="Carry the levers over to today's plan",
)
def carry_over(
    request: ActorRequest, initiative_id: InitiativeId, scenario_id: ScenarioId
) -> ScenarioSeen:
    """Where the plan has moved since. Levers that make no difference any more fall away."""
    services.carry_over(actor=request.actor, initiative_id=initiative_id, scenario_id=scenario_id)
    return one(request, initiative_id, scenario_id)


@router.get(
    f"{_ONE}/answer",
    response=shapes.AnsweredShape,
    operation_id="answer_scenario",
    summary="What it comes to",
)
def answer_scenario(
    request: ActorRequest, initiative_id: InitiativeId, scenario_id: ScenarioId
) -> dict[str, Any]:
    """Chance, safe date, money, days and worth, before and after. The engine is asked where that
    isn't known yet; where it is busy, `failed` says so and the last answer comes with its age.
    """
    seen = one(request, initiative_id, scenario_id)
    plan = queries.plan_now(request.actor, initiative_id)
    answered = queries.answer_of(plan, queries.as_levers(plan, seen.levers), seen.kept)
    return {
        "now": _figures(answered.now),
        "then": _figures(answered.then),
        "leaving": [wanted.id for wanted in answered.leaving],
        "coming": [wanted.id for wanted in answered.coming],
        "left": list(answered.left),
        "moved_on": queries.what_moved_since(plan, seen.made_of),
    }


def _figures(figures: Figures) -> dict[str, Any]:
    told = ("day", "chance", "even", "safe", "money", "worth", "failed", "made_at")
    days = [{"lane": lane, "days": days} for lane, days in figures.days.items()]
    return {**{name: getattr(figures, name) for name in told}, "days": days}


@router.get(
    f"{_ONE}/others",
    response=shapes.OthersShape,
    operation_id="read_consequences",
    summary="What follows for others",
)
def read_consequences(
    request: ActorRequest, initiative_id: InitiativeId, scenario_id: ScenarioId
) -> dict[str, Any]:
    """Other initiatives that share the people who are moved or wait for its work, and the team."""
    seen = one(request, initiative_id, scenario_id)
    plan = queries.plan_now(request.actor, initiative_id)
    levers = queries.as_levers(plan, seen.levers)
    found = queries.consequences_of(request.actor, plan, levers)
    told = ("safe_before", "safe_after", "shares_people", "waits", "failed")
    return {
        "rows": [
            {"initiative_id": row.heading.id, **{name: getattr(row, name) for name in told}}
            for row in found.rows
        ],
        "unseen": [heading.id for heading in found.unseen],
        "team": list(found.team),
    }
