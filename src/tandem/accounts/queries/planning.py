"""What planning needs to know of people: what they can do, and when they are away."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from tandem.accounts.models import Absence, Skill
from tandem.core.prepared import day, numbers, prepared


@prepared
def _absences() -> QuerySet[Absence, tuple[int, date, date]]:
    found = Absence.objects.filter(person_id__in=numbers("people"), ends_on__gte=day("since"))
    return found.order_by("starts_on", "pk").values_list("person_id", "starts_on", "ends_on")


@prepared
def _skills() -> QuerySet[Skill, tuple[int, str]]:
    found = Skill.objects.filter(person_id__in=numbers("people"))
    return found.order_by("name").values_list("person_id", "name")


def absences_since(person_ids: Collection[int], since: date) -> dict[int, list[tuple[date, date]]]:
    """When people are away: first and last day, from a day on."""
    found: dict[int, list[tuple[date, date]]] = {pk: [] for pk in person_ids}
    for pk, first, last in _absences(people=person_ids, since=since) if found else ():
        found[pk].append((first, last))
    return found


def skills_of_people(person_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """What each of them can do, in small letters, as skills are compared."""
    found: dict[int, set[str]] = {pk: set() for pk in person_ids}
    for pk, name in _skills(people=person_ids) if found else ():
        found[pk].add(name.casefold())
    return {pk: frozenset(names) for pk, names in found.items()}
