"""Prototypes: a picture or a PDF file as a part of the brief, and newer versions of it.

Which version a part shows is part of its content, so it is signed like every word. Swapping the
picture of a signed part waits beside it until both sides sign it.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.attachments.queries import (
    attachment_visible_to,
    attachment_with_form_key,
    one_attachment,
    versions_of,
)
from tandem.attachments.rules import DESCRIPTION_LIMIT, About
from tandem.attachments.services.state import attach_file
from tandem.briefs import events, queries, rules
from tandem.briefs.models import Item
from tandem.briefs.rules import Content, ItemKind, Section, Shown
from tandem.briefs.services import state, writing
from tandem.core.errors import RuleBroken
from tandem.core.taking_in import KeptFile
from tandem.core.typed import typed

if TYPE_CHECKING:
    from tandem.attachments.models import Attachment


@transaction.atomic
def add_prototype(
    *,
    actor: Actor,
    initiative_id: int,
    file: KeptFile,
    about: About,
    form_key: str | None = None,
) -> Item:
    """Add a picture or a PDF file that shows what it could look like, as a part of its own.

    What `about` says is to be seen is the part's text: for those who don't see the picture, and on
    paper. The same `form_key` twice gives the first one back.
    """
    brief = state.locked(actor, initiative_id)
    writing.may_write(actor, initiative_id, {rules.matter_of(Section.LOOKS)})
    title = typed(about.title, limit=rules.TITLE_LIMIT, field="title")
    text = typed(about.description, limit=DESCRIPTION_LIMIT, field="description")
    if form_key and (standing := attachment_with_form_key(actor, form_key)):
        return queries.item_that_shows(brief, standing.pk)
    made = attach_file(
        actor, brief.pk, file, replace(about, title=title, description=text), form_key=form_key
    )
    shown = Shown(made.pk, made.version, made.digest)
    content = Content(
        ItemKind.TEXT, Section.LOOKS, title, text, None, fields=rules.with_picture({}, shown)
    )
    item = writing.new_item(brief, content)
    writing.save(item, 1, content, actor, events.ITEM_ADDED)
    return item


@transaction.atomic
def add_prototype_version(
    *,
    actor: Actor,
    initiative_id: int,
    item_id: int,
    file: KeptFile,
    about: About,
    form_key: str | None = None,
) -> Item:
    """Bring a newer version of what a part shows. Of a part that both sides have signed it waits
    until both sign it; until then the part shows what was signed.
    """
    item, section, decided = writing.item_to_write(actor, initiative_id, item_id)
    writing.may_touch({rules.matter_of(section)}, decided)
    if form_key and attachment_with_form_key(actor, form_key):
        return item
    current = queries.current_of(item)
    if reason := rules.why_not_change(removed=current.removed):
        raise RuleBroken(reason)
    content = queries.content_or_change(item, actor)
    shown = rules.picture_in(content.fields)
    reason = rules.why_not_show(ItemKind(item.kind), section, shows=shown is not None)
    if reason:
        raise RuleBroken(reason)
    assert shown is not None  # noqa: S101 - for mypy; the rule has refused it
    made = attach_file(
        actor,
        item.brief_id,
        file,
        replace(about, title=content.title, description=_said(about, content)),
        after=_newest(actor, shown),
        form_key=form_key,
    )
    newer = Shown(made.pk, made.version, made.digest)
    fields = rules.with_picture(content.fields, newer)
    writing.save_content(item, replace(content, fields=fields), actor)
    return item


def _said(about: About, content: Content) -> str:
    """What is to be seen on it: what was said of it, else what its part says."""
    return about.description or content.text[:DESCRIPTION_LIMIT]


def _newest(actor: Actor, shown: Shown) -> "Attachment":
    """The newest version there is: one that was withdrawn keeps its number."""
    newest = versions_of(one_attachment(actor, shown.attachment_id))[-1]
    return attachment_visible_to(actor, newest.id)
