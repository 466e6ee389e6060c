"""When a person works, and how to work with them. Dates that were given before stay as they are."""

from collections.abc import Collection
from datetime import time

from django.db import transaction

from tandem.accounts import permissions, queries, rules
from tandem.accounts.models import Department, HowToWork, Skill
from tandem.accounts.rules import Actor, Nerve, Pace, Showing
from tandem.accounts.services.account import NAME_LIMIT, administrators_only, locked_person
from tandem.accounts.services.availability import move_absences
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed, NotFound
from tandem.core.typed import typed
from tandem.core.words import say


@transaction.atomic
def change_working_time(
    *,
    actor: Actor,
    person_id: int,
    time_zone: str = "",
    country: str = "",
    opens_at: time | None = None,
    closes_at: time | None = None,
    days: Collection[int] = (),
) -> None:
    """Say where and when somebody works; what is left out is as in the whole company.

    `country` is "DE" or, with a region, "DE-BE"; `days` are 1 (Monday) to 7. Absences keep their
    days and move with the zone.
    """
    if not permissions.can_arrange_hours(actor, person_id):
        raise NotAllowed(say("People say this themselves, or an administrator does."))
    person = locked_person(person_id)
    if time_zone and time_zone not in queries.time_zones():
        raise BadInput(say("Choose a time zone from the list."), field="time_zone")
    if country and not queries.has_holidays(country):
        raise BadInput(say("Choose a country from the list."), field="country")
    if reason := rules.why_not_have_hours(opens_at, closes_at, days):
        raise BadInput(reason, field="closes_at")
    moved = person.time_zone != time_zone
    person.time_zone, person.country = time_zone, country
    person.opens_at, person.closes_at = opens_at, closes_at
    person.works_on = "".join(str(day) for day in sorted(set(days)))
    person.save(update_fields=["time_zone", "country", "opens_at", "closes_at", "works_on"])
    if moved:
        move_absences(person)


@transaction.atomic
def write_how_to_work(
    *,
    actor: Actor,
    pace: Pace | None = None,
    nerve: Nerve | None = None,
    showing: Showing | None = None,
    text: str = "",
    skills: Collection[str] = (),
) -> None:
    """Say of oneself how to work with one, and what one can do. All of it may be left open."""
    person = locked_person(actor.me)
    if not person.is_active:
        raise NotFound
    text = typed(text, limit=rules.HOW_LIMIT, field="text", required=False)
    named = _skills(skills)
    HowToWork.objects.update_or_create(
        person=person,
        defaults={
            "pace": pace or "",
            "nerve": nerve or "",
            "showing": showing or "",
            "text": text,
            "written_at": clock.now(),
        },
    )
    person.skills.exclude(name__in=named).delete()
    known = set(person.skills.values_list("name", flat=True))
    Skill.objects.bulk_create(Skill(person=person, name=one) for one in named if one not in known)


@transaction.atomic
def place_person(*, actor: Actor, person_id: int, title: str, department_id: int) -> None:
    """Say what somebody does here and in which department. Their sides stay: those are said
    beside it, with their own start.
    """
    administrators_only(actor)
    person = locked_person(person_id)
    if not Department.objects.filter(pk=department_id).exists():
        raise BadInput(say("Choose a department from the list."), field="department")
    person.title = typed(title, limit=NAME_LIMIT, field="title", required=False)
    person.department_id = department_id
    person.save(update_fields=["title", "department"])


def _skills(skills: Collection[str]) -> list[str]:
    """Each once, whatever its case, as it was written first."""
    if reason := rules.why_not_have_skills(skills):
        raise BadInput(reason, field="skills")
    named: dict[str, str] = {}
    for skill in skills:
        if one := typed(skill, limit=rules.SKILL_LIMIT, field="skills", required=False):
            named.setdefault(one.casefold(), one)
    return list(named.values())
