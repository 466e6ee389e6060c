"""Code of work, and the table from requirements to it, for programs."""

from ninja import Query, Router

from tandem.accounts.requests import ActorRequest
from tandem.trace import queries, services
from tandem.trace.api import shapes
from tandem.trace.api.shapes import CodeId, InitiativeId
from tandem.trace.queries import CodeRow
from tandem.trace.rules import Table, only_holes
from tandem.work.api.shapes import WorkId

router = Router(tags=["Traceability"])


@router.get(
    "/work/{work_id}/code",
    response=shapes.CodeOfWork,
    operation_id="list_code",
    summary="Branches, pull requests and CI runs of a piece of work",
)
def list_code(request: ActorRequest, work_id: WorkId) -> dict[str, list[CodeRow]]:
    """Newest first."""
    return {"items": queries.code_visible_to(request.actor, work_id)}


@router.put(
    "/work/{work_id}/code",
    response=shapes.LinkedCode,
    operation_id="link_code",
    summary="Say that a branch, pull request or CI run belongs to it, and how it stands",
)
def link_code(request: ActorRequest, work_id: WorkId, code: shapes.CodeToLink) -> CodeRow:
    """Whoever edits the work, or does it. The same origin and id again change the same one."""
    made = services.link_code(actor=request.actor, work_id=work_id, code=code.code())
    return queries.code_row(work_id, made.pk)


@router.delete(
    "/work/{work_id}/code/{code_id}",
    response={204: None},
    operation_id="unlink_code",
    summary="It doesn't belong to that work",
)
def unlink_code(request: ActorRequest, work_id: WorkId, code_id: CodeId) -> None:
    """Whoever edits the work, or does it. Told again by its system, it is there again."""
    services.unlink_code(actor=request.actor, work_id=work_id, code_id=code_id)


@router.get(
    "/initiatives/{initiative_id}/traceability",
    response=shapes.Traceability,
    operation_id="read_traceability",
    summary="From each requirement to what was built, with what is missing",
)
def read_traceability(
    request: ActorRequest, initiative_id: InitiativeId, asked: Query[shapes.TraceAsked]
) -> Table:
    """Requirement, use case, work, branch, pull request, CI run; the holes in words."""
    _, table = queries.traceability(request.actor, initiative_id)
    return only_holes(table) if asked.only == "holes" else table
