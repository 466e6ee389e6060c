"""What a mail server says, in words that tell what to do. No database, no network."""

import socket
import ssl
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest

from tandem.accounts.rules import Guarded, MailServer, why_not_hand_in
from tandem.upkeep.rules.post import why_not_sent

SERVER = MailServer("mail.example", 587, Guarded.STARTTLS, "name", "secret", "us@example.org")


def _untrusted() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError("verify failed")
    error.verify_message = "Hostname mismatch"
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(-2, "unknown"), "No server is called mail.example"),
        (ConnectionRefusedError(), "takes no connections on port 587"),
        (TimeoutError(), "did not answer on port 587"),
        (_untrusted(), "Hostname mismatch. Write the name"),
        (ssl.SSLError("WRONG_VERSION_NUMBER"), "Choose the other way"),
        (OSError(113, "No route to host"), "can’t be reached: No route to host."),
        (SMTPAuthenticationError(535, b"5.7.8 bad\r\n"), "this password. It says: 535 5.7.8 bad"),
        (SMTPNotSupportedError("STARTTLS extension not supported by server."), "no encryption"),
        (SMTPNotSupportedError("SMTP AUTH extension not supported"), "lets nobody sign in"),
        (
            SMTPSenderRefused(553, b"not yours", "us@example.org"),
            "from us@example.org. It says: 553",
        ),
        (SMTPRecipientsRefused({"a@x.example": (550, b"who?")}), "for a@x.example. It says: 550"),
        (SMTPServerDisconnected("closed"), "hung up"),
        (SMTPDataError(554, b"\x1b[31mspam" + b"!" * 900), "It says: 554 [31mspam!"),
        (SMTPException(), "didn’t take the mail."),
    ],
)
def test_each_failure_says_what_to_look_at(error: Exception, words: str) -> None:
    said = why_not_sent(error, SERVER, "a@x.example")
    assert words in said
    assert "secret" not in said
    assert len(said) < 400


@pytest.mark.parametrize(
    "host", ["smtp://mail.example", "name@mail.example", "mail example", "a:25"]
)
def test_a_server_is_a_name_alone(host: str) -> None:
    assert why_not_hand_in(MailServer(host))
    assert why_not_hand_in(MailServer("mail.example")) is None


def test_what_is_sealed_is_read_again() -> None:
    assert MailServer.read(SERVER.written()) == SERVER
