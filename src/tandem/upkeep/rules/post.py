"""What a mail server said, in words that tell what to do. Plain Python."""

import socket
import ssl
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from tandem.accounts.rules import Guarded, MailServer
from tandem.core.words import Sentence, say

HOST_LIMIT, USER_LIMIT, PASSWORD_LIMIT = 253, 200, 200
PATIENCE = 8
"""Seconds that a test mail waits for each answer."""


def why_not_sent(error: Exception, server: MailServer, to: str) -> Sentence:
    """Say why a mail wasn't taken, and what to look at."""
    if isinstance(error, SMTPException):
        return _refused(error, server, to)
    return _unreached(error, server)


def _unreached(error: Exception, server: MailServer) -> Sentence:
    host, port = server.host, server.port
    if isinstance(error, socket.gaierror | UnicodeError):
        return say("No server is called {host}. Look for a slip in its name.", host=host)
    if isinstance(error, ConnectionRefusedError):
        return say(
            "{host} takes no connections on port {port}. Usual ones are 587, 465 and 25.",
            host=host,
            port=port,
        )
    if isinstance(error, TimeoutError):
        return say(
            "{host} did not answer on port {port}. Another port, or a firewall between, may be "
            "the reason.",
            host=host,
            port=port,
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return say(
            "The certificate of {host} can’t be trusted: {said}. Write the name that the "
            "certificate is for, or have it renewed.",
            host=host,
            said=_short(error.verify_message or str(error)),
        )
    if isinstance(error, ssl.SSLError):
        return say(
            "{host} doesn’t begin with encryption on port {port}. Choose the other way of "
            "encryption, or another port.",
            host=host,
            port=port,
        )
    why = _short(getattr(error, "strerror", "") or str(error) or type(error).__name__)
    return say("{host} can’t be reached: {why}.", host=host, why=why)


def _refused(error: SMTPException, server: MailServer, to: str) -> Sentence:
    host, said = server.host, _said(error)
    if isinstance(error, SMTPNotSupportedError):
        return _unsupported(error, server)
    if isinstance(error, SMTPServerDisconnected):
        return say(
            "{host} hung up. It may want another way of encryption on port {port}.",
            host=host,
            port=server.port,
        )
    if isinstance(error, SMTPAuthenticationError):
        return say("{host} doesn’t know this name with this password. {said}", host=host, said=said)
    if isinstance(error, SMTPSenderRefused):
        sender = server.sender or error.sender
        return say(
            "{host} takes no mail from {sender}. {said}", host=host, sender=sender, said=said
        )
    if isinstance(error, SMTPRecipientsRefused):
        return say("{host} takes no mail for {to}. {said}", host=host, to=to, said=said)
    return say("{host} didn’t take the mail. {said}", host=host, said=said)


def _unsupported(error: SMTPNotSupportedError, server: MailServer) -> Sentence:
    if server.guarded is Guarded.STARTTLS and "STARTTLS" in str(error):
        return say(
            "{host} offers no encryption on this port. Try TLS from the start, on port 465.",
            host=server.host,
        )
    return say(
        "{host} lets nobody sign in on this port. Try another port, or leave name and password "
        "out.",
        host=server.host,
    )


def _said(error: SMTPException) -> Sentence:
    """What the server answered, shortened; nothing where it said nothing."""
    code, text = 0, b""
    if isinstance(error, SMTPRecipientsRefused) and error.recipients:
        code, text = next(iter(error.recipients.values()))
    elif isinstance(error, SMTPResponseException):
        code, told = error.smtp_code, error.smtp_error
        text = told if isinstance(told, bytes) else str(told).encode()
    words = _short(text.decode("utf-8", "replace"))
    return say("It says: {code} {words}", code=code, words=words) if words else say("")


def _short(text: str) -> str:
    """A line of it, without what isn't to be shown."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line[:200].rstrip(".")
