"""Simple rules for programs."""

from datetime import datetime
from typing import Annotated

from ninja import Path, Query, Router
from pydantic import Field

from tandem.accounts.api.shapes import MaybeLane, PersonName
from tandem.accounts.requests import ActorRequest
from tandem.core.api_pages import ListPage, PageOf
from tandem.core.api_shapes import (
    READ_BY_SOME,
    Answer,
    Body,
    Id,
    Line,
    PathId,
    Text,
)
from tandem.core.errors import NotAllowed
from tandem.core.words import say
from tandem.initiatives.rules import InitiativeKind, Stage, Track
from tandem.routine import queries, services
from tandem.routine.rules import (
    NAME_LIMIT,
    TASK_DAYS_AT_MOST,
    TEXT_LIMIT,
    RuleAsked,
    RunOutcome,
    Then,
    To,
    When,
)
from tandem.work.rules import WorkKind

router = Router(tags=["Rules"])

RuleId = Annotated[PathId, Path(description="The rule's id.")]
InitiativeId = Annotated[PathId, Path(description="The initiative's id.")]


class RuleCondition(Body):
    """What starts a rule; what is left out holds for all."""

    when: When = Field(description="What has to happen.")
    stage: Stage | None = Field(None, description="Which stage is reached.")
    work_kind: WorkKind | None = Field(None, description="Of work that is done or accepted.")
    lane: MaybeLane = Field(None, description="Whose work is done or accepted.")
    kind: InitiativeKind | None = Field(None, description="Only initiatives of this kind.")
    track: Track | None = Field(None, description="Only on this path.")


class NewRule(RuleCondition):
    """A rule: when something happens, something is done."""

    name: Annotated[str, Line(NAME_LIMIT)] = Field(
        description="How it is called.", examples=["Texts once both have signed"]
    )
    then: Then = Field(description="What is done.")
    template_id: Id | None = Field(None, description="The template of work.", examples=[3])
    text: Annotated[str, Text(TEXT_LIMIT)] = Field(
        "", description="The work, the to-do, or the words.", examples=["Order the pictures"]
    )
    to: To | None = Field(None, description="For whom.")
    person_id: Id | None = Field(None, description="The person, where it is one.", examples=[7])
    team_id: Id | None = Field(None, description="The team, where it is one.", examples=[2])
    days: Annotated[int, Field(strict=True, ge=1, le=TASK_DAYS_AT_MOST)] = Field(
        3, description="Until when a to-do is to be done.", examples=[3]
    )


class ChangedRule(NewRule):
    """A rule as it is to be from now on."""

    version: Annotated[int, Field(strict=True, ge=1)] = Field(
        description="The version that you read.", examples=[1]
    )


class RuleRan(Answer):
    """A run of a rule."""

    at: datetime = Field(description="When.")
    outcome: RunOutcome = Field(description="What became of it.")
    made: int = Field(description="How much it made.", examples=[1])
    title: str = Field(description="On what; empty where you can't see it.", examples=["A page"])
    url: str = Field(description="Its page.", examples=["/initiatives/12/"])
    version: int = Field(description="The rule's version that answered it.", examples=[1])


class RuleDifference(Answer):
    """What a rule says otherwise than before."""

    of: str = Field(description="Of what.", examples=["For"])
    before: str = Field(description="What it said.", examples=["the IT owner"])
    after: str = Field(description="What it says since.", examples=["the Marketing owner"])


class RuleWasChanged(Answer):
    """A rule was changed or taken over."""

    version: int = Field(description="Its version since.", examples=[2])
    by: PersonName = Field(description="By whom; it acts as them since.")
    at: datetime = Field(description="When.")
    differences: list[RuleDifference] = Field(description="What it says otherwise.")


class SimpleRule(Answer):
    """A rule."""

    id: int = Field(description="The rule's id.", examples=[4])
    name: str = Field(description="How it is called.", examples=["Texts once both have signed"])
    place_id: int | None = Field(description="Its initiative; null for all.", examples=[12])
    words: str = Field(description="What it says.", examples=["When … give a to-do"])
    version: int = Field(description="Send it to change this.", examples=[1])
    when: When = Field(description="What has to happen.")
    then: Then = Field(description="What is done.")
    made_by: PersonName = Field(description="As whom it acts.")
    made_at: datetime = Field(description="Since when it acts as them.")
    resting: bool = Field(description="Whoever made it may act no more.")
    ended_at: datetime | None = Field(description="When it was stopped.")
    runs: list[RuleRan] = Field(description="Its last runs; left out in lists.")
    changes: list[RuleWasChanged] = Field(
        description="How it was changed, newest first; left out in lists."
    )
    url: str = Field(description="Its page.", examples=["/rules/4/"])


class SimpleRulePage(PageOf[SimpleRule]):
    """All rules of one place."""


class WouldRun(Answer):
    """Something that would have started it."""

    initiative_id: int = Field(description="Where.", examples=[12])
    title: str = Field(description="How that is called.", examples=["Delivery days"])
    at: datetime = Field(description="When.")


class RulePreview(Answer):
    """When a rule would have run in the last ninety days; nothing is kept."""

    count: int = Field(description="How often.", examples=[4])
    runs: list[WouldRun] = Field(description="On what, newest first; at most a hundred.")


def _told(row: queries.RuleRow) -> dict[str, object]:
    return {
        "id": row.id,
        "name": row.asked.name,
        "place_id": row.place_id,
        "words": str(row.asked.words),
        "version": row.version,
        "when": row.asked.when,
        "then": row.asked.then,
        "made_by": row.made_by,
        "made_at": row.made_at,
        "resting": row.resting,
        "ended_at": row.ended_at,
        "runs": list(row.runs),
        "changes": list(row.changes),
        "url": row.url,
    }


def _asked(condition: RuleCondition, new: NewRule | None = None) -> RuleAsked:
    when = condition.when
    return RuleAsked(
        name=new.name if new else "",
        when=when,
        then=new.then if new else Then.TASK,
        stage=condition.stage if when is When.STAGE else None,
        work_kind=condition.work_kind if when.is_of_work else None,
        lane=condition.lane if when.is_of_work else None,
        kind=condition.kind,
        track=condition.track,
        template_id=new.template_id if new else None,
        text=new.text if new else "",
        to=new.to if new else None,
        person_id=new.person_id if new else None,
        team_id=new.team_id if new else None,
        days=new.days if new else 3,
    )


def _previewed(request: ActorRequest, place_id: int | None, asked: RuleAsked) -> dict[str, object]:
    found = queries.would_have_run(request.actor, place_id, asked)
    runs = [{"initiative_id": x.root_id, "title": x.title, "at": x.at} for x in found[:100]]
    return {"count": len(found), "runs": runs}


def _for_all(request: ActorRequest) -> None:
    if not queries.may_rule(request.actor, None):
        raise NotAllowed(say("Administrators make rules for all initiatives."))


@router.get(
    "/rules",
    response=SimpleRulePage,
    operation_id="list_rules_for_all",
    summary="Rules of the whole workspace",
    openapi_extra={READ_BY_SOME: True},
)
def list_rules_for_all(request: ActorRequest) -> ListPage:
    """For administrators; there are never enough for a second page."""
    _for_all(request)
    return ListPage([_told(row) for row in queries.rules_of(request.actor, None)])


@router.get(
    "/rules/preview",
    response=RulePreview,
    operation_id="preview_rule_for_all",
    summary="When a rule for all would have run",
    openapi_extra={READ_BY_SOME: True},
)
def preview_rule_for_all(request: ActorRequest, asked: Query[RuleCondition]) -> dict[str, object]:
    """In the last ninety days, on what you see."""
    _for_all(request)
    return _previewed(request, None, _asked(asked))


@router.post(
    "/rules",
    response={201: SimpleRule},
    operation_id="make_rule_for_all",
    summary="Make a rule for all initiatives",
)
def make_rule_for_all(request: ActorRequest, new: NewRule) -> dict[str, object]:
    """Administrators. It acts with what they may do."""
    made = services.make_rule_for_all(
        actor=request.actor,
        asked=_asked(new, new),
    )
    return _told(queries.rule_visible_to(request.actor, made.pk))


@router.get(
    "/initiatives/{initiative_id}/rules",
    response=SimpleRulePage,
    operation_id="list_initiative_rules",
    summary="Rules of an initiative",
)
def list_initiative_rules(request: ActorRequest, initiative_id: InitiativeId) -> ListPage:
    """There are never enough for a second page."""
    return ListPage([_told(row) for row in queries.rules_of(request.actor, initiative_id)])


@router.get(
    "/initiatives/{initiative_id}/rules/preview",
    response=RulePreview,
    operation_id="preview_rule",
    summary="When a rule would have run there",
)
def preview_rule(
    request: ActorRequest, initiative_id: InitiativeId, asked: Query[RuleCondition]
) -> dict[str, object]:
    """In the last ninety days."""
    queries.may_rule(request.actor, initiative_id)
    return _previewed(request, initiative_id, _asked(asked))


@router.post(
    "/initiatives/{initiative_id}/rules",
    response={201: SimpleRule},
    operation_id="make_rule",
    summary="Make a rule for an initiative",
)
def make_rule(
    request: ActorRequest, initiative_id: InitiativeId, new: NewRule
) -> dict[str, object]:
    """Its owners. It acts with what they may do."""
    made = services.make_rule(
        actor=request.actor,
        initiative_id=initiative_id,
        asked=_asked(new, new),
    )
    return _told(queries.rule_visible_to(request.actor, made.pk))


@router.get("/rules/{rule_id}", response=SimpleRule, operation_id="read_rule", summary="One rule")
def read_rule(request: ActorRequest, rule_id: RuleId) -> dict[str, object]:
    """With its last runs: what each made, or why it did not."""
    return _told(queries.rule_visible_to(request.actor, rule_id))


@router.put(
    "/rules/{rule_id}", response=SimpleRule, operation_id="change_rule", summary="Change a rule"
)
def change_rule(request: ActorRequest, rule_id: RuleId, changed: ChangedRule) -> dict[str, object]:
    """From now on, with what you may do. Refused where somebody changed it meanwhile."""
    services.change_rule(
        actor=request.actor,
        rule_id=rule_id,
        asked=_asked(changed, changed),
        version=changed.version,
    )
    return _told(queries.rule_visible_to(request.actor, rule_id))


@router.delete(
    "/rules/{rule_id}", response=SimpleRule, operation_id="stop_rule", summary="Stop a rule"
)
def stop_rule(request: ActorRequest, rule_id: RuleId) -> dict[str, object]:
    """For good. What it did stays."""
    services.stop_rule(actor=request.actor, rule_id=rule_id)
    return _told(queries.rule_visible_to(request.actor, rule_id))


@router.post(
    "/rules/{rule_id}/taking-over",
    response=SimpleRule,
    operation_id="take_over_rule",
    summary="Let a rule act as oneself",
)
def take_over_rule(request: ActorRequest, rule_id: RuleId) -> dict[str, object]:
    """With what you may do, also one that rests."""
    services.take_over_rule(actor=request.actor, rule_id=rule_id)
    return _told(queries.rule_visible_to(request.actor, rule_id))
