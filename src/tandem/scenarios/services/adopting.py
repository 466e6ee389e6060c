"""A scenario becomes the plan: promise, list, people and waits change in one transaction.

Each change is carried out by whoever agreed for the side that decides it, through the services that
everybody uses. Where one of them refuses, all of it is undone and its sentence says why.
"""

from collections.abc import Mapping

from tandem.accounts.queries import actor_by_id
from tandem.accounts.rules import Actor, Lane
from tandem.activity.services import close_turns, record_event
from tandem.briefs import services as briefs
from tandem.core import clock
from tandem.core.errors import NotFound, Refused, RuleBroken
from tandem.core.words import say
from tandem.initiatives.services import bring_in
from tandem.plans import queries as plans
from tandem.plans import services as planning
from tandem.scenarios import events, queries, rules
from tandem.scenarios.models import Agreement, Scenario
from tandem.scenarios.queries import Agreed, Place, PlanNow, ScenarioSeen
from tandem.scenarios.rules import Lever, LeverKind, Voice
from tandem.scenarios.services import state
from tandem.work import services as work
from tandem.work.queries import waits_of

Hands = Mapping[Voice, Actor]
"""Who agreed, for each side and as sponsor; what is theirs to decide is done by them."""


def adopt_where_all_agree(actor: Actor, place: Place, scenario_id: int) -> bool:
    """Let it be the plan where everybody who is asked has said yes to what it says. Called in the
    transaction of a yes; where a part of it is refused, all of it is, with that reason.
    """
    seen = queries.scenario_at(actor, place, scenario_id)
    asked = queries.voices_asked(seen)
    hands = _hands(seen)
    if not asked <= set(hands):
        state.ask(actor, seen, asked - set(hands))
        return False
    if rules.of_kind(seen.levers, LeverKind.SCOPE):
        briefs.lock_brief(actor, seen.initiative_id)
    plan = queries.plan_now(actor, seen.initiative_id)
    if reason := queries.why_not_become(actor, place, plan, seen):
        raise RuleBroken(reason)
    try:
        promise_id = _carry_out(plan, seen, hands)
    except Refused as refused:
        raise RuleBroken(refused.reason) from refused
    Scenario.objects.filter(pk=seen.id).update(
        adopted=True, settled_by_id=actor.me, settled_at=clock.now(), promise_id=promise_id
    )
    for kind in (events.DECIDE, events.SIT_DOWN, events.CONSENT):
        close_turns(kind, subject_id=seen.id, actor=actor)
    record_event(events.ADOPTED, actor=actor, subject_id=seen.id, levers=len(seen.levers))
    return True


def _hands(seen: ScenarioSeen) -> dict[Voice, Actor]:
    """Whoever agreed to what stands now. A yes ends with the right to say it: whoever has left the
    side meanwhile is asked for no more.
    """
    found = {}
    for one in seen.agreed:
        if one.content != seen.content:
            continue
        if hand := _still_theirs(one, seen.initiative_id):
            found[one.voice] = hand
        else:
            Agreement.objects.filter(scenario_id=seen.id, voice=one.voice, ended_at=None).update(
                ended_at=clock.now()
            )
    return found


def _still_theirs(agreed: Agreed, initiative_id: int) -> Actor | None:
    try:
        hand = actor_by_id(agreed.by.id)
        return hand if agreed.voice in queries.place_of(hand, initiative_id).voices else None
    except NotFound:
        return None


def _carry_out(plan: PlanNow, seen: ScenarioSeen, hands: Hands) -> int | None:
    """All of its levers; the promise that stands then."""
    _scope(plan, seen, hands)
    promise_id = _date(plan, seen, hands)
    for lever in rules.of_kind(seen.levers, LeverKind.PERSON):
        _person(plan, lever, hands)
    for lever in rules.of_kind(seen.levers, LeverKind.WAIT):
        _wait(lever, hands)
    for lever in rules.of_kind(seen.levers, LeverKind.FREEZE):
        planning.keep_out_of_freeze(
            actor=_by(hands, None),
            initiative_id=seen.initiative_id,
            freeze_id=lever.about,
            kept=bool(lever.number),
        )
    return promise_id


def _by(hands: Hands, lane: Lane | None) -> Actor:
    """Who does what a side decides; what either may, whoever of them is there."""
    for voice in sorted(rules.SIDES) if lane is None else [Voice(lane)]:
        if voice in hands:
            return hands[voice]
    raise RuleBroken(say("Somebody of the side that decides this has to agree first."))


def _scope(plan: PlanNow, seen: ScenarioSeen, hands: Hands) -> None:
    """IT hands the list over and Marketing accepts it, as on the tab Scope. A must that isn't in it
    becomes a should first.
    """
    levers = rules.of_kind(seen.levers, LeverKind.SCOPE)
    if not levers:
        return
    cut = queries.musts_cut(plan, seen.levers)
    for lever in levers:
        if lever.about in cut:
            briefs.let_must_be_should(
                actor=_by(hands, lever.lane),
                weigher=_by(hands, Lane.IT),
                initiative_id=seen.initiative_id,
                item_id=lever.about,
                note=lever.words,
            )
    now = plans.scope_facts(seen.initiative_id, plan.scope.budget) if cut else plan.scope
    handed = planning.hand_over_list(
        actor=_by(hands, Lane.IT),
        initiative_id=seen.initiative_id,
        inside=rules.inside_of(seen.levers, plan.inside),
        note=seen.name,
        seen=now.digest,
    )
    planning.accept_list(
        actor=_by(hands, Lane.MARKETING), initiative_id=seen.initiative_id, list_id=handed.pk
    )


def _date(plan: PlanNow, seen: ScenarioSeen, hands: Hands) -> int | None:
    """The promise that stands then: a new one where the day is moved."""
    day = rules.day_of(seen.levers, None)
    if day is None:
        return plan.promise.id if plan.promise else None
    by = hands.get(Voice.SPONSOR) if plan.date_by_sponsor else _by(hands, plan.date_lane)
    given = planning.promise_date(
        actor=by or _by(hands, None),
        initiative_id=seen.initiative_id,
        day=day,
        why=seen.name,
        replaces=plan.promise.id if plan.promise else None,
    )
    return given.pk


def _person(plan: PlanNow, lever: Lever, hands: Hands) -> None:
    """Who comes joins; who has no time any more gets no work there; shares are kept."""
    lane = lever.lane or Lane.IT
    by = _by(hands, lane)
    there = {one.name.id for one in plan.people}
    new = lever.about not in there
    if new:
        bring_in(actor=by, initiative_id=plan.initiative_id, person_id=lever.about, lane=lane)
    if not lever.number:
        for row in plan.rows.values():
            if row.is_done_by(lever.about) and not row.state.is_over:
                theirs = row.lane is not None and Voice(row.lane) in hands
                hand = _by(hands, row.lane) if theirs else by
                work.unassign_work_item(actor=hand, work_id=row.id, person_id=lever.about)
    before = plans.time_given(plan.initiative_id).get(lever.about)
    planning.share_time(
        actor=by,
        initiative_id=plan.initiative_id,
        person_id=lever.about,
        lane=lane,
        percent=lever.number or 0,
        helps=new or bool(before and before.helps),
    )


def _wait(lever: Lever, hands: Hands) -> None:
    """It no longer waits."""
    for dependency_id in waits_of(lever.about, lever.other):
        work.let_wait_no_more(
            actor=_by(hands, lever.lane), work_id=lever.about, dependency_id=dependency_id
        )
