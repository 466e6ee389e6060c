"""Work for programs: listed, added, changed, moved."""

from typing import TYPE_CHECKING, cast

from ninja import Query, Router

from tandem.accounts.requests import ActorRequest
from tandem.core.api_pages import ListPage
from tandem.core.errors import BadInput
from tandem.work import queries, services
from tandem.work.api import shapes
from tandem.work.api.shapes import HomeId, WorkId
from tandem.work.rules import Changes, Estimate, Misread, read_filter

if TYPE_CHECKING:
    from tandem.work.services.several import BulkChanges

router = Router(tags=["Work"])


def whole(request: ActorRequest, work_id: int) -> queries.WorkWhole:
    """The item as it stands after an act."""
    return queries.whole_item(request.actor, work_id)


@router.get("/work", response=shapes.WorkPage, operation_id="list_work", summary="Work you may see")
def list_work(request: ActorRequest, asked: Query[shapes.WorkAsked]) -> ListPage:
    """What fits a filter, of one initiative or of all. A filter that can't be read says where."""
    try:
        wanted = read_filter(asked.q)
    except Misread as misread:
        raise BadInput(misread.reason, field="q") from misread
    found = queries.page_of_work(
        request.actor,
        wanted,
        home_id=asked.initiative_id,
        order=asked.order,
        after=asked.after,
        size=asked.limit,
    )
    return ListPage(found.rows, found.following)


@router.post(
    "/initiatives/{home_id}/work",
    response={201: shapes.WorkItem},
    operation_id="add_work_item",
    summary="Add a piece of work",
)
def add_work_item(request: ActorRequest, home_id: HomeId, work: shapes.NewWork) -> queries.WorkRow:
    """A side's people on it add work of their side, and what both do. Partners, too."""
    made = services.add_work_item(
        actor=request.actor,
        home_id=home_id,
        title=work.title,
        kind=work.kind,
        lane=work.lane,
        stands=work.state,
        parent_id=work.parent_id,
    )
    return queries.rows_by_id([made.pk])[0]


@router.get(
    "/work/{work_id}",
    response=shapes.WorkWhole,
    operation_id="read_work_item",
    summary="One piece of work",
)
def read_work_item(request: ActorRequest, work_id: WorkId) -> queries.WorkWhole:
    """With its parts, what it waits for, what is in its way and its checklist."""
    return whole(request, work_id)


@router.patch(
    "/work/{work_id}",
    response=shapes.WorkWhole,
    operation_id="edit_work_item",
    summary="Change what a piece of work says",
)
def edit_work_item(
    request: ActorRequest, work_id: WorkId, change: shapes.ChangedWork
) -> queries.WorkWhole:
    """With `version` it is refused where somebody changed it meanwhile."""
    services.edit_work_item(
        actor=request.actor,
        work_id=work_id,
        changes=cast("Changes", change.changes()),
        version=change.version,
    )
    return whole(request, work_id)


@router.post(
    "/work/{work_id}/moves",
    response=shapes.MovedWork,
    operation_id="move_work_item",
    summary="Move it into a state, and to a place",
)
def move_work_item(
    request: ActorRequest, work_id: WorkId, move: shapes.WorkMove
) -> dict[str, object]:
    """The answer has the id that undoes it. Whoever does it may move it, too."""
    moved = services.move_work_item(
        actor=request.actor,
        work_id=work_id,
        to=move.to,
        seen=move.seen,
        before_id=move.before_id,
    )
    return _moved(moved)


@router.post(
    "/work/{work_id}/undo",
    response=shapes.MovedWork,
    operation_id="undo_work_move",
    summary="Undo one's own move",
)
def undo_work_move(
    request: ActorRequest, work_id: WorkId, undone: shapes.UndoneMove
) -> dict[str, object]:
    """While nobody has moved it since. Twice is once."""
    queries.item_visible_to(request.actor, work_id)
    return _moved(services.undo_move(actor=request.actor, move_id=undone.move_id))


def _moved(moved: queries.Moved) -> dict[str, object]:
    row = queries.rows_by_id([moved.item.pk])[0]
    return {"row": row, "move_id": moved.move.pk if moved.move else None}


@router.put(
    "/work/{work_id}/estimate",
    response=shapes.WorkWhole,
    operation_id="estimate_work_item",
    summary="Say how long it takes",
)
def estimate_work_item(
    request: ActorRequest, work_id: WorkId, estimate: shapes.NewEstimate
) -> queries.WorkWhole:
    """By the side whose work it is; of what both do, by the side that decides estimates."""
    ranged = estimate.low is not None or estimate.high is not None
    said = Estimate(
        estimate.days, None if ranged else estimate.sureness, estimate.low, estimate.high
    )
    services.estimate_work_item(actor=request.actor, work_id=work_id, estimate=said)
    return whole(request, work_id)


@router.delete(
    "/work/{work_id}/estimate",
    response=shapes.WorkWhole,
    operation_id="take_back_estimate",
    summary="Take an estimate back",
)
def take_back_estimate(request: ActorRequest, work_id: WorkId) -> queries.WorkWhole:
    """By whoever estimates it."""
    services.take_back_estimate(actor=request.actor, work_id=work_id)
    return whole(request, work_id)


@router.get(
    "/initiatives/{home_id}/work/limits",
    response=shapes.LimitsInForce,
    operation_id="read_work_limits",
    summary="How much may stand in a column of its board",
)
def read_work_limits(request: ActorRequest, home_id: HomeId) -> dict[str, int | None]:
    """Its own limits where it has some, else those of all boards."""
    queries.home_visible_to(request.actor, home_id)
    return {state.value: most for state, most in queries.limits_of(home_id).items()}


@router.put(
    "/initiatives/{home_id}/work/limits",
    response=shapes.LimitsInForce,
    operation_id="set_work_limits",
    summary="Say how much may stand in a column of its board",
)
def set_work_limits(
    request: ActorRequest, home_id: HomeId, limits: shapes.ColumnLimits
) -> dict[str, int | None]:
    """Its owners. A limit stops nobody: the board says that more stands there than was agreed."""
    services.set_limits(actor=request.actor, limits=limits.limits(), home_id=home_id)
    return {state.value: most for state, most in queries.limits_of(home_id).items()}


@router.put(
    "/work-limits",
    response=shapes.LimitsInForce,
    operation_id="set_all_work_limits",
    summary="Say it for all boards without limits of their own",
)
def set_all_work_limits(
    request: ActorRequest, limits: shapes.ColumnLimits
) -> dict[str, int | None]:
    """Administrators."""
    services.set_limits_of_all(actor=request.actor, limits=limits.limits())
    return {state.value: most for state, most in queries.limits_of(None).items()}


@router.post(
    "/work-changes",
    response={201: shapes.ChangedMany},
    operation_id="change_several",
    summary="Change many pieces of work at once",
)
def change_several(request: ActorRequest, many: shapes.ChangesOfMany) -> dict[str, int | None]:
    """All of them or none; a refusal names some that stand in the way."""
    edit = services.change_several(
        actor=request.actor,
        work_ids=many.work_ids,
        changes=cast("BulkChanges", many.changes()),
    )
    return {"edit_id": edit.id if edit else None}


@router.delete(
    "/work-changes/{edit_id}",
    response=shapes.UndoneMany,
    operation_id="undo_several",
    summary="Undo one's own change of many",
)
def undo_several(request: ActorRequest, edit_id: shapes.EditId) -> dict[str, int]:
    """What others changed since stays as it is. Twice is once."""
    return {"count": services.undo_several(actor=request.actor, edit_id=edit_id)}
