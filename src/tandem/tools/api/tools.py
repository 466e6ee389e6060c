"""Tools one by one, for programs."""

from typing import Annotated, Any

from ninja import Path, Query, Router

from tandem.accounts.requests import ActorRequest
from tandem.core.api_pages import ListPage, page_of_query
from tandem.core.api_shapes import PathId
from tandem.tools import queries, services
from tandem.tools.api.shapes import (
    ChangedTool,
    NewTool,
    Tool,
    ToolAnswerAsked,
    ToolPage,
    ToolRow,
    ToolsAsked,
)
from tandem.tools.rules import Answer, Declared

router = Router(tags=["Our tools"])

ToolId = Annotated[PathId, Path(description="The tool's id.")]


def _declared(body: NewTool) -> Declared:
    return Declared(
        name=body.name,
        what_for=body.what_for,
        department=body.department_id,
        address=body.address,
        vendor=body.vendor,
        purpose=body.purpose,
        missed_by=body.missed_by,
        data_classes=tuple(body.data_classes),
        cost=body.cost,
        every=body.every,
        renews_on=body.renews_on,
    )


def _shown(request: ActorRequest, tool_id: int) -> dict[str, Any]:
    whole = queries.whole(request.actor, tool_id)
    own = (
        "declared_at",
        "found_at",
        "waits_until",
        "renewal_until",
        "answers",
        "system",
        "version",
    )
    return {
        **{name: getattr(whole.row, name) for name in ToolRow.model_fields},
        **{name: getattr(whole, name) for name in own},
        "what_for": whole.declared.what_for,
        "missed_by": whole.declared.missed_by,
    }


@router.get("/tools", response=ToolPage, operation_id="list_tools", summary="Our tools")
def list_tools(request: ActorRequest, asked: Query[ToolsAsked]) -> ListPage:
    """By name."""
    found = queries.listed(
        request.actor, words=asked.q or "", shown=asked.show, department=asked.department
    )
    return page_of_query(found, asked, order=["name", "subject_id"], read=queries.rows)


@router.get("/tools/{tool_id}", response=Tool, operation_id="read_tool", summary="One tool")
def read_tool(request: ActorRequest, tool_id: ToolId) -> dict[str, Any]:
    """A tool, whole."""
    return _shown(request, tool_id)


@router.post("/tools", response={201: Tool}, operation_id="declare_tool", summary="Declare a tool")
def declare_tool(request: ActorRequest, said: NewTool) -> dict[str, Any]:
    """The answer says by when IT answers: 1, 3 or 8 working days, by the data that goes into it."""
    made = services.declare_tool(actor=request.actor, declared=_declared(said))
    return _shown(request, made.pk)


@router.put("/tools/{tool_id}", response=Tool, operation_id="edit_tool", summary="Change a tool")
def edit_tool(request: ActorRequest, tool_id: ToolId, said: ChangedTool) -> dict[str, Any]:
    """Whoever declared it, people of its department and of IT, administrators."""
    services.edit_tool(
        actor=request.actor, tool_id=tool_id, declared=_declared(said), version=said.version
    )
    return _shown(request, tool_id)


@router.put(
    "/tools/{tool_id}/answer",
    response=Tool,
    operation_id="answer_tool",
    summary="Say what becomes of a tool",
)
def answer_tool(request: ActorRequest, tool_id: ToolId, said: ToolAnswerAsked) -> dict[str, Any]:
    """People of IT and administrators. The last answer holds; all stay."""
    services.answer_tool(
        actor=request.actor,
        tool_id=tool_id,
        answer=Answer(
            said.kind,
            words=said.words,
            replaced_by=said.replaced_by,
            system_id=said.system_id,
            new_system=said.new_system,
        ),
    )
    return _shown(request, tool_id)


@router.post(
    "/tools/{tool_id}/renewal",
    response=Tool,
    operation_id="keep_tool",
    summary="Say that a tool is kept when it is paid again",
)
def keep_tool(request: ActorRequest, tool_id: ToolId) -> dict[str, Any]:
    """Its date moves on by a year. Whoever declared it, its department, IT, administrators."""
    services.keep_tool(actor=request.actor, tool_id=tool_id)
    return _shown(request, tool_id)
