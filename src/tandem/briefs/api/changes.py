"""Changes of signed briefs, and their allowance, for programs."""

from typing import Annotated

from ninja import Path, Router

from tandem.accounts.requests import ActorRequest
from tandem.briefs import queries, services
from tandem.briefs.api.shapes import (
    AllowanceLedger,
    Change,
    ChangeDecision,
    GivenBack,
    Item,
    NewChangeEffort,
    NewEffort,
    QuarterlyRevision,
)
from tandem.briefs.queries import ChangeRead, ItemRow, Ledger
from tandem.core.api_shapes import PathId
from tandem.core.errors import NotFound
from tandem.initiatives.api import InitiativeId

router = Router(tags=["Briefs"])

_BRIEF = "/initiatives/{initiative_id}/brief"
_CHANGE = _BRIEF + "/changes/{change_id}"

ChangeId = Annotated[PathId, Path(description="The change's id.")]
ItemId = Annotated[PathId, Path(description="The item's id.")]


@router.put(
    _BRIEF + "/items/{item_id}/effort",
    response=Item,
    operation_id="state_effort",
    summary="Say how many days a requirement takes",
)
def state_effort(
    request: ActorRequest, initiative_id: InitiativeId, item_id: ItemId, effort: NewEffort
) -> ItemRow:
    """IT's people on the initiative. It isn't part of what is signed."""
    services.state_effort(
        actor=request.actor,
        initiative_id=initiative_id,
        item_id=item_id,
        low=effort.low,
        high=effort.high,
    )
    return queries.item_of(request.actor, initiative_id, item_id)


@router.get(
    _BRIEF + "/changes",
    response=list[Change],
    operation_id="list_changes",
    summary="Changes of the signed brief",
)
def list_changes(request: ActorRequest, initiative_id: InitiativeId) -> list[ChangeRead]:
    """What waits, and the newest 200 of what was settled."""
    return queries.changes_of(request.actor, initiative_id)


@router.get(_CHANGE, response=Change, operation_id="read_change", summary="One change")
def read_change(
    request: ActorRequest, initiative_id: InitiativeId, change_id: ChangeId
) -> ChangeRead:
    """What was signed, what it becomes, and which of three it is."""
    return queries.change_of(request.actor, initiative_id, change_id)


@router.put(
    _CHANGE + "/effort",
    response=Change,
    operation_id="state_change_effort",
    summary="Say how many days a change takes",
)
def state_change_effort(
    request: ActorRequest, initiative_id: InitiativeId, change_id: ChangeId, effort: NewChangeEffort
) -> ChangeRead:
    """IT's people on the initiative."""
    services.state_change_effort(
        actor=request.actor,
        initiative_id=initiative_id,
        change_id=change_id,
        effort=effort.as_effort,
    )
    return queries.change_of(request.actor, initiative_id, change_id)


@router.post(
    _CHANGE + "/decision",
    response=Change,
    operation_id="apply_change",
    summary="Bring a change into the brief",
)
def apply_change(
    request: ActorRequest,
    initiative_id: InitiativeId,
    change_id: ChangeId,
    decision: ChangeDecision,
) -> ChangeRead:
    """Its author, or the owner of the author's side. Weighed again in that moment."""
    services.apply_change(
        actor=request.actor,
        initiative_id=initiative_id,
        change_id=change_id,
        how=decision.how,
        way_out=decision.way_out,
        note=decision.note,
    )
    return queries.change_of(request.actor, initiative_id, change_id)


@router.delete(
    _CHANGE, response={204: None}, operation_id="withdraw_change", summary="Take a change back"
)
def withdraw_change(
    request: ActorRequest, initiative_id: InitiativeId, change_id: ChangeId
) -> None:
    """Its author, or the owner of the author's side. The signed text stays."""
    services.withdraw_change(actor=request.actor, initiative_id=initiative_id, change_id=change_id)


@router.post(
    _CHANGE + "/objection",
    response=Change,
    operation_id="call_material",
    summary="Ask for both signatures after all",
)
def call_material(
    request: ActorRequest, initiative_id: InitiativeId, change_id: ChangeId
) -> ChangeRead:
    """The owner of either side, within two working days after it was applied."""
    services.call_material(actor=request.actor, initiative_id=initiative_id, change_id=change_id)
    return queries.change_of(request.actor, initiative_id, change_id)


@router.get(
    _BRIEF + "/allowance",
    response=AllowanceLedger,
    operation_id="read_allowance",
    summary="The allowance and every use of it",
)
def read_allowance(request: ActorRequest, initiative_id: InitiativeId) -> Ledger:
    """Not found until both sides have signed the whole brief."""
    ledger = queries.ledger_of(request.actor, initiative_id)
    if ledger is None:
        raise NotFound
    return ledger


@router.post(
    "/briefs/allowance-returns",
    response=GivenBack,
    operation_id="give_back_at_revision",
    summary="Give half of the used allowance back",
)
def give_back_at_revision(request: ActorRequest, revision: QuarterlyRevision) -> dict[str, int]:
    """Administrators. Once for each brief and revision, however often it is asked for."""
    return {
        "briefs": services.give_back_at_revision(actor=request.actor, revision=revision.revision)
    }
