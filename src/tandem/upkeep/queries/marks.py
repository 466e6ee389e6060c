"""When something was done last that keeps the workspace well."""

from django.conf import settings

from tandem.accounts.queries import mail_server
from tandem.upkeep.models import Mark
from tandem.upkeep.rules.marks import MarkKind


def mark(kind: MarkKind) -> Mark | None:
    """When it was done last; nothing where it never was."""
    return Mark.objects.filter(kind=kind.value).first()


def marks() -> dict[MarkKind, Mark]:
    """All of them."""
    return {MarkKind(one.kind): one for one in Mark.objects.all()}


def sender_of_mail() -> str:
    """Whom mail comes from."""
    server = mail_server()
    return server.sender if server and server.sender else settings.DEFAULT_FROM_EMAIL
