"""Adding pictures, files and links where anybody may who sees it."""

from dataclasses import replace

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.accounts.services import lock_person
from tandem.attachments import queries, rules
from tandem.attachments.models import Attachment
from tandem.attachments.rules import About
from tandem.attachments.services import state
from tandem.core.errors import BadInput, RuleBroken
from tandem.core.taking_in import KeptFile
from tandem.core.words import say


@transaction.atomic
def add_file(
    *,
    actor: Actor,
    subject_id: int,
    file: KeptFile,
    about: About,
    version_of: int | None = None,
    form_key: str | None = None,
) -> Attachment:
    """Add a picture or a PDF file that was taken in, or with `version_of` a newer version of one.

    The same `form_key` twice gives the first one back.
    """
    place = state.place_to_attach(actor, subject_id)
    if standing := _sent(actor, form_key):
        return standing
    before = None
    if version_of is not None:
        before, stands = state.attachment_to_change(actor, version_of)
        if stands.id != place.id:
            raise BadInput(say("That picture stands somewhere else."), field="file")
        _why_not_after(before)
        about = replace(about, title=about.title or before.subject.title)
    return state.attach_file(
        actor,
        place.id,
        file,
        about,
        after=before,
        form_key=form_key,
    )


@transaction.atomic
def add_link(
    *, actor: Actor, subject_id: int, address: str, title: str, form_key: str | None = None
) -> Attachment:
    """Add a link with a title. The same `form_key` twice gives the first one back."""
    place = state.place_to_attach(actor, subject_id)
    if standing := _sent(actor, form_key):
        return standing
    return state.attach_link(actor, place.id, address, title=title, form_key=form_key)


def _sent(actor: Actor, form_key: str | None) -> Attachment | None:
    if not form_key:
        return None
    lock_person(actor.me)
    return queries.attachment_with_form_key(actor, form_key)


def _why_not_after(before: Attachment) -> None:
    newest = queries.versions_of(queries.read_attachments([before])[0])[-1]
    is_file = before.kind != rules.AttachmentKind.LINK.value
    if reason := rules.why_not_version(is_newest=newest.id == before.pk, is_file=is_file):
        raise RuleBroken(reason)
