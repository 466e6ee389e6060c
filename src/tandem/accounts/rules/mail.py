"""A mail server, as it is told here. Plain Python."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from tandem.core.words import Sentence, say


class Guarded(StrEnum):
    """How what is handed in is kept from others on the way."""

    STARTTLS = "starttls"
    TLS = "tls"
    NOT = "not"

    @property
    def label(self) -> Sentence:
        return {
            Guarded.STARTTLS: say("encrypted after a greeting (STARTTLS, mostly port 587)"),
            Guarded.TLS: say("encrypted from the start (TLS, mostly port 465)"),
            Guarded.NOT: say("not encrypted: only for a server on the same machine"),
        }[self]


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in, and whom it comes from; `sender` "" is what settings say."""

    host: str
    port: int = 587
    guarded: Guarded = Guarded.STARTTLS
    user: str = ""
    password: str = ""
    sender: str = ""

    def written(self) -> str:
        """As it is sealed."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> "MailServer":
        """What `written` gave."""
        told = json.loads(text)
        return cls(**{**told, "guarded": Guarded(told["guarded"])})


def why_not_hand_in(server: MailServer) -> Sentence | None:
    """Say why mail can't be handed in there, or nothing if it can."""
    if any(sign in server.host for sign in " /@:\\"):
        return say("Write the server’s name alone, such as mail.example.org.")
    if server.user and not server.password:
        return say("Write the password, too: the one that is kept was typed for another server.")
    if server.password and not server.user:
        return say("Write the name that the password belongs to.")
    return None
