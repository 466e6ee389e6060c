"""Scheduling: search first, then the exact solver where it can prove or better what was found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC

import numpy as np

from tandem.engine.kernel import Kernel, kernel
from tandem.engine.model.axis import Ints
from tandem.engine.model.dispatching import LONGEST_DAYS, Trials, first_guess, run
from tandem.engine.model.network import Network, network_of
from tandem.engine.model.placed import Placed, placed
from tandem.engine.model.urgency import latest_starts, order_by_urgency
from tandem.engine.problem import Plan, called, refuse_faults
from tandem.engine.schedule.bindings import bindings
from tandem.engine.schedule.bounds import lower_bound
from tandem.engine.schedule.grounds import MISSED, Found, Grounds, pinned
from tandem.engine.schedule.proof import Proof, prove, why_not
from tandem.engine.schedule.result import LatePromise, Schedule
from tandem.engine.schedule.search import Budget, search

SCHEDULES = 3000
PROOF = 2.0


class NoSchedule(ValueError):
    """A task finds no place within forty years, or none in its windows; the sentence says which."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    network: Network
    grounds: Grounds
    found: Found
    slots: tuple[tuple[int, int, int], ...]
    bound: int
    proof: Proof | None
    unproved: str


def schedule(
    plan: Plan,
    *,
    seed: int = 0,
    schedules: int = SCHEDULES,
    proof: float = PROOF,
    previous: Sequence[Placed] = (),
    using: Kernel | None = None,
) -> Schedule:
    """The best schedule found: promises least late by weight, then the earliest end.

    `schedules` is how many the search looks at, `proof` how much deterministic work (about
    seconds) the exact solver may do afterwards; 0 leaves it out. With `previous`, of equally good
    schedules the one that moves least is taken. The result is the same for the same input, and
    never worse than dispatching where no start is fixed and no window given. Raises
    PlanHasFaults, and NoSchedule where a task finds no place at all.
    """
    refuse_faults(plan)
    outcome = _search(plan, seed, schedules, previous, using or kernel())
    if proof > 0 and not outcome.unproved:
        outcome = _proved(outcome, proof)
    if outcome.found.cost[0] >= MISSED:
        raise NoSchedule(
            "No schedule was found in which every task lies in its window: "
            f"{_outside(outcome)} couldn't be kept."
        )
    return _told(outcome)


def _outside(outcome: _Outcome) -> str:
    """The tasks that lie in none of their windows."""
    network, found = outcome.network, outcome.found
    base, begins, ends = (
        network.arrays[name].tolist() for name in ("window_base", "window_from", "window_to")
    )
    starts = found.starts.tolist()
    return ", ".join(
        f"that of “{called(task)}”"
        for at, task in enumerate(network.plan.tasks)
        if base[at] < base[at + 1]
        and not any(
            begins[of] <= starts[at] and starts[at] + network.planned[at] <= ends[of]
            for of in range(base[at], base[at + 1])
        )
    )


def _search(
    plan: Plan, seed: int, schedules: int, previous: Sequence[Placed], using: Kernel
) -> _Outcome:
    """Search on longer and longer axes, until every task finds its place."""
    days = first_guess(plan)
    while True:
        network = network_of(plan, days)
        order = order_by_urgency(network)
        trial = run(network, order, network.planned.reshape(-1, 1).copy(), using, 1)
        before = _places(network, previous)
        first = [_by_start(trial), *([] if before is None else [_by_place(before, order)])]
        for room in _rooms(network, trial):
            grounds = Grounds(network, room, before, using)
            if not _finds_places(grounds, first):
                continue
            outcome = _searched(grounds, first, trial, seed, schedules)
            return outcome if before is None else _or_as_before(outcome, before, previous, room)
        if days >= LONGEST_DAYS:
            raise NoSchedule("A task finds no place: its people have left or its windows are over.")
        days = min(4 * days, LONGEST_DAYS)


def _searched(
    grounds: Grounds, first: list[Ints], trial: Trials, seed: int, schedules: int
) -> _Outcome:
    network = grounds.network
    bound = lower_bound(network)
    budget = Budget(schedules, (0.0, bound, 0.0))
    found = search(grounds, latest_starts(network), first, seed, budget)
    found = grounds.place(found.order)
    slots = grounds.slots()
    if (other := _of_trial(grounds, trial, found)).cost < found.cost:
        found, slots = other, trial.slots
    return _Outcome(network, grounds, found, slots, bound, None, why_not(network))


def _or_as_before(
    outcome: _Outcome, before: Ints, previous: Sequence[Placed], room: int
) -> _Outcome:
    """The previous schedule, moved up where it can be, if nothing better was found.

    In its order and with its people no task starts later than it did, if all of it is still
    possible; so another look is never worse than the one before.
    """
    network = outcome.network
    plan = network.plan
    known = {person.id for person in plan.people}
    people = {one.task: tuple(name for name, _ in one.people if name in known) for one in previous}
    tasks = tuple(
        replace(task, people=people.get(task.id) or task.people) if task.needs else task
        for task in plan.tasks
    )
    days = len(network.axis.place) - 1 if network.axis.place is not None else network.axis.length
    same = network_of(replace(plan, tasks=tasks), days * plan.tick // 1440)
    grounds = Grounds(same, room, before, outcome.grounds.using)
    found = grounds.place(_by_place(before, order_by_urgency(same)))
    if found.cost >= outcome.found.cost:
        return outcome
    return replace(outcome, found=found, slots=grounds.slots())


def _finds_places(grounds: Grounds, orders: list[Ints]) -> bool:
    """Whether these orders find room; what the search makes of them is then no longer."""
    for order in orders:
        grounds.place(order)
        if grounds.overran:
            return False
    return True


def _rooms(network: Network, trial: Trials) -> Iterator[int]:
    """How many places to look at: few at first, for each costs memory and time; all at last."""
    end = max(int(trial.finishes.max(initial=0)), 16)
    most = max(network.axis.length, 1)
    if network.axis.clock is None and not why_not(network):
        free = int(
            network.planned.astype(np.int64).sum() + network.arrays["earliest"].max(initial=0)
        )
        most = max(most, free + sum(network.arrays["link_lag"].tolist()))
    if (trial.finishes < 0).any():
        yield most
        return
    room = 2 * end
    while room < most:
        yield room
        room *= 4
    yield most


def _of_trial(grounds: Grounds, trial: Trials, found: Found) -> Found:
    """The dispatched plan as a schedule; where it isn't one, the other."""
    if (pinned(trial.network) >= 0).any() or len(trial.network.arrays["window_from"]):
        return found
    starts, finishes = trial.starts[:, 0], trial.finishes[:, 0]
    return found if (finishes < 0).any() else grounds.judged(found.order, starts, finishes)


def _by_start(trial: Trials) -> Ints:
    return np.argsort(trial.starts[:, 0], kind="stable").astype(np.int32)


def _by_place(before: Ints, order: Ints) -> Ints:
    """The order of the previous plan; what is new comes by urgency, at the end."""
    last = np.where(before < 0, np.iinfo(np.int32).max, before)
    return order[np.argsort(last[order], kind="stable")]


def _places(network: Network, previous: Sequence[Placed]) -> Ints | None:
    """Where tasks lay before; -1 for those that are new."""
    if not previous:
        return None
    starts = {one.task: one.start for one in previous}
    found = np.full(len(network.plan.tasks), -1, np.int32)
    for at, task in enumerate(network.plan.tasks):
        if task.id in starts:
            found[at] = max(network.axis.place_of(starts[task.id]), 0)
    return found


def _proved(outcome: _Outcome, work: float) -> _Outcome:
    """What the exact solver makes of it; its starts, placed by our own kernel, or the old ones."""
    found = outcome.found
    if found.cost[:2] <= (0.0, outcome.bound):
        return outcome
    proof = prove(outcome.network, found, work)
    if proof is None:
        return replace(outcome, unproved="the exact solver gave no answer")
    order = found.order[np.argsort(np.array(proof.starts)[found.order], kind="stable")]
    other = outcome.grounds.place(order)
    outcome = replace(outcome, bound=max(outcome.bound, proof.bound), proof=proof)
    if other.cost >= found.cost:
        return outcome
    return replace(outcome, found=other, slots=outcome.grounds.slots())


def _told(outcome: _Outcome) -> Schedule:
    network, found = outcome.network, outcome.found
    axis, slots = network.axis, outcome.slots
    starts, finishes = found.starts.reshape(-1, 1), found.finishes.reshape(-1, 1)
    nothing = np.zeros(0)
    places = placed(Trials(network, starts, finishes, found.starts, nothing, slots))
    end = found.cost[1]
    bound = min(outcome.bound, end)
    best = found.cost[0] == 0 and bound == end
    return Schedule(
        placed=places,
        end=max((one.finish for one in places), default=network.plan.start.astimezone(UTC)),
        bound=axis.ends(bound),
        gap=end / bound - 1 if bound else 0.0,
        late=_late(network.plan, places),
        bindings=bindings(network, found, slots),
        proved=best or (outcome.proof is not None and outcome.proof.proved),
        unproved="" if best else outcome.unproved,
        stopped_early=outcome.proof is not None and outcome.proof.stopped_early,
        schedules=outcome.grounds.schedules,
    )


def _late(plan: Plan, places: tuple[Placed, ...]) -> tuple[LatePromise, ...]:
    finishes = {one.task: one.finish for one in places}
    return tuple(
        LatePromise(task.id, task.deadline, finishes[task.id] - task.deadline)
        for task in plan.tasks
        if task.deadline is not None and finishes[task.id] > task.deadline
    )
