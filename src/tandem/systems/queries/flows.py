"""Reading which data flows where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from tandem.accounts.queries import Name, names
from tandem.accounts.rules import Actor
from tandem.activity.permissions import eyes_of, in_sight, visible_to
from tandem.core.errors import NotFound
from tandem.core.prepared import number, prepared
from tandem.systems.models import DataFlow, System
from tandem.systems.rules import DataClass, FlowEntry, FlowHow


@dataclass(frozen=True, slots=True)
class FlowEnd:
    """One of the two systems of a flow."""

    id: int
    name: str
    retired: bool

    @property
    def url(self) -> str:
        return f"/systems/{self.id}/"


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A flow as lists and pages show it."""

    id: int
    from_system: FlowEnd
    to_system: FlowEnd
    data_classes: tuple[DataClass, ...]
    how: FlowHow
    note: str
    version: int
    added_by: Name
    added_at: datetime
    confirmed_at: datetime | None
    confirmed_by: Name | None
    retired_at: datetime | None

    @property
    def url(self) -> str:
        return f"/systems/flows/{self.id}/"

    @property
    def personal(self) -> bool:
        """Whether it carries something about persons."""
        return any(one.is_personal for one in self.data_classes)


@dataclass(frozen=True, slots=True)
class FlowsOf:
    """What flows into a system and out of it."""

    gets: list[FlowRow]
    gives: list[FlowRow]


def flows_visible_to(actor: Actor) -> QuerySet[DataFlow]:
    """What every list of flows starts from: those whose two systems one may see."""
    both = visible_to(actor, "from_system__subject__") & visible_to(actor, "to_system__subject__")
    return DataFlow.objects.filter(both).select_related("from_system", "to_system")


def flow_visible_to(actor: Actor, flow_id: int) -> DataFlow:
    """The flow, or NotFound."""
    found = flows_visible_to(actor).filter(pk=flow_id).first() if flow_id < 2**63 else None
    if found is None:
        raise NotFound
    return found


def flows_listed(
    actor: Actor, *, system_id: int | None = None, ended: bool = False
) -> QuerySet[DataFlow]:
    """All flows that go on, or that have ended; those of one system where one is named."""
    found = flows_visible_to(actor).filter(retired_at__isnull=not ended)
    if system_id is not None:
        found = found.filter(Q(from_system_id=system_id) | Q(to_system_id=system_id))
    return found.order_by("pk")


def flow_row_of(actor: Actor, flow_id: int) -> FlowRow:
    """One flow as pages show it, or NotFound."""
    return flow_rows([flow_visible_to(actor, flow_id)])[0]


def flow_rows(flows: Iterable[DataFlow]) -> list[FlowRow]:
    """Turn flows into rows, with the names of who added and confirmed them in one query."""
    found = list(flows)
    known = names(pk for one in found for pk in (one.added_by_id, one.confirmed_by_id))
    return [
        FlowRow(
            id=one.pk,
            from_system=_end(one.from_system),
            to_system=_end(one.to_system),
            data_classes=tuple(DataClass(code) for code in one.data_classes),
            how=FlowHow(one.how),
            note=one.note,
            version=one.version,
            added_by=known[one.added_by_id],
            added_at=one.added_at,
            confirmed_at=one.confirmed_at,
            confirmed_by=known.get(one.confirmed_by_id or 0),
            retired_at=one.retired_at,
        )
        for one in found
    ]


def _end(system: System) -> FlowEnd:
    return FlowEnd(system.pk, system.name, system.retired_at is not None)


@prepared
def _flows_of_system() -> QuerySet[DataFlow, DataFlow]:
    here = Q(from_system=number("system")) | Q(to_system=number("system"))
    both = in_sight("from_system__subject__") & in_sight("to_system__subject__")
    return DataFlow.objects.filter(here, both, retired_at=None).order_by("pk")


@prepared
def _ends_of_system() -> QuerySet[System, System]:
    ids = DataFlow.objects.filter(
        Q(from_system=number("system")) | Q(to_system=number("system")), retired_at=None
    )
    given, taken = ids.values("to_system"), ids.values("from_system")
    return System.objects.filter(Q(pk__in=given) | Q(pk__in=taken))


def flows_of(actor: Actor, system_id: int) -> FlowsOf:
    """What goes on flowing into a system and out of it, by the names of the others."""
    flows = _flows_of_system(system=system_id, **eyes_of(actor))
    ends = {one.pk: one for one in _ends_of_system(system=system_id)} if flows else {}
    for flow in flows:
        flow.from_system, flow.to_system = ends[flow.from_system_id], ends[flow.to_system_id]
    rows = flow_rows(flows)
    gets = [row for row in rows if row.to_system.id == system_id]
    gives = [row for row in rows if row.from_system.id == system_id]
    gets.sort(key=lambda row: (row.from_system.name.casefold(), row.id))
    gives.sort(key=lambda row: (row.to_system.name.casefold(), row.id))
    return FlowsOf(gets, gives)


def flow_entry_of(flow: DataFlow) -> FlowEntry:
    """What people filled in."""
    return FlowEntry(
        from_system=flow.from_system_id,
        to_system=flow.to_system_id,
        data_classes=tuple(DataClass(code) for code in flow.data_classes),
        how=FlowHow(flow.how),
        note=flow.note,
    )


def live_flow_like(entry: FlowEntry) -> DataFlow | None:
    """The flow that goes on between the same two systems in the same way."""
    return DataFlow.objects.filter(
        from_system_id=entry.from_system,
        to_system_id=entry.to_system,
        how=entry.how.value,
        retired_at=None,
    ).first()


def has_unconfirmed_flows(system_id: int) -> bool:
    """Whether a system gives data in a way that IT hasn't confirmed."""
    waiting = DataFlow.objects.filter(from_system_id=system_id, confirmed_at=None, retired_at=None)
    return waiting.exists()


FlowInUse = tuple[int, int, frozenset[DataClass]]
"""From where to where, and which data; none: nobody has said which."""


def flows_in_use() -> list[FlowInUse]:
    """All flows that go on between systems in use, for what is made of the whole catalogue and
    kept by its stamp. Entries are open to whoever signs in.
    """
    going = DataFlow.objects.filter(
        retired_at=None, from_system__retired_at=None, to_system__retired_at=None
    )
    # Few combinations, many flows: each is made once.
    known: dict[tuple[str, ...], frozenset[DataClass]] = {}
    found = []
    columns = ("from_system_id", "to_system_id", "data_classes")
    for giver, taker, codes in going.order_by("pk").values_list(*columns):
        key = tuple(codes)
        if key not in known:
            known[key] = frozenset(DataClass(code) for code in codes)
        found.append((giver, taker, known[key]))
    return found
