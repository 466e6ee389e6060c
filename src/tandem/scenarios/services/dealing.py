"""The deal table: both sides on one scenario, each with its own levers, until both press Deal."""

from django.db import transaction

from tandem.accounts.rules import Actor, Lane
from tandem.activity.services import record_event
from tandem.core import clock
from tandem.core.errors import NotAllowed, RuleBroken
from tandem.core.words import say
from tandem.scenarios import events, queries, rules
from tandem.scenarios.models import Agreement, Scenario
from tandem.scenarios.services import adopting, state


@transaction.atomic
def open_table(*, actor: Actor, initiative_id: int, scenario_id: int) -> None:
    """Bring it to the deal table: from now on both sides see it and move their own levers. Twice is
    once.
    """
    place, seen = state.locked(actor, initiative_id, scenario_id)
    if seen.made_by.id != actor.me or not place.standing.sides:
        raise NotAllowed(say("Whoever made this brings it to the table, for a side."))
    if seen.state is rules.ScenarioState.TABLE:
        return
    if reason := rules.why_not_sit_down(seen.state):
        raise RuleBroken(reason)
    state.show(actor, seen)
    Scenario.objects.filter(pk=seen.id).update(table_at=clock.now())
    record_event(events.TABLE, actor=actor, subject_id=seen.id)
    state.pass_on(actor, seen.id, place.standing.sides)


@transaction.atomic
def press_deal(
    *, actor: Actor, initiative_id: int, scenario_id: int, lane: Lane, seen: str
) -> bool:
    """Press Deal for a side, on exactly what one has before oneself (`seen`). When both sides have,
    it is signed and adopted, all of it or nothing. Returns whether it is the plan now.
    """
    place = queries.place_of(actor, initiative_id)
    if lane not in place.standing.sides:
        raise NotAllowed(say("{side}'s people on this initiative press for it.", side=lane.label))
    place, there = state.locked(actor, initiative_id, scenario_id)
    _at_table(there)
    if seen != there.content:
        raise RuleBroken(say("The other side has just moved something. Look once more."))
    adopting.why_not_now(queries.plan_now(actor, initiative_id), there)
    others = [one.by.id for one in there.agreed if one.lane is not lane]
    if reason := rules.why_not_same_person(actor.me, others):
        raise RuleBroken(reason)
    if state.agree(actor, there, lane):
        record_event(events.DEAL, actor=actor, subject_id=there.id, lane=lane.value)
    now = queries.scenario_at(actor, place, scenario_id)
    hands = adopting.hands_of(now)
    if set(hands) != set(Lane):
        state.pass_on(actor, there.id, {lane})
        return False
    adopting.adopt(actor, now, hands)
    return True


@transaction.atomic
def take_deal_back(*, actor: Actor, initiative_id: int, scenario_id: int, lane: Lane) -> None:
    """Take one's side's Deal back, while the other hasn't pressed. Twice is once."""
    place = queries.place_of(actor, initiative_id)
    if lane not in place.standing.sides:
        raise NotAllowed(say("{side}'s people on this initiative press for it.", side=lane.label))
    _, there = state.locked(actor, initiative_id, scenario_id)
    _at_table(there)
    standing = Agreement.objects.filter(scenario_id=there.id, lane=lane, ended_at=None)
    if standing.update(ended_at=clock.now()):
        record_event(events.DEAL_BACK, actor=actor, subject_id=there.id)


def _at_table(seen: queries.ScenarioSeen) -> None:
    if seen.state is not rules.ScenarioState.TABLE:
        raise RuleBroken(say("Nobody sits at the deal table with this one."))
