"""Files on their way into a brief, for pages and programs alike."""

from collections.abc import Iterable

from tandem.accounts.rules import Actor
from tandem.activity.permissions import standing_on
from tandem.briefs import queries, rules
from tandem.briefs.rules import Section
from tandem.core.errors import NotAllowed
from tandem.core.taking_in import KeptFile, take_in
from tandem.rights.queries import decision_rights


def receive(actor: Actor, initiative_id: int, chunks: Iterable[bytes]) -> KeptFile:
    """Take in a file that shows what it could look like. Who may not is told before it is read.

    Raises BadInput with what is wrong with it.
    """
    queries.brief_visible_to(actor, initiative_id)
    decided = queries.written(actor, initiative_id, standing_on(actor, initiative_id))
    touched = {rules.matter_of(Section.LOOKS)}
    if reason := rules.why_not_edit(touched, decided, decision_rights()):
        raise NotAllowed(reason)
    return take_in(chunks)
