"""An app for codes on somebody's phone, and the way through setting it up."""

import re
from datetime import datetime

from django.test import Client
from pyotp import TOTP
from tests.accounts.browsing import as_person

from tandem.accounts.rules import Actor
from tandem.core import clock


class Phone:
    """It knows a secret, and shows the code of a moment."""

    def __init__(self, secret: str) -> None:
        self._totp = TOTP(secret)

    def code(self, at: datetime | None = None) -> str:
        return str(self._totp.at(at or clock.now()))


def photograph(client: Client) -> tuple[Phone, str]:
    """Open the page with the picture; the phone that took it in, and what the form carries."""
    page = client.get("/my-sign-in/second-factor/").content.decode()
    typed = re.search(r'<code class="block">([A-Z2-7 ]+)</code>', page)
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)
    assert typed
    assert sealed
    return Phone(typed[1].replace(" ", "")), sealed[1]


def codes_on(page: str) -> list[str]:
    """The recovery codes that a page shows."""
    return re.findall(r"<li><code>([a-z2-9 ]+)</code></li>", page)


def switch_on(client: Client, old: str = "") -> tuple[Phone, list[str]]:
    """Set an app up, perhaps against an `old` code; the phone, and the recovery codes."""
    phone, sealed = photograph(client)
    sent = {"sealed": sealed, "code": phone.code(), "old": old}
    answer = client.post("/my-sign-in/second-factor/", sent)
    assert answer.status_code == 200
    return phone, codes_on(answer.content.decode())


def with_phone(actor: Actor) -> tuple[Phone, list[str]]:
    """Somebody has a second factor."""
    return switch_on(as_person(actor))
