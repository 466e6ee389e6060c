"""Who is away, who takes over, and whom a side or department turns to.

The rows are the record: duty persons and liaisons have start and end; an absence that began keeps
the days that were.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from tandem.accounts import permissions, queries, rules
from tandem.accounts.models import Absence, AnswerTime, Department, Duty, Liaison, Person
from tandem.accounts.rules import Actor, Lane
from tandem.accounts.services.account import locked_person
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.core.words import say


@transaction.atomic
def name_deputy(*, actor: Actor, person_id: int, deputy_id: int | None) -> None:
    """Say who takes over while a person is away, and whom to ask when they don't answer."""
    person = _arranged(actor, person_id)
    if deputy_id is not None:
        deputy = Person.objects.filter(pk=deputy_id).first()
        if deputy is None:
            raise BadInput(say("Choose somebody from the list."), field="deputy")
        reason = rules.why_not_deputise(
            is_self=deputy.pk == person.pk,
            acts=deputy.is_active and deputy.role in {"administrator", "member"},
            mine=queries.lanes_held_by(person.pk),
            theirs=queries.lanes_held_by(deputy.pk),
        )
        if reason:
            raise BadInput(reason, field="deputy")
    person.deputy_id = deputy_id
    person.save(update_fields=["deputy"])


@transaction.atomic
def add_absence(*, actor: Actor, person_id: int, starts_on: date, ends_on: date) -> Absence:
    """Write down that somebody is away, both days included. Overlapping ones may stand."""
    person = _arranged(actor, person_id)
    zone = _zone_of(person)
    today = clock.now().astimezone(zone).date()
    if reason := rules.why_not_be_away(starts_on, ends_on, today=today):
        raise BadInput(reason, field="ends_on")
    absence, _ = Absence.objects.get_or_create(
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
        defaults={
            "starts_at": _midnight(starts_on, zone),
            "ends_at": _midnight(ends_on + timedelta(days=1), zone),
            "written_by_id": actor.me,
        },
    )
    return absence


@transaction.atomic
def end_absence(*, actor: Actor, person_id: int, absence_id: int) -> None:
    """Somebody is back, or stays after all. The days they were away stay written down."""
    person = _arranged(actor, person_id)
    absence = Absence.objects.filter(person=person, pk=absence_id).first()
    if absence is None:
        raise NotFound
    now = clock.now()
    today = now.astimezone(_zone_of(person)).date()
    if absence.starts_on >= today:
        absence.delete()
    elif absence.ends_at > now:
        absence.ends_on, absence.ends_at = today - timedelta(days=1), now
        absence.save(update_fields=["ends_on", "ends_at"])


@transaction.atomic
def name_duty_person(*, actor: Actor, lane: Lane, person_id: int | None) -> None:
    """Say who answers for a side from now on; None: nobody in particular."""
    _settings_of(actor)
    if person_id is not None and not queries.acting_for(lane).filter(pk=person_id).exists():
        raise BadInput(
            say("Choose somebody who belongs to {side}.", side=lane.label), field="person"
        )
    standing = Duty.objects.select_for_update().filter(lane=lane.value, ends_at=None).first()
    if (standing.person_id if standing else None) == person_id:
        return
    if standing:
        standing.ends_at = clock.now()
        standing.save(update_fields=["ends_at"])
    if person_id is not None:
        Duty.objects.create(lane=lane.value, person_id=person_id)


@transaction.atomic
def name_liaison(
    *, actor: Actor, department_id: int, person_id: int | None, team_id: int | None = None
) -> None:
    """Name the person of IT who knows a marketing team's goals; None: nobody.

    Without a team: for those of the department whose team has none of its own.
    """
    _settings_of(actor)
    department = _department(department_id)
    if department.lane != Lane.MARKETING:
        raise BadInput(say("Only a department of Marketing has a liaison."), field="liaison")
    if person_id is not None and not queries.acting_for(Lane.IT).filter(pk=person_id).exists():
        raise BadInput(say("A liaison is somebody of IT."), field="liaison")
    if team_id is not None and not department.teams.filter(pk=team_id).exists():
        raise BadInput(say("Choose a team of this department."), field="team_id")
    standing = department.liaisons.filter(ends_at=None, team=team_id).first()
    if (standing.person_id if standing else None) == person_id:
        return
    if standing:
        standing.ends_at = clock.now()
        standing.save(update_fields=["ends_at"])
    if person_id is not None:
        Liaison.objects.create(department=department, team_id=team_id, person_id=person_id)


@transaction.atomic
def name_head(*, actor: Actor, department_id: int, person_id: int | None) -> None:
    """Name who heads a department; None: nobody."""
    _settings_of(actor)
    department = _department(department_id)
    if person_id is not None and person_id not in dict(queries.active_people()):
        raise BadInput(say("Choose somebody from the list."), field="head")
    department.head_id = person_id
    department.save(update_fields=["head"])


@transaction.atomic
def change_answer_time(*, actor: Actor, lane: Lane, days: int) -> None:
    """Say in how many working days a side answers questions. Dates given before stay."""
    _settings_of(actor)
    if reason := rules.why_not_answer_within(days):
        raise BadInput(reason, field="days")
    AnswerTime.objects.update_or_create(lane=lane.value, defaults={"days": days})


def move_absences(person: Person) -> None:
    """Let the days somebody is away be days of their zone, after that has changed."""
    zone = _zone_of(person)
    for absence in Absence.objects.filter(person=person, ends_at__gt=clock.now()):
        absence.starts_at = _midnight(absence.starts_on, zone)
        absence.ends_at = _midnight(absence.ends_on + timedelta(days=1), zone)
        absence.save(update_fields=["starts_at", "ends_at"])


def _arranged(actor: Actor, person_id: int) -> Person:
    if not permissions.can_arrange_absence(actor, person_id):
        raise NotAllowed(say("People arrange this themselves, or an administrator does."))
    return locked_person(person_id)


def _settings_of(actor: Actor) -> None:
    if not permissions.can_change_workspace(actor):
        raise NotAllowed(say("Only an administrator changes the settings."))


def _department(department_id: int) -> Department:
    found = Department.objects.select_for_update().filter(pk=department_id).first()
    if found is None:
        raise NotFound
    return found


def _zone_of(person: Person) -> ZoneInfo:
    return ZoneInfo(person.time_zone) if person.time_zone else queries.company_zone()


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
