"""Guests' links: made, replaced, ended. Parts of the acts of whoever invites."""

import secrets
from collections.abc import Collection
from datetime import datetime

from tandem.accounts import queries
from tandem.accounts.models import GuestLink, Person
from tandem.accounts.rules import GuestMay, WorkspaceRole
from tandem.accounts.services.account import NAME_LIMIT, clean_address
from tandem.core import clock
from tandem.core.errors import BadInput
from tandem.core.typed import typed
from tandem.core.words import say


def guest_person(email: str, name: str) -> Person:
    """The guest with this address, made where there is none. BadInput where it has an account."""
    address = clean_address(email)
    known = Person.objects.filter(email=address).first()
    if known and not known.guest:
        raise BadInput(
            say("They have an account here. Let them take part, or ask them for a yes by name."),
            field="email",
        )
    if known:
        return known
    person = Person(
        email=address,
        name=typed(name, limit=NAME_LIMIT, field="name"),
        role=WorkspaceRole.VIEWER.value,
        guest=True,
        deactivated_at=clock.now(),
    )
    person.set_unusable_password()
    person.save()
    return person


def new_guest_link(
    person_id: int, subject_id: int, may: Collection[GuestMay], expires_at: datetime
) -> str:
    """A new link to a subject; the ones before end. Returns its secret, which is kept nowhere."""
    end_guest_links(subject_id)
    secret = secrets.token_urlsafe(32)
    GuestLink.objects.create(
        person_id=person_id,
        subject_id=subject_id,
        may=[one.value for one in GuestMay if one in may],
        token_hash=queries.secret_hash(secret),
        expires_at=expires_at,
    )
    return secret


def further_guest_link(subject_id: int) -> str | None:
    """One more link with what the newest allows, beside it; nothing where that opens nothing.

    For what is mailed: a secret is kept nowhere, so each mail carries one of its own.
    """
    newest = GuestLink.objects.filter(subject_id=subject_id).order_by("-pk").first()
    if newest is None or newest.revoked_at is not None or newest.expires_at <= clock.now():
        return None
    secret = secrets.token_urlsafe(32)
    GuestLink.objects.create(
        person_id=newest.person_id,
        subject_id=subject_id,
        may=newest.may,
        token_hash=queries.secret_hash(secret),
        expires_at=newest.expires_at,
    )
    return secret


def end_guest_links(subject_id: int) -> None:
    """No link opens this subject from now on, and nobody is in by one."""
    GuestLink.objects.filter(subject_id=subject_id, revoked_at=None).update(revoked_at=clock.now())
