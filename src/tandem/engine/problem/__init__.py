"""The question a planner asks: tasks, links, people; and all that is wrong with it, in words."""

from tandem.engine.problem.cycles import cycle, in_order
from tandem.engine.problem.estimates import (
    Empirical,
    Estimate,
    Fixed,
    LogNormal,
    Single,
    ThreePoint,
    planned_hours,
)
from tandem.engine.problem.plan import Link, Need, Period, Person, Plan, Task, called, eligible
from tandem.engine.problem.validate import Fault, PlanHasFaults, refuse_faults, validate
from tandem.engine.problem.written import written

__all__ = [
    "Empirical",
    "Estimate",
    "Fault",
    "Fixed",
    "Link",
    "LogNormal",
    "Need",
    "Period",
    "Person",
    "Plan",
    "PlanHasFaults",
    "Single",
    "Task",
    "ThreePoint",
    "called",
    "cycle",
    "eligible",
    "in_order",
    "planned_hours",
    "refuse_faults",
    "validate",
    "written",
]
