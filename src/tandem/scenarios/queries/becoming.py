"""Whether a scenario can become the plan as that is today, and whose yes it takes."""

from dataclasses import replace

from tandem.accounts.queries import present_day
from tandem.accounts.rules import Actor
from tandem.activity.permissions import sponsor_of
from tandem.briefs.queries import brief_if_started, waiting_changes, why_not_shoulds
from tandem.briefs.rules import Priority
from tandem.core.words import Sentence, say
from tandem.plans.promises import why_not_promise, why_not_promise_day
from tandem.plans.rules import ScopeFacts, why_not_choose_scope, why_not_hand_over
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Decider, Matter
from tandem.scenarios import rules
from tandem.scenarios.queries.levers import what_moved_since
from tandem.scenarios.queries.plan_now import PlanNow
from tandem.scenarios.queries.reading import Place, ScenarioSeen
from tandem.scenarios.rules import LeverKind, Levers, ScenarioState, Voice

_NAMED = 6


def voices_asked(seen: ScenarioSeen) -> frozenset[Voice]:
    """Who must say yes to a scenario: who decides it; at the deal table both sides in any case."""
    asks = rules.who_deals if seen.state is ScenarioState.TABLE else rules.who_decides
    by_sponsor = decision_rights().decider(Matter.DATE) is Decider.SPONSOR
    return asks(seen.levers, date_by_sponsor=by_sponsor)


def musts_cut(plan: PlanNow, levers: Levers) -> dict[int, str]:
    """The must-haves that aren't built in it: they become shoulds with it. Labels by id."""
    out = {one.about for one in rules.of_kind(levers, LeverKind.SCOPE) if not one.number}
    return {pk: label for pk, label in plan.musts.items() if pk in out}


def why_not_become(
    actor: Actor, place: Place, plan: PlanNow, seen: ScenarioSeen
) -> Sentence | None:
    """Say why it can't become the plan as that is today, or nothing if it can."""
    if reason := rules.why_not_adopt(seen.levers):
        return reason
    if moved := what_moved_since(plan, seen.made_of):
        return say(
            "The plan has moved since: {what} Carry the levers over to today's plan first.",
            what=" ".join(moved[:_NAMED]),
        )
    return _why_not_promise(place, seen) or _why_not_build(actor, place, plan, seen)


def _why_not_promise(place: Place, seen: ScenarioSeen) -> Sentence | None:
    day = rules.day_of(seen.levers, None)
    if day is None:
        return None
    if Voice.SPONSOR in voices_asked(seen) and sponsor_of(place.heading.id) is None:
        return say("The sponsor promises the date here, and there is none. Name one first.")
    return why_not_promise(place.heading.stage) or why_not_promise_day(day, present_day())


def _why_not_build(
    actor: Actor, place: Place, plan: PlanNow, seen: ScenarioSeen
) -> Sentence | None:
    if not rules.of_kind(seen.levers, LeverKind.SCOPE):
        return None
    brief = brief_if_started(actor, place.heading.id)
    if reason := why_not_choose_scope(place.heading.stage, has_brief=brief is not None):
        return reason
    cut = musts_cut(plan, seen.levers)
    if cut and decision_rights().decider(Matter.MUST_HAVE) is Decider.SPONSOR:
        return say(
            "The sponsor decides here what is a must: ask first to make {items} a should.",
            items=", ".join(cut.values()),
        )
    waiting = waiting_changes(brief.pk) if brief and cut else {}
    if both := [label for pk, label in cut.items() if pk in waiting]:
        return say(
            "A change of {items} waits in the brief. Settle that first.", items=", ".join(both)
        )
    if brief and (reason := why_not_shoulds(brief.pk, cut)):
        return reason
    inside = rules.inside_of(seen.levers, plan.inside)
    return why_not_hand_over(_as_shoulds(plan.scope, cut), inside, has_budget=plan.has_budget)


def _as_shoulds(scope: ScopeFacts, cut: dict[int, str]) -> ScopeFacts:
    """The same, where these are no must-haves any more."""
    return replace(
        scope,
        wanted=tuple(
            replace(one, priority=Priority.SHOULD) if one.id in cut else one for one in scope.wanted
        ),
    )
