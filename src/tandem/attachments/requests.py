"""Files on their way in and out, for pages and programs alike."""

from collections.abc import Iterable

from django.http import FileResponse

from tandem.accounts.rules import Actor
from tandem.activity.queries import SubjectSeen, subject_visible_to
from tandem.attachments import permissions
from tandem.attachments.queries import FileToSend
from tandem.core.content_policy import headers
from tandem.core.errors import NotAllowed
from tandem.core.taking_in import KeptFile, take_in

_FOR_EVER = "private, max-age=31536000, immutable"
_NOTHING_ELSE = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""A file is looked at or saved; nothing in it runs, whatever it is."""


def place_to_attach(actor: Actor, subject_id: int) -> SubjectSeen:
    """Where something shall be attached; NotFound and NotAllowed are said before a file is read,
    which costs more than all the rest.
    """
    place = subject_visible_to(actor, subject_id)
    if reason := permissions.why_not_attach(actor, place.kind):
        raise NotAllowed(reason)
    return place


def receive(actor: Actor, subject_id: int, chunks: Iterable[bytes]) -> KeptFile:
    """Take a file in for a place. Raises BadInput with what is wrong with it."""
    place_to_attach(actor, subject_id)
    return take_in(chunks)


def send_file(file: FileToSend) -> FileResponse:
    """A kept file as what it is and as nothing else: to be looked at, or saved. Its address names
    one content for ever, so the browser keeps it for a year.
    """
    sent = FileResponse(
        file.path.open("rb"),
        as_attachment=not file.to_show,
        filename=file.name,
        content_type=file.media.value,
    )
    for name, value in headers().items():
        sent.headers[name] = value
    sent.headers["Content-Security-Policy"] = _NOTHING_ELSE
    sent.headers["Cache-Control"] = _FOR_EVER
    return sent
