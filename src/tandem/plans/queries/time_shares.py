"""What part of their time people give to what, as it was agreed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from tandem.core.prepared import number, numbers, prepared
from tandem.plans.models import TimeShare
from tandem.plans.problems import shares_left


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gives to an initiative, and whether they help with others' work there."""

    percent: int
    helps: bool


@prepared
def _given() -> QuerySet[TimeShare, tuple[int, int, bool]]:
    found = TimeShare.objects.filter(initiative_id=number("initiative"), replaced_at=None)
    return found.values_list("person_id", "percent", "helps")


@prepared
def _of_people() -> QuerySet[TimeShare, tuple[int, int, int]]:
    found = TimeShare.objects.filter(person_id__in=numbers("people"), replaced_at=None)
    return found.values_list("person_id", "initiative_id", "percent")


def time_given(initiative_id: int) -> dict[int, Given]:
    """What was agreed there: {person: what they give}."""
    return {pk: Given(share, bool(helps)) for pk, share, helps in _given(initiative=initiative_id)}


def shares_of(person_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """What people give to what, as far as it was agreed: {person: {initiative: percent}}."""
    found: dict[int, dict[int, int]] = {pk: {} for pk in person_ids}
    for person, initiative, percent in _of_people(people=list(found)) if found else ():
        found[person][initiative] = percent
    return found


def share_beside(initiative_id: int, begun: Mapping[int, set[int]]) -> dict[int, float]:
    """The part of their time that people have for an initiative, of those of whom anything was
    agreed. `begun` is where each has something under way.
    """
    found = {}
    for person, agreed in shares_of(begun).items():
        share = shares_left(agreed, begun[person] | {initiative_id}, initiative_id)
        if share is not None:
            found[person] = share
    return found
