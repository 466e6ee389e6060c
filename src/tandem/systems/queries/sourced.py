"""What a file of another catalogue would do to this one, and where entries came from."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from tandem.accounts.queries import people_by_mail_and_name
from tandem.accounts.rules import Actor
from tandem.core.errors import BadInput, NotFound
from tandem.core.words import Sentence
from tandem.formats.catalogues import (
    Catalogue,
    FoundEntry,
    UnusableCatalogue,
    entries_of,
    read_catalogue,
)
from tandem.systems import permissions, rules
from tandem.systems.models import CatalogueFile, CatalogueSource, DataFlow, SourcedEntry, System
from tandem.systems.queries.entries import entry_of, systems_visible_to
from tandem.systems.rules import Entry, sourced
from tandem.systems.rules.sourced import Compared, Meant

_OWNERS = ("it_owner", "business_owner")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as lists show it: how many of its entries are here, and how many it lost."""

    id: int
    name: str
    taken_at: datetime | None
    count: int
    gone: int


@dataclass(frozen=True, slots=True)
class SourceOf:
    """Where an entry came from, and since when it is no longer there."""

    name: str
    seen_at: datetime
    gone_at: datetime | None


@dataclass(slots=True)
class Taking:
    """A file held against the catalogue: what it says, and what each of its entries would be."""

    found: Catalogue
    source: CatalogueSource | None
    ties: Mapping[str, SourcedEntry]
    systems: Mapping[int, System]
    compared: Compared = field(default_factory=Compared)
    meant: dict[str, Meant] = field(default_factory=dict)
    new: dict[str, Entry] = field(default_factory=dict)
    tied: dict[str, int] = field(default_factory=dict)
    """Entries that are here: {key: system}, changed or not, retired ones too."""
    changed: dict[int, Entry] = field(default_factory=dict)


def file_of(actor: Actor, file_id: int) -> CatalogueFile:
    """One's own file that still waits, or NotFound."""
    waiting = CatalogueFile.objects.filter(pk=file_id, by_id=actor.me, taken_at=None)
    found = waiting.first() if file_id < 2**63 else None
    if found is None or not permissions.can_keep_catalogue(actor):
        raise NotFound
    return found


def source_called(name: str) -> CatalogueSource | None:
    """The source of this name, whatever its case."""
    return CatalogueSource.objects.filter(folded=name.casefold()).first()


def sources() -> list[SourceRow]:
    """All sources, by name."""
    counts: dict[int, list[int]] = {}
    for source_id, gone_at in SourcedEntry.objects.values_list("source_id", "gone_at"):
        both = counts.setdefault(source_id, [0, 0])
        both[gone_at is not None] += 1
    return [
        SourceRow(one.pk, one.name, one.taken_at, *counts.get(one.pk, (0, 0)))
        for one in CatalogueSource.objects.order_by("folded")
    ]


def sources_of(system_id: int) -> list[SourceOf]:
    """Where an entry came from. The caller has checked sight."""
    ties = SourcedEntry.objects.filter(system_id=system_id).select_related("source")
    return [
        SourceOf(one.source.name, one.seen_at, one.gone_at)
        for one in ties.order_by("source__folded")
    ]


def read_text(text: str) -> Catalogue:
    """What is in a file. Raises BadInput."""
    try:
        return read_catalogue(text)
    except UnusableCatalogue as unusable:
        raise BadInput(Sentence(unusable.template, **unusable.values), field="file") from unusable


def taking(
    actor: Actor,
    source_name: str,
    found: Catalogue,
    columns: Mapping[str, int] | None = None,
    *,
    whole: bool = True,
) -> Taking:
    """Hold a file against the catalogue; of a table by its columns. `whole`: what isn't in it is no
    longer in its source.
    """
    read = entries_of(found, found.columns if columns is None else columns)
    source = source_called(source_name)
    tied = SourcedEntry.objects.filter(source=source).order_by("pk") if source else ()
    ties = {one.key: one for one in tied}
    systems = {one.pk: one for one in systems_visible_to(actor).order_by("pk")}
    it = Taking(read, source, ties, systems)
    _sort_entries(it)
    if whole:
        keys = {one.key for one in read.entries}
        it.compared.gone = [
            systems[one.system_id].name
            for one in ties.values()
            if one.key not in keys and one.gone_at is None and one.system_id in systems
        ]
    it.compared.flows = len(new_flows(it, it.tied)) + _flows_of_new(it)
    return it


def _sort_entries(it: Taking) -> None:
    person = _person_called(it.found.entries)
    by_name = {one.name.casefold(): one for one in it.systems.values() if one.retired_at is None}
    for found in it.found.entries:
        told = sourced.meant(found.said, person)
        it.meant[found.key] = told
        it.compared.unread += [(found.name, role, text) for role, text in told.unread]
        tie = it.ties.get(found.key)
        system = it.systems.get(tie.system_id) if tie else by_name.get(found.name.casefold())
        if system is None:
            it.new[found.key] = sourced.fresh(told)
            it.compared.new.append(found.name)
            continue
        it.tied[found.key] = system.pk
        if system.retired_at is not None:
            it.compared.retired.append(system.name)
            continue
        it.compared.back += tie is not None and tie.gone_at is not None
        standing = entry_of(system)
        after = (
            sourced.come_again(standing, told, tie.said) if tie else sourced.joined(standing, told)
        )
        after = _with_free_name(after, standing, by_name)
        _note_difference(it, system, standing, after, is_known=tie is not None)


def _note_difference(
    it: Taking, system: System, standing: Entry, after: Entry, *, is_known: bool
) -> None:
    differs = sourced.what_differs(standing, after)
    if differs and rules.why_not_enter(after) is None:
        it.changed[system.pk] = after
        it.compared.changed.append((system.name, differs))
    elif not is_known:
        it.compared.joined.append(system.name)
    else:
        it.compared.same += 1


def _with_free_name(after: Entry, standing: Entry, by_name: Mapping[str, System]) -> Entry:
    """A name that another entry has is not taken."""
    other = by_name.get(after.name.casefold())
    if other is None or other.name.casefold() == standing.name.casefold():
        return after
    return replace(after, name=standing.name)


def _person_called(entries: Iterable[FoundEntry]) -> Callable[[str], int | None]:
    """Whoever has this address, or alone this name."""
    owners = {one.said[role] for one in entries for role in _OWNERS if role in one.said}
    called_so = {" ".join(one.split()) for one in owners}
    by_mail, by_name = people_by_mail_and_name(called_so, called_so)

    def called(text: str) -> int | None:
        plain = " ".join(text.split()).casefold()
        return by_mail.get(plain) or by_name.get(plain)

    return called


def _flows_of_new(it: Taking) -> int:
    """Flows that begin or end at what isn't here yet."""
    known = {one.key for one in it.found.entries}
    return sum(
        {one.giver, one.taker} <= known and not {one.giver, one.taker} <= it.tied.keys()
        for one in it.found.flows
    )


def new_flows(it: Taking, tied: Mapping[str, int]) -> list[tuple[int, int, str, str]]:
    """Flows of the file between entries that are here, which nobody has noted or ended before:
    (from, to, how, note).
    """
    wanted = {
        (tied[one.giver], tied[one.taker], one.how): one.note
        for one in it.found.flows
        if one.giver in tied and one.taker in tied and tied[one.giver] != tied[one.taker]
    }
    if not wanted:
        return []
    known = _pairs_known({giver for giver, _, _ in wanted})
    return [(*key, note) for key, note in wanted.items() if key[:2] not in known]


def _pairs_known(givers: Collection[int]) -> set[tuple[int, int]]:
    """Ended ones count: what people said is over doesn't begin again by itself."""
    flows = DataFlow.objects.filter(from_system_id__in=sorted(givers))
    return set(flows.values_list("from_system_id", "to_system_id"))
