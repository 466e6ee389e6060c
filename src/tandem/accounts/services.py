"""Everything that changes people, departments, sides, links and tokens.

The rows themselves are the record of who did what and when: memberships have start and end,
people are deactivated and never deleted, links and tokens say when they were used or revoked.
"""

import secrets
from collections.abc import Collection
from datetime import time, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from tandem.accounts import permissions, queries, rules
from tandem.accounts.models import (
    ApiToken,
    Department,
    OneTimeLink,
    Person,
    SideMembership,
    Workspace,
)
from tandem.accounts.rules import Actor, Lane, Scope, WorkspaceRole
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say

NAME_LIMIT = 120
ADDRESS_LIMIT = 254
TOKEN_NAME_LIMIT = 80


@transaction.atomic
def found_workspace(
    *,
    company: str,
    name: str,
    email: str,
    password: str | None,
    title: str = "",
    demonstration: bool = False,
    country: str = "",
) -> Person:
    """Make the workspace and its first administrator, who is its sponsor until one is named.

    Raises RuleBroken if there is a workspace already.
    """
    if not queries.is_empty():
        raise RuleBroken(say("This workspace has been set up already. Please sign in."))
    department = Department.objects.create(name="Management")
    person = _new_person(email, name, title, department.pk, WorkspaceRole.ADMINISTRATOR)
    _set_password(person, password)
    Workspace.objects.create(
        id=1,
        name=typed(company, limit=NAME_LIMIT, field="company"),
        demonstration=demonstration,
        country=country,
        sponsor=person,
    )
    return person


@transaction.atomic
def make_set_up_link() -> str:
    """Make the one-time secret that sets an empty workspace up. Older unused ones stop working."""
    if not queries.is_empty():
        raise RuleBroken(say("This workspace has been set up already. Please sign in."))
    now = clock.now()
    OneTimeLink.objects.filter(person=None, used_at=None).update(expires_at=now)
    return _new_link(None, rules.SET_UP_LINK_LASTS)


@transaction.atomic
def set_up_workspace(secret: str, *, company: str, name: str, email: str, password: str) -> Person:
    """Use the set-up link: the workspace exists afterwards and has one administrator."""
    link = _take_link(secret)
    if link.person_id is not None:
        raise NotFound
    return found_workspace(company=company, name=name, email=email, password=password)


@transaction.atomic
def change_workspace(
    *,
    actor: Actor,
    name: str,
    time_zone: str,
    country: str,
    opens_at: time,
    closes_at: time,
    sponsor_id: int,
) -> None:
    """Change what holds for the whole company. `country` is "DE" or, with a region, "DE-BE"; ""
    has no public holidays. Due dates that were given stay as they are.
    """
    if not permissions.can_change_workspace(actor):
        raise NotAllowed(say("Only an administrator changes the settings."))
    company = Workspace.objects.select_for_update().first()
    if company is None:
        raise NotFound
    if time_zone not in queries.time_zones():
        raise BadInput(say("Choose a time zone from the list."), field="time_zone")
    if country and not queries.has_holidays(country):
        raise BadInput(say("Choose a country from the list."), field="country")
    if reason := rules.why_not_open(opens_at, closes_at):
        raise BadInput(reason, field="closes_at")
    if not Person.objects.filter(pk=sponsor_id, deactivated_at=None).exists():
        raise BadInput(say("Choose somebody from the list."), field="sponsor")
    company.name = typed(name, limit=NAME_LIMIT, field="name")
    company.time_zone, company.country = time_zone, country
    company.opens_at, company.closes_at = opens_at, closes_at
    company.sponsor_id = sponsor_id
    company.save(update_fields=["name", "time_zone", "country", "opens_at", "closes_at", "sponsor"])


@transaction.atomic
def choose_password(secret: str, *, password: str) -> Person:
    """Use the link that somebody was given. Whoever is signed in as them elsewhere no longer is."""
    link = _take_link(secret)
    if link.person is None:
        raise NotFound
    person = _locked_person(link.person.pk)
    if not person.is_active:
        raise RuleBroken(say("This account has been deactivated. Ask an administrator."))
    _set_password(person, password)
    _end_sessions(person)
    return person


@transaction.atomic
def add_department(*, name: str, lane: Lane | None, actor: Actor) -> Department:
    """Add a department, of a side or of none. Raises BadInput where the name is taken."""
    _administrators_only(actor)
    name = typed(name, limit=NAME_LIMIT, field="name")
    if Department.objects.filter(name__iexact=name).exists():
        raise BadInput(say("There is a department called {name} already.", name=name), field="name")
    return Department.objects.create(name=name, lane=lane or "")


@transaction.atomic
def add_person(
    *,
    actor: Actor,
    email: str,
    name: str,
    title: str = "",
    department_id: int,
    role: WorkspaceRole = WorkspaceRole.MEMBER,
) -> tuple[Person, str]:
    """Add somebody and return them with the secret of the link that lets them choose a password.

    They belong to their department's side from today.
    """
    _administrators_only(actor)
    department = Department.objects.filter(pk=department_id).first()
    if department is None:
        raise BadInput(say("Choose a department from the list."), field="department")
    person = _new_person(email, name, title, department.pk, role)
    if department.lane:
        _join_side(person, Lane(department.lane))
    return person, _new_link(person, rules.PASSWORD_LINK_LASTS)


@transaction.atomic
def change_sides(*, actor: Actor, person_id: int, lanes: Collection[Lane]) -> None:
    """Let a person belong to exactly these sides from today; former memberships keep their end."""
    _administrators_only(actor)
    person = _locked_person(person_id)
    today = clock.now().date()
    gone = person.sides.filter(ends_on=None).exclude(lane__in=lanes)
    gone.filter(starts_on__gte=today).delete()  # began today: it never held
    gone.update(ends_on=today - timedelta(days=1))
    for lane in lanes:
        _join_side(person, lane)


@transaction.atomic
def change_role(*, actor: Actor, person_id: int, role: WorkspaceRole) -> None:
    """Let a person do more or less in the workspace. The last administrator stays one."""
    _administrators_only(actor)
    _lock_administrators()
    person = _locked_person(person_id)
    if person.role == WorkspaceRole.ADMINISTRATOR and role is not WorkspaceRole.ADMINISTRATOR:
        reason = rules.why_not_lose_administrator(is_last=_is_last_administrator(person))
        if reason:
            raise RuleBroken(reason)
    person.role = role.value
    person.save(update_fields=["role"])


@transaction.atomic
def deactivate_person(*, actor: Actor, person_id: int) -> None:
    """Close somebody's account at once: sessions and tokens end, what they did stays theirs."""
    _administrators_only(actor)
    _lock_administrators()
    person = _locked_person(person_id)
    reason = rules.why_not_deactivate(
        is_self=person.pk == actor.person_id,
        is_last_administrator=_is_last_administrator(person),
        is_sponsor=Workspace.objects.filter(sponsor=person).exists(),
    )
    if reason:
        raise RuleBroken(reason)
    if person.deactivated_at is None:
        person.deactivated_at = clock.now()
        person.deactivated_by_id = actor.person_id
        person.save(update_fields=["deactivated_at", "deactivated_by"])
        person.tokens.filter(revoked_at=None).update(revoked_at=clock.now())
        _end_sessions(person)


@transaction.atomic
def reactivate_person(*, actor: Actor, person_id: int) -> str:
    """Open a closed account again; returns the secret of a new password link."""
    _administrators_only(actor)
    person = _locked_person(person_id)
    person.deactivated_at = None
    person.deactivated_by = None
    person.save(update_fields=["deactivated_at", "deactivated_by"])
    return _fresh_link(person)


@transaction.atomic
def renew_password_link(*, actor: Actor, person_id: int) -> str:
    """A fresh link for somebody who lost theirs or their password; older ones stop working."""
    _administrators_only(actor)
    person = _locked_person(person_id)
    if not person.is_active:
        raise RuleBroken(say("This account has been deactivated. Reactivate it first."))
    return _fresh_link(person)


@transaction.atomic
def make_token(
    *, actor: Actor, name: str, scope: Scope, days: int = 90, secret: str | None = None
) -> tuple[ApiToken, str]:
    """Make an API token; the secret is returned once and never stored.

    A token can't make tokens: a leaked one must not be able to outlive its end.
    """
    if not permissions.can_make_tokens(actor):
        raise NotAllowed(say("Sign in with a password to make a token."))
    name = typed(name, limit=TOKEN_NAME_LIMIT, field="name")
    if reason := rules.why_not_last(days):
        raise BadInput(reason, field="days")
    if queries.tokens_of(actor).filter(name__iexact=name, expires_at__gt=clock.now()).exists():
        raise BadInput(
            say(
                "You have a token called {name} already. If you have just made it and its secret "
                "is lost, remove it here and make it once more.",
                name=name,
            ),
            field="name",
        )
    secret = secret or f"tandem_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        person_id=actor.me,
        name=name,
        token_hash=queries.secret_hash(secret),
        scope=scope.value,
        expires_at=clock.now() + timedelta(days=days),
    )
    return token, secret


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: int) -> None:
    """End one of one's own tokens. Doing it twice changes nothing."""
    mine = ApiToken.objects.filter(person_id=actor.me, pk=token_id)
    if not mine.exists():
        raise NotFound
    mine.filter(revoked_at=None).update(revoked_at=clock.now())


def _administrators_only(actor: Actor) -> None:
    if not permissions.can_manage_people(actor):
        raise NotAllowed(say("Only an administrator manages people."))


def lock_person(person_id: int) -> None:
    """Let somebody's acts come one after another: a form sent twice at once is then seen twice."""
    Person.objects.select_for_update().only("pk").filter(pk=person_id).first()


def _locked_person(person_id: int) -> Person:
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NotFound
    return person


def _new_person(
    email: str, name: str, title: str, department_id: int, role: WorkspaceRole
) -> Person:
    address = _address(email)
    if Person.objects.filter(email=address).exists():
        raise BadInput(
            say(
                "Somebody with this address is here already. Find them under People: "
                "there they get a new link, too."
            ),
            field="email",
        )
    person = Person(
        email=address,
        name=typed(name, limit=NAME_LIMIT, field="name"),
        title=typed(title, limit=NAME_LIMIT, field="title", required=False),
        department_id=department_id,
        role=role.value,
    )
    person.set_unusable_password()
    person.save()
    return person


def _address(email: str) -> str:
    """An address as it is kept, in lower case. Raises BadInput where it is none."""
    address = typed(email, limit=ADDRESS_LIMIT, field="email").lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadInput(say("Write the address as name@company.com."), field="email") from error
    return address


def _set_password(person: Person, password: str | None) -> None:
    if password is None:
        return
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise BadInput(say("{why}", why=" ".join(error.messages)), field="password") from error
    person.set_password(password)
    person.save(update_fields=["password"])


def _join_side(person: Person, lane: Lane) -> None:
    SideMembership.objects.get_or_create(
        person=person, lane=lane.value, ends_on=None, defaults={"starts_on": clock.now().date()}
    )


def _lock_administrators() -> None:
    """Let these acts come one after another, at the workspace's row: two administrators who take
    each other's rights at the same moment would each still see the other, and nobody would be left.
    """
    Workspace.objects.select_for_update().only("pk").first()


def _is_last_administrator(person: Person) -> bool:
    others = Person.objects.filter(
        role=WorkspaceRole.ADMINISTRATOR.value, deactivated_at=None
    ).exclude(pk=person.pk)
    return person.role == WorkspaceRole.ADMINISTRATOR and not others.exists()


def _fresh_link(person: Person) -> str:
    OneTimeLink.objects.filter(person=person, used_at=None).update(expires_at=clock.now())
    return _new_link(person, rules.PASSWORD_LINK_LASTS)


def _end_sessions(person: Person) -> None:
    """Sign somebody out everywhere. Whose a session is stands inside it, so all are read; there
    are as many as people use browsers, and this is rare.
    """
    mine = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=clock.now()).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(pk__in=mine).delete()


def _new_link(person: Person | None, lasts: timedelta) -> str:
    secret = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(
        person=person, token_hash=queries.secret_hash(secret), expires_at=clock.now() + lasts
    )
    return secret


def _take_link(secret: str) -> OneTimeLink:
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
