"""Planned against spent for programs."""

from typing import Any

from ninja import Router

from tandem.accounts.requests import ActorRequest
from tandem.initiatives.queries import heading_visible_to
from tandem.timesheets import queries, services
from tandem.timesheets.api import shapes
from tandem.work.queries import rows_seen

router = Router(tags=["Hours"])


@router.put(
    "/work/{work_id}/still",
    response=shapes.TimeOfWork,
    operation_id="say_still_needs",
    summary="Say how many days are left of it",
)
def say_still_needs(
    request: ActorRequest, work_id: shapes.StillWorkId, said: shapes.SaidStill
) -> dict[str, Any]:
    """Whoever does it, and its side's people. Forecasts count with it."""
    services.say_still_needs(actor=request.actor, work_id=work_id, days=said.days)
    row = rows_seen(request.actor, [work_id])[work_id]
    reads = row.home_id in queries.open_to(request.actor, [row.home_id])
    return _piece(queries.piece_time(row, queries.spent_on([work_id]).get(work_id)), reads=reads)


def _piece(one: queries.PieceTime, *, reads: bool = True) -> dict[str, Any]:
    return {
        "work_id": one.row.id,
        "planned": one.planned,
        "spent": one.spent if reads else None,
        "left": one.left,
    }


@router.get(
    "/initiatives/{initiative_id}/time",
    response=shapes.TimeOfInitiative,
    operation_id="read_initiative_time",
    summary="Planned against spent of an initiative",
)
def read_initiative_time(request: ActorRequest, initiative_id: shapes.TimeHomeId) -> dict[str, Any]:
    """Its people, its sponsor and administrators read the sums; others find `total` null."""
    heading_visible_to(request.actor, initiative_id)
    if initiative_id not in queries.open_to(request.actor, [initiative_id]):
        return {"total": None, "sides": [], "pieces": []}
    found = queries.home_time(initiative_id)
    return {
        "total": shapes.together(found.total),
        "sides": [{"lane": lane, **shapes.together(one)} for lane, one in found.sides.items()],
        "pieces": [_piece(one) for one in found.pieces],
    }


@router.get(
    "/time",
    response=shapes.TimeOfAll,
    operation_id="read_all_time",
    summary="Planned against spent of all initiatives",
)
def read_all_time(request: ActorRequest) -> dict[str, Any]:
    """Those whose sums you may read."""
    found = queries.company_time(request.actor)
    return {
        "items": [
            {"initiative_id": pk, "title": title, **shapes.together(one)}
            for pk, title, _, one in found.rows
        ]
    }
