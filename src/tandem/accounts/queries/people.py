"""Reading people and their sides."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, FilteredRelation, OuterRef, Prefetch, Q, QuerySet

from tandem.accounts.models import Person, SideMembership, Skill
from tandem.accounts.queries.workspace import is_demonstration, present_day
from tandem.accounts.rules import Actor, Lane, WorkspaceRole
from tandem.core.errors import NotFound
from tandem.core.prepared import Slot, day, number, numbers, prepared
from tandem.core.remembered import shelf

MOST_DIGITS = 19  # of an id
MOST_BEGINNING = 200
"""People of one beginning that are looked at; nobody tells more apart by their names."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A side that somebody belongs to now, since when, and perhaps until which day."""

    lane: Lane
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A person as lists and lines show them."""

    id: int
    name: str
    title: str
    lanes: frozenset[Lane]
    active: bool
    partner: bool = False
    """Of an agency, and here for some initiatives alone."""

    @property
    def lane(self) -> Lane | None:
        """The one side that colours them, or none for people of no side or of both."""
        return next(iter(self.lanes)) if len(self.lanes) == 1 else None


def holds_on(on: "date | Slot", prefix: str = "") -> Q:
    """The condition that a membership with start and end holds on a day."""
    ends = Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": on})
    return Q(**{f"{prefix}starts_on__lte": on}) & ends


def lanes_read(person: Person) -> frozenset[Lane]:
    """The sides of a person read by `with_sides`."""
    return frozenset(Lane(side.lane) for side in person.sides.all())


def with_sides(people: QuerySet[Person]) -> QuerySet[Person]:
    """Prefetch the memberships that hold today."""
    today = SideMembership.objects.filter(holds_on(present_day()))
    return people.prefetch_related(Prefetch("sides", queryset=today))


def people_visible_to(_actor: Actor) -> QuerySet[Person]:
    """The directory. Everybody who may sign in sees everybody: colleagues have names."""
    people = Person.objects.filter(guest=False).select_related("department")
    return with_sides(people).order_by("name", "pk")


def people_matching(actor: Actor, words: str) -> QuerySet[Person]:
    """Those whose name, title, department or skills hold every one of the words; all for none.

    A word is asked for in every way that people write it where SQLite tells them apart: it takes
    ö and Ö for two different letters.
    """
    found = people_visible_to(actor)
    for word in words.split()[:8]:
        found = found.filter(
            reduce(
                or_,
                (
                    Q(**{f"{column}__icontains": form})
                    for column in ("name", "title", "department__name")
                    for form in _written(word)
                ),
                Q(pk__in=_skilled(word)),
            )
        )
    return found


def _written(word: str) -> set[str]:
    if word.isascii():
        return {word}
    return {word, word.lower(), word.upper(), word.capitalize()}


def _skilled(word: str) -> QuerySet[Skill, int]:
    named = reduce(or_, (Q(name__icontains=form) for form in _written(word)))
    return Skill.objects.filter(named).values_list("person_id", flat=True)


def people_for_demonstration_sign_in() -> list[Person]:
    """Whom a visitor of the demonstration can become with a click; empty anywhere else."""
    if not is_demonstration():
        return []
    people = with_sides(Person.objects.filter(deactivated_at=None).select_related("department"))
    return list(people.order_by("pk"))


def memberships_of(person: Person) -> list[Membership]:
    """The sides of a person read with their sides, as `person_by_id` does."""
    held = person.sides.all()
    return [Membership(Lane(side.lane), side.starts_on, side.ends_on) for side in held]


def person_by_id(person_id: int) -> Person:
    """Somebody with department and sides, deactivated or not; no guest. Raises NotFound."""
    people = Person.objects.filter(guest=False).select_related("department")
    person = with_sides(people).filter(pk=person_id).first()
    if person is None:
        raise NotFound
    return person


def person_with_address(address: str) -> Person | None:
    """Who signs in with this address and could; nobody for all others."""
    known = Person.objects.filter(email=address.strip().lower()).values_list("pk", flat=True)
    person_id = known.first()
    return can_be_mailed(person_id) if person_id else None


def can_be_mailed(person_id: int) -> Person | None:
    """Somebody with an account that is open, and whose time isn't over."""
    people = Person.objects.filter(~time_is_over(), pk=person_id, deactivated_at=None, guest=False)
    return people.first()


def partners() -> QuerySet[Person]:
    """Everybody who is here as a partner and can sign in, or could until their time was over."""
    return Person.objects.filter(role=WorkspaceRole.PARTNER.value, deactivated_at=None)


def active_partners() -> list[Name]:
    """The partners who work with us today, by name; each belongs to one side."""
    found = with_sides(partners().exclude(time_is_over()))
    return [name_of(person) for person in found.order_by("name", "pk")]


def time_is_over() -> Q:
    """The condition that somebody was a partner, and belongs to no side any more."""
    today = SideMembership.objects.filter(holds_on(present_day()), person=OuterRef("pk"))
    return Q(role=WorkspaceRole.PARTNER.value) & ~Q(Exists(today))


def active_people() -> list[tuple[int, str]]:
    """Everybody of the company who can sign in, to choose from: no partners."""
    people = Person.objects.filter(deactivated_at=None).exclude(role=WorkspaceRole.PARTNER.value)
    return [(pk, name) for pk, name in people.order_by("name", "pk").values_list("pk", "name")]


def people_who_act() -> list[tuple[int, str]]:
    """Everybody who may do more than read, to choose from."""
    people = Person.objects.filter(deactivated_at=None, role__in=["administrator", "member"])
    return [(pk, name) for pk, name in people.order_by("name", "pk").values_list("pk", "name")]


def administrators() -> list[int]:
    """Everybody who is one and still there."""
    role = WorkspaceRole.ADMINISTRATOR.value
    found = Person.objects.filter(deactivated_at=None, role=role)
    return list(found.order_by("pk").values_list("pk", flat=True))


def acting_for(lane: Lane, on: "date | Slot | None" = None) -> QuerySet[Person]:
    """Everybody who may act for a side: there, not a viewer, a member of the side on that day.

    The day is today, or the slot of a prepared query.
    """
    people = Person.objects.filter(deactivated_at=None, role__in=["administrator", "member"])
    members = SideMembership.objects.filter(holds_on(on or present_day()), lane=lane)
    return people.filter(pk__in=members.values("person_id"))


def active_people_of(lane: Lane) -> list[Name]:
    """Everybody who may act for a side today, by name."""
    ids = [pk for (pk,) in _acting_for(lane, today=present_day())]
    known = names(ids)
    return [known[pk] for pk in ids]


@prepared
def _acting_for(lane: Lane) -> QuerySet[Person, tuple[int]]:
    return acting_for(lane, day("today")).order_by("name", "pk").values_list("pk")


def active_people_beginning(beginnings: Collection[str]) -> dict[int, str]:
    """{id: name} of those who can sign in and whose name begins with one of these, in any case."""
    wanted = Q()
    for word in beginnings:
        for form in {word, word.lower(), word.upper(), word.capitalize(), word.title()}:
            wanted |= Q(name__istartswith=form)
    if not wanted:
        return {}
    people = Person.objects.filter(wanted, deactivated_at=None).order_by("pk")
    return dict(people.values_list("pk", "name")[:MOST_BEGINNING])


def gone_people() -> QuerySet[Person]:
    """Those whose account was closed."""
    return Person.objects.filter(deactivated_at__isnull=False)


def people_by_mail_and_name(
    mails: Collection[str], called: Collection[str]
) -> tuple[dict[str, int], dict[str, int]]:
    """Who has one of these addresses, and who alone is called so: {case-folded: person id}."""
    wanted, spoken = {one.casefold() for one in mails}, {one.casefold() for one in called}
    by_mail: dict[str, int] = {}
    by_name: dict[str, list[int]] = {}
    there = Person.objects.filter(deactivated_at=None).order_by("pk")
    for pk, name, mail in there.values_list("pk", "name", "email"):
        if mail and mail.casefold() in wanted:
            by_mail[mail.casefold()] = pk
        if name.casefold() in spoken:
            by_name.setdefault(name.casefold(), []).append(pk)
    return by_mail, {name: pks[0] for name, pks in by_name.items() if len(pks) == 1}


def count_of_people() -> int:
    """How many people can sign in."""
    return Person.objects.filter(deactivated_at=None, guest=False).count()


def accounts_with(addresses: Collection[str]) -> dict[str, bool]:
    """Who of these addresses has an account, and whether it is open: {address: open}."""
    found = Person.objects.filter(email__in=[one.lower() for one in addresses], guest=False)
    return {mail: at is None for mail, at in found.values_list("email", "deactivated_at")}


def people_called(words: str) -> list[int]:
    """The ids of those who can sign in and of whose names one begins so, in any case."""
    called = reduce(
        or_, (Q(name__istartswith=form) | Q(name__icontains=f" {form}") for form in _written(words))
    )
    people = Person.objects.filter(called, deactivated_at=None).order_by("name", "pk")
    return list(people.values_list("pk", flat=True)[:MOST_BEGINNING])


def person_meant(words: str) -> list[int]:
    """Whom a field means while it is filled in: an id, or as much of a name as one person has."""
    if words.isdecimal() and len(words) < MOST_DIGITS:
        return [int(words)]
    name = " ".join(words.lstrip("@").split())
    found = active_people_beginning([name]) if name else {}
    same = [pk for pk, known in found.items() if known.casefold() == name.casefold()]
    ids = same or list(found)
    return ids if len(ids) == 1 else []


def name_of(person: Person) -> Name:
    """The short form of a person, as lists and lines show it."""
    lanes, partner = lanes_read(person), person.role == WorkspaceRole.PARTNER
    return Name(person.pk, person.name, person.title, lanes, person.is_active, partner)


def names(person_ids: Iterable[int | None]) -> dict[int, Name]:
    """Names and sides of many people, in one query and only once a request."""
    ids = {pid for pid in person_ids if pid is not None}
    known: dict[int, Name] = shelf("names")
    if missing := ids - known.keys():
        known.update(_read_names(missing))
    return {pid: known[pid] for pid in ids if pid in known}


@prepared
def _names() -> QuerySet[Person, tuple[int, str, str, datetime | None, str, str | None]]:
    today = FilteredRelation("sides", condition=holds_on(day("today"), "sides__"))
    people = Person.objects.filter(pk__in=numbers("people")).annotate(held=today)
    return people.values_list("pk", "name", "title", "deactivated_at", "role", "held__lane")


def _read_names(ids: Collection[int]) -> dict[int, Name]:
    found: dict[int, Name] = {}
    today = present_day()
    for pk, name, title, deactivated_at, role, lane in _names(people=ids, today=today):
        lanes = frozenset([Lane(lane)]) if lane else frozenset()
        if pk in found:
            lanes |= found[pk].lanes
        partner = role == WorkspaceRole.PARTNER
        found[pk] = Name(pk, name, title, lanes, deactivated_at is None, partner)
    return found


@prepared
def _sides() -> QuerySet[SideMembership, tuple[str]]:
    theirs = SideMembership.objects.filter(holds_on(day("today")), person_id=number("person"))
    return theirs.values_list("lane")


def lanes_held_by(person_id: int) -> frozenset[Lane]:
    """The sides that somebody belongs to today."""
    return frozenset(Lane(lane) for (lane,) in _sides(person=person_id, today=present_day()))
