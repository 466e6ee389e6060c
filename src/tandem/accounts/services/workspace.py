"""The company: founded once by a link, changed by its administrators."""

from collections.abc import Collection
from datetime import time

from django.db import transaction

from tandem.accounts import permissions, queries, rules
from tandem.accounts.models import Department, OneTimeLink, Person, SideMembership, Workspace
from tandem.accounts.rules import Actor, Lane, MailServer, WorkspaceRole
from tandem.accounts.rules.closing import ClosingDay
from tandem.accounts.services.account import (
    NAME_LIMIT,
    administrators_only,
    locked_person,
    new_link,
    new_person,
    replace_password,
    set_password,
    take_link,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound, RuleBroken
from tandem.core.sealed import seal
from tandem.core.typed import typed
from tandem.core.words import say


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
    person = new_person(email, name, title, department.pk, WorkspaceRole.ADMINISTRATOR)
    set_password(person, password)
    Workspace.objects.create(
        id=1,
        name=typed(company, limit=NAME_LIMIT, field="company"),
        demonstration=demonstration,
        country=country,
        sponsor=person,
    )
    queries.forget_workspace()
    return person


@transaction.atomic
def plan_demonstration(parts: int) -> None:
    """Say how many parts of the demonstration are still to be played. Nothing in a real one."""
    Workspace.objects.filter(demonstration=True).update(demonstration_left=parts)


@transaction.atomic
def take_demonstration_part() -> int | None:
    """How many parts were left, with the next one; it is taken, or nothing is left.

    Called in the transaction that plays the part: both stand, or neither. Who comes meanwhile
    waits for that, so no part is played twice.
    """
    company = Workspace.objects.select_for_update().filter(demonstration_left__gt=0).first()
    if company is None:
        return None
    left = company.demonstration_left
    company.demonstration_left = left - 1
    company.save(update_fields=["demonstration_left"])
    return left


@transaction.atomic
def make_set_up_link() -> str:
    """Make the one-time secret that sets an empty workspace up. Older unused ones stop working."""
    if not queries.is_empty():
        raise RuleBroken(say("This workspace has been set up already. Please sign in."))
    now = clock.now()
    OneTimeLink.objects.filter(person=None, used_at=None).update(expires_at=now)
    return new_link(None, rules.SET_UP_LINK_LASTS)


@transaction.atomic
def set_up_workspace(
    secret: str,
    *,
    company: str,
    name: str,
    email: str,
    password: str,
    lane: Lane | None = None,
) -> Person:
    """Use the set-up link: the workspace exists afterwards and has one administrator, who is of
    that side, with the first department, if of one.
    """
    link = take_link(secret)
    if link.person_id is not None:
        raise NotFound
    person = found_workspace(company=company, name=name, email=email, password=password)
    if lane:
        theirs = Department.objects.filter(pk=person.department_id or 0)
        theirs.update(name=str(lane.label), lane=lane.value)
        today = queries.present_day()
        SideMembership.objects.create(person=person, lane=lane.value, starts_on=today)
    return person


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
    if sponsor_id not in dict(queries.active_people()):
        raise BadInput(say("Choose somebody from the list."), field="sponsor")
    company.name = typed(name, limit=NAME_LIMIT, field="name")
    company.time_zone, company.country = time_zone, country
    company.opens_at, company.closes_at = opens_at, closes_at
    company.sponsor_id = sponsor_id
    company.save(update_fields=["name", "time_zone", "country", "opens_at", "closes_at", "sponsor"])
    queries.forget_workspace()


def lock_workspace() -> Workspace | None:
    """The company, locked: who plays the demonstration, or changes it, comes before or after."""
    return Workspace.objects.select_for_update().first()


@transaction.atomic
def change_closing_days(*, actor: Actor, days: Collection[ClosingDay]) -> None:
    """Say on which days nobody works beside public holidays. Due dates that were given stay."""
    administrators_only(actor)
    if reason := rules.why_not_close(days):
        raise BadInput(reason, field="days")
    keep_closing_days(days)


@transaction.atomic
def keep_closing_days(days: Collection[ClosingDay]) -> None:
    """Write down on which days the company is closed. Part of an act further up."""
    company = Workspace.objects.select_for_update().first()
    if company is None:
        raise NotFound
    named = {day: typed(name, limit=120, field="days", required=False) for day, name in days}
    company.closing_days = [[day.isoformat(), name] for day, name in sorted(named.items())]
    company.save(update_fields=["closing_days"])
    queries.forget_workspace()


@transaction.atomic
def pass_first_step(*, actor: Actor, step: str) -> None:
    """Say that a first step is fine as it is. Twice is once."""
    administrators_only(actor)
    company = Workspace.objects.select_for_update().get()
    company.steps_passed = sorted({*company.steps_passed, step})
    company.save(update_fields=["steps_passed"])
    queries.forget_workspace()


@transaction.atomic
def put_first_steps_away(*, actor: Actor) -> None:
    """Let nothing remind of the first steps any more; their pages stay."""
    administrators_only(actor)
    Workspace.objects.filter(steps_put_away_at=None).update(steps_put_away_at=clock.now())
    queries.forget_workspace()


@transaction.atomic
def keep_mail_server(server: MailServer | None) -> None:
    """Keep where mail is handed in, sealed; None: nowhere. Part of an act further up."""
    sealed = seal(server.written(), queries.SEALED_FOR) if server else ""
    Workspace.objects.update(mail=sealed)
    queries.forget_workspace()


@transaction.atomic
def choose_password(secret: str, *, password: str, name: str = "") -> Person:
    """Use the link that somebody was given. Whoever is signed in as them elsewhere no longer is.

    Who comes in for the first time may say what they are called.
    """
    link = take_link(secret)
    if link.person is None:
        raise NotFound
    person = locked_person(link.person.pk)
    if not person.is_active:
        raise RuleBroken(say("This account has been deactivated. Ask an administrator."))
    if name.strip() and not person.has_usable_password():
        person.name = typed(name, limit=NAME_LIMIT, field="name")
        person.save(update_fields=["name"])
    replace_password(person, password)
    return person


@transaction.atomic
def add_department(*, name: str, lane: Lane | None, actor: Actor) -> Department:
    """Add a department, of a side or of none. Raises BadInput where the name is taken."""
    administrators_only(actor)
    name = typed(name, limit=NAME_LIMIT, field="name")
    if Department.objects.filter(name__iexact=name).exists():
        raise BadInput(say("There is a department called {name} already.", name=name), field="name")
    return Department.objects.create(name=name, lane=lane or "")
