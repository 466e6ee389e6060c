"""Schedules: always possible, as good as trying everything where that can be tried, explained."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import numpy as np
import pytest
from tests.engine.checker import violations
from tests.engine.every_order import best_end
from tests.engine.plans import MONDAY, OFFICE, at, plain, random_plan, task

from tandem.engine.forecast import dispatched
from tandem.engine.kernel import compiled, interpreted
from tandem.engine.model.network import network_of
from tandem.engine.model.placed import placed
from tandem.engine.problem import Link, Need, Person, Plan, Single, Task, validate
from tandem.engine.schedule import NoSchedule, schedule
from tandem.engine.schedule.grounds import Grounds

ANNA, BEN = Person("anna", teams=("web",)), Person("ben", teams=("web",))


def small(seed: int) -> Plan:
    pick = Random(seed)
    people = (Person("r", units=2), Person("s"))
    tasks = tuple(
        Task(
            f"t{n}",
            Single(pick.randint(1, 5)),
            needs=tuple(
                Need("person", person.id, pick.randint(1, person.units))
                for person in people
                if pick.random() < 0.7
            ),
        )
        for n in range(7)
    )
    pairs = [(a, b) for b in range(7) for a in range(b) if pick.random() < 0.2]
    links = tuple(Link(f"t{a}", f"t{b}", lag=pick.choice([0, 0, 2])) for a, b in pairs)
    return plain(*tasks, links=links, people=people)


def hours(plan: Plan, moment: object) -> float:
    return (moment - plan.start) / timedelta(hours=1)  # type: ignore[operator,no-any-return]


def test_it_finds_what_trying_every_order_finds() -> None:
    for seed in range(8):
        plan = small(seed)
        found = schedule(plan, schedules=400, proof=0)
        assert hours(plan, found.end) == best_end(plan), seed
        assert found.bound <= found.end


def test_the_exact_solver_proves_it() -> None:
    plans = (small(seed) for seed in range(30))
    plan = next(plan for plan in plans if not schedule(plan, schedules=400, proof=0).proved)
    found = schedule(plan, schedules=400)
    assert found.proved
    assert found.gap == 0
    assert hours(plan, found.end) == best_end(plan)


def test_every_random_plan_is_scheduled_as_it_asks_and_never_worse_than_dispatched() -> None:
    looked_at = 0
    for seed in range(80):
        plan = random_plan(seed)
        if validate(plan):
            continue
        looked_at += 1
        found = schedule(plan, schedules=60, proof=0)
        assert violations(plan, found.placed) == [], seed
        if not any(one.windows or one.freezes or one.deadline for one in plan.tasks):
            assert found.end <= max(one.finish for one in placed(dispatched(plan))), seed
    assert looked_at > 60


def test_the_same_input_gives_the_same_schedule_on_both_kernels() -> None:
    fast = compiled() or interpreted()
    for seed in range(12):
        plan = random_plan(seed)
        if validate(plan):
            continue
        one, other = (
            schedule(plan, schedules=80, proof=0, using=kernel) for kernel in (fast, interpreted())
        )
        assert one == other


def test_names_change_nothing_but_names() -> None:
    plan = small(3)
    new = {one.id: f"x{9 - n}" for n, one in enumerate(plan.tasks)}
    other = replace(
        plan,
        tasks=tuple(replace(one, id=new[one.id]) for one in plan.tasks),
        links=tuple(
            replace(one, before=new[one.before], after=new[one.after]) for one in plan.links
        ),
    )
    first, second = (schedule(one, schedules=100, proof=0) for one in (plan, other))
    assert [(one.start, one.finish) for one in first.placed] == [
        (one.start, one.finish) for one in second.placed
    ]


def test_twice_as_long_work_takes_twice_as_long() -> None:
    plan = small(5)
    longer = replace(
        plan,
        tasks=tuple(replace(one, estimate=Single(2 * one.estimate.hours)) for one in plan.tasks),  # type: ignore[union-attr]
        links=tuple(replace(one, lag=2 * one.lag) for one in plan.links),
    )
    first, second = (schedule(one, schedules=200, proof=0) for one in (plan, longer))
    assert hours(longer, second.end) == 2 * hours(plan, first.end)


def test_the_weightier_promise_is_kept() -> None:
    light = replace(task("light", 8, "web"), deadline=at(0, 8), weight=1.0)
    heavy = replace(task("heavy", 8, "web"), deadline=at(0, 8), weight=2.0)
    plan = Plan(MONDAY, (light, heavy), people=(ANNA,), calendar=OFFICE)
    found = schedule(plan, proof=0)
    assert [(late.task, late.by) for late in found.late] == [("light", timedelta(days=1))]


def test_of_equally_good_schedules_it_stays_with_the_one_before() -> None:
    tasks = tuple(task(name, 8, "web") for name in ("a", "b", "c", "d"))
    plan = plain(*tasks, people=(ANNA,))
    before = schedule(plan, proof=0)
    turned = tuple(
        replace(one, start=at(0, 8 * n), finish=at(0, 8 * n + 8))
        for n, one in enumerate(reversed(before.placed))
    )
    after = schedule(plan, previous=turned, proof=0)
    assert after.end == before.end
    assert after.order == ("d", "c", "b", "a")


def test_another_look_is_never_worse_than_the_schedule_before() -> None:
    for seed in range(20):
        plan = random_plan(seed, windows=False)
        if validate(plan):
            continue
        before = schedule(plan, schedules=200, proof=0)
        after = schedule(plan, schedules=3, proof=0, previous=before.placed, seed=seed + 1)
        assert [after.end, len(after.late)] <= [before.end, len(before.late)] or (
            sum((one.by for one in after.late), timedelta())
            < sum((one.by for one in before.late), timedelta())
        ), seed


def test_each_task_says_what_holds_it() -> None:
    tasks = (
        task("a", 4, "web"),
        task("b", 4, "web"),
        task("c", 2),
        replace(task("d", 2), earliest=at(0, 20)),
        replace(task("e", 2, "law"), windows=((at(0, 30), at(0, 40)),)),
        replace(task("f", 1), start=at(0, 3)),
    )
    law = Person("lea", teams=("law",))
    plan = plain(*tasks, links=(Link("a", "c"),), people=(ANNA, law))
    found = schedule(plan, proof=0)
    assert [(one.because, one.by) for one in found.bindings] == [
        ("start", ""),
        ("people", "anna"),
        ("link", "a"),
        ("date", ""),
        ("window", ""),
        ("fixed", ""),
    ]
    assert violations(plan, found.placed) == []


def test_what_runs_goes_on_with_its_people_first() -> None:
    runs = replace(task("runs", 10, "web"), start=at(-1), people=("ben",), done=0.5)
    plan = plain(task("new", 2, "web"), runs, people=(BEN,))
    found = schedule(plan, proof=0)
    assert found.task("runs").start == MONDAY
    assert found.task("new").start == at(0, 5)


def test_a_window_that_binds_is_kept_and_one_that_nothing_can_keep_is_named() -> None:
    first = (at(0), at(0, 12))
    small = task("small", 10, "web", windows=(first,))
    plan = plain(task("large", 20, "web"), small, people=(BEN,))
    found = schedule(plan)
    assert violations(plan, found.placed) == []
    assert found.proved
    assert (found.task("small").start, found.task("large").start) == (MONDAY, at(0, 10))
    with pytest.raises(NoSchedule, match="that of “small” couldn't be kept"):
        schedule(plain(task("b", 10, "web", windows=(first,)), small, people=(BEN,)))


def test_the_exact_solver_finds_the_windows_that_a_search_does_not() -> None:
    blocks = tuple(
        task(f"t{n}", 5, "web", windows=((at(0, 5 * n), at(0, 5 * n + 5)),))
        for n in (3, 1, 4, 0, 2)
    )
    plan = plain(task("free", 4, "web"), *blocks, people=(BEN,))
    found = schedule(plan, schedules=2)
    assert violations(plan, found.placed) == []
    assert hours(plan, found.end) == 29


def test_who_has_left_for_good_finds_no_place() -> None:
    gone = Person("anna", teams=("web",), until=at(1))
    with pytest.raises(NoSchedule, match="left"):
        schedule(plain(task("a", 30, "web"), people=(gone,)))


def test_a_row_of_five_thousand_tasks_is_placed_from_its_end_on_both_kernels() -> None:
    tasks = tuple(task(f"t{n}", 1, "web") for n in range(5000))
    links = tuple(Link(f"t{n}", f"t{n + 1}") for n in range(4999))
    network = network_of(plain(*tasks, links=links, people=(BEN,)), 300)
    last_first = np.arange(5000, dtype=np.int32)[::-1].copy()
    for using in (compiled(), interpreted()):
        if using:
            assert Grounds(network, 6000, None, using).place(last_first).cost == (0.0, 5000, 0.0)


def test_an_empty_plan_has_an_empty_schedule() -> None:
    found = schedule(plain())
    assert (found.placed, found.end, found.gap, found.proved) == ((), MONDAY, 0.0, True)
