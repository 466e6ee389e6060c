"""A scenario becomes the plan: promise, list, people and waits change in one transaction.

Each change is carried out by whoever agreed for the side that decides it, through the services that
everybody uses. Where one of them refuses, all of it is undone and its sentence says why.
"""

from collections.abc import Mapping

from tandem.accounts.queries import actor_by_id
from tandem.accounts.rules import Actor, Lane
from tandem.activity.services import close_turns, record_event
from tandem.core import clock
from tandem.core.errors import Refused, RuleBroken
from tandem.core.words import say
from tandem.initiatives.services import bring_in
from tandem.plans import queries as plans
from tandem.plans import services as planning
from tandem.plans.rules import why_not_hand_over
from tandem.scenarios import events, queries, rules
from tandem.scenarios.models import Scenario
from tandem.scenarios.queries import PlanNow, ScenarioSeen
from tandem.scenarios.rules import Lever, LeverKind
from tandem.work import services as work
from tandem.work.queries import waits_of

Hands = Mapping[Lane, Actor]
"""Who agreed for each side; what a side decides is done by them."""
_NAMED = 6


def hands_of(seen: ScenarioSeen) -> dict[Lane, Actor]:
    """Whoever agreed to what stands now, as they are today."""
    return {one.lane: actor_by_id(one.by.id) for one in seen.agreed if one.content == seen.content}


def why_not_now(plan: PlanNow, seen: ScenarioSeen) -> None:
    """Refuse where it can't become the plan as it is today."""
    if reason := rules.why_not_adopt(seen.levers):
        raise RuleBroken(reason)
    if rules.of_kind(seen.levers, LeverKind.DATE) and plan.date_by_sponsor:
        raise RuleBroken(say("The sponsor promises the date here: ask, and put the date back."))
    inside = rules.inside_of(seen.levers, plan.inside)
    if inside != plan.inside and (
        reason := why_not_hand_over(plan.scope, inside, has_budget=plan.has_budget)
    ):
        raise RuleBroken(reason)
    moved = queries.what_moved_since(plan, seen.made_of)
    if moved:
        raise RuleBroken(
            say(
                "The plan has moved since: {what} Carry the levers over to today's plan first.",
                what=" ".join(moved[:_NAMED]),
            )
        )


def adopt(actor: Actor, seen: ScenarioSeen, hands: Hands) -> None:
    """Let it be the plan. Called in the transaction of the last yes; where a part of it is refused,
    all of it is, with that reason.
    """
    plan = queries.plan_now(actor, seen.initiative_id)
    why_not_now(plan, seen)
    try:
        promise_id = _carry_out(plan, seen, hands)
    except Refused as refused:
        raise RuleBroken(refused.reason) from refused
    Scenario.objects.filter(pk=seen.id).update(
        adopted=True, settled_by_id=actor.me, settled_at=clock.now(), promise_id=promise_id
    )
    for kind in (events.DECIDE, events.SIT_DOWN):
        close_turns(kind, subject_id=seen.id, actor=actor)
    record_event(events.ADOPTED, actor=actor, subject_id=seen.id, levers=len(seen.levers))


def _carry_out(plan: PlanNow, seen: ScenarioSeen, hands: Hands) -> int | None:
    """All of its levers; the promise that stands then."""
    _scope(plan, seen, hands)
    promise_id = _date(plan, seen, hands)
    for lever in rules.of_kind(seen.levers, LeverKind.PERSON):
        _person(plan, lever, hands)
    for lever in rules.of_kind(seen.levers, LeverKind.WAIT):
        _wait(lever, hands)
    return promise_id


def _by(hands: Hands, lane: Lane | None) -> Actor:
    """Who does what a side decides; what either may, whoever is there."""
    if lane is not None and lane in hands:
        return hands[lane]
    if lane is None and hands:
        return next(iter(hands.values()))
    raise RuleBroken(say("Somebody of the side that decides this has to agree first."))


def _scope(plan: PlanNow, seen: ScenarioSeen, hands: Hands) -> None:
    """IT hands the list over and Marketing accepts it, as on the tab Scope."""
    if not rules.of_kind(seen.levers, LeverKind.SCOPE):
        return
    handed = planning.hand_over_list(
        actor=_by(hands, Lane.IT),
        initiative_id=seen.initiative_id,
        inside=rules.inside_of(seen.levers, plan.inside),
        note=seen.name,
        seen=plan.scope.digest,
    )
    planning.accept_list(
        actor=_by(hands, Lane.MARKETING), initiative_id=seen.initiative_id, list_id=handed.pk
    )


def _date(plan: PlanNow, seen: ScenarioSeen, hands: Hands) -> int | None:
    """The promise that stands then: a new one where the day is moved."""
    day = rules.day_of(seen.levers, None)
    if day is None:
        return plan.promise.id if plan.promise else None
    given = planning.promise_date(
        actor=_by(hands, plan.date_lane),
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
                hand = _by(hands, row.lane) if row.lane in hands else by
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
