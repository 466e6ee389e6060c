"""The mail server, read from one address. Without one no mail is sent."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from tandem.config.environment import WrongSetting


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in. `tls`: encrypted from the start; `starttls`: soon after."""

    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    tls: bool = False
    starttls: bool = False


def server_of(address: str) -> MailServer:
    """Read smtp://name:password@host:587 (STARTTLS), smtps://… (TLS), smtp+plain://… (neither)."""
    if not address:
        return MailServer()
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    ports = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if not host or parts.scheme not in ports or parts.path.strip("/"):
        # The address holds a password: it isn't repeated.
        raise WrongSetting("TANDEM_MAIL_URL must look like smtp://name:password@host:587.")
    return MailServer(
        host=host,
        port=port or ports[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp",
    )
