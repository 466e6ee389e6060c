"""The bytes: which file an address means, for whom, and which files anybody still speaks of."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from tandem.accounts.rules import Actor
from tandem.activity.permissions import eyes_of, in_sight
from tandem.attachments import registry
from tandem.attachments.models import Attachment, Page
from tandem.attachments.rules import MediaType, name_of
from tandem.core.errors import NotFound
from tandem.core.kept_files import path_of
from tandem.core.prepared import number, prepared, text


@dataclass(frozen=True, slots=True)
class FileToSend:
    """A kept file: where it lies, what it is sent as, how it is called, whether to show or save."""

    path: Path
    media: MediaType
    name: str
    to_show: bool


@prepared
def _whole() -> QuerySet[Attachment, tuple[Any, ...]]:
    found = Attachment.objects.filter(
        in_sight("subject__"), pk=number("attachment"), removed_at=None
    )
    shown = Page.objects.filter(attachment_id=OuterRef("pk"))
    small = Exists(shown.filter(small_key=text("digest")))
    picture = Exists(shown.filter(digest=text("digest")))
    return found.filter(Q(digest=text("digest")) | picture | small).values_list(
        "subject__title", "digest", "media", small
    )


def file_to_send(actor: Actor, attachment_id: int, digest: str) -> FileToSend:
    """The whole file, one of its pictures or of its small ones. NotFound where it is missing,
    hidden, removed, or the content of something else.
    """
    row = _whole.first(attachment=attachment_id, digest=digest, **eyes_of(actor))
    if row is None:
        raise NotFound
    title, whole, media, is_small = row
    kind = MediaType.WEBP if is_small else MediaType(media)
    if digest != whole and kind is MediaType.PDF:
        kind = MediaType.JPEG
    path = path_of(digest)
    if not path.is_file():
        raise NotFound
    return FileToSend(path, kind, name_of(title, kind), to_show=kind is not MediaType.PDF)


def digests_spoken_of(digests: Collection[str]) -> set[str]:
    """Those of these digests that something attached still holds."""
    there = Attachment.objects.filter(removed_at=None)
    pages = Page.objects.filter(attachment__removed_at=None)
    return {
        *there.filter(digest__in=digests).values_list("digest", flat=True),
        *pages.filter(digest__in=digests).values_list("digest", flat=True),
        *pages.filter(small_key__in=digests).values_list("small_key", flat=True),
    }


def digests_held(digests: Collection[str], *, lasting: bool = False) -> set[str]:
    """Those of these digests that anybody still holds, or holds for good."""
    held = digests_spoken_of(digests)
    return held.union(*_asked(registry.holders(lasting=lasting), digests))


def digests_passing(digests: Collection[str]) -> set[str]:
    """Those of these digests that are only here until they were looked through."""
    found = set[str]().union(*_asked(registry.passing(), digests))
    return found - digests_held(found, lasting=True) if found else found


def _asked(paths: Iterable[str], digests: Collection[str]) -> Iterator[set[str]]:
    return (import_string(path)(digests) for path in paths)
