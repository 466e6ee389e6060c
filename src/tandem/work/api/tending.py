"""Who does work, what it is for and waits for, what is in its way, its list: for programs."""

from ninja import Router

from tandem.accounts.requests import ActorRequest
from tandem.work import queries, services
from tandem.work.api import shapes
from tandem.work.api.items import whole
from tandem.work.api.shapes import CheckId, DependencyId, PartId, PersonId, WorkId

router = Router(tags=["Work"])


@router.put(
    "/work/{work_id}/people",
    response=shapes.WorkWhole,
    operation_id="set_assignees",
    summary="Say who does it, all at once",
)
def set_assignees(
    request: ActorRequest, work_id: WorkId, people: shapes.Doers
) -> queries.WorkWhole:
    """Whoever edits it: these and nobody else. With `seen_ids` a change meanwhile is told."""
    services.set_assignees(
        actor=request.actor, work_id=work_id, people=people.person_ids, seen=people.seen_ids
    )
    return whole(request, work_id)


@router.put(
    "/work/{work_id}/people/{person_id}",
    response=shapes.WorkWhole,
    operation_id="assign_work_item",
    summary="Give it to somebody",
)
def assign_work_item(
    request: ActorRequest, work_id: WorkId, person_id: PersonId
) -> queries.WorkWhole:
    """Whoever edits it. Several may do it. Twice is once."""
    services.assign_work_item(actor=request.actor, work_id=work_id, person_id=person_id)
    return whole(request, work_id)


@router.delete(
    "/work/{work_id}/people/{person_id}",
    response=shapes.WorkWhole,
    operation_id="unassign_work_item",
    summary="Somebody does it no longer",
)
def unassign_work_item(
    request: ActorRequest, work_id: WorkId, person_id: PersonId
) -> queries.WorkWhole:
    """Whoever edits it, or that person. Twice is once."""
    services.unassign_work_item(actor=request.actor, work_id=work_id, person_id=person_id)
    return whole(request, work_id)


@router.put(
    "/work/{work_id}/parts/{part_id}",
    response=shapes.WorkWhole,
    operation_id="link_work_item",
    summary="Say which part of the brief it is for",
)
def link_work_item(request: ActorRequest, work_id: WorkId, part_id: PartId) -> queries.WorkWhole:
    """A requirement or use case of its initiative. Twice is once."""
    services.link_work_item(actor=request.actor, work_id=work_id, part_id=part_id)
    return whole(request, work_id)


@router.delete(
    "/work/{work_id}/parts/{part_id}",
    response=shapes.WorkWhole,
    operation_id="unlink_work_item",
    summary="It isn't for that part",
)
def unlink_work_item(request: ActorRequest, work_id: WorkId, part_id: PartId) -> queries.WorkWhole:
    """Twice is once."""
    services.unlink_work_item(actor=request.actor, work_id=work_id, part_id=part_id)
    return whole(request, work_id)


@router.post(
    "/work/{work_id}/waits",
    response=shapes.WorkWhole,
    operation_id="let_wait_for",
    summary="Let it wait for other work",
)
def let_wait_for(request: ActorRequest, work_id: WorkId, wait: shapes.NewWait) -> queries.WorkWhole:
    """Of any initiative that you see. A circle is refused and named. Said again, it is changed."""
    services.let_wait_for(
        actor=request.actor, work_id=work_id, on_id=wait.on_id, kind=wait.kind, lag=wait.lag
    )
    return whole(request, work_id)


@router.delete(
    "/work/{work_id}/waits/{dependency_id}",
    response=shapes.WorkWhole,
    operation_id="let_wait_no_more",
    summary="Let it no longer wait",
)
def let_wait_no_more(
    request: ActorRequest, work_id: WorkId, dependency_id: DependencyId
) -> queries.WorkWhole:
    """Whoever edits it."""
    services.let_wait_no_more(actor=request.actor, work_id=work_id, dependency_id=dependency_id)
    return whole(request, work_id)


@router.put(
    "/work/{work_id}/block",
    response=shapes.WorkWhole,
    operation_id="block_work_item",
    summary="Say what is in its way",
)
def block_work_item(
    request: ActorRequest, work_id: WorkId, block: shapes.NewBlock
) -> queries.WorkWhole:
    """Whoever edits it, or does it. A person who is waited for is told."""
    services.block_work_item(
        actor=request.actor,
        work_id=work_id,
        reason=block.reason,
        lane=block.lane,
        person_id=block.person_id,
    )
    return whole(request, work_id)


@router.delete(
    "/work/{work_id}/block",
    response=shapes.WorkWhole,
    operation_id="unblock_work_item",
    summary="Say that it goes on",
)
def unblock_work_item(request: ActorRequest, work_id: WorkId) -> queries.WorkWhole:
    """Whom it waited for may say so, too. Twice is once."""
    services.unblock_work_item(actor=request.actor, work_id=work_id)
    return whole(request, work_id)


@router.post(
    "/work/{work_id}/checks",
    response=shapes.WorkWhole,
    operation_id="add_check",
    summary="Add a line to its checklist",
)
def add_check(
    request: ActorRequest, work_id: WorkId, line: shapes.NewChecklistLine
) -> queries.WorkWhole:
    """Whoever edits it, or does it."""
    services.add_check(actor=request.actor, work_id=work_id, text=line.text)
    return whole(request, work_id)


@router.put(
    "/work/{work_id}/acceptance",
    response=shapes.WorkWhole,
    operation_id="accept_work_item",
    summary="Accept what is done",
)
def accept_work_item(request: ActorRequest, work_id: WorkId) -> queries.WorkWhole:
    """The other side, or whoever asked for it; nobody what they did themselves."""
    services.accept_work_item(actor=request.actor, work_id=work_id)
    return whole(request, work_id)


@router.delete(
    "/work/{work_id}/acceptance",
    response=shapes.WorkWhole,
    operation_id="take_back_acceptance",
    summary="Accept it no longer",
)
def take_back_acceptance(request: ActorRequest, work_id: WorkId) -> queries.WorkWhole:
    """Whoever may accept it. Twice is once."""
    services.take_back_acceptance(actor=request.actor, work_id=work_id)
    return whole(request, work_id)


@router.put(
    "/checks/{check_id}/tick",
    response=shapes.WorkWhole,
    operation_id="tick_check",
    summary="Tick a line of a checklist",
)
def tick_check(request: ActorRequest, check_id: CheckId) -> queries.WorkWhole:
    """Twice is once."""
    line = services.tick_check(actor=request.actor, check_id=check_id)
    return whole(request, line.item_id)


@router.delete(
    "/checks/{check_id}/tick",
    response=shapes.WorkWhole,
    operation_id="untick_check",
    summary="Untick a line of a checklist",
)
def untick_check(request: ActorRequest, check_id: CheckId) -> queries.WorkWhole:
    """Twice is once."""
    line = services.untick_check(actor=request.actor, check_id=check_id)
    return whole(request, line.item_id)


@router.delete(
    "/checks/{check_id}",
    response=shapes.WorkWhole,
    operation_id="remove_check",
    summary="Remove a line of a checklist",
)
def remove_check(request: ActorRequest, check_id: CheckId) -> queries.WorkWhole:
    """Whoever edits the work, or does it."""
    item = services.remove_check(actor=request.actor, check_id=check_id)
    return whole(request, item.pk)
