"""A scenario is proposed to the sides that decide what it moves; it is adopted or declined."""

from django.db import transaction

from tandem.accounts.rules import Actor
from tandem.activity.services import close_turns, record_event, salted_digest
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.typed import typed
from tandem.core.words import say
from tandem.scenarios import events, queries, rules
from tandem.scenarios.models import Scenario
from tandem.scenarios.queries import ScenarioSeen
from tandem.scenarios.rules import Voice
from tandem.scenarios.services import adopting, state


@transaction.atomic
def propose_scenario(
    *, actor: Actor, initiative_id: int, scenario_id: int, words: str = ""
) -> bool:
    """Propose it to those who decide what it moves: the sides, and the sponsor for a date that is
    the sponsor's. Whoever proposes agrees for their own side, for one of them where they are of
    both; where nobody else is to be asked, it is the plan at once: that is what is returned.
    """
    place, seen = state.locked(actor, initiative_id, scenario_id)
    if seen.made_by.id != actor.me or not place.may_try(actor):
        raise NotAllowed(say("Whoever made this proposes it. Make a copy for yourself."))
    if seen.state is rules.ScenarioState.TABLE:
        raise RuleBroken(say("It is at the deal table: press Deal there."))
    if reason := rules.why_not_propose(seen.levers, seen.state):
        raise RuleBroken(reason)
    plan = queries.plan_now(actor, initiative_id)
    if reason := queries.why_not_become(actor, place, plan, seen):
        raise RuleBroken(reason)
    text = typed(words, limit=rules.SAID_LIMIT, field="words", required=False)
    state.show(actor, seen)
    Scenario.objects.filter(pk=seen.id).update(
        proposed_by_id=actor.me, proposed_at=clock.now(), note=text
    )
    record_event(
        events.PROPOSED, actor=actor, subject_id=seen.id, text=salted_digest(seen.id, text)
    )
    asked = queries.voices_asked(seen) & place.voices
    mine = sorted(asked & rules.SIDES)[:1] + sorted(asked - rules.SIDES)
    for voice in mine:
        _agree(actor, seen, voice)
    return adopting.adopt_where_all_agree(actor, place, scenario_id)


@transaction.atomic
def take_proposal_back(*, actor: Actor, initiative_id: int, scenario_id: int) -> None:
    """Whoever proposed it goes on trying."""
    if not queries.place_of(actor, initiative_id).may_try(actor):
        raise NotAllowed(say("Whoever proposed this takes it back."))
    seen = state.own(actor, initiative_id, scenario_id)
    if reason := rules.why_not_answer(seen.state):
        raise RuleBroken(reason)
    Scenario.objects.filter(pk=seen.id).update(proposed_by_id=None, proposed_at=None, note="")
    state.end_agreements(actor, seen.id)
    close_turns(events.DECIDE, subject_id=seen.id, actor=actor)
    record_event(events.TAKEN_BACK, actor=actor, subject_id=seen.id)


@transaction.atomic
def agree_to_scenario(
    *, actor: Actor, initiative_id: int, scenario_id: int, voice: Voice, seen: str
) -> bool:
    """Say yes for a side, or as sponsor, to what is proposed; with the last yes it is the plan, all
    of it or nothing. `seen` is the content that the person read. Returns whether it is the plan
    now; said again, it is once.
    """
    _speaks(actor, initiative_id, voice)
    place, there = state.locked(actor, initiative_id, scenario_id)
    if state.said_before(actor, there, voice, seen):
        return there.state is rules.ScenarioState.ADOPTED
    _is_asked(there, voice)
    if seen != there.content:
        raise RuleBroken(say("This what-if says something else by now. Read it once more."))
    if reason := state.why_not_agree(actor, there, voice):
        raise RuleBroken(reason)
    _agree(actor, there, voice)
    state.asked_no_more(actor, there.id, voice)
    return adopting.adopt_where_all_agree(actor, place, scenario_id)


@transaction.atomic
def decline_scenario(
    *, actor: Actor, initiative_id: int, scenario_id: int, voice: Voice, words: str
) -> None:
    """Say no for a side, or as sponsor, and why."""
    _speaks(actor, initiative_id, voice)
    _, seen = state.locked(actor, initiative_id, scenario_id)
    _is_asked(seen, voice)
    text = typed(words, limit=rules.SAID_LIMIT, field="words")
    Scenario.objects.filter(pk=seen.id).update(
        adopted=False, settled_by_id=actor.me, settled_at=clock.now(), answer=text
    )
    state.end_agreements(actor, seen.id)
    close_turns(events.DECIDE, subject_id=seen.id, actor=actor)
    record_event(
        events.DECLINED, actor=actor, subject_id=seen.id, text=salted_digest(seen.id, text)
    )


def _speaks(actor: Actor, initiative_id: int, voice: Voice) -> None:
    if voice not in queries.place_of(actor, initiative_id).voices:
        if voice.lane is None:
            raise NotAllowed(say("The sponsor answers."))
        raise NotAllowed(say("{side}'s people on this initiative answer.", side=voice.label))


def _is_asked(seen: ScenarioSeen, voice: Voice) -> None:
    if reason := rules.why_not_answer(seen.state):
        raise RuleBroken(reason)
    if voice not in queries.voices_asked(seen):
        raise RuleBroken(say("{side} decides nothing of this.", side=voice.label))


def _agree(actor: Actor, seen: ScenarioSeen, voice: Voice) -> None:
    """Their yes to exactly what it says."""
    state.agree(actor, seen, voice)
    record_event(events.AGREED, actor=actor, subject_id=seen.id, voice=voice.value)
