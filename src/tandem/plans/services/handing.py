"""The list of what will be built: handed over by IT, accepted by Marketing or sent back."""

from collections.abc import Collection

from django.db import transaction

from tandem.accounts.rules import Actor, Lane
from tandem.activity.permissions import standing_on
from tandem.activity.services import close_turns, open_turn, record_event, salted_digest
from tandem.core import clock
from tandem.core.errors import NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.plans import events, permissions, queries, rules
from tandem.plans.models import ScopeList, ScopeListItem
from tandem.plans.rules import ListState, ScopeFacts
from tandem.plans.services import state


@transaction.atomic
def hand_over_list(
    *, actor: Actor, initiative_id: int, inside: Collection[int], note: str = "", seen: str
) -> ScopeList:
    """Hand over what fits the budget. `seen` is the digest of the facts it was chosen from.

    The same list twice is one; another list takes the place of one that waits.
    """
    state.locked_for_scope(actor, initiative_id)
    if not permissions.can_hand_over(standing_on(actor, initiative_id)):
        raise NotAllowed(say("IT's people on this initiative hand over what fits."))
    text = typed(note, limit=rules.TEXT_LIMIT, field="note", required=False)
    budget = queries.budget_standing(initiative_id)
    facts = queries.scope_facts(initiative_id, budget.build if budget else None)
    chosen = frozenset(inside)
    if not chosen <= {one.id for one in facts.wanted}:
        raise NotFound
    if seen != facts.digest:
        raise RuleBroken(
            say("Budget, effort or worth has changed since you looked. Look at what fits now.")
        )
    if reason := rules.why_not_hand_over(facts, chosen, has_budget=budget is not None):
        raise RuleBroken(reason)
    before = queries.latest_list(initiative_id)
    again = before and (before.digest, before.inside) == (facts.digest, chosen)
    if before and again and before.state is not ListState.SENT_BACK:
        return ScopeList.objects.get(pk=before.id)
    handed = _write(facts, chosen, actor, initiative_id, text, before.number if before else 0)
    record_event(
        events.LIST_HANDED,
        actor=actor,
        subject_id=initiative_id,
        number=handed.number,
        content=salted_digest(initiative_id, ",".join(map(str, sorted(chosen)))),
    )
    close_turns(events.HAND_OVER, subject_id=initiative_id, actor=actor)
    open_turn(events.ACCEPT_LIST, subject_id=initiative_id, actor=actor, lane=Lane.MARKETING)
    return handed


def _write(
    facts: ScopeFacts,
    chosen: frozenset[int],
    actor: Actor,
    initiative_id: int,
    note: str,
    last: int,
) -> ScopeList:
    handed = ScopeList.objects.create(
        initiative_id=initiative_id,
        number=last + 1,
        digest=facts.digest,
        budget=facts.budget,
        money=facts.money_of(chosen),
        days=facts.days_of(chosen),
        note=note,
        handed_by_id=actor.me,
    )
    ScopeListItem.objects.bulk_create(
        ScopeListItem(
            scope_list=handed,
            item_id=one.id,
            days=one.days,
            money=one.price(facts.rate),
            worth=one.counts,
        )
        for one in facts.wanted
        if one.id in chosen
    )
    return handed


@transaction.atomic
def accept_list(*, actor: Actor, initiative_id: int, list_id: int) -> ScopeList:
    """Accept for Marketing what will be built."""
    handed = _to_answer(actor, initiative_id, list_id)
    _answer(handed, actor, accepted=True, words="")
    record_event(events.LIST_ACCEPTED, actor=actor, subject_id=initiative_id, number=handed.number)
    return handed


@transaction.atomic
def send_list_back(*, actor: Actor, initiative_id: int, list_id: int, words: str) -> ScopeList:
    """Send the list back for Marketing, and say what should be otherwise."""
    handed = _to_answer(actor, initiative_id, list_id)
    text = typed(words, limit=rules.TEXT_LIMIT, field="words")
    _answer(handed, actor, accepted=False, words=text)
    record_event(
        events.LIST_SENT_BACK,
        actor=actor,
        subject_id=initiative_id,
        number=handed.number,
        text=salted_digest(initiative_id, text),
    )
    open_turn(events.HAND_OVER, subject_id=initiative_id, actor=actor, lane=Lane.IT)
    return handed


def _to_answer(actor: Actor, initiative_id: int, list_id: int) -> ScopeList:
    """The list that waits for Marketing. An older one was replaced by a newer one."""
    state.locked_for_scope(actor, initiative_id)
    handed = ScopeList.objects.filter(initiative_id=initiative_id, pk=list_id).first()
    if handed is None:
        raise NotFound
    if not permissions.can_answer_list(standing_on(actor, initiative_id)):
        raise NotAllowed(say("Marketing's people on this initiative answer."))
    newest = queries.latest_list(initiative_id)
    if newest is None or newest.id != list_id:
        raise RuleBroken(say("IT has handed over a newer list meanwhile: read that one."))
    if reason := rules.why_not_answer_list(newest.state):
        raise RuleBroken(reason)
    return handed


def _answer(handed: ScopeList, actor: Actor, *, accepted: bool, words: str) -> None:
    handed.accepted, handed.words = accepted, words
    handed.answered_by_id, handed.answered_at = actor.me, clock.now()
    handed.save(update_fields=["accepted", "words", "answered_by", "answered_at"])
    close_turns(events.ACCEPT_LIST, subject_id=handed.initiative_id, actor=actor)
