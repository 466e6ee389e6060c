"""How far real work lies from its estimate: the defaults, and what a workspace has learned."""

from bisect import bisect_left
from dataclasses import dataclass
from math import log

from tandem.engine.problem import Estimate, LogNormal, Single


@dataclass(frozen=True, slots=True)
class SizeCurve:
    """How tasks of a size turned out: logarithms of actual ÷ estimate, in rising order.

    It holds for estimates up to `up_to` hours; the values stand at evenly spaced chances from the
    smallest, `least`, to 1 - `least`.
    """

    up_to: float
    ratios: tuple[float, ...]
    least: float


@dataclass(frozen=True, slots=True)
class Habits:
    """How estimates turn out.

    `sure`, `normal`, `guess` are standard deviations of log(actual ÷ estimate) for a single number
    by how much its author trusts it; `common` is the part of it that all tasks of a plan share;
    `bias` multiplies every single number (1.2: work takes 20 % longer than said, in the median),
    and `teams` by what else, for tasks that need that team. `widening` stretches three points
    around their middle. `curves` by size, rising, stand in for the lognormal where there are any.

    The defaults are measured on the records of about twenty companies; see docs/engine.md.
    """

    sure: float = 0.5
    normal: float = 0.7
    guess: float = 1.0
    common: float = 0.3
    bias: float = 1.0
    teams: tuple[tuple[str, float], ...] = ()
    widening: float = 1.6
    curves: tuple[SizeCurve, ...] = ()

    def spread(self, estimate: Estimate) -> float:
        """The standard deviation of the logarithm of what this estimate becomes."""
        match estimate:
            case Single(confidence=confidence):
                return {"sure": self.sure, "normal": self.normal, "guess": self.guess}[confidence]
            case LogNormal(spread=spread):
                return spread
        return self.normal

    def curve(self, hours: float) -> SizeCurve | None:
        """The curve for an estimate of so many hours; beyond the last one, that."""
        if not self.curves:
            return None
        at = bisect_left([curve.up_to for curve in self.curves], hours)
        return self.curves[min(at, len(self.curves) - 1)]

    def log_bias(self, teams: tuple[str, ...]) -> float:
        """What to add to the logarithm of an estimate of a task that needs these teams."""
        known = dict(self.teams)
        own = [log(known[team]) for team in teams if team in known]
        return log(self.bias) + (sum(own) / len(own) if own else 0.0)
