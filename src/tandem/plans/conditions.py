"""What a plan must have before Build, as pure conditions over facts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from tandem.accounts.rules import Lane
from tandem.briefs.queries import requirements_of
from tandem.core.prepared import numbers, prepared
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import Condition, Stage
from tandem.plans.models import Budget
from tandem.plans.problems import ENOUGH, is_enough, percent
from tandem.plans.queries import lists_of, newest_forecasts, promised_days
from tandem.plans.queries.scope import wanted_among
from tandem.plans.rules import ListState, Wanted, what_moved_on
from tandem.rights.queries import decision_rights
from tandem.rights.rules import Matter


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one initiative's scope."""

    id: int
    has_budget: bool = False
    state: ListState = ListState.NONE
    moved_on: Sentence | None = None


@prepared
def _budgets() -> QuerySet[Budget, tuple[int]]:
    found = Budget.objects.filter(initiative_id__in=numbers("initiatives"))
    return found.filter(given=True, replaced_at=None).values_list("initiative_id")


def facts(ids: Collection[int]) -> dict[int, Facts]:
    """The facts of many initiatives, in a fixed number of queries."""
    with_budget = {pk for (pk,) in _budgets(initiatives=ids)}
    lists = lists_of(ids)
    accepted = [pk for pk in ids if lists[pk] and lists[pk][0].state is ListState.ACCEPTED]
    requirements = requirements_of(accepted) if accepted else {}
    found = {}
    for pk in ids:
        newest = lists[pk][0] if lists[pk] else None
        moved_on = None
        if newest and pk in requirements:
            there = wanted_among(requirements[pk])
            known = {one.id for one in there}
            moved_on = what_moved_on(
                newest.inside,
                [Wanted(o.id, o.label, o.title, o.priority) for o in there if o.priority],
                {one.id: one.label for one in requirements[pk] if one.id not in known},
            )
        state = newest.state if newest else ListState.NONE
        found[pk] = Facts(pk, pk in with_budget, state, moved_on)
    return found


def before(stage: Stage, known: Facts) -> list[Condition]:
    """The conditions of the gate into `stage`."""
    if stage is not Stage.BUILD:
        return []
    url = f"/initiatives/{known.id}/scope/"
    return [
        Condition(
            key="budget",
            what=say("A budget"),
            met=known.has_budget,
            detail=say("Its people ask for it; the sponsor decides."),
            lane=None,
            remedy=say("Ask for it"),
            url=f"{url}#budget",
            turn_kinds=("plans.give_budget",),
        ),
        Condition(
            key="scope",
            what=say("What will be built: handed over by IT, accepted by Marketing"),
            met=known.state is ListState.ACCEPTED and known.moved_on is None,
            detail=known.moved_on or _how_far(known.state),
            lane=Lane.MARKETING if known.state is ListState.HANDED_OVER else Lane.IT,
            remedy=say("Read and answer")
            if known.state is ListState.HANDED_OVER
            else say("Choose what fits"),
            url=f"{url}#list",
            turn_kinds=("plans.accept_list", "plans.hand_over"),
        ),
    ]


def _how_far(state: ListState) -> Sentence:
    return {
        ListState.NONE: say("The must-haves, and what else fits the budget."),
        ListState.HANDED_OVER: say("IT has handed it over; Marketing answers."),
        ListState.SENT_BACK: say("Marketing sent it back; IT hands over another one."),
        ListState.ACCEPTED: say("Marketing has accepted it."),
    }[state]


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """What is known of one initiative's promise."""

    id: int
    day: date | None = None
    chance: float | None = None
    decides: Lane | None = None


def promise_facts(ids: Collection[int]) -> dict[int, PromiseFacts]:
    """The promises of many initiatives and their chances, in a fixed number of queries."""
    days = promised_days(ids)
    forecasts = newest_forecasts(days)
    decides = decision_rights().lane(Matter.DATE)
    return {
        pk: PromiseFacts(
            pk,
            days.get(pk),
            forecasts[pk].chance_of(days[pk]) if pk in forecasts else None,
            decides,
        )
        for pk in ids
    }


def promise_before(stage: Stage, known: PromiseFacts) -> list[Condition]:
    """A date is promised, and its forecast is good enough; a sponsor may take the risk."""
    if stage is not Stage.BUILD:
        return []
    return [
        Condition(
            key="promise",
            what=say(
                "A promised date with a chance of {share} % or more", share=round(100 * ENOUGH)
            ),
            met=known.chance is not None and is_enough(known.chance),
            detail=_how_likely(known),
            lane=known.decides if known.day is None else None,
            remedy=say("Promise a date") if known.day is None else say("Look at the forecast"),
            url=f"/initiatives/{known.id}/forecast/",
        )
    ]


def _how_likely(known: PromiseFacts) -> Sentence:
    if known.day is None:
        return say("No date is promised yet.")
    if known.chance is None:
        return say("A date is promised; what it is worth is known once the work is estimated.")
    return say(
        "The promise has a chance of {share}. A safer date, less scope, or the sponsor takes the "
        "risk.",
        share=percent(known.chance),
    )
