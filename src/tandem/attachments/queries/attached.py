"""What is attached to something, as pages and programs show it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import eyes_of, in_sight, visible_to
from tandem.attachments.models import Attachment, Page
from tandem.attachments.rules import AttachmentKind, MediaType
from tandem.core.errors import NotFound
from tandem.core.prepared import number, numbers, prepared


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """Something attached. Of a file `digest` names its content; `first_id` is its first version."""

    id: int
    place_id: int
    title: str
    kind: AttachmentKind
    file_name: str
    description: str
    address: str
    digest: str
    small_key: str
    media: MediaType | None
    size: int
    all_pages: int
    first_id: int
    version: int
    by: Name
    lane: Lane | None
    at: datetime
    removed_at: datetime | None

    @property
    def url(self) -> str:
        return f"/attachments/{self.id}/"

    @property
    def file_url(self) -> str:
        """Where the whole file is."""
        return f"{self.url}files/{self.digest}/"

    @property
    def small_url(self) -> str:
        """Where its small picture is."""
        return f"{self.url}files/{self.small_key}/"

    @property
    def is_file(self) -> bool:
        return self.kind is not AttachmentKind.LINK


@dataclass(frozen=True, slots=True)
class PageRow:
    """One picture to show of a file."""

    id: int
    attachment_id: int
    number: int
    digest: str
    width: int
    height: int
    small_key: str

    @property
    def picture_url(self) -> str:
        """Where the picture is."""
        return f"/attachments/{self.attachment_id}/files/{self.digest}/"


_COLUMNS = (
    *("pk", "subject__parent_id", "subject__title", "kind", "file_name", "description"),
    *("address", "digest", "small_key", "media", "size", "all_pages", "first_id", "version"),
    *("added_by_id", "lane", "added_at", "removed_at"),
)


@prepared
def _attached() -> QuerySet[Attachment, tuple[Any, ...]]:
    found = Attachment.objects.filter(subject__parent_id=number("place"), removed_at=None)
    return found.order_by("position", "pk").values_list(*_COLUMNS)


@prepared
def _one() -> QuerySet[Attachment, tuple[Any, ...]]:
    found = Attachment.objects.filter(in_sight("subject__"), pk=number("attachment"))
    return found.values_list(*_COLUMNS)


@prepared
def _versions() -> QuerySet[Attachment, tuple[Any, ...]]:
    found = Attachment.objects.filter(first_id=number("first"), removed_at=None)
    return found.order_by("version").values_list(*_COLUMNS)


@prepared
def _pages() -> QuerySet[Page, tuple[Any, ...]]:
    found = Page.objects.filter(attachment_id__in=numbers("attachments"))
    return found.order_by("attachment_id", "number").values_list(
        "pk", "attachment_id", "number", "digest", "width", "height", "small_key"
    )


def attached_to(place_id: int) -> list[AttachmentRow]:
    """What is attached to a subject, in its order, all versions. The caller has checked sight."""
    return _rows(_attached(place=place_id))


def newest_of(rows: Iterable[AttachmentRow]) -> list[AttachmentRow]:
    """Of each only its newest version, where its first stands."""
    newest: dict[int, AttachmentRow] = {}
    for row in rows:
        standing = newest.get(row.first_id)
        if standing is None or row.version > standing.version:
            newest[row.first_id] = row
    return list(newest.values())


def one_attachment(actor: Actor, attachment_id: int) -> AttachmentRow:
    """One, removed or not, or NotFound whether it is missing or hidden."""
    row = _one.first(attachment=attachment_id, **eyes_of(actor))
    if row is None:
        raise NotFound
    return _rows([row])[0]


def versions_of(row: AttachmentRow) -> list[AttachmentRow]:
    """All versions that are there, oldest first. The caller has checked sight."""
    return _rows(_versions(first=row.first_id))


def pages_of(attachment_ids: Collection[int]) -> dict[int, list[PageRow]]:
    """The pictures of files in their order: {attachment id: pages}."""
    found: dict[int, list[PageRow]] = {pk: [] for pk in attachment_ids}
    for row in _pages(attachments=attachment_ids) if attachment_ids else ():
        found[row[1]].append(PageRow(*row))
    return found


def _rows(found: Collection[tuple[Any, ...]]) -> list[AttachmentRow]:
    known = names(row[14] for row in found)
    return [
        AttachmentRow(
            id=row[0],
            place_id=row[1],
            title=row[2],
            kind=AttachmentKind(row[3]),
            file_name=row[4],
            description=row[5],
            address=row[6],
            digest=row[7],
            small_key=row[8],
            media=MediaType(row[9]) if row[9] else None,
            size=row[10],
            all_pages=row[11],
            first_id=row[12] or row[0],
            version=row[13],
            by=known[row[14]],
            lane=Lane(row[15]) if row[15] else None,
            at=row[16],
            removed_at=row[17],
        )
        for row in found
    ]


def attachments_listed(actor: Actor, place_id: int) -> QuerySet[Attachment]:
    """What is attached to a subject, for programs."""
    seen = Attachment.objects.filter(visible_to(actor, "subject__"), removed_at=None)
    return seen.filter(subject__parent_id=place_id)


def read_attachments(found: Collection[Attachment]) -> list[AttachmentRow]:
    """Attachments of a query as rows, in their order."""
    ids = [one.pk for one in found]
    rows = _rows(list(Attachment.objects.filter(pk__in=ids).values_list(*_COLUMNS)))
    by_id = {row.id: row for row in rows}
    return [by_id[pk] for pk in ids]


def attachment_visible_to(actor: Actor, attachment_id: int) -> Attachment:
    """The attachment, removed or not, or NotFound whether it is missing or hidden."""
    one_attachment(actor, attachment_id)  # guests find none
    return Attachment.objects.get(pk=attachment_id)


def attachment_with_form_key(actor: Actor, form_key: str) -> Attachment | None:
    """What this person's form has already added, if it has."""
    return Attachment.objects.filter(added_by_id=actor.me, form_key=form_key).first()
