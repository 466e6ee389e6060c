"""Habits are learned from finished work, and chances are held against what happened."""

import numpy as np
import pytest

from tandem.engine.calibration import Case, Outcome, calibrate, look_back, score
from tandem.engine.forecast import Habits
from tandem.engine.forecast.normal import deviation_at
from tandem.engine.forecast.sampling import hours_at
from tandem.engine.problem import Need, Single, Task

CHANCES = np.array([0.1, 0.5, 0.8, 0.9])


def said(habits: Habits, hours: float, team: str = "") -> list[float]:
    needs = (Need("team", team),) if team else ()
    return hours_at(Task("a", Single(hours), needs=needs), deviation_at(CHANCES), habits).tolist()


def history(cases: int, spread: float = 0.5, bias: float = 1.0, seed: int = 1) -> list[Case]:
    chance = np.random.default_rng(seed)
    estimates = chance.choice([2.0, 4.0, 8.0, 16.0, 40.0], cases)
    actual = estimates * bias * np.exp(spread * chance.standard_normal(cases))
    return [Case(*pair) for pair in zip(estimates.tolist(), actual.tolist(), strict=True)]


def test_without_a_history_the_defaults_hold() -> None:
    assert calibrate([]) == Habits()
    assert calibrate([Case(0, 3), Case(2, float("nan"))]) == Habits()


def test_few_cases_move_the_defaults_little_and_many_a_lot() -> None:
    few, many = (calibrate(history(cases, spread=0.3)) for cases in (5, 2000))
    assert few.normal == pytest.approx(0.65, abs=0.06)
    assert many.normal == pytest.approx(0.3, abs=0.03)
    assert few.sure < few.normal < few.guess


def test_work_that_takes_twice_as_long_is_expected_to() -> None:
    habits = calibrate(history(2000, bias=2.0))
    assert said(habits, 8)[1] == pytest.approx(16, rel=0.07)
    assert said(habits, 8)[2] == pytest.approx(16 * np.exp(0.5 * 0.8416), rel=0.1)


def test_the_size_of_an_estimate_has_its_own_curve() -> None:
    small = [Case(2, hours) for hours in np.exp(np.linspace(-0.2, 0.2, 400)) * 2]
    large = [Case(80, hours) for hours in np.exp(np.linspace(-0.2, 2.0, 400)) * 80]
    habits = calibrate([case for pair in zip(small, large, strict=True) for case in pair])
    assert said(habits, 2)[3] < 2 * 1.4
    assert said(habits, 80)[3] > 80 * 4


def test_a_team_that_is_always_off_is_known_for_it() -> None:
    fast = [Case(case.estimate, case.actual, "web") for case in history(300)]
    slow = [Case(case.estimate, 2 * case.actual, "sap") for case in history(300, seed=2)]
    habits = calibrate([case for pair in zip(fast, slow, strict=True) for case in pair])
    factor = dict(habits.teams)
    assert factor["sap"] / factor["web"] == pytest.approx(2, rel=0.15)
    assert said(habits, 8, "sap")[1] > said(habits, 8, "web")[1] * 1.7


def test_what_a_project_shares_is_found() -> None:
    chance = np.random.default_rng(3)
    cases = []
    for project in range(40):
        shift = 0.6 * chance.standard_normal()
        for _ in range(30):
            cases.append(Case(8, 8 * np.exp(shift + 0.4 * chance.standard_normal()), project=f"{project}"))  # fmt: skip
    assert calibrate(cases).common == pytest.approx(0.56, abs=0.1)
    assert calibrate(history(900)).common == 0.3


def test_right_chances_score_as_right_and_narrow_ones_do_not() -> None:
    amounts = np.exp(0.5 * np.random.default_rng(4).standard_normal(5000))

    def scored(spread: float) -> object:
        points = tuple(
            zip(CHANCES.tolist(), np.exp(spread * deviation_at(CHANCES)).tolist(), strict=True)
        )
        return score([Outcome(points, one) for one in amounts.tolist()])

    right, narrow = scored(0.5), scored(0.2)
    assert right.coverage == tuple(  # type: ignore[attr-defined]
        (chance, pytest.approx(chance, abs=0.02)) for chance in CHANCES.tolist()
    )
    assert max(right.places) < 0.125  # type: ignore[attr-defined]
    assert narrow.places[0] > 0.15 < narrow.places[-1]  # type: ignore[attr-defined]
    assert right.pinball < narrow.pinball  # type: ignore[attr-defined]


def test_equal_amounts_share_their_place_by_chance() -> None:
    outcomes = [Outcome(((0.2, 1.0), (0.8, 1.0)), 1.0)] * 4000
    assert max(score(outcomes).places) < 0.12
    assert score([]).outcomes == 0
    with pytest.raises(ValueError, match="same chances"):
        score([outcomes[0], Outcome(((0.5, 1.0),), 1.0)])


def test_looking_back_holds_the_older_part_against_the_newer() -> None:
    older = [Case(8, hours) for hours in (6, 8, 9, 12, 16, 7)]
    found = look_back(
        [*older, Case(8, 1000), Case(8, 0.01), Case(8, 1000), Case(8, 1000), Case(0, 3)]
    )
    assert found.outcomes == 4
    assert dict(found.coverage)[0.5] == 0.25
    assert look_back([]).outcomes == 0
    slow = [Case(8, 40, "web") for _ in range(60)]
    teams = look_back([*slow, *(Case(8, 8, "law") for _ in range(40))], (0.5,))
    assert teams.coverage == ((0.5, 1.0),)
