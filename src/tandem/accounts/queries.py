"""Reading people, sides and calendars."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

import holidays
import holidays.registry
from babel import Locale
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Count, FilteredRelation, Prefetch, Q, QuerySet
from django.utils.crypto import constant_time_compare

from tandem.accounts.models import (
    ApiToken,
    Department,
    OneTimeLink,
    Person,
    SideMembership,
    Workspace,
)
from tandem.accounts.rules import (
    Actor,
    ActorKind,
    Lane,
    Scope,
    WorkspaceRole,
    why_not_use_link,
)
from tandem.core import clock
from tandem.core.errors import NotFound
from tandem.core.remembered import shelf
from tandem.core.words import Sentence
from tandem.engine.working_time import WorkingCalendar, WorkingHours

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


REGION_LIMIT = 5  # letters of a region's code: "DE-BE", "GB-NIR"; longer ones are cities


@dataclass(frozen=True, slots=True)
class Membership:
    """A side that somebody belongs to now, and since when."""

    lane: Lane
    since: date


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Which of the first steps of a workspace are done."""

    departments: bool
    people: bool


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
    """The company, or nothing before it has been set up."""
    return Workspace.objects.first()


def is_demonstration() -> bool:
    """Whether everything in this workspace is made up."""
    return Workspace.objects.filter(demonstration=True).exists()


def _holds_on(day: date, prefix: str = "") -> Q:
    ends = Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": day})
    return Q(**{f"{prefix}starts_on__lte": day}) & ends


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
    """Somebody's own tokens that were not revoked, newest first; ended ones too."""
    return ApiToken.objects.filter(person_id=actor.me, revoked_at=None).order_by("-made_at")


def link_by_secret(secret: str) -> OneTimeLink:
    """The one-time link with this secret, used or not. Raises NotFound."""
    link = OneTimeLink.objects.filter(token_hash=secret_hash(secret)).first()
    if link is None:
        raise NotFound
    return link


def why_not_use(link: OneTimeLink) -> Sentence | None:
    """Say why a one-time link no longer works, or nothing if it does."""
    return why_not_use_link(used=link.used_at is not None, expired=link.expires_at <= clock.now())


def signed_in(session_keys: Collection[str]) -> dict[str, Actor]:
    """Who is behind these sessions now, in three queries however many they are.

    Ended sessions and those of deactivated people are left out.
    """
    rows = Session.objects.filter(pk__in=session_keys, expire_date__gt=clock.now())
    held = {session.pk: session.get_decoded() for session in rows}
    ids = {int(data[SESSION_KEY]) for data in held.values() if SESSION_KEY in data}
    people = {p.pk: p for p in with_sides(Person.objects.filter(pk__in=ids, deactivated_at=None))}
    found = {}
    for key, data in held.items():
        person = people.get(int(data.get(SESSION_KEY, 0)))
        if person and _is_theirs(data, person):
            found[key] = _actor(person, _lanes(person))
    return found


def _is_theirs(data: Mapping[str, str], person: Person) -> bool:
    """Whether the session is younger than the person's password."""
    given = data.get(HASH_SESSION_KEY, "")
    return constant_time_compare(given, person.get_session_auth_hash())


def people_visible_to(_actor: Actor) -> QuerySet[Person]:
    """The directory. Everybody who may sign in sees everybody: colleagues have names."""
    return with_sides(Person.objects.select_related("department")).order_by("name", "pk")


def people_matching(actor: Actor, words: str) -> QuerySet[Person]:
    """Those whose name, title or department hold every one of the words; all for no words.

    Each word is asked for as people write it: SQLite takes ö and Ö for two different letters.
    """
    found = people_visible_to(actor)
    for word in words.split()[:8]:
        found = found.filter(
            reduce(
                or_,
                (
                    Q(**{f"{column}__icontains": form})
                    for column in ("name", "title", "department__name")
                    for form in {word, word.lower(), word.upper(), word.capitalize()}
                ),
            )
        )
    return found


def first_steps() -> FirstSteps | None:
    """What an administrator of a young workspace does next; nothing once it is done."""
    sides = set(Department.objects.exclude(lane="").values_list("lane", flat=True))
    alone = not Person.objects.all()[1:].exists()
    if len(sides) == len(Lane) and not alone:
        return None
    return FirstSteps(departments=len(sides) == len(Lane), people=not alone)


def people_for_demonstration_sign_in() -> list[Person]:
    """Whom a visitor of the demonstration can become with a click; empty anywhere else."""
    if not is_demonstration():
        return []
    people = with_sides(Person.objects.filter(deactivated_at=None).select_related("department"))
    return list(people.order_by("pk"))


def memberships_of(person: Person) -> list[Membership]:
    """The sides of a person read with their sides, as `person_by_id` does."""
    return [Membership(Lane(side.lane), side.starts_on) for side in person.sides.all()]


def person_by_id(person_id: int) -> Person:
    """Somebody with department and sides, deactivated or not. Raises NotFound."""
    person = with_sides(Person.objects.select_related("department")).filter(pk=person_id).first()
    if person is None:
        raise NotFound
    return person


def departments() -> QuerySet[Department]:
    """By name; `active` counts the people who are there now."""
    active = Count("people", filter=Q(people__deactivated_at=None))
    return Department.objects.annotate(active=active).order_by("name")


def active_people() -> list[tuple[int, str]]:
    """Everybody who can sign in, to choose from."""
    people = Person.objects.filter(deactivated_at=None).order_by("name", "pk")
    return [(pk, name) for pk, name in people.values_list("pk", "name")]


def acting_for(lane: Lane) -> QuerySet[Person]:
    """Everybody who may act for a side today: there, not a viewer, and a member of the side."""
    people = Person.objects.filter(deactivated_at=None, role__in=["administrator", "member"])
    members = SideMembership.objects.filter(_holds_on(clock.now().date()), lane=lane)
    return people.filter(pk__in=members.values("person_id"))


def active_people_of(lane: Lane) -> list[Name]:
    """Everybody who may act for a side today, by name."""
    return [name_of(person) for person in with_sides(acting_for(lane)).order_by("name", "pk")]


def name_of(person: Person) -> Name:
    """The short form of a person, as lists and lines show it."""
    return Name(person.pk, person.name, person.title, _lanes(person), person.is_active)


def names(person_ids: Iterable[int | None]) -> dict[int, Name]:
    """Names and sides of many people, in one query and only once a request."""
    ids = {pid for pid in person_ids if pid is not None}
    known: dict[int, Name] = shelf("names")
    if missing := ids - known.keys():
        known.update(_read_names(missing))
    return {pid: known[pid] for pid in ids if pid in known}


def _read_names(ids: Collection[int]) -> dict[int, Name]:
    today = FilteredRelation("sides", condition=_holds_on(clock.now().date(), "sides__"))
    rows = Person.objects.filter(pk__in=ids).annotate(held=today)
    found: dict[int, Name] = {}
    for pk, name, title, deactivated_at, lane in rows.values_list(
        "pk", "name", "title", "deactivated_at", "held__lane"
    ):
        lanes = frozenset([Lane(lane)]) if lane else frozenset()
        if pk in found:
            lanes |= found[pk].lanes
        found[pk] = Name(pk, name, title, lanes, deactivated_at is None)
    return found


def lanes_held_by(person_id: int) -> frozenset[Lane]:
    """The sides that somebody belongs to today."""
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


@lru_cache(maxsize=1)
def time_zones() -> tuple[str, ...]:
    """The names of all places a clock is known of: "Europe/Berlin"; and UTC."""
    known = available_timezones()
    places = {zone for zone in known if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))}
    return (*sorted(places), "UTC")


@lru_cache(maxsize=1)
def countries() -> tuple[tuple[str, str], ...]:
    """The countries whose public holidays are known: (code, English name), by name."""
    names = Locale("en").territories
    codes = {entry[1] for entry in holidays.registry.COUNTRIES.values()}
    known = [(code, names[code]) for code in codes if code in names]
    return tuple(sorted(known, key=lambda country: country[1]))


@lru_cache(maxsize=64)
def regions(country: str) -> tuple[tuple[str, str], ...]:
    """The parts of a country that have holidays of their own: (code, name), by name."""
    if country not in dict(countries()):
        return ()
    calendar = holidays.country_holidays(country)
    names = {code: name for name, code in reversed(calendar.subdivisions_aliases.items())}
    codes = [code for code in calendar.subdivisions if len(code) <= REGION_LIMIT]
    return tuple(sorted(((code, names.get(code, code)) for code in codes), key=lambda one: one[1]))


def has_holidays(country: str) -> bool:
    """Whether this is a country or region we know, as settings write them: "DE", "DE-BE"."""
    code, _, region = country.partition("-")
    return code in dict(countries()) and (not region or region in dict(regions(code)))
