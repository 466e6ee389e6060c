"""What both sides agreed on elsewhere comes into the brief."""

from dataclasses import replace
from decimal import Decimal

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import lock_subject
from tandem.briefs import queries, rules
from tandem.briefs.models import ChangeRequest
from tandem.briefs.rules import Effort, How, Priority
from tandem.briefs.services import changing, writing
from tandem.core.errors import RuleBroken


def lock_brief(actor: Actor, initiative_id: int) -> None:
    """Let the others wait who want to change the brief, if there is one."""
    if brief := queries.brief_if_started(actor, initiative_id):
        lock_subject(brief.pk)


@transaction.atomic
def let_must_be_should(
    *, actor: Actor, weigher: Actor, initiative_id: int, item_id: int, note: str
) -> None:
    """A must becomes a should, as whoever decides it (`actor`) and IT (`weigher`) have agreed.

    What both have signed changes as any signed text does: leaving it out takes no days, so it uses
    nothing of the allowance; where that is used up, they sign the part itself before.
    """
    item, _section, decided = writing.item_to_write(actor, initiative_id, item_id)
    writing.nothing_waits(item)
    current = queries.current_of(item)
    before = queries.content_of(item, current)
    content = replace(before, priority=Priority.SHOULD)
    writing.may_touch(rules.matters_touched(before, content), decided)
    writing.save_content(item, content, actor)
    change = ChangeRequest.objects.filter(item=item, outcome="").first()
    if change is None:
        return
    if reason := queries.why_not_shoulds(item.brief_id, {item.pk: str(item)}):
        raise RuleBroken(reason)
    change = changing.state_change_effort(
        actor=weigher,
        initiative_id=initiative_id,
        change_id=change.pk,
        effort=Effort(Decimal(0), Decimal(0)),
    )
    changing.apply_change(
        actor=actor, initiative_id=initiative_id, change_id=change.pk, how=How.ALLOWANCE, note=note
    )
