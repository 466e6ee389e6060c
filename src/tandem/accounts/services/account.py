"""One person's account: made, given a password, locked, signed out everywhere.

Called by the acts beside it, inside their transaction.
"""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tandem.accounts import permissions, queries, rules
from tandem.accounts.models import (
    BrowserSession,
    GuestLink,
    OneTimeLink,
    Person,
    Workspace,
)
from tandem.accounts.rules import Actor, AskedOf, WorkspaceRole
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say

NAME_LIMIT = 120
ADDRESS_LIMIT = 254


def administrators_only(actor: Actor) -> None:
    """Refuse whoever is no administrator."""
    if not permissions.can_manage_people(actor):
        raise NotAllowed(say("Only an administrator manages people."))


def not_by_token(actor: Actor, role: str) -> None:
    """Refuse what a token must not do to an administrator's account."""
    if reason := rules.why_not_by_token(actor.kind, WorkspaceRole(role)):
        raise NotAllowed(reason)


def lock_person(person_id: int) -> None:
    """Let somebody's acts come one after another: a form sent twice at once is then seen twice."""
    Person.objects.select_for_update().only("pk").filter(pk=person_id).first()


def note_timer(person_id: int, since: datetime | None) -> None:
    """Keep since when somebody's timer runs where every page finds it without a question."""
    Person.objects.filter(pk=person_id).update(timer_since=since)


def note_second_factor(person_id: int, since: datetime | None) -> None:
    """Keep since when somebody has a second factor where sign-in finds it; what it is stands in
    a context further up.
    """
    Person.objects.filter(pk=person_id).update(second_factor_at=since)


def ask_second_factor_of(whom: AskedOf) -> None:
    """Keep of whom a second factor is asked; those concerned who have none are signed out."""
    Workspace.objects.update(second_factor_of=whom.value)
    queries.forget_workspace()
    without = Person.objects.filter(second_factor_at=None)
    if whom is AskedOf.ADMINISTRATORS:
        without = without.filter(role=WorkspaceRole.ADMINISTRATOR.value)
    if whom is not AskedOf.NOBODY:
        BrowserSession.objects.filter(person__in=without).delete()


def locked_person(person_id: int) -> Person:
    """The person, locked until the transaction ends, or NotFound; guests have no account."""
    person = Person.objects.select_for_update().filter(pk=person_id, guest=False).first()
    if person is None:
        raise NotFound
    return person


def new_person(
    email: str, name: str, title: str, department_id: int, role: WorkspaceRole
) -> Person:
    """Make somebody without a password; BadInput names the field that can't be taken."""
    address = clean_address(email)
    known = Person.objects.filter(email=address).first()
    if known and not known.guest:
        raise BadInput(
            say(
                "Somebody with this address is here already. Find them under People: "
                "there they get a new link, too."
            ),
            field="email",
        )
    # Who was a guest before stays the same person: what they said and approved is still theirs.
    person = known or Person(email=address)
    person.name = typed(name, limit=NAME_LIMIT, field="name")
    person.title = typed(title, limit=NAME_LIMIT, field="title", required=False)
    person.department_id, person.role = department_id, role.value
    if known:
        person.guest, person.deactivated_at, person.deactivated_by = False, None, None
        GuestLink.objects.filter(person=person, revoked_at=None).update(revoked_at=clock.now())
    person.set_unusable_password()
    person.save()
    return person


def clean_address(email: str) -> str:
    """An address as it is kept, in lower case. Raises BadInput where it is none."""
    address = typed(email, limit=ADDRESS_LIMIT, field="email").lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadInput(say("Write the address as name@company.com."), field="email") from error
    return address


def set_password(person: Person, password: str | None) -> None:
    """Set a password that is good enough, or raise BadInput saying why it isn't; None sets none."""
    if password is None:
        return
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise BadInput(say("{why}", why=" ".join(error.messages)), field="password") from error
    person.set_password(password)
    person.save(update_fields=["password"])


def end_sessions(person: Person) -> None:
    """Sign somebody out everywhere."""
    BrowserSession.objects.filter(person=person).delete()


def replace_password(person: Person, password: str) -> None:
    """Another password for a locked row. Whoever is signed in as them no longer is, and whoever
    holds a link to choose one for them shall not.
    """
    set_password(person, password)
    end_sessions(person)
    end_links(person)


def new_link(person: Person | None, lasts: timedelta) -> str:
    """Make a one-time link and return its secret, which is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(
        person=person, token_hash=queries.secret_hash(secret), expires_at=clock.now() + lasts
    )
    return secret


def fresh_link(person: Person) -> str:
    """A new password link; the ones before stop working."""
    OneTimeLink.objects.filter(person=person, used_at=None).update(expires_at=clock.now())
    return new_link(person, rules.PASSWORD_LINK_LASTS)


def end_links(person: Person) -> int:
    """No link that was given to somebody opens any more; returns how many still did."""
    living = OneTimeLink.objects.filter(person=person, used_at=None, expires_at__gt=clock.now())
    return living.update(expires_at=clock.now())


def take_link(secret: str) -> OneTimeLink:
    """Use a one-time link up, or say why it no longer works."""
    link = (
        OneTimeLink.objects.select_for_update(of=("self",))
        .filter(token_hash=queries.secret_hash(secret))
        .first()
    )
    if link is None:
        raise NotFound
    now = clock.now()
    reason = rules.why_not_use_link(used=link.used_at is not None, expired=link.expires_at <= now)
    if reason:
        raise RuleBroken(reason)
    link.used_at = now
    link.save(update_fields=["used_at"])
    return link
