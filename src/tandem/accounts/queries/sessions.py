"""Where somebody is signed in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from tandem.accounts.models import BrowserSession
from tandem.accounts.queries.actors import secret_hash
from tandem.accounts.rules import Actor
from tandem.core import clock

SEEN_TO = timedelta(hours=1)
"""How exactly it is known when a browser was last here: each look would be a write otherwise."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A browser that somebody is signed in with. `here`: it is the one that asks."""

    id: str
    device: str
    since: datetime
    seen: datetime
    here: bool


def name_of_session(key: str) -> str:
    """What a session is called in addresses: whoever reads it can't sign in with it."""
    return secret_hash(f"session {key}")[:32]


def sessions_of(actor: Actor, here: str | None) -> list[SignedIn]:
    """The browsers of a person, this one first, then by when they were last seen."""
    living = BrowserSession.objects.filter(person_id=actor.me, expire_date__gt=clock.now())
    rows = living.values_list("session_key", "device", "begun_at", "seen_at")
    found = [
        SignedIn(name_of_session(key), device, since, seen, key == here)
        for key, device, since, seen in rows.order_by("-seen_at", "session_key")
    ]
    return sorted(found, key=lambda one: not one.here)


def unseen_lately(keys: Collection[str]) -> list[str]:
    """Those of these sessions whose last visit should be noted anew."""
    before = clock.now() - SEEN_TO
    rows = BrowserSession.objects.filter(pk__in=keys, seen_at__lt=before)
    return list(rows.values_list("pk", flat=True))
