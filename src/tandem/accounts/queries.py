"""Reading people, sides and calendars."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import holidays
from django.db.models import Prefetch, Q, QuerySet

from tandem.accounts.models import (
    ApiToken,
    Department,
    OneTimeLink,
    Person,
    SideMembership,
    Workspace,
)
from tandem.accounts.rules import Actor, ActorKind, Lane, Scope, WorkspaceRole
from tandem.core import clock
from tandem.core.errors import NotFound
from tandem.engine.working_time import WorkingCalendar, WorkingHours

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@dataclass(frozen=True, slots=True)
class Name:
    """A person as lists and lines show them."""

    id: int
    name: str
    title: str
    lanes: frozenset[Lane]
    active: bool

    @property
    def lane(self) -> Lane | None:
        """The one side that colours them, or none for people of no side or of both."""
        return next(iter(self.lanes)) if len(self.lanes) == 1 else None


def is_empty() -> bool:
    """True while nobody has set the workspace up: then only the one-time link works."""
    return not Workspace.objects.exists()


def workspace() -> Workspace | None:
    return Workspace.objects.first()


def is_demonstration() -> bool:
    return Workspace.objects.filter(demonstration=True).exists()


def _holds_on(day: date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def _lanes(person: Person) -> frozenset[Lane]:
    return frozenset(Lane(side.lane) for side in person.sides.all())


def with_sides(people: QuerySet[Person]) -> QuerySet[Person]:
    """Prefetch the memberships that hold today."""
    today = SideMembership.objects.filter(_holds_on(clock.now().date()))
    return people.prefetch_related(Prefetch("sides", queryset=today))


def actor_for(person: "Person | AnonymousUser") -> Actor | None:
    """The actor behind a signed-in person; nothing for visitors and deactivated people."""
    if not isinstance(person, Person) or not person.is_active:
        return None
    today = clock.now().date()
    lanes = person.sides.filter(_holds_on(today)).values_list("lane", flat=True)
    return _actor(person, frozenset(Lane(lane) for lane in lanes))


def actor_and_zone(person: "Person | AnonymousUser") -> tuple[Actor | None, str]:
    """The actor and the name of the time zone they read dates in."""
    actor = actor_for(person)
    if actor is None or not isinstance(person, Person):
        return None, "UTC"
    company = None if person.time_zone else workspace()
    return actor, person.time_zone or (company.time_zone if company else "UTC")


def actor_by_id(person_id: int) -> Actor:
    """The actor of a person known by id, for the demonstration and for jobs."""
    person = with_sides(Person.objects.filter(pk=person_id, deactivated_at=None)).first()
    if person is None:
        raise NotFound
    return _actor(person, _lanes(person))


def _actor(person: Person, lanes: frozenset[Lane]) -> Actor:
    return Actor(ActorKind.PERSON, person.pk, person.name, WorkspaceRole(person.role), lanes)


def secret_hash(secret: str) -> str:
    """What is kept of a token or link: enough to recognise it, never enough to use it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def actor_by_token(secret: str) -> Actor | None:
    """The actor of a living API token, or nothing."""
    token = (
        ApiToken.objects.select_related("person")
        .filter(token_hash=secret_hash(secret), revoked_at=None, expires_at__gt=clock.now())
        .first()
    )
    if token is None:
        return None
    actor = actor_for(token.person)
    if actor is None:
        return None
    return Actor(
        ActorKind.TOKEN, actor.person_id, actor.name, actor.role, actor.lanes, Scope(token.scope)
    )


def tokens_of(actor: Actor) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(person_id=actor.me, revoked_at=None).order_by("-made_at")


def link_by_secret(secret: str) -> OneTimeLink:
    link = OneTimeLink.objects.filter(token_hash=secret_hash(secret)).first()
    if link is None:
        raise NotFound
    return link


def people_visible_to(_actor: Actor) -> QuerySet[Person]:
    """The directory. Everybody who may sign in sees everybody: colleagues have names."""
    return with_sides(Person.objects.select_related("department")).order_by("name", "pk")


def people_for_demonstration_sign_in() -> list[Person]:
    """Whom a visitor of the demonstration can become with a click; empty anywhere else."""
    if not is_demonstration():
        return []
    people = with_sides(Person.objects.filter(deactivated_at=None).select_related("department"))
    return list(people.order_by("pk"))


def person_by_id(person_id: int) -> Person:
    person = with_sides(Person.objects.select_related("department")).filter(pk=person_id).first()
    if person is None:
        raise NotFound
    return person


def departments() -> QuerySet[Department]:
    return Department.objects.order_by("name")


def acting_for(lane: Lane) -> QuerySet[Person]:
    """Everybody who may act for a side today: there, not a viewer, and a member of the side."""
    people = Person.objects.filter(deactivated_at=None, role__in=["administrator", "member"])
    members = SideMembership.objects.filter(_holds_on(clock.now().date()), lane=lane)
    return people.filter(pk__in=members.values("person_id"))


def active_people_of(lane: Lane) -> list[Name]:
    """Everybody who may act for a side today, by name."""
    return [name_of(person) for person in with_sides(acting_for(lane)).order_by("name", "pk")]


def name_of(person: Person) -> Name:
    return Name(person.pk, person.name, person.title, _lanes(person), person.is_active)


def names(person_ids: Iterable[int | None]) -> dict[int, Name]:
    """Names and sides of many people in two queries."""
    ids = {pid for pid in person_ids if pid is not None}
    if not ids:
        return {}
    return {p.pk: name_of(p) for p in with_sides(Person.objects.filter(pk__in=ids))}


def lanes_held_by(person_id: int) -> frozenset[Lane]:
    held = SideMembership.objects.filter(_holds_on(clock.now().date()), person_id=person_id)
    return frozenset(Lane(lane) for lane in held.values_list("lane", flat=True))


def calendars_of(person_ids: Collection[int]) -> dict[int, WorkingCalendar]:
    """The working calendars of many people; what a person leaves open is the workspace's."""
    if not person_ids:
        return {}
    company = workspace()
    rows = Person.objects.filter(pk__in=person_ids).values_list("pk", "time_zone", "country")
    return {pk: _calendar(company, zone, country) for pk, zone, country in rows}


def workspace_calendar() -> WorkingCalendar:
    """The calendar of whoever has none of their own: a side without an owner, a guest."""
    return _calendar(workspace(), "", "")


def _calendar(company: Workspace | None, zone: str, country: str) -> WorkingCalendar:
    company = company or Workspace()
    hours = WorkingHours.weekdays(_time(company.opens_at), _time(company.closes_at))
    days = _holidays(country or company.country, clock.now().year)
    return WorkingCalendar(ZoneInfo(zone or company.time_zone), hours, days)


def _time(value: object) -> time:
    return value if isinstance(value, time) else time.fromisoformat(str(value))


@lru_cache(maxsize=256)
def _holidays(country: str, year: int) -> frozenset[date]:
    """Public holidays around a year; "DE" or, with a region, "DE-BE"."""
    if not country:
        return frozenset()
    code, _, region = country.partition("-")
    years = range(year - 1, year + 3)
    return frozenset(holidays.country_holidays(code, subdiv=region or None, years=years))
