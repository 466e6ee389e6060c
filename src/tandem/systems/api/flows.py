"""Data flows for programs."""

from datetime import datetime
from typing import Annotated

from ninja import Path, Query, Router
from pydantic import Field

from tandem.accounts.api.shapes import PersonName
from tandem.accounts.requests import ActorRequest
from tandem.core.api_pages import ListPage, PageAsked, PageOf, page_of_query
from tandem.core.api_shapes import Answer, Body, Id, PathId, Text
from tandem.systems import queries, services
from tandem.systems.queries import FlowRow
from tandem.systems.rules import NOTE_LIMIT, DataClass, FlowEntry, FlowHow

router = Router(tags=["Systems"])

LARGEST = 2**63 - 1

FlowId = Annotated[PathId, Path(description="The flow's id.")]

_NOTE = ["Every night at two; only customers who agreed."]
_CLASSES = [["customer_contact", "behaviour"]]


class FlowEnd(Answer):
    """One of the two systems of a flow."""

    id: int = Field(description="The entry's id.", examples=[31])
    name: str = Field(description="What it is called.", examples=["Northstar CRM"])
    retired: bool = Field(description="Whether it is out of use.")
    url: str = Field(description="Its page.", examples=["/systems/31/"])


class DataFlow(Answer):
    """Data that goes from one system to another."""

    id: int = Field(description="The flow's id.", examples=[12])
    from_system: FlowEnd = Field(description="Where the data comes from.")
    to_system: FlowEnd = Field(description="Where it goes.")
    data_classes: list[DataClass] = Field(
        description="Which data; empty where nobody has said it yet.", examples=_CLASSES
    )
    how: FlowHow = Field(description="How it gets there.")
    note: str = Field(description="What else is good to know.", examples=_NOTE)
    version: int = Field(description="Send it along to change the flow.", examples=[2])
    added_by: PersonName = Field(description="Who said it.")
    added_at: datetime = Field(description="When.")
    confirmed_at: datetime | None = Field(
        description="When IT last said that it is right; null: not yet."
    )
    confirmed_by: PersonName | None = Field(description="Who said so.")
    retired_at: datetime | None = Field(description="Since when it has ended; null: it goes on.")
    url: str = Field(description="Its page.", examples=["/systems/flows/12/"])


class FlowsAsked(PageAsked):
    """Which flows."""

    system_id: Annotated[int, Field(ge=1, le=LARGEST)] | None = Field(
        None, description="Only those into this system or out of it.", examples=[31]
    )
    ended: bool = Field(
        default=False, description="Those that have ended instead of those that go on."
    )


class FlowDetails(Body):
    """Everything that can be changed about a flow."""

    data_classes: list[DataClass] = Field(
        default_factory=list,
        description="Which data; empty where nobody knows.",
        examples=_CLASSES,
    )
    how: FlowHow = Field(FlowHow.UNSAID, description="How it gets there.")
    note: Annotated[str, Text(NOTE_LIMIT)] = Field(
        "", description="What else is good to know.", examples=_NOTE
    )


class NewFlow(FlowDetails):
    """Data that goes from one system to another."""

    from_system_id: Id = Field(description="Where the data comes from.", examples=[31])
    to_system_id: Id = Field(description="Where it goes.", examples=[32])


class ChangedFlow(FlowDetails):
    """The flow as it should be from now on. Its two systems stay."""

    version: Id = Field(
        description="The version you read. If somebody changed the flow meanwhile, the answer is "
        "409 with both.",
        examples=[2],
    )


class FlowPage(PageOf[DataFlow]):
    """A page of data flows."""


@router.get(
    "/data-flows", response=FlowPage, operation_id="list_flows", summary="Which data flows where"
)
def list_flows(request: ActorRequest, asked: Query[FlowsAsked]) -> ListPage:
    """The oldest first."""
    found = queries.flows_listed(request.actor, system_id=asked.system_id, ended=asked.ended)
    return page_of_query(found, asked, order=["id"], read=queries.flow_rows)


@router.get(
    "/data-flows/{flow_id}", response=DataFlow, operation_id="read_flow", summary="One data flow"
)
def read_flow(request: ActorRequest, flow_id: FlowId) -> FlowRow:
    """Between which systems, which data, how."""
    return queries.flow_row_of(request.actor, flow_id)


@router.post(
    "/data-flows", response={201: DataFlow}, operation_id="add_flow", summary="Add a data flow"
)
def add_flow(request: ActorRequest, flow: NewFlow) -> FlowRow:
    """People of IT and administrators; what Marketing says waits for IT to confirm it."""
    entry = _entry(flow, flow.from_system_id, flow.to_system_id)
    added = services.add_flow(actor=request.actor, entry=entry)
    return queries.flow_row_of(request.actor, added.pk)


@router.put(
    "/data-flows/{flow_id}",
    response=DataFlow,
    operation_id="edit_flow",
    summary="Change a data flow",
)
def edit_flow(request: ActorRequest, flow_id: FlowId, flow: ChangedFlow) -> FlowRow:
    """People of IT and administrators; whoever said it, until IT has confirmed it."""
    row = queries.flow_row_of(request.actor, flow_id)
    entry = _entry(flow, row.from_system.id, row.to_system.id)
    services.edit_flow(actor=request.actor, flow_id=flow_id, entry=entry, version=flow.version)
    return queries.flow_row_of(request.actor, flow_id)


@router.post(
    "/data-flows/{flow_id}/confirmation",
    response=DataFlow,
    operation_id="confirm_flow",
    summary="Say that a data flow is right",
)
def confirm_flow(request: ActorRequest, flow_id: FlowId) -> FlowRow:
    """People of IT and administrators."""
    services.confirm_flow(actor=request.actor, flow_id=flow_id)
    return queries.flow_row_of(request.actor, flow_id)


@router.post(
    "/data-flows/{flow_id}/end",
    response=DataFlow,
    operation_id="end_flow",
    summary="Say that data no longer flows so",
)
def end_flow(request: ActorRequest, flow_id: FlowId) -> FlowRow:
    """Nothing is deleted: it stays readable. Twice is once."""
    services.end_flow(actor=request.actor, flow_id=flow_id)
    return queries.flow_row_of(request.actor, flow_id)


@router.delete(
    "/data-flows/{flow_id}/end",
    response=DataFlow,
    operation_id="restore_flow",
    summary="Say that data flows so again",
)
def restore_flow(request: ActorRequest, flow_id: FlowId) -> FlowRow:
    """It goes on again. Twice is once."""
    services.restore_flow(actor=request.actor, flow_id=flow_id)
    return queries.flow_row_of(request.actor, flow_id)


def _entry(flow: FlowDetails, giver: int, taker: int) -> FlowEntry:
    return FlowEntry(
        from_system=giver,
        to_system=taker,
        data_classes=tuple(flow.data_classes),
        how=flow.how,
        note=flow.note,
    )
