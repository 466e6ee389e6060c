"""Adding pictures, files and links; reading, describing and removing them."""

from typing import Annotated

from django.http.response import HttpResponseBase
from ninja import File, Form, Path, Query, Router
from ninja.files import UploadedFile

from tandem.accounts.requests import ActorRequest
from tandem.accounts.rules import Actor
from tandem.activity.queries import subject_visible_to
from tandem.attachments import queries, services
from tandem.attachments.api import shapes
from tandem.attachments.api.shapes import AttachmentId, SubjectId
from tandem.attachments.requests import receive, send_file
from tandem.attachments.rules import About, MediaType
from tandem.core.api_pages import ListPage, PageAsked, page_of_query
from tandem.core.api_shapes import Digest

router = Router(tags=["Pictures and links"])


def whole(actor: Actor, attachment_id: int) -> shapes.AttachmentWhole:
    """One as programs see it."""
    row = queries.one_attachment(actor, attachment_id)
    there = row.removed_at is None
    return shapes.AttachmentWhole.model_validate(
        {
            **{name: getattr(row, name) for name in shapes.Attachment.model_fields},
            "pages": queries.pages_of([row.id])[row.id] if there else [],
            "pins": queries.pins_on([row.id])[row.id] if there else [],
            "versions": [one.id for one in queries.versions_of(row)],
        }
    )


@router.get(
    "/subjects/{subject_id}/attachments",
    response=shapes.AttachmentPage,
    operation_id="list_attachments",
    summary="Pictures and links on something",
)
def list_attachments(
    request: ActorRequest, subject_id: SubjectId, asked: Query[PageAsked]
) -> ListPage:
    """All versions of each, in the order of the page."""
    subject_visible_to(request.actor, subject_id)
    return page_of_query(
        queries.attachments_listed(request.actor, subject_id),
        asked,
        order=["position", "subject_id"],
        read=lambda found: queries.read_attachments(list(found)),
    )


@router.post(
    "/subjects/{subject_id}/attachments",
    response={201: shapes.AttachmentWhole},
    operation_id="add_file",
    summary="Add a picture or a PDF file",
)
def add_file(
    request: ActorRequest,
    subject_id: SubjectId,
    file: Annotated[UploadedFile, File(description="PNG, JPEG, WebP, GIF or PDF.")],
    told: Form[shapes.AboutFile],
) -> shapes.AttachmentWhole:
    """Sent as multipart/form-data. What a camera wrote into a picture is left out: place, time,
    owner. SVG is not taken.
    """
    kept = receive(request.actor, subject_id, file.chunks())
    made = services.add_file(
        actor=request.actor,
        subject_id=subject_id,
        file=kept,
        about=About(told.title, told.description, file.name or ""),
        version_of=told.version_of,
    )
    return whole(request.actor, made.pk)


@router.post(
    "/subjects/{subject_id}/links",
    response={201: shapes.AttachmentWhole},
    operation_id="add_link",
    summary="Add a link",
)
def add_link(
    request: ActorRequest, subject_id: SubjectId, link: shapes.NewLink
) -> shapes.AttachmentWhole:
    """Everybody but viewers may, on what they see. Tandem never opens it."""
    made = services.add_link(
        actor=request.actor,
        subject_id=subject_id,
        address=link.address,
        title=link.title,
    )
    return whole(request.actor, made.pk)


@router.get(
    "/attachments/{attachment_id}",
    response=shapes.AttachmentWhole,
    operation_id="read_attachment",
    summary="One picture, PDF file or link",
)
def read_attachment(request: ActorRequest, attachment_id: AttachmentId) -> shapes.AttachmentWhole:
    """With the pictures of its pages and its versions."""
    return whole(request.actor, attachment_id)


@router.get(
    "/attachments/{attachment_id}/files/{digest}",
    operation_id="read_file",
    summary="A file's bytes",
    openapi_extra={
        "responses": {
            200: {
                "description": "The file, as what it is.",
                "content": {
                    media.value: {"schema": {"type": "string", "format": "binary"}}
                    for media in MediaType
                },
            }
        }
    },
)
def read_file(
    request: ActorRequest,
    attachment_id: AttachmentId,
    digest: Annotated[Digest, Path(description="A `digest` or `small_key` of it.")],
) -> HttpResponseBase:
    """The whole file, the picture of a page, or a small picture."""
    return send_file(queries.file_to_send(request.actor, attachment_id, digest))


@router.patch(
    "/attachments/{attachment_id}",
    response=shapes.AttachmentWhole,
    operation_id="change_attachment",
    summary="Say what it is called and what is to be seen",
)
def change_attachment(
    request: ActorRequest, attachment_id: AttachmentId, change: shapes.ChangedAttachment
) -> shapes.AttachmentWhole:
    """Whoever added it, and the people of either side on the initiative."""
    services.change_attachment(
        actor=request.actor,
        attachment_id=attachment_id,
        title=change.title,
        description=change.description,
    )
    return whole(request.actor, attachment_id)


@router.put(
    "/attachments/{attachment_id}/place",
    response=shapes.AttachmentWhole,
    operation_id="move_attachment",
    summary="Put it one place further",
)
def move_attachment(
    request: ActorRequest, attachment_id: AttachmentId, to: shapes.AttachmentStep
) -> shapes.AttachmentWhole:
    """To the front or to the end; all its versions go with it."""
    services.move_attachment(actor=request.actor, attachment_id=attachment_id, step=to.step)
    return whole(request.actor, attachment_id)


@router.delete(
    "/attachments/{attachment_id}",
    response=shapes.AttachmentWhole,
    operation_id="remove_attachment",
    summary="Remove it",
)
def remove_attachment(request: ActorRequest, attachment_id: AttachmentId) -> shapes.AttachmentWhole:
    """Whoever added it, or the owner of their side. Its file goes; the history keeps its line."""
    services.remove_attachment(actor=request.actor, attachment_id=attachment_id)
    return whole(request.actor, attachment_id)
