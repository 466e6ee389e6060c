"""Where mail is handed in."""

from django.conf import settings


def mail_is_on() -> bool:
    """Whether anything can be mailed."""
    return bool(settings.TANDEM_MAIL_URL)
