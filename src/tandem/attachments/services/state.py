"""What acts on attachments begin with and share."""

from typing import Any

from django.db.models import Max

from tandem.accounts.rules import Actor, Lane
from tandem.activity.queries import SubjectSeen, subject_visible_to
from tandem.activity.services import (
    lock_subject,
    make_findable,
    make_subject,
    record_event,
    salted_digest,
)
from tandem.attachments import events, permissions, queries, rules
from tandem.attachments.models import Attachment, Page
from tandem.attachments.rules import About, AttachmentKind
from tandem.core.errors import BadInput, NotAllowed, RuleBroken
from tandem.core.taking_in import KeptFile
from tandem.core.typed import typed
from tandem.core.words import say

DESCRIPTION = "description"
"""The part that an alternative text is to the search."""


def place_to_attach(actor: Actor, subject_id: int) -> SubjectSeen:
    """The subject, seen through the actor's eyes and locked, of somebody who may attach to it."""
    place = subject_visible_to(actor, subject_id)
    if reason := permissions.why_not_attach(actor, place.kind):
        raise NotAllowed(reason)
    lock_subject(place.id)
    return place


def side_of(actor: Actor) -> Lane | None:
    """The side somebody adds things for. Who holds both is counted for Marketing."""
    if len(actor.lanes) > 1:
        return Lane.MARKETING
    return next(iter(actor.lanes), None)


def attach_file(
    actor: Actor,
    place_id: int,
    file: KeptFile,
    about: About,
    *,
    after: Attachment | None = None,
    form_key: str | None = None,
) -> Attachment:
    """Attach a kept file to a place that is locked; `after` is the version before it."""
    file_name = typed(
        about.file_name[-rules.FILE_NAME_LIMIT :],
        limit=rules.FILE_NAME_LIMIT,
        field="file",
        required=False,
    )
    made = _new(
        actor,
        place_id,
        about.title or rules.title_of(file_name) or say("Picture"),
        kind=AttachmentKind.IMAGE if file.media.is_image else AttachmentKind.PDF,
        file_name=file_name,
        description=_described(about.description),
        digest=file.digest,
        small_key=file.pages[0].small,
        media=file.media.value,
        size=file.size,
        all_pages=file.all_pages,
        first_id=(after.first_id or after.pk) if after else None,
        version=after.version + 1 if after else 1,
        position=after.position if after else _last_position(place_id) + 1,
        form_key=form_key or None,
    )
    Page.objects.bulk_create(
        Page(
            attachment=made,
            number=number,
            digest=page.digest,
            media=page.media.value,
            width=page.width,
            height=page.height,
            small_key=page.small,
        )
        for number, page in enumerate(file.pages, start=1)
    )
    if after:
        _record(events.VERSION_ADDED, made, actor, version=made.version)
    else:
        _record(events.ADDED, made, actor)
    return made


def attach_link(
    actor: Actor, place_id: int, address: str, *, title: str, form_key: str | None = None
) -> Attachment:
    """Attach a link to a place that is locked. Its page is never fetched."""
    address = typed(address, limit=rules.ADDRESS_LIMIT, field="address")
    if reason := rules.why_not_address(address):
        raise BadInput(reason, field="address")
    made = _new(
        actor,
        place_id,
        title,
        kind=AttachmentKind.LINK,
        address=address,
        position=_last_position(place_id) + 1,
        form_key=form_key or None,
    )
    _record(events.LINKED, made, actor)
    return made


def _new(actor: Actor, place_id: int, title: str, **columns: Any) -> Attachment:
    standing = Attachment.objects.filter(subject__parent_id=place_id, removed_at=None).count()
    if reason := rules.why_not_so_many(standing):
        raise RuleBroken(reason)
    title = title_typed(title)
    made = Attachment.objects.create(
        subject_id=make_subject(events.ATTACHMENT, title, parent_id=place_id),
        added_by_id=actor.me,
        lane=side_of(actor) or "",
        **columns,
    )
    if not made.first_id:
        made.first_id = made.pk
        made.save(update_fields=["first"])
    make_findable(made.pk, DESCRIPTION, made.description)
    return made


def title_typed(title: str) -> str:
    """What something is called, on one line."""
    return " ".join(typed(title, limit=rules.TITLE_LIMIT, field="title").split())


def _described(description: str) -> str:
    return typed(description, limit=rules.DESCRIPTION_LIMIT, field="description", required=False)


def _last_position(place_id: int) -> int:
    found = Attachment.objects.filter(subject__parent_id=place_id)
    return found.aggregate(at=Max("position"))["at"] or 0


def _record(kind: str, made: Attachment, actor: Actor, **more: int) -> None:
    what = made.digest or salted_digest(made.pk, made.address)
    record_event(kind, actor=actor, subject_id=made.pk, kind_of=made.kind, content=what, **more)


def attachment_to_change(actor: Actor, attachment_id: int) -> tuple[Attachment, SubjectSeen]:
    """An attachment that is there, locked with the place it stands in, and that place."""
    row = queries.one_attachment(actor, attachment_id)
    place = subject_visible_to(actor, row.place_id)
    lock_subject(place.id)
    found = queries.attachment_visible_to(actor, attachment_id)
    if reason := rules.why_not_change(removed=found.removed_at is not None):
        raise RuleBroken(reason)
    return found, place
