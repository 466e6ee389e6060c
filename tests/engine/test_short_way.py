"""Plans in which each task needs one person at most are dispatched on a shorter way: same result."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from tests.engine.checker import violations
from tests.engine.plans import MONDAY, OFFICE, at, plain, random_plan, task

from tandem.engine.forecast import Forecast, Habits, dispatched, forecast
from tandem.engine.kernel import Kernel, compiled, interpreted
from tandem.engine.model import dispatching
from tandem.engine.model.alone import is_alone
from tandem.engine.model.network import network_of
from tandem.engine.model.placed import placed
from tandem.engine.problem import Fixed, Link, Need, Person, Plan, Task, validate

ANNA, BEN = Person("anna", teams=("web",)), Person("ben", teams=("web",))


def one_each(seed: int) -> Plan:
    """A random plan in which each task needs one person at most; some of them leave. Only what
    needs nobody has windows and freezes.
    """
    plan, pick = random_plan(seed, most=25), Random(seed)
    tasks = tuple(
        replace(
            one,
            needs=tuple(replace(need, units=1) for need in one.needs[:1]),
            windows=one.windows if not one.needs else (),
            freezes=one.freezes if not one.needs else (),
            elapsed=one.elapsed and not one.needs,
        )
        for one in plan.tasks
    )
    people = tuple(
        replace(one, until=at(pick.randrange(2, 9))) if pick.random() < 0.2 else one
        for one in plan.people
    )
    links = tuple(replace(link, kind="FS") for link in plan.links)
    return replace(plan, tasks=tasks, people=people, links=links)


def told(found: Forecast) -> tuple[object, ...]:
    begun = found._found.starts.tobytes()
    return begun, found.finishes.tobytes(), found.criticality, found.waits


def the_long_way(monkeypatch: pytest.MonkeyPatch, ask: Callable[[], Forecast]) -> Forecast:
    with monkeypatch.context() as changed:
        changed.setattr(dispatching, "is_alone", lambda _network: False)
        return ask()


@pytest.mark.parametrize("seeds", [range(25), range(25, 50)], ids=["first", "second"])
def test_the_short_way_gives_what_the_long_way_gives(
    monkeypatch: pytest.MonkeyPatch, seeds: range
) -> None:
    looked_at = 0
    for seed in seeds:
        plan = one_each(seed)
        if validate(plan):
            continue
        looked_at += 1
        assert is_alone(network_of(plan, 40))

        def ask(using: Kernel | None = None, plan: Plan = plan, seed: int = seed) -> Forecast:
            return forecast(plan, trials=12, seed=seed, using=using)

        long = told(the_long_way(monkeypatch, ask))
        assert told(ask()) == long, seed
        assert told(ask(interpreted())) == long, seed
    assert looked_at > 15


def test_plans_dispatched_on_the_short_way_are_as_they_ask() -> None:
    for seed in range(60):
        plan = replace(one_each(seed), people=random_plan(seed, most=25).people)
        if not validate(plan):
            assert violations(plan, placed(dispatched(plan))) == [], seed


@pytest.mark.parametrize(
    "plan",
    [
        plain(task("a", 3, "web", "law"), people=(ANNA, Person("lea", teams=("law",)))),
        plain(Task("a", Fixed(3), needs=(Need("team", "web", 2),)), people=(ANNA, BEN)),
        plain(task("a", 3, "web", windows=((at(1), at(3)),)), people=(ANNA,)),
        plain(task("a", 3, "web", elapsed=True), people=(ANNA,)),
        plain(task("a", 3), task("b", 3), links=(Link("a", "b", "SS"),)),
    ],
    ids=["two teams", "two people", "a window", "passes by night", "from start to start"],
)
def test_what_asks_for_more_goes_the_long_way(plan: Plan) -> None:
    assert validate(plan) == ()
    assert not is_alone(network_of(plan, 40))


def kernels() -> list[Kernel]:
    return [one for one in (compiled(), interpreted()) if one]


@pytest.mark.parametrize("using", kernels(), ids=lambda one: one.how)
def test_whoever_leaves_takes_what_they_can_still_finish(using: Kernel) -> None:
    """The urgent task is too long for Anna's last days, and waits for Ben; the next one isn't."""
    anna = replace(ANNA, until=at(4))
    tasks = (task("now", 8, "web"), task("long", 60, "web"), task("short", 8, "web"))
    plan = Plan(MONDAY, tasks, (Link("now", "long"),), (anna, replace(BEN, since=at(6))), OFFICE)
    found = {one.task: one for one in placed(dispatched(plan, order=("now", "long"), using=using))}
    assert found["now"].people == found["short"].people == (("anna", 1),)
    assert found["short"].start == at(1)
    assert found["long"].people == (("ben", 1),)
    assert found["long"].start == at(7) - timedelta(hours=1)  # The clocks have changed.


@pytest.mark.parametrize("using", kernels(), ids=lambda one: one.how)
def test_what_falls_together_counts_by_its_place_in_the_plan(
    monkeypatch: pytest.MonkeyPatch, using: Kernel
) -> None:
    """Of two that end at the same moment, the later one in the plan is what the third waited for."""
    tasks = (task("b", 5, "web"), task("a", 5, "web"), task("c", 2))
    links = (Link("a", "c"), Link("b", "c"))
    plan = plain(*tasks, links=links, people=(ANNA, BEN))

    def ask() -> Forecast:
        return forecast(plan, trials=1, habits=Habits(normal=1e-9, common=0), using=using)

    for found in (ask(), the_long_way(monkeypatch, ask)):
        assert found.criticality == {"a": 1.0, "b": 0.0, "c": 1.0}
