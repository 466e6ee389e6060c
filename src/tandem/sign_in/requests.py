"""What a browser brings along when somebody signs in: where it is, and whether it is known."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from tandem.accounts.queries import person_signing_in
from tandem.accounts.sessions import PROVED
from tandem.core import clock
from tandem.sign_in import rules
from tandem.sign_in.queries import has_passkeys
from tandem.sign_in.rules import Patience, Site

if TYPE_CHECKING:
    from tandem.accounts.models import Person

KNOWN = "tandem_known"
_MOST = 5
"""People who share a browser."""
_IPV6_NETWORK = 64
_SALT = "tandem.sign_in.known"


def network_of(request: HttpRequest) -> str:
    """Where it comes from: an address, or the network that one household or office has of IPv6."""
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _IPV6_NETWORK), strict=False))
    return str(address)


def site_of(request: HttpRequest) -> Site | None:
    """The site that passkeys are for, as this browser sees it; none where browsers make none."""
    return rules.site_for_keys(request.scheme or "", request.get_host())


def doors_of(request: HttpRequest, address: str) -> tuple[Mapping[str, Patience], list[str]]:
    """At which doors a try with this e-mail address counts, and which of them it shares.

    A browser that its person has signed in with has a door of its own: whatever strangers do with
    their address, it isn't slowed down. All others share one for the address and one for the
    network they are in.
    """
    address = address.strip().lower()
    if mark := _known(request).get(_name(address)):
        return {f"browser {mark} {address}": rules.OF_A_KNOWN_BROWSER}, []
    network = f"network {network_of(request)}"
    doors = {f"address {address}": rules.OF_AN_ADDRESS, network: rules.OF_A_NETWORK}
    return doors, [network]


def remember(request: HttpRequest, response: HttpResponse, address: str) -> None:
    """Let this browser be known as one that somebody has signed in with."""
    known, name = _known(request), _name(address.strip().lower())
    mark = known.pop(name, None) or secrets.token_urlsafe(12)
    newest = dict([*known.items(), (name, mark)][-_MOST:])
    response.set_cookie(
        KNOWN,
        signing.dumps(newest, salt=_SALT),
        max_age=rules.KNOWN_FOR,
        path="/sign-in/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def proved_lately(request: HttpRequest) -> bool:
    """Whether whoever is signed in has proved who they are a short while ago, or has nothing to
    prove it with: in the demonstration a click signs in.
    """
    proved = request.session.get(PROVED)
    if proved and clock.now() - datetime.fromisoformat(proved) < rules.PROOF_LASTS:
        return True
    return not can_prove(request)


def can_prove(request: HttpRequest) -> bool:
    """Whether somebody has a password, or a key."""
    return has_password(request) or has_passkeys(request.user.pk or 0)


def has_password(request: HttpRequest) -> bool:
    """Whether whoever is signed in has chosen a password."""
    return cast("Person", request.user).has_usable_password()


def note_proved(request: HttpRequest) -> None:
    """Whoever is signed in has just proved who they are."""
    request.session[PROVED] = clock.now().isoformat()


HALF = "halfway"


@dataclass(frozen=True, slots=True)
class Halfway:
    """Somebody who has given their password, and whom more is asked of. Nobody is signed in yet.

    `own_browser` is the address they typed, by which the browser is remembered; "" after a link.
    """

    person_id: int
    going_to: str
    own_browser: str
    to_set_up: bool


def go_halfway(request: HttpRequest, person: AbstractBaseUser, half: Halfway) -> None:
    """Let the session remember who gave their password, and nothing else. In a transaction."""
    request.session.flush()
    request.session[HALF] = {
        **asdict(half),
        "since": clock.now().isoformat(),
        "password": person.get_session_auth_hash(),
    }
    request.session.save()


def halfway(request: HttpRequest) -> Halfway | None:
    """Who is on the way in, for ten minutes after the password; no longer if it was changed."""
    held = dict(request.session.get(HALF) or {})
    if not held:
        return None
    since, password = datetime.fromisoformat(held.pop("since")), held.pop("password")
    half = Halfway(**held)
    person = person_signing_in(half.person_id)
    if clock.now() - since > rules.HALFWAY_LASTS or person is None or not person.is_active:
        return None
    same = constant_time_compare(password, person.get_session_auth_hash())
    return half if same and half.to_set_up is (person.second_factor_at is None) else None


def _known(request: HttpRequest) -> dict[str, str]:
    """{digest of an e-mail address: this browser's mark for it}."""
    try:
        found = signing.loads(request.COOKIES.get(KNOWN, ""), salt=_SALT, max_age=rules.KNOWN_FOR)
    except signing.BadSignature:
        return {}
    return dict(found)


def _name(address: str) -> str:
    return salted_hmac(_SALT, address, algorithm="sha256").hexdigest()[:24]
