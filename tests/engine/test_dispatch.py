"""Dispatching: what it gives is always possible, and it never looks ahead."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from tests.engine.checker import violations
from tests.engine.plans import MONDAY, OFFICE, at, plain, random_plan, task

from tandem.engine.forecast import Habits, dispatched, forecast
from tandem.engine.kernel import compiled, interpreted, stale
from tandem.engine.model.dispatching import dispatch, run
from tandem.engine.model.network import network_of
from tandem.engine.model.placed import placed
from tandem.engine.model.urgency import order_by_urgency
from tandem.engine.problem import Fixed, Link, Need, Person, Plan, Task, validate

ANNA, BEN = Person("anna", teams=("web",)), Person("ben", teams=("web",))


def starts(plan: Plan) -> dict[str, float]:
    """Hours from the plan's start at which each task starts."""
    return {
        one.task: (one.start - plan.start) / timedelta(hours=1) for one in placed(dispatched(plan))
    }


def test_a_free_person_takes_the_most_urgent_ready_task() -> None:
    plan = plain(
        task("short", 1, "web"),
        task("long", 5, "web"),
        task("first", 2, "web"),
        links=(Link("first", "long"),),
        people=(ANNA,),
    )
    assert starts(plan) == {"first": 0, "long": 2, "short": 7}


def test_two_people_work_side_by_side_and_in_their_hours() -> None:
    tasks = (task("a", 8, "web"), task("b", 4, "web"), task("c", 4, "web"))
    plan = Plan(MONDAY, tasks, (Link("b", "c"),), (ANNA, BEN), OFFICE)
    finishes = {one.task: one.finish for one in placed(dispatched(plan))}
    assert finishes == {"a": at(0, 8), "b": at(0, 4), "c": at(0, 8)}


@pytest.mark.parametrize("kind", ["FS", "SS", "FF", "SF"])
def test_links_of_each_kind_hold_with_their_lag(kind: str) -> None:
    link = Link("a", "b", kind, 3)  # type: ignore[arg-type]
    plan = plain(task("a", 4), task("b", 2), links=(link,))
    assert violations(plan, placed(dispatched(plan))) == []
    assert starts(plan)["b"] == {"FS": 7, "SS": 3, "FF": 0, "SF": 0}[kind]


def test_every_random_plan_is_dispatched_as_it_asks() -> None:
    looked_at = 0
    for seed in range(120):
        plan = random_plan(seed)
        if validate(plan):
            continue
        looked_at += 1
        assert violations(plan, placed(dispatched(plan))) == [], seed
    assert looked_at > 90


def test_the_checker_sees_what_is_wrong() -> None:
    plan = plain(task("a", 4, "web"), task("b", 2, "web"), links=(Link("a", "b"),), people=(ANNA,))
    one, two = placed(dispatched(plan))
    early = replace(two, start=two.start - timedelta(hours=1))
    assert any("FS" in said for said in violations(plan, (one, early)))
    assert any("used 2 times" in said for said in violations(plan, (one, early)))
    assert any("people" in said for said in violations(plan, (one, replace(two, people=()))))
    assert violations(plan, (one,)) == ["b is missing", "every task has to come once"]


def test_both_kernels_give_the_same_bits() -> None:
    fast = compiled()
    if fast is None:
        pytest.skip("no compiler was there")
    assert stale() == ()
    for seed in range(40):
        plan = random_plan(seed)
        if validate(plan):
            continue
        one, other = (forecast(plan, trials=20, seed=seed, using=k) for k in (fast, interpreted()))
        assert one.finishes.tobytes() == other.finishes.tobytes(), seed
        assert one.criticality == other.criticality
        assert one.waits == other.waits


def test_nobody_knows_the_future() -> None:
    """Another length of a task changes nothing that starts before that task has ended."""
    for seed in range(40):
        plan = random_plan(seed, ends=False)
        if validate(plan):
            continue
        network = network_of(plan, 400)
        order = order_by_urgency(network)
        before = network.planned.reshape(-1, 1).copy()
        one = run(network, order, before, interpreted(), 1)
        for at_ in range(len(plan.tasks)):
            after = before.copy()
            after[at_] += 7
            other = run(network, order, after, interpreted(), 1)
            ended = min(one.finishes[at_, 0], other.finishes[at_, 0])
            early = (one.starts < ended) | (other.starts < ended)
            assert (one.starts == other.starts)[early].all(), (seed, at_)


def test_without_spread_every_trial_is_the_dispatched_plan() -> None:
    plan = random_plan(3)
    still = Plan(
        plan.start,
        tuple(replace(one, estimate=Fixed(one.estimate.hours)) for one in plan.tasks),  # type: ignore[union-attr]
        plan.links,
        plan.people,
        plan.calendar,
        plan.tick,
    )
    found = forecast(still, trials=9)
    assert (found.finishes == dispatched(plan).finishes).all()


def test_threads_change_nothing() -> None:
    plan = random_plan(5)
    one, two = (forecast(plan, trials=50, threads=number) for number in (1, 2))
    assert one.finishes.tobytes() == two.finishes.tobytes()
    assert one.criticality == two.criticality


def test_more_work_without_limits_never_ends_earlier() -> None:
    for seed in range(30):
        plan = random_plan(seed, windows=False)
        free = replace(plan, tasks=tuple(replace(one, needs=()) for one in plan.tasks))
        found = [
            dispatch(
                free,
                order_by_urgency,
                lambda network, more=more: network.planned.reshape(-1, 1) + np.int32(more),
                interpreted(),
            ).finishes
            for more in (0, 1, 3)
        ]
        assert (found[0] <= found[1]).all()
        assert (found[1] <= found[2]).all()


@pytest.mark.parametrize(
    "plan",
    [
        plain(),
        plain(task("one", 3)),
        plain(task("a", 0), task("b", 0), links=(Link("a", "b"),)),
        plain(task("late", 2, deadline=at(-5))),
        Plan(MONDAY, (task("a", 60, "web"),), people=(ANNA,), calendar=OFFICE),
    ],
    ids=["empty", "one", "nothing to do", "promised for last week", "over the change of clocks"],
)
def test_what_is_hardly_a_plan_is_one(plan: Plan) -> None:
    assert validate(plan) == ()
    assert violations(plan, placed(dispatched(plan))) == []


def test_whoever_has_left_for_good_never_finishes() -> None:
    gone = Person("anna", teams=("web",), until=at(1))
    plan = plain(task("a", 20, "web"), task("b", 20, "web"), people=(gone,))
    found = forecast(plan, trials=5, habits=Habits(normal=0.01, common=0.0))
    assert found.finish("a") is not None
    assert found.finish("b") is None
    assert found.chance(at(9000), "b") == 0


def test_five_thousand_tasks_are_no_problem() -> None:
    tasks = tuple(task(f"t{n}", 1 + n % 7, "web") for n in range(5000))
    links = tuple(Link(f"t{n - 3}", f"t{n}") for n in range(3, 5000))
    plan = plain(*tasks, links=links, people=(ANNA, BEN))
    assert len(placed(dispatched(plan))) == 5000


def test_a_task_may_need_several_people_of_several_teams() -> None:
    legal = Person("lea", teams=("law",))
    both = Task("meet", Fixed(2), needs=(Need("team", "web", 2), Need("person", "lea")))
    plan = plain(task("a", 3, "web"), both, people=(ANNA, BEN, legal))
    found = {one.task: one for one in placed(dispatched(plan))}
    assert dict(found["meet"].people) == {"anna": 1, "ben": 1, "lea": 1}
    assert violations(plan, tuple(found.values())) == []
