"""Files and what was found in them, for programs."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import File, Path, Router
from ninja.files import UploadedFile
from pydantic import Field

from tandem.accounts.requests import ActorRequest
from tandem.core.api_pages import ListPage, PageOf
from tandem.core.api_shapes import READ_BY_SOME, Answer, Body, Id, PathId
from tandem.systems.rules import DataClass
from tandem.tools import queries, services
from tandem.tools.api.shapes import ToolDepartment
from tandem.tools.requests import receive
from tandem.tools.rules import SEVERAL_AT_MOST, LookKind, LookState, Purpose, Reading, Sign

router = Router(tags=["Our tools"])

LookId = Annotated[PathId, Path(description="The file's id.")]
FindId = Annotated[PathId, Path(description="The find's id.")]
_Place = Annotated[int, Field(strict=True, ge=0, le=1000)]


class PaymentsFile(Answer):
    """A file: how far it is, what came of it. Its name isn't kept."""

    id: int = Field(description="The file's id.", examples=[3])
    kind: LookKind = Field(
        description="Of payments (csv, ofx, xlsx), har, a saved page, or grants."
    )
    state: LookState = Field(description="How far it is.")
    headings: list[str] = Field(description="Its columns.", examples=[["Date", "Amount"]])
    columns: dict[str, int] = Field(
        description="Which of them is what: day, amount, merchant, note, department, currency.",
        examples=[{"day": 0, "amount": 1}],
    )
    turned: bool = Field(description="Whether what was spent stands below zero.")
    why: str = Field(description="Why it couldn't be looked through.", examples=[""])
    rows: int = Field(description="How many rows were read so far.", examples=[1141])
    unread: int = Field(description="How many of them said nothing.", examples=[2])
    found: int = Field(description="How many things were found.", examples=[23])
    made_at: datetime = Field(description="When it was sent.")
    ended_at: datetime | None = Field(description="When it ended; null: not yet.")


class PaymentsFilePage(PageOf[PaymentsFile]):
    """Files."""


class PaymentColumns(Body):
    """Which column of a file is what: places in its headings, from 0."""

    day: _Place = Field(description="The day.", examples=[0])
    amount: _Place = Field(description="The amount.", examples=[1])
    merchant: _Place = Field(description="Whom it went to.", examples=[2])
    note: _Place | None = Field(None, description="What accounting calls it.", examples=[3])
    department: _Place | None = Field(None, description="The department.", examples=[4])
    currency: _Place | None = Field(None, description="The currency.", examples=[5])
    turned: bool = Field(
        default=False, strict=True, description="What was spent stands below zero."
    )


class FoundTool(Answer):
    """Something that may be a tool. Nobody who paid for it is named."""

    id: int = Field(description="The find's id.", examples=[12])
    name: str = Field(description="What it is probably called.", examples=["Mailchimp"])
    domain: str = Field(description="Its address, where one was named.", examples=[""])
    sign: Sign = Field(description="Why it may be one.")
    purpose: Purpose = Field(description="What it is probably for.")
    months: int = Field(description="In how many months it was paid.", examples=[3])
    lines: int = Field(description="How many payments that were.", examples=[3])
    amount: Decimal = Field(description="What was paid in all.", examples=["147.00"])
    currency: str = Field(description="In which currency.", examples=["EUR"])
    departments: list[ToolDepartment] = Field(description="Which departments paid.")
    data_classes: list[DataClass] = Field(description="What it seems to see; a first guess.")


class FoundToolPage(PageOf[FoundTool]):
    """What was found and nobody has said anything about."""


class ChosenFinds(Body):
    """Some of what was found."""

    find_ids: Annotated[list[Id], Field(min_length=1, max_length=SEVERAL_AT_MOST)] = Field(
        description="Their ids: all of them or none.", examples=[[12]]
    )


class FindsDone(Answer):
    """How many."""

    count: int = Field(description="Of how many it was said.", examples=[1])


class MatchedFind(Body):
    """Which tool it is."""

    tool_id: Id = Field(description="The tool's id.", examples=[410])


@router.get(
    "/tools/files",
    response=PaymentsFilePage,
    operation_id="list_payment_files",
    summary="Files that were looked through",
    openapi_extra={READ_BY_SOME: True},
)
def list_payment_files(request: ActorRequest) -> ListPage:
    """People of IT and administrators. The last twenty, newest first; there is no second page."""
    return ListPage(queries.looks(request.actor))


@router.post(
    "/tools/files",
    response={201: PaymentsFile},
    operation_id="send_payments",
    summary="Send a file to be looked through",
)
def send_payments(
    request: ActorRequest,
    file: Annotated[
        UploadedFile, File(description="Payments, a HAR file, a saved page, or grants.")
    ],
) -> Any:
    """Sent as multipart/form-data. Of payments say then which column is what. A HAR
    file, a saved page of your own site, or an export of programs that were let into accounts (JSON
    or CSV of Google, Microsoft and others) is looked through at once.
    """
    sent = services.send_payments(actor=request.actor, sent=receive(request.actor, file))
    return queries.look_of(request.actor, sent.pk)


@router.get(
    "/tools/files/{look_id}",
    response=PaymentsFile,
    operation_id="read_payment_file",
    summary="How far a file is",
    openapi_extra={READ_BY_SOME: True},
)
def read_payment_file(request: ActorRequest, look_id: LookId) -> Any:
    """People of IT and administrators."""
    return queries.look_of(request.actor, look_id)


@router.post(
    "/tools/files/{look_id}/start",
    response=PaymentsFile,
    operation_id="start_looking",
    summary="Look through a file",
)
def start_looking(request: ActorRequest, look_id: LookId, said: PaymentColumns) -> Any:
    """It begins within seconds; ask how far it is."""
    columns = {
        role: place
        for role, place in said.model_dump(exclude={"turned"}).items()
        if place is not None
    }
    services.start_looking(
        actor=request.actor, look_id=look_id, reading=Reading(columns, said.turned)
    )
    return queries.look_of(request.actor, look_id)


@router.post(
    "/tools/files/{look_id}/stop",
    response=PaymentsFile,
    operation_id="stop_looking",
    summary="Stop looking through a file",
)
def stop_looking(request: ActorRequest, look_id: LookId) -> Any:
    """Nothing of it is kept."""
    services.stop_looking(actor=request.actor, look_id=look_id)
    return queries.look_of(request.actor, look_id)


@router.get(
    "/tools/finds",
    response=FoundToolPage,
    operation_id="list_finds",
    summary="What may be a tool",
    openapi_extra={READ_BY_SOME: True},
)
def list_finds(request: ActorRequest) -> ListPage:
    """The surest first, at most 500; there is no second page."""
    return ListPage(queries.open_finds(request.actor))


@router.post(
    "/tools/finds/taken", response=FindsDone, operation_id="take_finds", summary="These are tools"
)
def take_finds(request: ActorRequest, said: ChosenFinds) -> dict[str, int]:
    """Each stands in the register as found. All of them or none."""
    return {"count": services.take_finds(actor=request.actor, find_ids=said.find_ids)}


@router.post(
    "/tools/finds/refused",
    response=FindsDone,
    operation_id="refuse_finds",
    summary="These are no tools",
)
def refuse_finds(request: ActorRequest, said: ChosenFinds) -> dict[str, int]:
    """Refused once they stay refused, whatever file comes next. All of them or none."""
    return {"count": services.refuse_finds(actor=request.actor, find_ids=said.find_ids)}


@router.put(
    "/tools/finds/{find_id}/tool",
    response=FindsDone,
    operation_id="match_find",
    summary="This is a tool that is there already",
)
def match_find(request: ActorRequest, find_id: FindId, said: MatchedFind) -> dict[str, int]:
    """What is paid for it stands on that tool from now on."""
    services.match_find(actor=request.actor, find_id=find_id, tool_id=said.tool_id)
    return {"count": 1}
