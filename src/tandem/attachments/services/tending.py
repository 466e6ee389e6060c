"""Describing, ordering and removing what is attached."""

from django.db import transaction
from django.utils.module_loading import import_string

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.queries import SubjectSeen
from tandem.activity.services import (
    forget_text,
    make_findable,
    record_event,
    rename_subject,
    salted_digest,
)
from tandem.attachments import events, permissions, queries, rules
from tandem.attachments.models import Attachment
from tandem.attachments.registry import place_named
from tandem.attachments.services import state
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import Sentence, say


@transaction.atomic
def change_attachment(
    *, actor: Actor, attachment_id: int, title: str, description: str
) -> Attachment:
    """Say what it is called, and what is to be seen for those who don't see it."""
    found, _ = _to_tend(actor, attachment_id)
    title = state.title_typed(title)
    description = typed(
        description, limit=rules.DESCRIPTION_LIMIT, field="description", required=False
    )
    if (title, description) == (found.subject.title, found.description):
        return found
    if title != found.subject.title:
        rename_subject(found.pk, title)
    found.description = description
    found.save(update_fields=["description"])
    make_findable(found.pk, state.DESCRIPTION, description)
    record_event(
        events.CHANGED,
        actor=actor,
        subject_id=found.pk,
        text=salted_digest(found.pk, f"{title}\n{description}"),
    )
    return found


@transaction.atomic
def move_attachment(*, actor: Actor, attachment_id: int, step: int) -> Attachment:
    """Put it one place to the front (-1) or to the end (1). Where there is none, it stays."""
    found, place = _to_tend(actor, attachment_id)
    order = [row.first_id for row in queries.newest_of(queries.attached_to(place.id))]
    at = order.index(found.first_id or found.pk)
    to = max(0, min(at + (1 if step > 0 else -1), len(order) - 1))
    if to == at:
        return found
    order.insert(to, order.pop(at))
    for position, first_id in enumerate(order, start=1):
        Attachment.objects.filter(first_id=first_id).update(position=position)
    record_event(events.MOVED, actor=actor, subject_id=found.pk, position=to + 1)
    found.refresh_from_db()
    return found


@transaction.atomic
def remove_attachment(*, actor: Actor, attachment_id: int) -> Attachment:
    """Remove it: its file and what was written about it go; its title stays in the history."""
    found, place = state.attachment_to_change(actor, attachment_id)
    standing = standing_on(actor, place.root_id)
    lane = Lane(found.lane) if found.lane else None
    if not permissions.can_remove(actor, standing, added_by=found.added_by_id, lane=lane):
        raise NotAllowed(say("Whoever added it removes it, or the owner of their side."))
    if reason := _why_it_stays(place, found):
        raise RuleBroken(reason)
    found.removed_at, found.removed_by_id = clock.now(), actor.me
    found.description = found.file_name = found.address = ""
    found.save()
    forget_text(found.pk, state.DESCRIPTION)
    forget_text(found.pk, "title")
    record_event(events.REMOVED, actor=actor, subject_id=found.pk)
    return found


def _why_it_stays(place: SubjectSeen, found: Attachment) -> Sentence | None:
    """What the context above says that it is needed for."""
    kind = place_named(place.kind)
    if kind is None or not kind.why_not_remove:
        return None
    reason: Sentence | None = import_string(kind.why_not_remove)(place.id, found.pk)
    return reason


def _to_tend(actor: Actor, attachment_id: int) -> tuple[Attachment, SubjectSeen]:
    found, place = state.attachment_to_change(actor, attachment_id)
    standing = standing_on(actor, place.root_id)
    if not permissions.can_describe(actor, standing, added_by=found.added_by_id):
        raise NotAllowed(
            say("Whoever added it describes it, or somebody who works on the initiative.")
        )
    return found, place
