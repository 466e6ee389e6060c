"""What holds for the whole company, for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from tandem.accounts import queries, services
from tandem.accounts.api.shapes import (
    ChangedClosingDays,
    ChangedWorkspace,
    ClosingDays,
    ProgramLimits,
    Workspace,
)
from tandem.accounts.requests import ActorRequest
from tandem.core.errors import NotFound

router = Router(tags=["Workspace"])


def _shown() -> dict[str, Any]:
    company = queries.workspace()
    if company is None:
        raise NotFound
    return {
        "name": company.name,
        "time_zone": company.time_zone,
        "country": company.country,
        "opens_at": company.opens_at,
        "closes_at": company.closes_at,
        "sponsor": queries.names([company.sponsor_id]).get(company.sponsor_id or 0),
        "demonstration": company.demonstration,
        "reads_a_minute": company.reads_a_minute,
        "writes_a_minute": company.writes_a_minute,
    }


@router.get(
    "/workspace", response=Workspace, operation_id="read_workspace", summary="The workspace"
)
def read_workspace(request: HttpRequest) -> dict[str, Any]:
    """The company and its working day."""
    return _shown()


@router.put(
    "/workspace",
    response=Workspace,
    operation_id="change_workspace",
    summary="Change the workspace",
)
def change_workspace(request: ActorRequest, workspace: ChangedWorkspace) -> dict[str, Any]:
    """For administrators. Due dates that were given stay as they are."""
    services.change_workspace(
        actor=request.actor,
        name=workspace.name,
        time_zone=workspace.time_zone,
        country=workspace.country,
        opens_at=workspace.opens_at,
        closes_at=workspace.closes_at,
        sponsor_id=workspace.sponsor_id,
    )
    return _shown()


@router.put(
    "/workspace/limits",
    response=Workspace,
    operation_id="limit_programs",
    summary="Say how often programs may ask",
)
def limit_programs(request: ActorRequest, limits: ProgramLimits) -> dict[str, Any]:
    """For administrators. It holds at once, for each token by itself."""
    services.limit_programs(actor=request.actor, reads=limits.reads, writes=limits.writes)
    return _shown()


def _closing_days() -> dict[str, Any]:
    return {"days": [{"day": day, "name": name} for day, name in queries.closing_days()]}


@router.get(
    "/workspace/closing-days",
    response=ClosingDays,
    operation_id="read_closing_days",
    summary="Days on which nobody works",
)
def read_closing_days(request: HttpRequest) -> dict[str, Any]:
    """Those of the company, beside public holidays."""
    return _closing_days()


@router.put(
    "/workspace/closing-days",
    response=ClosingDays,
    operation_id="change_closing_days",
    summary="Say on which days nobody works",
)
def change_closing_days(request: ActorRequest, closing: ChangedClosingDays) -> dict[str, Any]:
    """For administrators. Due dates that were given stay as they are."""
    services.change_closing_days(
        actor=request.actor, days=[(one.day, one.name) for one in closing.days]
    )
    return _closing_days()
