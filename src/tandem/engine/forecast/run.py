"""Forecasting: dispatch the plan many times, each time with other lengths of work."""

from dataclasses import replace

from tandem.engine.forecast.habits import Habits
from tandem.engine.forecast.result import Forecast
from tandem.engine.forecast.sampling import sample
from tandem.engine.kernel import Kernel, kernel
from tandem.engine.model.axis import Ints
from tandem.engine.model.dispatching import Ordering, Trials, dispatch
from tandem.engine.model.network import Network, ints
from tandem.engine.model.urgency import order_by_urgency
from tandem.engine.problem import Plan, refuse_faults
from tandem.engine.problem.validate import MOST_UNITS

TRIALS = 2000
"""They put the date of 80 % within about one percent of the remaining time."""


def forecast(  # noqa: PLR0913 - what one may ask, each by its name
    plan: Plan,
    *,
    seed: int = 0,
    trials: int = TRIALS,
    habits: Habits | None = None,
    order: tuple[str, ...] = (),
    threads: int = 1,
    earlier: Forecast | None = None,
    using: Kernel | None = None,
) -> Forecast:
    """When a plan is ready, and with what chance.

    `order` names tasks by urgency, the most urgent first; what it leaves out follows by its latest
    start. `threads` divide the work and change nothing else; nor does `earlier`, a forecast of the
    plan before it was edited: what it drew for tasks that are the same needn't be drawn again.
    Raises PlanHasFaults, and ValueError for less than one trial or thread.

    The policy is dispatching: whoever is free takes the most urgent ready task that they can do,
    and nobody knows the future. Source of the idea and of why a plan without chance is too early:
    D. G. Malcolm and others, 1959, doi:10.1287/opre.7.5.646; of the policy: `kernel.dispatch`.
    """
    refuse_faults(plan)
    if trials < 1 or threads < 1:
        raise ValueError("A forecast needs at least one trial and one thread.")
    drawn = [earlier.drawn] if earlier else []

    def durations(network: Network) -> Ints:
        before = drawn[0] if drawn else None
        drawn[:] = [sample(network, trials, seed, habits or Habits(), before, threads)]
        return drawn[0].durations

    found = dispatch(plan, ordering(order), durations, using or kernel(), threads)
    return Forecast(found, drawn[0])


def dispatched(plan: Plan, *, order: tuple[str, ...] = (), using: Kernel | None = None) -> Trials:
    """The one way it goes if everything takes what was planned. Raises PlanHasFaults."""
    refuse_faults(plan)
    return dispatch(
        plan,
        ordering(order),
        lambda network: network.planned.reshape(-1, 1).copy(),
        using or kernel(),
    )


def ordering(order: tuple[str, ...]) -> Ordering:
    """By the names given; the others after them, by their latest start."""

    def ordered(network: Network) -> Ints:
        by_urgency = order_by_urgency(network)
        if not order:
            return by_urgency
        place = {name: at for at, name in enumerate(order)}
        tasks = network.plan.tasks
        return ints(sorted(by_urgency, key=lambda at: place.get(tasks[at].id, len(order))))

    return ordered


def without_limit(plan: Plan, name: str) -> Plan:
    """The plan if there were any number of a person, or of everybody of a team or with a skill.

    Its forecast, compared with the plan's own, says how many days that limit costs.
    """
    people = tuple(
        replace(person, units=MOST_UNITS)
        if name in {person.id, *person.teams, *person.skills}
        else person
        for person in plan.people
    )
    return replace(plan, people=people)
