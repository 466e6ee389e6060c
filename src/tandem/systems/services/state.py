"""What the acts of this context share. Called inside their transaction."""

from collections.abc import Collection

from tandem.accounts.rules import Actor, Lane
from tandem.activity.services import close_turns, lock_subject, open_turn
from tandem.core.errors import BadInput, NotAllowed
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.systems import events, permissions, queries, rules
from tandem.systems.models import CatalogueState, System, new_stamp
from tandem.systems.rules import Entry


def locked(actor: Actor, system_id: int) -> System:
    """The entry, locked, as the actor sees it; hidden and missing are the same."""
    queries.system_visible_to(actor, system_id)
    lock_subject(system_id)
    return queries.system_visible_to(actor, system_id)


def kept(actor: Actor, system_id: int) -> System:
    """The entry, locked, for an act of who keeps the catalogue."""
    system = locked(actor, system_id)
    if not permissions.can_keep_catalogue(actor):
        raise NotAllowed(say("People of IT keep the entries of the catalogue."))
    return system


def restamp() -> None:
    """What is cached of the catalogue no longer holds, in any process."""
    CatalogueState.objects.update_or_create(pk=1, defaults={"stamp": new_stamp()})


def settle_entry(actor: Actor, system: System) -> None:
    """Nobody waits any more for a word on an entry: it was said, or the entry is out of use."""
    for kind in (events.CONFIRM, events.STALE):
        close_turns(kind, subject_id=system.pk, actor=actor)


def settle_flows(actor: Actor, system: System) -> None:
    """Let the flows that a system gives wait for IT while one is unconfirmed, and no longer."""
    if system.retired_at is None and queries.has_unconfirmed_flows(system.pk):
        open_turn(events.CONFIRM_FLOWS, subject_id=system.pk, actor=actor, lane=Lane.IT)
    else:
        close_turns(events.CONFIRM_FLOWS, subject_id=system.pk, actor=actor)


def line(text: str, field: str, limit: int = rules.NAME_LIMIT, *, required: bool = False) -> str:
    """A typed line without odd spaces, or BadInput naming its field."""
    return " ".join(typed(text, limit=limit, field=field, required=required).split())


def fill(system: System, entry: Entry) -> None:
    """Write what people filled in into the row, and what words are looked for in."""
    system.name, system.kind, system.vendor = entry.name, entry.kind.value, entry.vendor
    system.aliases = list(entry.aliases)
    system.it_owner_id, system.business_owner_id = entry.it_owner, entry.business_owner
    system.criticality = entry.criticality.value
    system.data_classes = [one.value for one in entry.data_classes]
    system.support_hours, system.support_team = entry.support_hours, entry.support_team
    system.yearly_cost, system.renews_on = entry.yearly_cost, entry.renews_on
    system.lifecycle, system.target = entry.lifecycle.value, entry.target.value
    system.replaced_by, system.target_means = entry.replaced_by, entry.target_means
    named = [entry.name, *entry.aliases, entry.vendor]
    system.found_by = "\n".join(part.casefold() for part in named) + "\n"


def several(system_ids: Collection[int]) -> list[int]:
    """In one order for everybody, so that nobody waits for each other in a circle."""
    chosen = sorted(set(system_ids))
    if not chosen:
        raise BadInput(say("Choose at least one."), field="chosen")
    if len(chosen) > rules.SEVERAL_AT_MOST:
        raise BadInput(say("Choose {most} at most.", most=rules.SEVERAL_AT_MOST), field="chosen")
    return chosen
