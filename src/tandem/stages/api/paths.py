"""The path of an initiative for programs: choosing one, saying yes to it, ending it."""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Path, Router
from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Lane
from tandem.core.api_pages import ListPage, PageOf
from tandem.core.api_shapes import Answer, Body, Day, Id, PathId, Text
from tandem.initiatives import queries as ideas
from tandem.initiatives.api import InitiativeId
from tandem.initiatives.rules import WORDS_LIMIT, PathLimit, Terms, Track
from tandem.stages import queries, services

router = Router(tags=["Paths"])

ChoiceId = Annotated[PathId, Path(description="The id of the choice that waits.", examples=[4])]
LimitName = Annotated[PathLimit, Path(description="Which limit.")]


class PathWay(Answer):
    """A path, and what forbids it as far as that is known."""

    track: Track = Field(description="The path.")
    forbids: list[str] = Field(
        description="What forbids it; empty where it is open.",
        examples=[["It can't be taken back."]],
    )


class PathWordSaid(Answer):
    """A yes or a no."""

    lane: Lane | None = Field(description="For which side; null: the approver.")
    agrees: bool = Field(description="Yes or no.")
    note: str = Field(description="Why not.", examples=["It needs a new interface."])
    by: PersonName = Field(description="By whom.")
    at: datetime = Field(description="When.")


class ChosenPath(Answer):
    """A path that was chosen, on which terms, and what was said to them."""

    id: int = Field(description="Its id, for saying yes or no.", examples=[4])
    track: Track = Field(description="The path.")
    days: Decimal = Field(description="Days: of IT's work, or of an experiment.", examples=["2.50"])
    share: int = Field(description="Share of the audience in %.", examples=[10])
    budget: int = Field(description="Euros.", examples=[500])
    launch_on: date | None = Field(description="The launch day of a repeat.")
    reason: str = Field(
        description="What harm there is if an emergency waits.", examples=["Orders are lost."]
    )
    by: PersonName = Field(description="Who chose it.")
    at: datetime = Field(description="When.")
    in_force: bool = Field(description="Whether everybody asked has said yes.")
    approver: PersonName | None = Field(description="Who approves an emergency.")
    words: list[PathWordSaid] = Field(description="What was said to it.")
    checked_at: datetime | None = Field(description="When the full check was done.")


class InitiativePath(Answer):
    """All paths of an initiative, and how far its own has come."""

    track: Track = Field(description="The path in force.")
    lightest: Track = Field(description="The lightest that nothing known forbids.")
    ways: list[PathWay] = Field(description="All five.")
    in_force: ChosenPath | None = Field(description="The choice in force, if there was one.")
    waiting: ChosenPath | None = Field(description="The choice that waits for a yes.")


class SignedBrief(Answer):
    """A signed brief that can be repeated."""

    snapshot_id: int = Field(description="Send it as `repeats`.", examples=[31])
    initiative_id: int = Field(description="The initiative.", examples=[12])
    sentence: str = Field(description="What it is called.", examples=["The March newsletter"])
    signed_on: date = Field(description="When both sides had signed it.")


class SignedBriefs(PageOf[SignedBrief]):
    """The newest; there is no second page."""


class PathAllows(Answer):
    """How much a light path allows."""

    limit: PathLimit = Field(description="Which limit.")
    amount: int = Field(description="How much.", examples=[3])


class PathLimits(PageOf[PathAllows]):
    """All limits."""


class NewPath(Body):
    """The path, and what it asks for; what a path doesn't ask for is left out."""

    track: Track = Field(description="The path.", examples=["small_change"])
    days: Decimal = Field(
        Decimal(0),
        ge=0,
        le=1000,
        max_digits=6,
        decimal_places=2,
        description="Small change: days of IT's work. Experiment: working days it lasts.",
        examples=["2"],
    )
    share: int = Field(0, ge=0, le=100, description="Experiment: % of the audience.", examples=[5])
    budget: int = Field(0, ge=0, le=10**6, description="Experiment: euros.", examples=[500])
    new_system: bool = Field(default=False, strict=True, description="It brings a new system.")
    new_data: bool = Field(default=False, strict=True, description="It brings new (personal) data.")
    build_spend: bool = Field(
        default=False, strict=True, description="It spends money on building."
    )
    reversible: bool = Field(default=True, strict=True, description="It can be taken back.")
    repeats: Id | None = Field(None, description="Repeat: the signed brief's `snapshot_id`.")
    launch_on: Day | None = Field(None, description="Repeat: the launch day.")
    reason: Annotated[str, Text(WORDS_LIMIT)] = Field(
        "", description="Emergency: the harm if it waits.", examples=["Orders are lost."]
    )
    approver: Id | None = Field(None, description="Emergency: who approves it.")


class PathWord(Body):
    """Yes, or no and why."""

    agrees: bool = Field(description="Yes or no.")
    note: Annotated[str, Text(WORDS_LIMIT)] = Field(
        "", description="Why not.", examples=["It needs a new interface."]
    )


class ExperimentEnd(Body):
    """How it ends, and what it taught."""

    promote: bool = Field(description="Promote it to the standard path, or stop it.")
    learned: Annotated[str, Text(WORDS_LIMIT)] = Field(
        description="What was learned.", examples=["Nobody used it on Sundays."]
    )


class PathAmount(Body):
    """The limit."""

    amount: int = Field(description="How much.", ge=0, le=10**6, examples=[5])


def _seen(request: ActorRequest, initiative_id: int) -> queries.PathSeen:
    row = ideas.whole(request.actor, initiative_id).row
    alike = ideas.similar_ideas(request.actor, row.sentence, itself=row.id)
    return queries.path_seen(request.actor, row, [one.id for one in alike])


@router.get(
    "/initiatives/{initiative_id}/path",
    response=InitiativePath,
    operation_id="read_path",
    summary="Its path, and which others are open",
)
def read_path(request: ActorRequest, initiative_id: InitiativeId) -> queries.PathSeen:
    """All five with what forbids them, the choice in force, and the one that waits for a yes."""
    return _seen(request, initiative_id)


@router.post(
    "/initiatives/{initiative_id}/path",
    response={201: InitiativePath},
    operation_id="choose_path",
    summary="Choose a path",
)
def choose_path(
    request: ActorRequest, initiative_id: InitiativeId, chosen: NewPath
) -> queries.PathSeen:
    """People of either side on it. Who has to say yes is asked; 409 names all that forbids it."""
    said = chosen.model_dump(exclude={"track", "repeats"})
    services.choose_path(
        actor=request.actor,
        initiative_id=initiative_id,
        track=chosen.track,
        terms=Terms(**said),
        repeats=chosen.repeats,
    )
    return _seen(request, initiative_id)


@router.put(
    "/initiatives/{initiative_id}/path/{choice_id}/word",
    response=InitiativePath,
    operation_id="say_to_path",
    summary="Say yes or no to a path",
)
def say_to_path(
    request: ActorRequest, initiative_id: InitiativeId, choice_id: ChoiceId, word: PathWord
) -> queries.PathSeen:
    """IT to a small change or an experiment, both owners to a repeat, an emergency's approver."""
    services.say_to_path(
        actor=request.actor,
        initiative_id=initiative_id,
        choice_id=choice_id,
        agrees=word.agrees,
        note=word.note,
    )
    return _seen(request, initiative_id)


@router.post(
    "/initiatives/{initiative_id}/path/experiment",
    response=InitiativePath,
    operation_id="end_experiment",
    summary="Promote or stop an experiment",
)
def end_experiment(
    request: ActorRequest, initiative_id: InitiativeId, end: ExperimentEnd
) -> queries.PathSeen:
    """Its owners. Promoted, it is assessed; stopped, it is closed. Say what it taught."""
    services.end_experiment(
        actor=request.actor,
        initiative_id=initiative_id,
        promote=end.promote,
        learned=end.learned,
    )
    return _seen(request, initiative_id)


@router.post(
    "/initiatives/{initiative_id}/path/check",
    response=InitiativePath,
    operation_id="finish_full_check",
    summary="Say that the full check is done",
)
def finish_full_check(request: ActorRequest, initiative_id: InitiativeId) -> queries.PathSeen:
    """IT's people on it, after an emergency: systems confirmed, data answered."""
    services.finish_full_check(actor=request.actor, initiative_id=initiative_id)
    return _seen(request, initiative_id)


@router.get(
    "/signed-briefs",
    response=SignedBriefs,
    operation_id="list_signed_briefs",
    summary="Signed briefs that can be repeated",
)
def list_signed_briefs(request: ActorRequest) -> ListPage:
    """Of the past year, open to everybody, newest first."""
    signed = queries.earlier_briefs(request.actor)
    return ListPage([{"snapshot_id": pk, **asdict(one)} for pk, one in signed.items()])


@router.get(
    "/path-limits",
    response=PathLimits,
    operation_id="list_path_limits",
    summary="How much each light path allows",
)
def list_path_limits(request: ActorRequest) -> ListPage:
    """Days, share and budget."""
    return ListPage(_limits())


@router.put(
    "/path-limits/{limit}",
    response=PathLimits,
    operation_id="set_path_limit",
    summary="Change how much a light path allows",
)
def set_path_limit(request: ActorRequest, limit: LimitName, asked: PathAmount) -> ListPage:
    """Administrators."""
    services.set_path_limit(actor=request.actor, limit=limit, amount=asked.amount)
    return ListPage(_limits())


def _limits() -> list[dict[str, Any]]:
    return [{"limit": limit, "amount": n} for limit, n in queries.limits_in_force().items()]
