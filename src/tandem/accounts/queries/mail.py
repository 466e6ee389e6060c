"""Where mail is handed in: as the environment says, else as an administrator said on a page."""

from django.conf import settings

from tandem.accounts.queries.workspace import workspace
from tandem.accounts.rules import Guarded, MailServer
from tandem.core.sealed import NotOurs, unseal

SEALED_FOR = "tandem.accounts.mail"


def mail_is_on() -> bool:
    """Whether anything can be mailed."""
    if settings.TANDEM_MAIL_URL:
        return True
    company = workspace()
    return bool(company and company.mail)


def mail_is_told_outside() -> bool:
    """Whether the environment says where: then no page changes it."""
    return bool(settings.TANDEM_MAIL_URL)


def mail_server() -> MailServer | None:
    """Where mail is handed in; nothing where nobody said, or where it can't be read any more."""
    if settings.TANDEM_MAIL_URL:
        tls, starttls = settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS
        return MailServer(
            settings.EMAIL_HOST,
            settings.EMAIL_PORT,
            Guarded.TLS if tls else Guarded.STARTTLS if starttls else Guarded.NOT,
            settings.EMAIL_HOST_USER,
            settings.EMAIL_HOST_PASSWORD,
        )
    company = workspace()
    if company is None or not company.mail:
        return None
    try:
        return MailServer.read(unseal(company.mail, SEALED_FOR))
    except NotOurs:
        return None
