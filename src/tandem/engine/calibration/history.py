"""Learning from what was estimated and what it took: shrunk from the defaults, by size and team."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import exp, isfinite, sqrt

import numpy as np

from tandem.engine.calibration.case import Case
from tandem.engine.forecast.habits import Habits, SizeCurve
from tandem.engine.forecast.normal import deviation_at
from tandem.engine.model.axis import Floats

_CHANCES = np.linspace(0.005, 0.995, 100)
_LEAST = 0.005
_STEPS = np.arange(102) - 0.5
_EDGES = np.concatenate(([0.0], _CHANCES, [1.0]))
"""The chance at which a case lies that is above so many points of a curve."""
_PRIOR = 25.0
"""The defaults count like so many cases."""
_IN_A_SIZE = 120
_SIZES = 12
_PRIOR_OF_A_SIZE = 40.0
_PRIOR_OF_A_TEAM = 20.0
_PRIOR_OF_PROJECTS = 8.0
_PRIOR_OF_CHANCES = 100.0
_OLDER, _NEWER = 0.6, 50
"""The share of cases that counts as older, and how many newer ones there have to be."""


def calibrate(history: Sequence[Case], prior: Habits | None = None) -> Habits:
    """The habits of a workspace, from its finished work, oldest first.

    Cases without hours above 0 are left out. With few cases the prior (the defaults) speaks, with
    many the cases. The curves of a size are quantiles of actual ÷ estimate among estimates of about
    that size, shrunk toward those of all sizes, and these toward the prior. Then what the older
    part would have said is held against the newer part, and the chances are moved by half of what
    was found: the future differs from the past as the newer past did from the older, in part.

    Sources: of the shrinking, W. James, C. Stein, 1961; of the moments, R. DerSimonian, N. Laird,
    1986, doi:10.1016/0197-2456(86)90046-2; of moving the chances, V. Kuleshov, N. Fenner,
    S. Ermon, 2018, arXiv:1807.00263.
    """
    prior = prior or Habits()
    cases = [case for case in history if _counts(case)]
    if not cases:
        return prior
    estimates = np.array([case.estimate for case in cases])
    ratios = np.log(np.array([case.actual for case in cases]) / estimates)
    spread = _spread(ratios, prior)
    stretch = spread / prior.normal
    return replace(
        prior,
        sure=prior.sure * stretch,
        normal=spread,
        guess=prior.guess * stretch,
        common=min(_common(cases, ratios, prior), spread),
        teams=_teams(cases, ratios, float(np.median(ratios))),
        curves=_curves(estimates, ratios, prior, _chances_needed(estimates, ratios, prior)),
    )


def _counts(case: Case) -> bool:
    numbers = (case.estimate, case.actual)
    return all(isfinite(number) and number > 0 for number in numbers)


def _curves(
    estimates: Floats, ratios: Floats, prior: Habits, chances: Floats
) -> tuple[SizeCurve, ...]:
    """A curve for each size, of about as many cases each, never between two equal estimates.

    `chances` are those to read off where `_CHANCES` are wanted.
    """
    of_prior = deviation_at(chances) * prior.normal + prior.log_bias(())
    of_all = _shrunk(np.quantile(ratios, chances), of_prior, len(ratios), _PRIOR)
    parts = min(_SIZES, max(1, len(ratios) // _IN_A_SIZE))
    edges = np.unique(np.quantile(estimates, np.linspace(0, 1, parts + 1)[1:], method="higher"))
    found = []
    below = -1.0
    for edge in edges.tolist():
        inside = ratios[(estimates > below) & (estimates <= edge)]
        below = edge
        curve = _shrunk(np.quantile(inside, chances), of_all, len(inside), _PRIOR_OF_A_SIZE)
        found.append(SizeCurve(edge, tuple(curve.tolist()), _LEAST))
    return tuple(found)


def _shrunk(own: Floats, toward: Floats, cases: float, prior: float) -> Floats:
    share = cases / (cases + prior)
    return np.asarray(share * own + (1 - share) * toward)


def _chances_needed(estimates: Floats, ratios: Floats, prior: Habits) -> Floats:
    """Which chances of the older cases' curves were kept by the newer cases as `_CHANCES`."""
    cut = round(len(ratios) * _OLDER)
    if len(ratios) - cut < _NEWER:
        return _CHANCES
    habits = replace(prior, curves=_curves(estimates[:cut], ratios[:cut], prior, _CHANCES))
    places = []
    halves = np.random.Generator(np.random.SFC64(0)).random(len(ratios) - cut)
    for estimate, ratio, half in zip(estimates[cut:], ratios[cut:], halves, strict=True):
        curve = habits.curve(float(estimate))
        if curve is not None:
            low, high = np.searchsorted(curve.ratios, [ratio - 1e-9, ratio + 1e-9])
            places.append(np.interp(low + (high - low) * half, _STEPS, _EDGES))
    own = np.quantile(np.array(places), _CHANCES)
    moved = _shrunk(own, _CHANCES, len(places), len(places) + _PRIOR_OF_CHANCES)
    return np.clip(moved, _LEAST, 1 - _LEAST)


def _spread(ratios: Floats, prior: Habits) -> float:
    """The standard deviation, from the middle 80 %: a slip of the pen shall not count."""
    low, high = np.quantile(ratios, [0.1, 0.9])
    own = float(high - low) / (2 * 1.2815515655446004)
    share = len(ratios) / (len(ratios) + _PRIOR)
    return max(sqrt(share * own**2 + (1 - share) * prior.normal**2), 0.01)


def _teams(cases: list[Case], ratios: Floats, middle: float) -> tuple[tuple[str, float], ...]:
    """By what factor each team is off besides what all are off."""
    by_team: dict[str, list[float]] = defaultdict(list)
    for case, ratio in zip(cases, ratios.tolist(), strict=True):
        if case.team:
            by_team[case.team].append(ratio - middle)
    return tuple(
        (team, exp(float(np.median(off)) * len(off) / (len(off) + _PRIOR_OF_A_TEAM)))
        for team, off in sorted(by_team.items())
    )


def _common(cases: list[Case], ratios: Floats, prior: Habits) -> float:
    """What the work of a project shares: how far projects lie apart beyond chance."""
    by_project: dict[str, list[float]] = defaultdict(list)
    for case, ratio in zip(cases, ratios.tolist(), strict=True):
        if case.project:
            by_project[case.project].append(ratio)
    groups = [np.array(of) for of in by_project.values() if len(of) > 4]
    if len(groups) < 2:
        return prior.common
    within = float(np.mean([group.var(ddof=1) for group in groups]))
    chance = float(np.mean([within / len(group) for group in groups]))
    apart = float(np.var([group.mean() for group in groups], ddof=1)) - chance
    share = len(groups) / (len(groups) + _PRIOR_OF_PROJECTS)
    return sqrt(max(share * max(apart, 0.0) + (1 - share) * prior.common**2, 0.0))
