"""In what order and by whom: a schedule, how good it is, and what holds each task."""

from tandem.engine.schedule.result import Binding, LatePromise, Schedule
from tandem.engine.schedule.run import NoSchedule, schedule

__all__ = ["Binding", "LatePromise", "NoSchedule", "Schedule", "schedule"]
