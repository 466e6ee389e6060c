"""Templates of work for programs."""

from ninja import Query, Router

from tandem.accounts.requests import ActorRequest
from tandem.core.api_pages import ListPage
from tandem.patterns import queries, services
from tandem.patterns.api import shapes_of_work as shapes
from tandem.patterns.api.of_initiatives import ChangedTemplate, InitiativeId
from tandem.patterns.api.shapes_of_work import PieceKey, UseId, WorkTemplateId

router = Router(tags=["Templates"])


def _row(request: ActorRequest, template_id: int) -> queries.WorkTemplateRow:
    return queries.work_template(request.actor, template_id)


@router.get(
    "/work-templates",
    response=shapes.WorkTemplatePage,
    operation_id="list_work_templates",
    summary="Templates of work",
)
def list_work_templates(request: ActorRequest) -> ListPage:
    """By name, retired ones last; there are never enough for a second page."""
    return ListPage(queries.work_templates(request.actor))


@router.get(
    "/work-templates/{template_id}",
    response=shapes.WorkTemplate,
    operation_id="read_work_template",
    summary="One template of work",
)
def read_work_template(
    request: ActorRequest, template_id: WorkTemplateId
) -> queries.WorkTemplateRow:
    """With everything it adds."""
    return _row(request, template_id)


@router.post(
    "/initiatives/{initiative_id}/work-template",
    response={201: shapes.WorkTemplate},
    operation_id="make_work_template",
    summary="Make a template of an initiative's work",
)
def make_work_template(
    request: ActorRequest, initiative_id: InitiativeId, new: shapes.NewWorkTemplate
) -> queries.WorkTemplateRow:
    """Its owners, or an administrator. Who sees the initiative sees the template."""
    made = services.make_work_template(
        actor=request.actor,
        initiative_id=initiative_id,
        name=new.name,
        description=new.description,
        launch_day=new.launch_day,
    )
    return _row(request, made.pk)


@router.put(
    "/work-templates/{template_id}",
    response=shapes.WorkTemplate,
    operation_id="edit_work_template",
    summary="Change the name of a template of work",
)
def edit_work_template(
    request: ActorRequest, template_id: WorkTemplateId, changed: ChangedTemplate
) -> queries.WorkTemplateRow:
    """Whoever made it, or an administrator."""
    services.edit_work_template(
        actor=request.actor,
        template_id=template_id,
        name=changed.name,
        description=changed.description,
        version=changed.version,
    )
    return _row(request, template_id)


@router.delete(
    "/work-templates/{template_id}",
    response=shapes.WorkTemplate,
    operation_id="retire_work_template",
    summary="Retire a template of work",
)
def retire_work_template(
    request: ActorRequest, template_id: WorkTemplateId
) -> queries.WorkTemplateRow:
    """Whoever made it, or an administrator. What was added from it stays."""
    services.retire_work_template(actor=request.actor, template_id=template_id)
    return _row(request, template_id)


@router.post(
    "/work-templates/{template_id}/pieces",
    response={201: shapes.WorkTemplate},
    operation_id="add_piece",
    summary="Put a piece into a template of work",
)
def add_piece(
    request: ActorRequest, template_id: WorkTemplateId, new: shapes.NewPiece
) -> queries.WorkTemplateRow:
    """Whoever made the template, or an administrator."""
    services.add_piece(actor=request.actor, template_id=template_id, changes=new.changes())
    return _row(request, template_id)


@router.put(
    "/work-templates/{template_id}/pieces/{piece_key}",
    response=shapes.WorkTemplate,
    operation_id="edit_piece",
    summary="Change a piece of a template of work",
)
def edit_piece(
    request: ActorRequest,
    template_id: WorkTemplateId,
    piece_key: PieceKey,
    changed: shapes.ChangedPiece,
) -> queries.WorkTemplateRow:
    """Refused where somebody changed the template meanwhile."""
    services.edit_piece(
        actor=request.actor,
        template_id=template_id,
        key=piece_key,
        changes=changed.changes(),
        version=changed.version,
    )
    return _row(request, template_id)


@router.delete(
    "/work-templates/{template_id}/pieces/{piece_key}",
    response=shapes.WorkTemplate,
    operation_id="remove_piece",
    summary="Take a piece out of a template of work",
)
def remove_piece(
    request: ActorRequest, template_id: WorkTemplateId, piece_key: PieceKey
) -> queries.WorkTemplateRow:
    """What waited for it no longer does."""
    services.remove_piece(actor=request.actor, template_id=template_id, key=piece_key)
    return _row(request, template_id)


@router.get(
    "/work-templates/{template_id}/preview",
    response=shapes.WorkPreview,
    operation_id="preview_work_template",
    summary="What a template of work would add",
)
def preview_work_template(
    request: ActorRequest, template_id: WorkTemplateId, asked: Query[shapes.PreviewAsked]
) -> dict[str, object]:
    """With its days for a launch, those moved off closed days, and freezes."""
    found = queries.preview(
        request.actor,
        template_id,
        asked.initiative_id,
        asked.launch_day,
        off_closed=asked.off_closed,
    )
    return {
        "pieces": [
            {
                "key": line.laid.piece.key,
                "title": line.laid.piece.title,
                "starts_on": line.laid.starts_on,
                "due_on": line.laid.due_on,
                "yours": line.yours,
                "notes": [str(note) for note in line.notes],
            }
            for line in found.lines
        ],
        "may_use": found.may,
        "why_not": str(found.why_not) if found.why_not else None,
    }


@router.post(
    "/work-templates/{template_id}/uses",
    response={201: shapes.TemplateUse},
    operation_id="use_work_template",
    summary="Add the work of a template",
)
def use_work_template(
    request: ActorRequest, template_id: WorkTemplateId, use: shapes.UseTemplate
) -> queries.WorkUsed:
    """People of a side on the initiative: at once what their side does, and what both do."""
    made = services.use_work_template(
        actor=request.actor,
        template_id=template_id,
        initiative_id=use.initiative_id,
        launch_day=use.launch_day,
        off_closed=use.off_closed,
    )
    return queries.use_on(request.actor, made.pk)


@router.get(
    "/initiatives/{initiative_id}/work-template-uses",
    response=shapes.TemplateUsePage,
    operation_id="list_work_template_uses",
    summary="What was added from templates of work",
)
def list_work_template_uses(request: ActorRequest, initiative_id: InitiativeId) -> ListPage:
    """Newest first, with what the other side still adds; there is never a second page."""
    return ListPage(queries.uses_on(request.actor, initiative_id))


@router.post(
    "/work-template-uses/{use_id}/filling",
    response=shapes.TemplateUse,
    operation_id="add_rest_of_template",
    summary="Add your side's part of a used template",
)
def add_rest_of_template(request: ActorRequest, use_id: UseId) -> queries.WorkUsed:
    """As it was looked at when the template was used."""
    services.add_rest_of_template(actor=request.actor, use_id=use_id)
    return queries.use_on(request.actor, use_id)


@router.delete(
    "/work-template-uses/{use_id}",
    response=shapes.TemplateUse,
    operation_id="take_back_use",
    summary="Take back what was added from a template",
)
def take_back_use(request: ActorRequest, use_id: UseId) -> queries.WorkUsed:
    """Whoever used it; what somebody has begun stays."""
    services.take_back_use(actor=request.actor, use_id=use_id)
    return queries.use_on(request.actor, use_id)
