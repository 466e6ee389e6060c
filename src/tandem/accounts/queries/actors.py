"""Who acts: from a session, a token, a link."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.db.models import QuerySet, Subquery
from django.utils.crypto import constant_time_compare

from tandem.accounts.models import ApiToken, BrowserSession, OneTimeLink, Person, Workspace
from tandem.accounts.queries.people import lanes_held_by, lanes_read, with_sides
from tandem.accounts.queries.workspace import keep_demonstration_left, workspace
from tandem.accounts.rules import Actor, ActorKind, Lane, Scope, WorkspaceRole, why_not_use_link
from tandem.core import clock
from tandem.core.errors import NotFound
from tandem.core.prepared import moment, number, prepared, text
from tandem.core.words import Sentence

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@prepared
def _people() -> QuerySet[Person, Person]:
    return Person.objects.filter(pk=number("person"))


def person_signing_in(person_id: int) -> Person | None:
    """Whoever has this id, deactivated or not; for sessions and tokens."""
    return _people.first(person=person_id)


def actor_for(person: "Person | AnonymousUser | None") -> Actor | None:
    """The actor behind a signed-in person; nothing for visitors and deactivated people, and for
    partners whose time is over.
    """
    if not isinstance(person, Person) or not person.is_active:
        return None
    return _there(_actor(person, lanes_held_by(person.pk)))


def _there(actor: Actor) -> Actor | None:
    """A partner works for a side: who belongs to none any more is nobody here."""
    return actor if actor.lanes or not actor.is_partner else None


def actor_and_zone(person: "Person | AnonymousUser | None") -> tuple[Actor | None, str]:
    """The actor and the name of the time zone they read dates in."""
    actor = actor_for(person)
    if actor is None or not isinstance(person, Person):
        return None, "UTC"
    if person.time_zone:
        return actor, person.time_zone
    company = workspace()
    keep_demonstration_left(company)
    return actor, company.time_zone if company else "UTC"


def actor_by_id(person_id: int) -> Actor:
    """The actor of a person known by id, for the demonstration and for jobs."""
    actor = actor_for(person_signing_in(person_id))
    if actor is None:
        raise NotFound
    return actor


def _actor(person: Person, lanes: frozenset[Lane]) -> Actor:
    return Actor(ActorKind.PERSON, person.pk, person.name, WorkspaceRole(person.role), lanes)


def secret_hash(secret: str) -> str:
    """What is kept of a token or link: enough to recognise it, never enough to use it."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls the API, by which token (0: from a browser), and how often they may in a minute."""

    actor: Actor
    token_id: int
    reads: int
    writes: int


@prepared
def _living_tokens() -> QuerySet[ApiToken, tuple[int, str, int, str, str, int | None, int | None]]:
    living = ApiToken.objects.filter(
        revoked_at=None, expires_at__gt=moment("now"), person__deactivated_at=None
    )
    theirs = living.filter(token_hash=text("hash"))
    company = Workspace.objects.order_by("pk")
    allowed = (Subquery(company.values(name)[:1]) for name in ("reads_a_minute", "writes_a_minute"))
    return theirs.values_list("pk", "scope", "person_id", "person__name", "person__role", *allowed)


def caller_by_token(secret: str) -> Caller | None:
    """Who calls with a living API token, or nothing."""
    found = _living_tokens.first(hash=secret_hash(secret), now=clock.now())
    if found is None:
        return None
    pk, scope, person_id, name, role, reads, writes = found
    lanes = lanes_held_by(person_id)
    actor = Actor(ActorKind.TOKEN, person_id, name, WorkspaceRole(role), lanes, Scope(scope))
    return Caller(actor, pk, reads or 0, writes or 0) if _there(actor) else None


def caller_by_browser(actor: Actor) -> Caller:
    """A signed-in person whose browser calls the API."""
    company = workspace()
    assert company is not None  # noqa: S101 - who is signed in is signed in to one
    return Caller(actor, 0, company.reads_a_minute, company.writes_a_minute)


def actor_by_token(secret: str) -> Actor | None:
    """The actor of a living API token, or nothing."""
    caller = caller_by_token(secret)
    return caller.actor if caller else None


def tokens_of(actor: Actor) -> QuerySet[ApiToken]:
    """Somebody's own tokens that were not revoked, newest first; ended ones too."""
    return ApiToken.objects.filter(person_id=actor.me, revoked_at=None).order_by("-made_at")


def link_by_secret(secret: str) -> OneTimeLink:
    """The one-time link with this secret, used or not. Raises NotFound."""
    link = OneTimeLink.objects.filter(token_hash=secret_hash(secret)).first()
    if link is None:
        raise NotFound
    return link


def link_open_until(person_id: int) -> datetime | None:
    """Until when a link that somebody was given, and hasn't used, still opens."""
    now = clock.now()
    living = OneTimeLink.objects.filter(person_id=person_id, used_at=None, expires_at__gt=now)
    return living.order_by("-expires_at").values_list("expires_at", flat=True).first()


def why_not_use(link: OneTimeLink) -> Sentence | None:
    """Say why a one-time link no longer works, or nothing if it does."""
    return why_not_use_link(used=link.used_at is not None, expired=link.expires_at <= clock.now())


def signed_in(session_keys: Collection[str]) -> dict[str, Actor]:
    """Who is behind these sessions now, in three queries however many they are.

    Ended sessions and those of deactivated people are left out.
    """
    rows = BrowserSession.objects.filter(pk__in=session_keys, expire_date__gt=clock.now())
    held = {session.pk: session.get_decoded() for session in rows}
    ids = {int(data[SESSION_KEY]) for data in held.values() if SESSION_KEY in data}
    people = {p.pk: p for p in with_sides(Person.objects.filter(pk__in=ids, deactivated_at=None))}
    found = {}
    for key, data in held.items():
        person = people.get(int(data.get(SESSION_KEY, 0)))
        actor = _there(_actor(person, lanes_read(person))) if person else None
        if person and actor and _is_theirs(data, person):
            found[key] = actor
    return found


def _is_theirs(data: Mapping[str, str], person: Person) -> bool:
    """Whether the session is younger than the person's password."""
    given = data.get(HASH_SESSION_KEY, "")
    return constant_time_compare(given, person.get_session_auth_hash())
