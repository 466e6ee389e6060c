"""Entries that nobody has called right for half a year: their owners are asked, and answer."""

from collections.abc import Collection

from django.db import transaction

from tandem.accounts.rules import CLOCK, Actor, Lane
from tandem.activity.queries import people_asked
from tandem.activity.services import close_turns, lock_subject, open_turn
from tandem.systems import events, queries, rules
from tandem.systems.services import state
from tandem.systems.services.entries import confirm_system, retire_system


@transaction.atomic
def ask_about_stale() -> int:
    """Let stale entries wait for their owners, else for whoever is on duty for IT."""
    new, over = rules.ask_now(queries.people_to_ask(), people_asked(events.STALE))
    for system_id in over:
        close_turns(events.STALE, subject_id=system_id, actor=CLOCK)
    for system_id, person in new:
        lock_subject(system_id)
        lane = None if person else Lane.IT
        open_turn(events.STALE, subject_id=system_id, actor=CLOCK, person_id=person, lane=lane)
    return len(new)


@transaction.atomic
def find_still_right(*, actor: Actor, lane: Lane | None, system_id: int) -> None:
    """Answer with one click that an entry is still right, for oneself or for one's side."""
    del lane  # who may say so is the same for either
    confirm_system(actor=actor, system_id=system_id)


@transaction.atomic
def confirm_systems(*, actor: Actor, system_ids: Collection[int]) -> int:
    """Say of several entries that they are still right: of all of them or of none."""
    chosen = state.several(system_ids)
    for system_id in chosen:
        confirm_system(actor=actor, system_id=system_id)
    return len(chosen)


@transaction.atomic
def retire_systems(*, actor: Actor, system_ids: Collection[int]) -> int:
    """Take several entries out of use: all of them or none."""
    chosen = state.several(system_ids)
    for system_id in chosen:
        retire_system(actor=actor, system_id=system_id)
    return len(chosen)
