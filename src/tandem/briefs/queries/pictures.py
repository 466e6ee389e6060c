"""What the parts of a brief show: each prototype with its versions, and why a picture stays."""

from collections.abc import Iterable
from dataclasses import dataclass

from tandem.accounts.rules import Actor
from tandem.attachments.queries import AttachmentRow, attached_to, open_pins_on
from tandem.briefs import rules
from tandem.briefs.models import Brief, ChangeRequest, Item, Revision
from tandem.briefs.queries.changes import proposed
from tandem.briefs.queries.content import content_of, current_of
from tandem.briefs.queries.reading import ItemRow
from tandem.briefs.rules import Content
from tandem.core.errors import NotFound
from tandem.core.words import Sentence, say


@dataclass(frozen=True, slots=True)
class Prototype:
    """A part that shows a picture or a PDF file: which version stands, what was before it, and what
    is newer and waits until it is signed.
    """

    item: ItemRow
    shown: AttachmentRow
    before: AttachmentRow | None
    newer: AttachmentRow | None
    open_pins: int

    @property
    def url(self) -> str:
        """Where it is seen large: beside the version before it, where there is one."""
        return f"{self.shown.url}?beside={self.before.id}" if self.before else self.shown.url


def prototypes_of(brief_id: int, items: Iterable[ItemRow]) -> list[Prototype]:
    """The parts that show something, in their order. The caller has checked sight."""
    showing = [(item, shown) for item in items if (shown := rules.picture_in(item.fields))]
    rows = {row.id: row for row in attached_to(brief_id)} if showing else {}
    pins = open_pins_on(rows)
    found = []
    for item, shown in showing:
        row = rows.get(shown.attachment_id)
        if row is None or item.removed:
            continue
        series = [one for one in rows.values() if one.first_id == row.first_id]
        older = [one for one in series if one.version < row.version]
        newer = [one for one in series if one.version > row.version]
        found.append(
            Prototype(
                item=item,
                shown=row,
                before=max(older, key=lambda one: one.version, default=None),
                newer=max(newer, key=lambda one: one.version, default=None),
                open_pins=sum(pins.get(one.id, 0) for one in series),
            )
        )
    return found


def item_that_shows(brief: Brief, attachment_id: int) -> Item:
    """The part that was made for a picture, or NotFound."""
    found = Item.objects.filter(brief=brief, current__fields__picture__id=attachment_id).first()
    if found is None:
        raise NotFound
    return found


def content_or_change(item: Item, actor: Actor) -> Content:
    """What somebody goes on writing of a part: their own change that waits, else what stands."""
    own = ChangeRequest.objects.filter(item=item, outcome="", written_by_id=actor.me)
    waiting = own.select_related("item", "base").first()
    return proposed(waiting) if waiting else content_of(item, current_of(item))


def why_picture_stays(brief_id: int, attachment_id: int) -> Sentence | None:
    """Say why a picture of a brief isn't removed, or nothing if nothing needs it.

    What was ever part of a snapshot was heard or signed: who checks that later has to see it.
    """
    texts = Revision.objects.filter(item__brief_id=brief_id, fields__picture__id=attachment_id)
    if texts.filter(snapshots__isnull=False).exists():
        return say("It was played back or signed as a part of the brief, so it stays with it.")
    if texts.filter(item__current__fields__picture__id=attachment_id).exists():
        return say("A part of the brief shows it. Bring a newer version there first.")
    waiting = ChangeRequest.objects.filter(brief_id=brief_id, outcome="")
    if waiting.filter(fields__picture__id=attachment_id).exists():
        return say("A change that waits shows it. Settle that one first.")
    return None
