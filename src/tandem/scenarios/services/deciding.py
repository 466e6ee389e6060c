"""A scenario is proposed to the sides that decide what it moves; it is adopted or declined."""

from django.db import transaction

from tandem.accounts.rules import Actor, Lane
from tandem.activity.services import close_turns, open_turn, record_event, salted_digest
from tandem.core import clock
from tandem.core.errors import NotAllowed, NotFound, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.scenarios import events, queries, rules
from tandem.scenarios.models import Scenario
from tandem.scenarios.queries import Place, ScenarioSeen
from tandem.scenarios.services import adopting, state


@transaction.atomic
def propose_scenario(
    *, actor: Actor, initiative_id: int, scenario_id: int, words: str = ""
) -> bool:
    """Propose it to the sides that decide what it moves. Whoever proposes agrees for their own
    side, for one of them where they are of both; where nobody else is to be asked, it is the plan
    at once: that is what is returned.
    """
    place, seen = state.locked(actor, initiative_id, scenario_id)
    if seen.made_by.id != actor.me or not place.may_try(actor):
        raise NotAllowed(say("Whoever made this proposes it. Make a copy for yourself."))
    if seen.state is rules.ScenarioState.TABLE:
        raise RuleBroken(say("It is at the deal table: press Deal there."))
    if reason := rules.why_not_propose(seen.levers, seen.state):
        raise RuleBroken(reason)
    adopting.why_not_now(queries.plan_now(actor, initiative_id), seen)
    text = typed(words, limit=rules.SAID_LIMIT, field="words", required=False)
    state.show(actor, seen)
    Scenario.objects.filter(pk=seen.id).update(
        proposed_by_id=actor.me, proposed_at=clock.now(), note=text
    )
    record_event(
        events.PROPOSED, actor=actor, subject_id=seen.id, text=salted_digest(seen.id, text)
    )
    asked = rules.sides_asked(seen.levers)
    mine = min(asked & place.standing.sides, default=None)
    if mine:
        _agree(actor, seen, mine)
    for lane in sorted(asked - {mine}):
        open_turn(events.DECIDE, subject_id=seen.id, actor=actor, lane=lane)
    return _adopted_where_all_agree(actor, initiative_id, scenario_id)


@transaction.atomic
def take_proposal_back(*, actor: Actor, initiative_id: int, scenario_id: int) -> None:
    """Whoever proposed it goes on trying."""
    if not queries.place_of(actor, initiative_id).may_try(actor):
        raise NotAllowed(say("Whoever proposed this takes it back."))
    seen = state.own(actor, initiative_id, scenario_id)
    if reason := rules.why_not_answer(seen.state):
        raise RuleBroken(reason)
    Scenario.objects.filter(pk=seen.id).update(proposed_by_id=None, proposed_at=None, note="")
    state.end_agreements(seen.id)
    close_turns(events.DECIDE, subject_id=seen.id, actor=actor)
    record_event(events.TAKEN_BACK, actor=actor, subject_id=seen.id)


@transaction.atomic
def agree_to_scenario(
    *, actor: Actor, initiative_id: int, scenario_id: int, lane: Lane, seen: str
) -> bool:
    """Say yes for a side to what is proposed; with the last yes it is the plan, all of it or
    nothing. `seen` is the content that the person read. Returns whether it is the plan now.
    """
    _, there = _to_answer(actor, initiative_id, scenario_id, lane)
    if seen != there.content:
        raise RuleBroken(say("This what-if says something else by now. Read it once more."))
    if lane not in rules.sides_asked(there.levers):
        raise RuleBroken(say("{side} decides nothing of this.", side=lane.label))
    others = [one.by.id for one in there.agreed if one.lane is not lane]
    if reason := rules.why_not_same_person(actor.me, others):
        raise RuleBroken(reason)
    _agree(actor, there, lane)
    close_turns(events.DECIDE, subject_id=there.id, actor=actor, lane=lane)
    return _adopted_where_all_agree(actor, initiative_id, scenario_id)


@transaction.atomic
def decline_scenario(
    *, actor: Actor, initiative_id: int, scenario_id: int, lane: Lane, words: str
) -> None:
    """Say no for a side, and why."""
    _, seen = _to_answer(actor, initiative_id, scenario_id, lane)
    if lane not in rules.sides_asked(seen.levers):
        raise RuleBroken(say("{side} decides nothing of this.", side=lane.label))
    text = typed(words, limit=rules.SAID_LIMIT, field="words")
    Scenario.objects.filter(pk=seen.id).update(
        adopted=False, settled_by_id=actor.me, settled_at=clock.now(), answer=text
    )
    state.end_agreements(seen.id)
    close_turns(events.DECIDE, subject_id=seen.id, actor=actor)
    record_event(
        events.DECLINED, actor=actor, subject_id=seen.id, text=salted_digest(seen.id, text)
    )


def _to_answer(
    actor: Actor, initiative_id: int, scenario_id: int, lane: Lane
) -> tuple[Place, ScenarioSeen]:
    place = queries.place_of(actor, initiative_id)
    if lane not in place.standing.sides:
        raise NotAllowed(say("{side}'s people on this initiative answer.", side=lane.label))
    place, seen = state.locked(actor, initiative_id, scenario_id)
    if reason := rules.why_not_answer(seen.state):
        raise RuleBroken(reason)
    return place, seen


def _agree(actor: Actor, seen: ScenarioSeen, lane: Lane) -> None:
    """One side's yes to exactly what it says; the same person again changes nothing."""
    if state.agree(actor, seen, lane):
        record_event(events.AGREED, actor=actor, subject_id=seen.id, lane=lane.value)


def _adopted_where_all_agree(actor: Actor, initiative_id: int, scenario_id: int) -> bool:
    found = [one for one in queries.scenarios_whole(initiative_id) if one.id == scenario_id]
    if not found:
        raise NotFound
    hands = adopting.hands_of(found[0])
    if not rules.sides_asked(found[0].levers) <= set(hands):
        return False
    adopting.adopt(actor, found[0], hands)
    return True
