"""“What if …?” of a use case: either side asks, Marketing answers."""

from dataclasses import replace

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.permissions import Standing, standing_on
from tandem.activity.services import record_event
from tandem.briefs import events, permissions, queries, rules
from tandem.briefs.models import Brief, ChangeRequest, Item, WhatIf
from tandem.briefs.rules import ItemKind, WhatIfOutcome
from tandem.briefs.services import state, writing
from tandem.core import clock
from tandem.core.errors import NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter


@transaction.atomic
def ask_what_if(*, actor: Actor, initiative_id: int, item_id: int, question: str) -> WhatIf:
    """Ask of a use case what happens if …. It waits for Marketing. Twice is once."""
    item, standing = _use_case(actor, initiative_id, item_id)
    if not permissions.can_ask_what_if(standing):
        raise NotAllowed(say("Take part in this initiative first; then you can ask here."))
    words = typed(question, limit=rules.TITLE_LIMIT, field="question")
    cards = WhatIf.objects.filter(item=item)
    if already := cards.filter(question=words).first():
        return already
    removed = queries.current_of(item).removed
    if reason := rules.why_not_ask(ItemKind(item.kind), cards.count(), removed=removed):
        raise RuleBroken(reason)
    card = WhatIf.objects.create(item=item, question=words, asked_by_id=actor.me)
    _record(events.WHAT_IF_ASKED, card, actor)
    state.settle_cards(item, actor)
    return card


@transaction.atomic
def answer_what_if(
    *,
    actor: Actor,
    initiative_id: int,
    item_id: int,
    card_id: int,
    outcome: WhatIfOutcome,
    words: str,
) -> WhatIf:
    """Marketing says what becomes of it. The answer becomes part of the use case, and so of what
    is signed: where both sides have signed it, it waits as any other change does.
    """
    item, standing = _use_case(actor, initiative_id, item_id)
    card = WhatIf.objects.filter(item=item, pk=card_id).first()
    if card is None:
        raise NotFound
    if not permissions.can_answer_what_if(queries.decided(actor, initiative_id, standing)):
        side = decision_rights().asked(Matter.USE).label
        raise NotAllowed(say("{side} answers this. Somebody of {side} here can.", side=side))
    said = typed(words, limit=rules.NOTE_LIMIT, field="words")
    current = queries.current_of(item)
    if reason := rules.why_not_change(removed=current.removed):
        raise RuleBroken(reason)
    if (card.answer, card.words) == (outcome.value, said):
        return card
    card.answer, card.words = outcome.value, said
    card.answered_by_id, card.answered_at = actor.me, clock.now()
    card.save()
    own = ChangeRequest.objects.filter(item=item, outcome="", written_by_id=actor.me)
    waiting = own.select_related("item", "base").first()
    content = queries.proposed(waiting) if waiting else queries.content_of(item, current)
    fields = rules.with_answer(content.fields, card.question, outcome, said)
    writing.save_content(item, replace(content, fields=fields), actor)
    _record(events.WHAT_IF_ANSWERED, card, actor, answer=outcome.value)
    state.settle_cards(item, actor)
    return card


def _use_case(actor: Actor, initiative_id: int, item_id: int) -> tuple[Item, Standing]:
    brief: Brief = state.locked(actor, initiative_id)
    item = Item.objects.filter(brief=brief, pk=item_id).select_related("current").first()
    if item is None:
        raise NotFound
    item.brief = brief
    return item, standing_on(actor, initiative_id)


def _record(kind: str, card: WhatIf, actor: Actor, **more: str) -> None:
    record_event(
        kind,
        actor=actor,
        subject_id=card.item.brief_id,
        item=str(card.item).lower(),
        item_id=card.item_id,
        card=card.pk,
        section=card.item.section,
        **more,
    )
