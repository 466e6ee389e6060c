"""Levers as they are kept: only what is otherwise than in the plan, each with its side."""

from collections.abc import Iterable
from dataclasses import replace

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence
from tandem.scenarios import rules
from tandem.scenarios.queries import figures
from tandem.scenarios.queries.figures import Figures
from tandem.scenarios.queries.plan_now import PlanNow
from tandem.scenarios.queries.reading import ScenarioSeen
from tandem.scenarios.rules import Lever, LeverKind, Levers


def as_levers(plan: PlanNow, levers: Iterable[Lever]) -> Levers:
    """These levers without what the plan doesn't know, and without what it says already."""
    return rules.in_order(
        replace(one, lane=plan.lane_of(one)) for one in levers if _is_one(plan, one)
    )


def _is_one(plan: PlanNow, lever: Lever) -> bool:
    match lever.kind:
        case LeverKind.SCOPE:
            known = lever.about in plan.wanted and lever.number is not None
            return known and bool(lever.number) != (lever.about in plan.inside)
        case LeverKind.DATE:
            return lever.day is not None and lever.day != plan.day
        case LeverKind.PERSON:
            return _is_person(plan, lever)
        case LeverKind.WAIT:
            known_wait = {(one.waiting.id, one.on): one for one in plan.waits}
            wait = known_wait.get((lever.about, lever.other))
            return wait is not None and (lever.day is None or wait.elsewhere)
        case LeverKind.FREEZE:
            return _is_freeze(plan, lever)


def _is_freeze(plan: PlanNow, lever: Lever) -> bool:
    """A hard one that would end, a soft one that is kept or passed otherwise than now, or one that
    nobody has declared.
    """
    if lever.about == rules.NEW_FREEZE:
        return lever.day is not None and 1 <= (lever.number or 0) <= rules.FREEZE_DAYS
    if lever.number is None:
        return lever.about in {one.id for one in plan.hard}
    there = {one.id: one.id in plan.in_force for one in plan.soft}
    return lever.about in there and bool(lever.number) != there[lever.about]


def _is_person(plan: PlanNow, lever: Lever) -> bool:
    share = lever.number
    if share is None or not 0 <= share <= 100:
        return False
    there = {one.name.id: one.percent for one in plan.people}
    if lever.about in there:
        return share != there[lever.about]
    if lever.about < 0:
        return share > 0 and lever.about >= -rules.NAMELESS_AT_MOST
    lane = lever.lane or Lane.IT
    return share > 0 and lever.about in {one.id for one in plan.new_people[lane]}


def known_answer(plan: PlanNow, seen: ScenarioSeen) -> Figures:
    """What is known of a scenario without asking the engine: for lists."""
    levers = as_levers(plan, seen.levers)
    return figures.known_answer(plan, rules.day_of(levers, plan.day), seen.kept, levers)


def what_moved_since(plan: PlanNow, made_of: rules.MadeOf) -> list[Sentence]:
    """What of the plan has moved since a scenario was made of it, in sentences."""
    return rules.what_moved(made_of, plan.made_of, plan.labels)
