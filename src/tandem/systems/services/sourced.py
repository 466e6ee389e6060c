"""A file of another catalogue is kept, looked at, and taken in: as often as one likes."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from tandem.accounts.rules import Actor, Lane
from tandem.activity.queries import people_asked
from tandem.activity.services import (
    close_turns,
    lock_subjects,
    make_subject,
    open_turn,
    record_events,
    rename_subject,
)
from tandem.core import clock
from tandem.core.errors import BadInput, NotAllowed
from tandem.core.words import Sentence, say
from tandem.formats.catalogues import UnusableCatalogue, kept_text
from tandem.systems import events, permissions, queries, rules
from tandem.systems.models import (
    CatalogueFile,
    CatalogueSource,
    DataFlow,
    SourcedEntry,
    System,
)
from tandem.systems.queries.sourced import Taking
from tandem.systems.rules.sourced import Compared
from tandem.systems.services import state

AT_ONCE = 500
"""Rows in one statement."""


@transaction.atomic
def upload_catalogue(*, actor: Actor, source: str, data: bytes) -> CatalogueFile:
    """Keep a file of another catalogue, to look at what it would bring. Nothing changes by that."""
    _keepers_only(actor)
    name = state.line(source, "source", required=True)
    try:
        content = kept_text(data)
    except UnusableCatalogue as unusable:
        raise BadInput(Sentence(unusable.template, **unusable.values), field="file") from unusable
    queries.read_text(content)
    # One waits at a time: whoever uploads another has seen the one before.
    CatalogueFile.objects.filter(by_id=actor.me, taken_at=None).delete()
    return CatalogueFile.objects.create(source_name=name, content=content, by_id=actor.me)


@transaction.atomic
def take_in_catalogue(
    *, actor: Actor, file_id: int, columns: Mapping[str, int] | None = None, whole: bool = True
) -> Compared:
    """Take a file in: what is new is added, what its source says otherwise than the last time is
    changed, all of it is confirmed. `whole`: what isn't in it is marked as no longer there.

    What people changed here stays; nothing is deleted or retired; flows wait for IT to confirm.
    """
    file = queries.file_of(actor, file_id)
    source = _source_called(actor, file.source_name)
    it = queries.taking(actor, source.name, queries.read_text(file.content), columns, whole=whole)
    if not it.found.entries:
        raise BadInput(say("Say which column has the name."), field="c_name")
    lock_subjects(sorted({*it.tied.values(), *(one.system_id for one in it.ties.values())}))
    added = _add(actor, it)
    _change(actor, it)
    _confirm(actor, it)
    _tie(it, source, {**it.tied, **added}, whole=whole)
    _add_flows(actor, it, {**it.tied, **added})
    file.content, file.taken_at = "", clock.now()
    file.save(update_fields=["content", "taken_at"])
    source.taken_at = clock.now()
    source.save(update_fields=["taken_at"])
    state.restamp()
    return it.compared


def _keepers_only(actor: Actor) -> None:
    if not permissions.can_keep_catalogue(actor):
        raise NotAllowed(say("People of IT take other catalogues in."))


def _source_called(actor: Actor, name: str) -> CatalogueSource:
    found, _ = CatalogueSource.objects.get_or_create(
        folded=name.casefold(), defaults={"name": name, "added_by_id": actor.me}
    )
    return CatalogueSource.objects.select_for_update().get(pk=found.pk)


def _add(actor: Actor, it: Taking) -> dict[str, int]:
    """The new entries: {key: system}. The source confirms them."""
    made, now = {}, clock.now()
    for key, entry in it.new.items():
        system = System(subject_id=make_subject(events.SYSTEM, entry.name), added_by_id=actor.me)
        state.fill(system, entry)
        system.confirmed_by_id, system.confirmed_at = actor.me, now
        made[key] = system
    System.objects.bulk_create(made.values(), batch_size=AT_ONCE)
    record_events(events.CAME_IN, actor=actor, data={one.pk: {} for one in made.values()})
    return {key: one.pk for key, one in made.items()}


def _change(actor: Actor, it: Taking) -> None:
    for system_id, entry in it.changed.items():
        system = it.systems[system_id]
        renamed = entry.name != system.name
        state.fill(system, entry)
        system.version += 1
        system.save()
        if renamed:
            rename_subject(system.pk, entry.name)
    record_events(events.CHANGED_BY_SOURCE, actor=actor, data=_of_each(it.changed))


def _confirm(actor: Actor, it: Taking) -> None:
    """The source says that everything in use which it holds is right."""
    ids = {pk for pk in it.tied.values() if it.systems[pk].retired_at is None}
    for some in _parts(sorted(ids)):
        System.objects.filter(pk__in=some).update(
            confirmed_by_id=actor.me, confirmed_at=clock.now()
        )
    quiet = ids - it.changed.keys()
    record_events(events.CONFIRMED_BY_SOURCE, actor=actor, data=_of_each(quiet))
    for kind in (events.CONFIRM, events.STALE):
        for system_id in sorted(ids & people_asked(kind).keys()):
            close_turns(kind, subject_id=system_id, actor=actor)


def _tie(it: Taking, source: CatalogueSource, here: Mapping[str, int], *, whole: bool) -> None:
    """Remember what the source said, and mark what is no longer in it."""
    now, fresh = clock.now(), []
    for key, system_id in here.items():
        said, tie = dict(it.meant[key].digests), it.ties.get(key)
        if tie is None:
            fresh.append(SourcedEntry(source=source, key=key, system_id=system_id, said=said))
        elif said != tie.said:
            SourcedEntry.objects.filter(pk=tie.pk).update(said=said)
    SourcedEntry.objects.bulk_create(fresh, batch_size=AT_ONCE)
    for seen in _parts([tie.pk for key, tie in it.ties.items() if key in here]):
        SourcedEntry.objects.filter(pk__in=seen).update(seen_at=now, gone_at=None)
    missing = [tie.pk for key, tie in it.ties.items() if whole and key not in here]
    for gone in _parts(missing):
        SourcedEntry.objects.filter(pk__in=gone, gone_at=None).update(gone_at=now)


def _add_flows(actor: Actor, it: Taking, here: Mapping[str, int]) -> None:
    """What the source says of data flowing is a suggestion: IT says whether it is so."""
    wanted = queries.new_flows(it, here)
    it.compared.flows = len(wanted)
    made = [
        DataFlow(
            from_system_id=giver,
            to_system_id=taker,
            how=how,
            note=note[: rules.NOTE_LIMIT],
            added_by_id=actor.me,
        )
        for giver, taker, how, note in wanted
    ]
    DataFlow.objects.bulk_create(made, batch_size=AT_ONCE)
    asked = people_asked(events.CONFIRM_FLOWS).keys()
    givers = {one.from_system_id for one in made}
    record_events(events.FLOWS_CAME_IN, actor=actor, data=_of_each(givers))
    for system_id in sorted(givers - asked):
        open_turn(events.CONFIRM_FLOWS, subject_id=system_id, actor=actor, lane=Lane.IT)


def _of_each(ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """An event without more to say, for each."""
    return {pk: {} for pk in sorted(ids)}


def _parts(ids: list[int]) -> list[list[int]]:
    return [ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE)]


def carry_sources(merged_id: int, into_id: int) -> None:
    """What came as one entry is the other from now on. Part of merging, in its transaction."""
    SourcedEntry.objects.filter(system_id=merged_id).update(system_id=into_id)
