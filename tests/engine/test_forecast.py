"""Forecasts: the chance of every date, what it hangs on, and what a change does."""

from dataclasses import replace
from datetime import timedelta
from math import exp

import numpy as np
import pytest
from tests.engine.plans import MONDAY, OFFICE, at, plain, task

from tandem.engine.forecast import (
    Forecast,
    Habits,
    SizeCurve,
    compare,
    forecast,
    sampling,
    without_limit,
)
from tandem.engine.problem import (
    Empirical,
    Fixed,
    Link,
    LogNormal,
    Person,
    Plan,
    Single,
    Task,
    ThreePoint,
)

ANNA = Person("anna", teams=("web",), rate=50.0)
BEN = Person("ben", teams=("law",), rate=80.0)


def hours(found: Forecast, name: str, chance: float) -> float:
    moment = found.finish(name, chance)
    assert moment is not None
    return (moment - found.plan.start) / timedelta(hours=1)


def alone(estimate: object, **more: object) -> Plan:
    return Plan(MONDAY, (Task("a", estimate, **more),))  # type: ignore[arg-type]


def test_an_estimate_is_the_median_and_its_spread_gives_the_safe_date() -> None:
    found = forecast(alone(LogNormal(100, 0.5)), trials=20_000)
    assert hours(found, "a", 0.5) == pytest.approx(100, rel=0.02)
    assert hours(found, "a", 0.8) == pytest.approx(100 * exp(0.5 * 0.8416), rel=0.02)
    assert found.chance(at(0, 100), "a") == pytest.approx(0.5, abs=0.015)


def test_three_points_are_widened_and_past_cases_taken_as_they_are() -> None:
    found = forecast(alone(ThreePoint(60, 100, 200)), trials=20_000, habits=Habits(widening=1.0))
    assert hours(found, "a", 0.9) == pytest.approx(200, rel=0.03)
    assert hours(found, "a", 0.1) == pytest.approx(60, rel=0.03)
    wide = forecast(alone(ThreePoint(60, 100, 200)), trials=20_000)
    assert hours(wide, "a", 0.9) > 280
    cases = forecast(alone(Empirical((10, 20, 30, 40))), trials=5000)
    assert 10 <= hours(cases, "a", 0.01) < hours(cases, "a", 0.99) <= 40


def test_less_trust_means_a_later_safe_date() -> None:
    dates = [
        forecast(
            plain(
                replace(task("a", 50), estimate=replace(task("a", 50).estimate, confidence=trust))
            )
        ).finish("a")  # type: ignore[type-var]
        for trust in ("sure", "normal", "guess")
    ]
    assert dates == sorted(set(dates))  # type: ignore[type-var]


def test_of_what_is_under_way_only_the_rest_is_left() -> None:
    left = [
        hours(forecast(plain(replace(task("a", 40), start=at(-9), spent=spent))), "a", 0.5)
        for spent in (0.0, 30.0, 120.0)
    ]
    assert left[0] == pytest.approx(40, rel=0.05)
    assert left[1] < left[2] < left[0]
    half = forecast(plain(replace(task("a", 40), start=at(-9), done=0.5)))
    assert hours(half, "a", 0.5) == pytest.approx(20, rel=0.07)


def test_what_delays_one_delays_others() -> None:
    chain = tuple(task(f"t{n}", 10) for n in range(40))
    links = tuple(Link(f"t{n}", f"t{n + 1}") for n in range(39))
    plan = plain(*chain, links=links)
    spread = [
        float(np.log(forecast(plan, habits=habits).finishes[39]).std())
        for habits in (Habits(), Habits(common=0.0))
    ]
    assert spread[0] == pytest.approx(0.31, abs=0.04)
    assert spread[1] == pytest.approx(0.12, abs=0.03)


def test_an_edit_changes_nothing_that_has_nothing_to_do_with_it() -> None:
    plan = plain(task("a", 9, "web"), task("b", 7), task("c", 3, "law"), people=(ANNA, BEN))
    more = replace(plan, tasks=(task("new", 5, "law"), *plan.tasks))
    one, other = forecast(plan, seed=4), forecast(more, seed=4)
    assert (one.finishes[:2] == other.finishes[1:3]).all()
    assert not (one.finishes[2] == other.finishes[3]).all()


def test_after_an_edit_only_what_changed_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plain(task("a", 10), task("b", 20), task("c", 30))
    before = forecast(plan, trials=50)
    edited = replace(plan, tasks=(*plan.tasks[:2], task("c", 35), task("d", 5)))
    whole = forecast(edited, trials=50)
    asked: list[str] = []
    numbers = sampling.own_numbers

    def counted(name: str, trials: int, seed: int) -> object:
        asked.append(name)
        return numbers(name, trials, seed)

    monkeypatch.setattr(sampling, "own_numbers", counted)
    again = forecast(edited, trials=50, earlier=before)
    assert asked == ["", "c", "d"]
    assert again.finishes.tobytes() == whole.finishes.tobytes()
    for other in ({"seed": 1}, {"trials": 60}, {"habits": Habits(normal=0.1)}):
        asked.clear()
        forecast(edited, **{"trials": 50, "earlier": before, **other})  # type: ignore[arg-type]
        assert asked == ["", "a", "b", "c", "d"]


def test_the_same_seed_gives_the_same_bytes_and_another_one_others() -> None:
    plan = plain(task("a", 9), task("b", 7))
    first, again, other = (forecast(plan, seed=seed).finishes.tobytes() for seed in (1, 1, 2))
    assert first == again != other


def test_a_comparison_says_by_how_much_and_how_often() -> None:
    plan = plain(task("a", 10), task("b", 5), task("c", 4), links=(Link("a", "b"),))
    longer = replace(plan, tasks=(task("a", 20), *plan.tasks[1:]))
    end, *tasks = compare(forecast(plan), forecast(longer))
    assert {one.task for one in tasks} == {"a", "b"}
    assert end.later > 0.98
    assert dict(tasks[0].moved)[0.5] == pytest.approx(timedelta(hours=10), rel=0.15)
    assert [one.later for one in compare(forecast(plan), forecast(plan))] == [0.0]
    with pytest.raises(ValueError, match="same seed"):
        compare(forecast(plan), forecast(plan, seed=9))


def test_promises_have_the_chance_to_be_kept() -> None:
    first = replace(task("a", 10), deadline=at(0, 10))
    (promise,) = forecast(plain(first), trials=4000).promises
    assert promise.chance == pytest.approx(0.5, abs=0.05)
    assert forecast(plain(replace(first, deadline=at(-1)))).promises[0].chance == 0


def test_it_says_whose_lack_of_time_costs_what() -> None:
    tasks = tuple(task(f"t{n}", 8, "web") for n in range(6))
    plan = Plan(MONDAY, (*tasks, task("small", 2, "law")), people=(ANNA, BEN), calendar=OFFICE)
    found = forecast(plan, seed=2)
    (wait,) = found.waits
    assert wait.names == ("web",)
    assert wait.people == ("anna",)
    end = compare(found, forecast(without_limit(plan, "web"), seed=2))[0]
    assert end.earlier > 0.99
    assert dict(end.moved)[0.8] < timedelta(days=-3)  # type: ignore[operator]
    assert found.criticality["small"] == 0.0
    assert found.criticality["t0"] == 1.0


def test_the_drivers_are_the_tasks_that_move_the_end() -> None:
    plan = plain(task("long", 100), task("short", 1), task("after", 10), links=(Link("long", "after"),))  # fmt: skip
    assert [one.task for one in forecast(plan).drivers(2)] == ["long", "after"]


def test_money_has_its_chance_too() -> None:
    plan = plain(replace(task("a", 100, "web"), cost=1000.0), people=(ANNA,))
    found = forecast(plan, trials=4000)
    assert found.cost(0.5) == pytest.approx(6000, rel=0.05)
    assert found.chance_of_cost(found.cost(0.8)) == pytest.approx(0.8, abs=0.01)


def test_curves_by_size_stand_in_for_the_spread() -> None:
    curves = (SizeCurve(10, (0.0, 0.0, 0.0), 0.1), SizeCurve(99, (0.0, 0.7, 1.4), 0.1))
    found = forecast(plain(task("a", 5), task("b", 50)), habits=Habits(curves=curves))
    assert hours(found, "a", 0.05) == hours(found, "a", 0.95) == 5
    assert hours(found, "b", 0.5) == pytest.approx(50 * exp(0.7), rel=0.1)


def test_around_a_curves_middle_a_guess_lies_wider_than_what_is_sure() -> None:
    curves = (SizeCurve(99, (-0.7, 0.0, 0.7), 0.1),)
    found = {
        trust: hours(forecast(alone(Single(50, trust)), habits=Habits(curves=curves)), "a", 0.9)
        for trust in ("sure", "normal", "guess")
    }
    assert found["normal"] == pytest.approx(50 * exp(0.7), rel=0.1)
    assert found["sure"] == pytest.approx(50 * exp(0.7 * 0.5 / 0.7), rel=0.1)
    assert found["guess"] == pytest.approx(50 * exp(0.7 * 1.0 / 0.7), rel=0.1)


def test_an_empty_plan_is_ready_at_once_and_no_trial_is_no_forecast() -> None:
    empty = forecast(plain(), seed=-1)
    assert empty.end() == MONDAY
    assert (empty.waits, empty.drivers(), empty.criticality) == ((), (), {})
    with pytest.raises(ValueError, match="one trial"):
        forecast(plain(), trials=0)


def test_what_is_fixed_has_no_chance_and_days_end_at_closing_time() -> None:
    plan = Plan(MONDAY, (Task("a", Fixed(16), needs=()),), calendar=OFFICE)
    assert forecast(plan).end(0.01) == forecast(plan).end(0.99) == at(1, 8)
