"""Reading the entries of the catalogue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from tandem.accounts.queries import Name, duty_person, names
from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import eyes_of, in_sight, visible_to
from tandem.core import clock
from tandem.core.errors import NotFound
from tandem.core.prepared import number, numbers, prepared
from tandem.systems import rules
from tandem.systems.models import System
from tandem.systems.rules import (
    Criticality,
    DataClass,
    Entry,
    EntryKind,
    Lifecycle,
    Target,
)


class Shown(StrEnum):
    """Which entries a list shows."""

    ACTIVE = ""
    TO_CONFIRM = "to_confirm"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class SystemRow:
    """An entry as lists show it."""

    id: int
    name: str
    kind: EntryKind
    aliases: tuple[str, ...]
    vendor: str
    it_owner: Name | None
    business_owner: Name | None
    criticality: Criticality
    data_classes: tuple[DataClass, ...]
    lifecycle: Lifecycle
    target: Target
    confirmed_at: datetime | None
    confirmed_by: Name | None
    stale: bool
    retired_at: datetime | None

    @property
    def url(self) -> str:
        return f"/systems/{self.id}/"


@dataclass(frozen=True, slots=True)
class SystemName:
    """Another entry, by name."""

    id: int
    name: str

    @property
    def url(self) -> str:
        return f"/systems/{self.id}/"


@dataclass(frozen=True, slots=True)
class SystemWhole:
    """An entry as its own page shows it."""

    row: SystemRow
    entry: Entry
    version: int
    added_by: Name
    added_at: datetime
    retired_by: Name | None
    merged_into: SystemName | None
    """The entry that this one was merged into."""
    stands_in: Name | None
    """Who looks after it while its owner in IT isn't there."""

    @property
    def personal(self) -> list[DataClass]:
        """What it holds about persons."""
        return [one for one in self.entry.data_classes if one.is_personal]


def systems_visible_to(actor: Actor) -> QuerySet[System]:
    """What every list of systems starts from. Entries are open to whoever may sign in."""
    return System.objects.filter(visible_to(actor, "subject__"))


def system_visible_to(actor: Actor, system_id: int) -> System:
    """The entry, or NotFound."""
    found = _visible_systems.first(system=system_id, **eyes_of(actor))
    if found is None:
        raise NotFound
    return found


def by_name(actor: Actor, *, words: str = "", shown: Shown = Shown.ACTIVE) -> QuerySet[System]:
    """What a list page shows: entries in which every one of the words stands somewhere, be it in
    the name, another name or the vendor.
    """
    found = systems_visible_to(actor).filter(retired_at__isnull=shown is not Shown.RETIRED)
    if shown is Shown.TO_CONFIRM:
        found = found.filter(confirmed_at=None)
    if "\0" in words:
        return found.none()  # no text holds one, and PostgreSQL refuses to look
    for word in words.casefold().split()[:8]:
        found = found.filter(found_by__contains=word)
    return found.order_by("name", "pk")


class Lacking(StrEnum):
    """What entries of a list have not been given."""

    NOTHING = ""
    IT_OWNER = "it_owner"
    BUSINESS_OWNER = "business_owner"
    DATA = "data"


def lacking(actor: Actor, what: Lacking, *, words: str = "") -> QuerySet[System]:
    """Entries in use that lack something."""
    found = by_name(actor, words=words)
    if what is Lacking.DATA:
        return found.filter(data_classes=[])
    return found if what is Lacking.NOTHING else found.filter(**{what.value: None})


def rows(systems: Iterable[System]) -> list[SystemRow]:
    """Turn entries into list rows, with the names of their owners in one query."""
    found = list(systems)
    known = names(
        pk for one in found for pk in (one.it_owner_id, one.business_owner_id, one.confirmed_by_id)
    )
    now = clock.now()
    return [_row(one, known, now) for one in found]


def _row(system: System, known: Mapping[int, Name], now: datetime) -> SystemRow:
    return SystemRow(
        id=system.pk,
        name=system.name,
        kind=EntryKind(system.kind),
        aliases=tuple(system.aliases),
        vendor=system.vendor,
        it_owner=known.get(system.it_owner_id or 0),
        business_owner=known.get(system.business_owner_id or 0),
        criticality=Criticality(system.criticality),
        data_classes=tuple(DataClass(code) for code in system.data_classes),
        lifecycle=Lifecycle(system.lifecycle),
        target=Target(system.target),
        confirmed_at=system.confirmed_at,
        confirmed_by=known.get(system.confirmed_by_id or 0),
        stale=system.retired_at is None and rules.is_stale(system.confirmed_at, now),
        retired_at=system.retired_at,
    )


def entry_of(system: System) -> Entry:
    """What people filled in."""
    return Entry(
        name=system.name,
        kind=EntryKind(system.kind),
        aliases=tuple(system.aliases),
        vendor=system.vendor,
        it_owner=system.it_owner_id,
        business_owner=system.business_owner_id,
        criticality=Criticality(system.criticality),
        data_classes=tuple(DataClass(code) for code in system.data_classes),
        support_hours=system.support_hours,
        support_team=system.support_team,
        yearly_cost=system.yearly_cost,
        renews_on=system.renews_on,
        lifecycle=Lifecycle(system.lifecycle),
        target=Target(system.target),
        replaced_by=system.replaced_by,
        target_means=system.target_means,
    )


@prepared
def _visible_systems() -> QuerySet[System, System]:
    return System.objects.filter(in_sight("subject__"), subject_id=number("system"))


def system_row(actor: Actor, system_id: int) -> SystemRow:
    """One entry as lists show it, or NotFound."""
    return rows([system_visible_to(actor, system_id)])[0]


def whole(actor: Actor, system_id: int) -> SystemWhole:
    """Everything the entry's page shows of this context."""
    system = system_visible_to(actor, system_id)
    known = names([system.added_by_id, system.retired_by_id])
    row = rows([system])[0]
    return SystemWhole(
        row=row,
        entry=entry_of(system),
        version=system.version,
        added_by=known[system.added_by_id],
        added_at=system.added_at,
        retired_by=known.get(system.retired_by_id or 0),
        merged_into=_name_of(system.merged_into_id),
        stands_in=_who_stands_in(row.it_owner),
    )


def _name_of(system_id: int | None) -> SystemName | None:
    found = System.objects.filter(pk=system_id).first() if system_id else None
    return SystemName(found.pk, found.name) if found else None


def _who_stands_in(owner: Name | None) -> Name | None:
    """Whoever is on duty for IT looks after an entry whose owner there isn't there."""
    if owner is not None and owner.active:
        return None
    duty = duty_person(Lane.IT)
    return names([duty]).get(duty) if duty else None


@prepared
def _of_ids() -> QuerySet[System, System]:
    return System.objects.filter(pk__in=numbers("systems")).order_by("name", "pk")


def rows_of(system_ids: Iterable[int]) -> dict[int, SystemRow]:
    """Entries by their ids, retired ones too, by name. All of them are open."""
    return {row.id: row for row in rows(_of_ids(systems=sorted(set(system_ids))))}


def vendors_in_use(vendors: Iterable[str]) -> frozenset[str]:
    """Those of whom IT has confirmed something that is in use."""
    found = System.objects.filter(
        vendor__in=set(vendors),
        confirmed_at__isnull=False,
        retired_at=None,
        lifecycle=Lifecycle.LIVE.value,
    )
    return frozenset(found.values_list("vendor", flat=True))


def where_merged(system_ids: Iterable[int]) -> dict[int, int]:
    """{id: what it turned out to be} of those entries that were merged into another since."""
    found: dict[int, int] = {}
    left = {pk: pk for pk in system_ids}
    while left:
        merged = dict(
            System.objects.filter(pk__in=set(left.values()), merged_into__isnull=False).values_list(
                "pk", "merged_into_id"
            )
        )
        left = {pk: merged[last] for pk, last in left.items() if last in merged}
        found |= left
    return found


def system_with_form_key(actor: Actor, form_key: str) -> System | None:
    """The entry that this person's form has already added, if it has."""
    return System.objects.filter(added_by_id=actor.me, form_key=form_key).first()


def how_many() -> int:
    """How many entries there are, retired ones too."""
    return System.objects.count()


def same_name(name: str, *, but: int | None = None) -> System | None:
    """The active entry of this name, whatever its case, that isn't `but`."""
    named = System.objects.filter(found_by__startswith=f"{name.casefold()}\n", retired_at=None)
    return named.exclude(pk=but).first()
