"""Who is away, who stands in for whom, and whom a side or a department named."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from tandem.accounts.models import Absence, AnswerTime, Department, Duty, Liaison, Person, Workspace
from tandem.accounts.queries.people import Name, acting_for, names, time_is_over
from tandem.accounts.queries.teams import liaisons_of
from tandem.accounts.queries.workspace import present_day, workspace
from tandem.accounts.rules import ANSWER_DAYS, Actor, Lane
from tandem.core import clock
from tandem.core.prepared import Slot, day, moment, prepared, text


@dataclass(frozen=True, slots=True)
class Away:
    """An absence as a person's page shows it: from a day until one, both away."""

    id: int
    starts_on: date
    ends_on: date
    now: bool


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether somebody is there, and who takes over while not."""

    deputy: Name | None
    absences: list[Away]


@dataclass(frozen=True, slots=True)
class Side:
    """What a side has said about itself: who is on duty, how fast it answers questions."""

    lane: Lane
    on_duty: Name | None
    answer_days: int
    standing: Name | None
    """Who is on duty where nobody is planned for the week."""


@dataclass(frozen=True, slots=True)
class DepartmentPeople:
    """Whom to turn to about a department."""

    id: int
    name: str
    lane: Lane | None
    head: Name | None
    liaison: Name | None


def availability_of(person: Person) -> Availability:
    """Somebody's deputy, and their absences from today on."""
    now = clock.now()
    rows = Absence.objects.filter(person=person, ends_at__gt=now).order_by("starts_on", "pk")
    absences = [Away(row.pk, row.starts_on, row.ends_on, row.starts_at <= now) for row in rows]
    return Availability(names([person.deputy_id]).get(person.deputy_id or 0), absences)


def _away(at: "datetime | Slot") -> QuerySet[Absence]:
    return Absence.objects.filter(person=OuterRef("pk"), starts_at__lte=at, ends_at__gt=at)


def acted_for(person: "int | Slot", at: "datetime | Slot") -> QuerySet[Person, tuple[int]]:
    """The ids of whom somebody acts for at that moment: themselves, and those they stand in for.

    One list, and not one condition or another: for those, PostgreSQL reads the whole of a table.
    """
    instead_of = Person.objects.filter(Exists(_away(at)), deputy_id=person).values_list("pk")
    return Person.objects.filter(pk=person).values_list("pk").union(instead_of, all=True)


def there_for(lane: Lane, *, on: "date | Slot", at: "datetime | Slot") -> QuerySet[Person]:
    """Everybody who can really act for a side: there themselves, or away with a deputy who is."""
    acting = acting_for(lane, on)
    present = acting.filter(~Exists(_away(at)))
    return acting.filter(Q(pk__in=present.values("pk")) | Q(deputy__in=present.values("pk")))


def on_duty(lane: Lane, at: "datetime | Slot", on: "date | Slot") -> QuerySet[Duty]:
    """The duty for a side at a moment: of whom the week was planned for, else the standing one.

    Whoever has left the side, or only reads now, is on duty no longer.
    """
    acting = acting_for(lane, on).values("pk")
    there = Duty.objects.filter(lane=lane, starts_at__lte=at, person__in=acting)
    planned = there.filter(week__isnull=False, ends_at__gt=at)
    return there.filter(
        Q(pk__in=planned.values("pk")) | Q(ends_at=None) & ~Q(Exists(planned.values("pk")))
    )


def sponsored_by(person: "int | Slot") -> QuerySet[Workspace]:
    """The workspace, if this person is its sponsor."""
    return Workspace.objects.filter(sponsor_id=person)


def answers_for_others(person_id: int) -> bool:
    """Whether the company counts on somebody by name: sponsor, head, liaison, on duty, deputy."""
    named = (
        sponsored_by(person_id),
        Department.objects.filter(head_id=person_id),
        Liaison.objects.filter(person_id=person_id, ends_at=None),
        Duty.objects.filter(person_id=person_id).filter(_not_over()),
        Person.objects.filter(deputy_id=person_id, deactivated_at=None),
    )
    return any(found.exists() for found in named)


def _not_over() -> Q:
    return Q(ends_at=None) | Q(ends_at__gt=clock.now())


def absent_among(person_ids: Collection[int]) -> dict[int, int | None]:
    """Those of these people who are away now, with their deputies."""
    now = clock.now()
    rows = Person.objects.filter(Exists(_away(now)), pk__in=person_ids)
    return dict(rows.values_list("pk", "deputy_id"))


def stand_ins() -> dict[int, int]:
    """Everybody who is away now → the deputy who stands in."""
    rows = Person.objects.filter(Exists(_away(clock.now())), deputy__isnull=False)
    return {pk: deputy for pk, deputy in rows.values_list("pk", "deputy_id") if deputy}


def deputies_of(person_ids: Collection[int]) -> dict[int, int]:
    """Person → the deputy they named; whoever named none is left out."""
    rows = Person.objects.filter(pk__in=person_ids, deputy__isnull=False)
    return {pk: deputy for pk, deputy in rows.values_list("pk", "deputy_id") if deputy}


def duty_person(lane: Lane) -> int | None:
    """Who answers for a side today, if somebody was named."""
    return duty_people().get(lane)


@prepared
def _duties() -> QuerySet[Duty, tuple[str, int]]:
    now, today = moment("now"), day("today")
    found = on_duty(Lane.MARKETING, now, today) | on_duty(Lane.IT, now, today)
    return found.values_list("lane", "person_id")


def duty_people() -> dict[Lane, int]:
    """Who answers for each side at this moment; sides that named nobody are left out."""
    return {Lane(lane): person for lane, person in _duties(now=clock.now(), today=present_day())}


def answers_for(actor: Actor) -> frozenset[Lane]:
    """The sides that somebody may answer for: on duty, or for who is and is away; a side that has
    nobody on duty is answered for by all of its people.
    """
    if not (actor.may_write and actor.lanes):
        return frozenset()
    on_duty_now = duty_people()
    others = [person for person in on_duty_now.values() if person != actor.me]
    away = absent_among(others) if others else {}
    return frozenset(
        lane
        for lane in actor.lanes
        if (person := on_duty_now.get(lane, actor.me)) == actor.me or away.get(person) == actor.me
    )


def sides() -> list[Side]:
    """Both sides, with whom they have on duty and how fast they answer."""
    present = duty_people()
    standing = dict(Duty.objects.filter(ends_at=None).values_list("lane", "person_id"))
    days = dict(AnswerTime.objects.values_list("lane", "days"))
    known = names([*present.values(), *standing.values()])
    return [
        Side(
            lane,
            known.get(present.get(lane, 0)),
            days.get(lane, ANSWER_DAYS),
            known.get(standing.get(lane, 0)),
        )
        for lane in Lane
    ]


@prepared
def _answer_days() -> QuerySet[AnswerTime, tuple[int]]:
    return AnswerTime.objects.filter(lane=text("lane")).values_list("days")


def answer_days(lane: Lane) -> int:
    """In how many working days a side answers questions."""
    found = _answer_days.first(lane=lane.value)
    return found[0] if found else ANSWER_DAYS


def department_people() -> list[DepartmentPeople]:
    """Every department with its head and, for Marketing's, the person of IT who knows it."""
    rows = list(Department.objects.order_by("name"))
    liaisons = dict(
        Liaison.objects.filter(ends_at=None, team=None).values_list("department_id", "person_id")
    )
    known = names([*(row.head_id for row in rows), *liaisons.values()])
    return [
        DepartmentPeople(
            row.pk,
            row.name,
            Lane(row.lane) if row.lane else None,
            known.get(row.head_id or 0),
            known.get(liaisons.get(row.pk, 0)),
        )
        for row in rows
    ]


def heads_and_liaisons(person_ids: Collection[int]) -> tuple[list[int], list[int]]:
    """The heads of these people's departments, and the liaisons of their teams."""
    theirs = Department.objects.filter(people__in=person_ids).distinct()
    heads = theirs.filter(head__isnull=False).values_list("head_id", flat=True)
    return [pk for pk in heads if pk], liaisons_of(person_ids)


def open_accounts(person_ids: Collection[int]) -> set[int]:
    """Those of these people who can sign in."""
    rows = Person.objects.filter(~time_is_over(), pk__in=person_ids, deactivated_at=None)
    return set(rows.values_list("pk", flat=True))


def zones_of(person_ids: Collection[int]) -> dict[int, str]:
    """The time zone in which each of these people reads dates."""
    company = workspace()
    fallback = company.time_zone if company else "UTC"
    rows = Person.objects.filter(pk__in=person_ids).values_list("pk", "time_zone")
    return {pk: zone or fallback for pk, zone in rows}


def addresses_of(person_ids: Collection[int]) -> dict[int, str]:
    """Where mail for these people goes."""
    return dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "email"))
