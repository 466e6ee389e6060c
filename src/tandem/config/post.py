"""How mail is handed in: to the server that is named now, by the environment or on a page.

Read anew for every mail: the web server and the worker need no restart.
"""

from collections.abc import Sequence
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import EmailMessage

from tandem.accounts.queries import mail_server
from tandem.accounts.rules import Guarded, MailServer


class Post(EmailBackend):
    """Django's, told where by whoever says so now; `server` tries one that isn't kept yet."""

    def __init__(
        self, *, server: MailServer | None = None, timeout: int | None = None, **more: Any
    ):
        to = server or mail_server()
        if to is None:
            raise OSError("Nobody said where mail is handed in.")
        self.sender = formataddr(("Tandem", to.sender)) if to.sender else ""
        super().__init__(
            host=to.host,
            port=to.port,
            username=to.user,
            password=to.password,
            use_tls=to.guarded is Guarded.STARTTLS,
            use_ssl=to.guarded is Guarded.TLS,
            timeout=timeout or settings.EMAIL_TIMEOUT,
            **more,
        )

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Hand them in, from the address that was named with the server."""
        for message in email_messages:
            if self.sender and message.from_email == settings.DEFAULT_FROM_EMAIL:
                message.from_email = self.sender
        return super().send_messages(email_messages)
