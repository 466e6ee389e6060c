"""Several entries are given the same at once."""

from collections.abc import Collection

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.core.errors import BadInput
from tandem.systems import queries, rules
from tandem.systems.rules import SeveralChanges
from tandem.systems.services import state
from tandem.systems.services.entries import edit_system


@transaction.atomic
def edit_systems(*, actor: Actor, system_ids: Collection[int], changes: SeveralChanges) -> int:
    """Change the same of several entries: of all of them or of none. Says how many differ now."""
    if reason := rules.why_not_change(changes):
        raise BadInput(reason, field="chosen")
    differ = 0
    for system_id in state.several(system_ids):
        system = state.locked(actor, system_id)
        standing = queries.entry_of(system)
        entry = rules.changed(standing, changes)
        edit_system(actor=actor, system_id=system_id, entry=entry, version=system.version)
        differ += entry != standing
    return differ
