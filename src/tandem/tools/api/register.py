"""The register in figures, for programs."""

from typing import Any

from ninja import Router

from tandem.accounts.requests import ActorRequest
from tandem.tools import queries
from tandem.tools.api.shapes import ToolRegister

router = Router(tags=["Our tools"])


@router.get(
    "/tools/register",
    response=ToolRegister,
    operation_id="read_tool_register",
    summary="Our tools in figures",
)
def read_tool_register(request: ActorRequest) -> Any:
    """What they cost by department, which may be doubles, what is paid again soon."""
    return queries.register_of(request.actor)
