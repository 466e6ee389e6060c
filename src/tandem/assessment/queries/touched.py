"""What many initiatives affect, and which data flow: for weighing how heavy a way has to be."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from tandem.assessment.models import DataCheck, Touch, TouchesNothing
from tandem.assessment.rules import TouchState
from tandem.core.prepared import numbers, prepared
from tandem.systems.rules import DataClass, Lifecycle


@dataclass(frozen=True, slots=True)
class TouchedSystem:
    """A system that was named for an initiative and not refused. New: IT hasn't confirmed its
    entry, or it isn't in use yet.
    """

    id: int
    name: str
    new: bool
    data: frozenset[DataClass]


@prepared
def _named() -> QuerySet[Touch, tuple[int, int, str, object, str, list[str]]]:
    found = Touch.objects.filter(initiative_id__in=numbers("initiatives"))
    found = found.exclude(state=TouchState.REFUSED.value).order_by("pk")
    system = ("name", "confirmed_at", "lifecycle", "data_classes")
    return found.values_list("initiative_id", "system_id", *(f"system__{one}" for one in system))


@prepared
def _flowing() -> QuerySet[DataCheck, tuple[int, list[str]]]:
    found = DataCheck.objects.filter(initiative_id__in=numbers("initiatives"), replaced_at=None)
    return found.values_list("initiative_id", "classes")


@prepared
def _untouched() -> QuerySet[TouchesNothing, tuple[int]]:
    found = TouchesNothing.objects.filter(initiative_id__in=numbers("initiatives"), ended_at=None)
    return found.values_list("initiative_id")


def systems_of(ids: Collection[int]) -> dict[int, list[TouchedSystem]]:
    """The systems named for each initiative. The caller has checked sight."""
    found: dict[int, list[TouchedSystem]] = {pk: [] for pk in ids}
    for pk, system_id, name, confirmed_at, lifecycle, classes in _named(initiatives=ids):
        new = confirmed_at is None or lifecycle == Lifecycle.PLANNED
        data = frozenset(DataClass(one) for one in classes)
        found[pk].append(TouchedSystem(system_id, name, new, data))
    return found


def data_of(ids: Collection[int]) -> dict[int, frozenset[DataClass]]:
    """The data that flow for each initiative, as far as somebody answered."""
    found = {pk: frozenset(map(DataClass, classes)) for pk, classes in _flowing(initiatives=ids)}
    return {pk: found.get(pk, frozenset()) for pk in ids}


def untouched_among(ids: Collection[int]) -> set[int]:
    """Those of which IT said that they affect nothing."""
    return {pk for (pk,) in _untouched(initiatives=ids)}


def affects(system_id: int, initiative: str = "pk") -> Exists:
    """That something affects a system, for a query on initiatives by their id's column."""
    touches = Touch.objects.filter(initiative_id=OuterRef(initiative), system_id=system_id)
    return Exists(touches.exclude(state=TouchState.REFUSED.value))
