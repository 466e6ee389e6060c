"""An empty catalogue begins with a few entries that most companies have."""

from collections.abc import Sequence

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.systems import permissions, queries, rules
from tandem.systems.models import System
from tandem.systems.rules import Entry
from tandem.systems.services.entries import add_system


@transaction.atomic
def begin_catalogue(*, actor: Actor, entries: Sequence[Entry]) -> list[System]:
    """Add the first entries, all or none. What Marketing begins with waits for IT to confirm it."""
    if not permissions.can_add_system(actor):
        raise NotAllowed(say("People of Marketing and IT add systems."))
    if reason := rules.why_not_begin(entries=queries.how_many(), chosen=len(entries)):
        raise RuleBroken(reason)
    return [add_system(actor=actor, entry=entry) for entry in entries]
