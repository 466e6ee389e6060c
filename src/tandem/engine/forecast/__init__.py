"""When will it be ready, with what chance, because of what: simulation of dispatching."""

from tandem.engine.forecast.habits import Habits, SizeCurve
from tandem.engine.forecast.result import Difference, Driver, Forecast, Promise, Wait, compare
from tandem.engine.forecast.run import dispatched, forecast, without_limit

__all__ = [
    "Difference",
    "Driver",
    "Forecast",
    "Habits",
    "Promise",
    "SizeCurve",
    "Wait",
    "compare",
    "dispatched",
    "forecast",
    "without_limit",
]
