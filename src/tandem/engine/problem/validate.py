"""Everything that is wrong with a plan, in words, before anybody computes with it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite

from tandem.engine.problem.cycles import cycle
from tandem.engine.problem.estimates import (
    Empirical,
    LogNormal,
    ThreePoint,
    numbers_of,
    planned_hours,
)
from tandem.engine.problem.plan import Need, Period, Person, Plan, Task, called, eligible

LONGEST_HOURS = 200_000.0
"""More hours than a task can have: a hundred years of one person."""
MOST_UNITS = 10_000
MOST_THINGS = 30_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: what kind, the ids it is about, and a sentence for a person."""

    kind: str
    about: tuple[str, ...]
    sentence: str


class PlanHasFaults(ValueError):
    """A solver was given a plan that `validate` finds wrong; `faults` are all of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(" ".join(fault.sentence for fault in faults))
        self.faults = faults


def validate(plan: Plan) -> tuple[Fault, ...]:
    """All faults of a plan, in the order of its parts; empty where it can be planned with."""
    faults = [*_of_the_plan(plan), *_of_ids(plan)]
    for person in plan.people:
        faults += _of_a_person(person)
    for task in plan.tasks:
        faults += _of_a_task(task, plan)
    faults += _of_links(plan)
    if not any(fault.kind in {"unknown-task", "same-id"} for fault in faults):
        faults += _of_order(plan)
    return tuple(faults)


def refuse_faults(plan: Plan) -> None:
    """Raise PlanHasFaults where `validate` finds any."""
    if faults := validate(plan):
        raise PlanHasFaults(faults)


def _of_the_plan(plan: Plan) -> Iterator[Fault]:
    if plan.start.tzinfo is None:
        yield Fault("no-zone", (), "The start of the plan has no time zone.")
    if plan.tick < 1 or 1440 % plan.tick:
        sentence = f"A step of {plan.tick} minutes doesn't divide a day; 15 and 60 do."
        yield Fault("tick", (), sentence)
    if len(plan.tasks) > MOST_THINGS or len(plan.people) > MOST_THINGS:
        yield Fault("too-many", (), f"More than {MOST_THINGS} tasks or people are too many.")


def _of_ids(plan: Plan) -> Iterator[Fault]:
    for what, ids in (("tasks", plan.tasks), ("people", plan.people)):
        for name, times in Counter(thing.id for thing in ids).items():
            if times > 1:
                yield Fault("same-id", (name,), f"{times} {what} have the same id “{name}”.")
            if not name:
                yield Fault("no-id", (), f"One of the {what} has no id.")


def _of_a_person(person: Person) -> Iterator[Fault]:
    name, about = called(person), (person.id,)
    if not 1 <= person.units <= MOST_UNITS:
        yield Fault("units", about, f"“{name}” has {person.units} units; 1 to {MOST_UNITS} can be.")
    if not 0 < person.share <= 1 or person.share < 0.01:
        sentence = f"“{name}” is there for {person.share:.0%}; it has to be 1 % to 100 %."
        yield Fault("share", about, sentence)
    if any(moment and moment.tzinfo is None for moment in (person.since, person.until)):
        yield Fault("no-zone", about, f"The dates of “{name}” have no time zone.")
    elif person.since and person.until and person.since >= person.until:
        yield Fault("never-there", about, f"“{name}” leaves before they come.")
    if person.calendar and not any(person.calendar.hours.lengths):
        yield Fault("never-there", about, f"The calendar of “{name}” has no hours at all.")
    if not isfinite(person.rate) or person.rate < 0:
        yield Fault("rate", about, f"The rate of “{name}” is no amount of money.")


def _of_a_task(task: Task, plan: Plan) -> Iterator[Fault]:
    yield from _of_an_estimate(task)
    yield from _of_dates(task)
    for need in task.needs:
        yield from _of_a_need(task, need, plan)
    known = {person.id for person in plan.people}
    for name in task.people:
        if name not in known:
            sentence = f"“{called(task)}” is given to “{name}”, who is not in the plan."
            yield Fault("unknown-person", (task.id, name), sentence)
    if not 0 <= task.done <= 1:
        sentence = f"“{called(task)}” is {task.done:.0%} done; it has to be 0 % to 100 %."
        yield Fault("done", (task.id,), sentence)
    if task.weight < 0 or not isfinite(task.weight) or not isfinite(task.cost):
        sentence = f"The weight or the cost of “{called(task)}” is no number to plan with."
        yield Fault("weight", (task.id,), sentence)
    if task.done < 1 and task.windows and _is_over(task, plan):
        sentence = f"The last window of “{called(task)}” is over when the plan starts."
        yield Fault("window-over", (task.id,), sentence)
    if task.people and not task.needs:
        sentence = f"“{called(task)}” names people, but needs nobody."
        yield Fault("people", (task.id,), sentence)


def _is_over(task: Task, plan: Plan) -> bool:
    """Whether all windows end before the plan starts; what runs already, runs on."""
    moments = [plan.start, *(end for _, end in task.windows), *([task.start] if task.start else [])]
    if any(moment.tzinfo is None for moment in moments):
        return False
    runs = task.start is not None and task.start < plan.start
    return not runs and all(end <= plan.start for _, end in task.windows)


def _of_an_estimate(task: Task) -> Iterator[Fault]:
    name, about, estimate = called(task), (task.id,), task.estimate
    numbers = (*numbers_of(estimate), *([] if task.spent is None else [task.spent]))
    if any(not isfinite(number) or number < 0 or number > LONGEST_HOURS for number in numbers):
        sentence = f"The hours of “{name}” have to be from 0 to {LONGEST_HOURS:,.0f}."
        yield Fault("hours", about, sentence)
    elif isinstance(estimate, ThreePoint):
        if not 0 < estimate.low <= estimate.likely <= estimate.high:
            sentence = f"The three points of “{name}” have to be above 0 and in rising order."
            yield Fault("order", about, sentence)
    elif isinstance(estimate, Empirical) and not estimate.cases:
        yield Fault("no-cases", about, f"“{name}” is estimated by past cases, but there are none.")
    elif isinstance(estimate, LogNormal) and estimate.spread > 5:
        sentence = f"The spread of “{name}” is {estimate.spread:g}; above 5 nothing can be said."
        yield Fault("spread", about, sentence)


def _of_dates(task: Task) -> Iterator[Fault]:
    name, about = called(task), (task.id,)
    moments = [moment for moment in (task.earliest, task.deadline, task.start) if moment]
    moments += [moment for period in (*task.windows, *task.freezes) for moment in period]
    if any(moment.tzinfo is None for moment in moments):
        yield Fault("no-zone", about, f"A date of “{name}” has no time zone.")
        return
    for period in (*task.windows, *task.freezes):
        if period[0] >= period[1]:
            sentence = f"A window or freeze of “{name}” ends before it begins."
            yield Fault("period", about, sentence)
            return
    if task.windows and (short := _too_short(task)):
        longest = timedelta(hours=planned_hours(task.estimate))
        sentence = f"“{name}” takes {_hours(longest)}, but its longest window has {_hours(short)}."
        yield Fault("window-too-short", about, sentence)


def _too_short(task: Task) -> timedelta | None:
    """The length of the longest window where the task fits into none, nights included."""
    longest = max((_length(window) for window in task.windows), default=timedelta())
    return longest if longest < timedelta(hours=planned_hours(task.estimate)) else None


def _length(period: Period) -> timedelta:
    return period[1] - period[0]


def _hours(length: timedelta) -> str:
    return f"{length / timedelta(hours=1):g} h"


def _of_a_need(task: Task, need: Need, plan: Plan) -> Iterator[Fault]:
    name = called(task)
    if not 1 <= need.units <= MOST_UNITS:
        sentence = f"“{name}” needs {need.units} of “{need.who}”; 1 to {MOST_UNITS} can be."
        yield Fault("units", (task.id,), sentence)
        return
    who = [plan.people[at] for at in eligible(need, plan.people)]
    if not who:
        yield Fault("nobody", (task.id, need.who), _nobody(name, need))
    elif (units := sum(person.units for person in who)) < need.units:
        sentence = f"“{name}” needs {need.units} of “{need.who}” at once, and there are {units}."
        yield Fault("too-few", (task.id, need.who), sentence)
    elif all(_gone(person, plan.start) for person in who):
        sentence = f"“{name}” needs “{need.who}”, but they have all left by then."
        yield Fault("nobody", (task.id, need.who), sentence)


def _nobody(name: str, need: Need) -> str:
    if need.kind == "skill":
        return f"“{name}” needs the skill “{need.who}”, and nobody has it."
    if need.kind == "team":
        return f"“{name}” needs somebody of the team “{need.who}”, and nobody is in it."
    return f"“{name}” needs “{need.who}”, who is not in the plan."


def _gone(person: Person, start: datetime) -> bool:
    if person.until is None or person.until.tzinfo is None or start.tzinfo is None:
        return False
    return person.until <= start


def _of_links(plan: Plan) -> Iterator[Fault]:
    known = {task.id for task in plan.tasks}
    for link in plan.links:
        about = (link.before, link.after)
        for name in about:
            if name not in known:
                sentence = f"A link names the task “{name}”, which is not in the plan."
                yield Fault("unknown-task", about, sentence)
        if link.kind not in {"FS", "SS", "FF", "SF"}:
            yield Fault("link-kind", about, f"A link is FS, SS, FF or SF, not “{link.kind}”.")
        if not isfinite(link.lag) or not 0 <= link.lag <= LONGEST_HOURS:
            sentence = (
                f"The lag from “{link.before}” to “{link.after}” is {link.lag:g} hours. It can't "
                "be negative: divide the first task where the second may begin."
            )
            yield Fault("lag", about, sentence)


def _of_order(plan: Plan) -> Iterator[Fault]:
    names = {task.id: called(task) for task in plan.tasks}
    found = cycle(list(names), [(link.before, link.after) for link in plan.links])
    if found:
        path = " → ".join(f"“{names[name]}”" for name in (*found, found[0]))
        yield Fault("cycle", tuple(found), f"These wait for each other in a circle: {path}.")
