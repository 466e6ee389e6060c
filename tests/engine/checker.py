"""Whether a plan was placed as it says: written apart from the engine, with dates alone.

It knows working time (`tandem.engine.working_time`), which has tests of its own, and nothing of
axes, ticks in rows or kernels.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from math import ceil

from tandem.engine.model.placed import Placed
from tandem.engine.problem import Link, Need, Person, Plan, Task, planned_hours
from tandem.engine.working_time import WorkingCalendar, add_working_time, is_open


def violations(plan: Plan, placed: tuple[Placed, ...], *, fixed: bool = True) -> list[str]:
    """Everything in which the times and people are not what the plan asks for.

    `fixed`: a task with a start of its own has to start exactly then.
    """
    by_id = {one.task: one for one in placed}
    found = [f"{task.id} is missing" for task in plan.tasks if task.id not in by_id]
    if found or len(placed) != len(plan.tasks):
        return [*found, "every task has to come once"]
    for task in plan.tasks:
        found += _task(plan, task, by_id[task.id], fixed=fixed)
    tasks = {task.id: task for task in plan.tasks}
    for link in plan.links:
        if tasks[link.before].done < 1 and tasks[link.after].done < 1:
            found += _link(plan, link, by_id, tasks)
    return [*found, *_use(plan, by_id)]


def hours_left(task: Task) -> float:
    """What is left to do, as the plan counts it."""
    return planned_hours(task.estimate) * (1 - task.done)


def work_end(plan: Plan, task: Task, person: Person | None, start: datetime) -> datetime:
    """When one person is done with their part; everything is in steps of the plan."""
    share = person.share if person else 1.0
    step = timedelta(minutes=plan.tick)
    steps = ceil(round(timedelta(hours=hours_left(task)) / step) / share - 1e-9)
    if task.elapsed:
        return start + steps * step
    return _worked(start, steps * step, _calendar(plan, person))


def _calendar(plan: Plan, person: Person | None) -> WorkingCalendar | None:
    return (person.calendar if person else None) or plan.calendar


def _worked(start: datetime, amount: timedelta, calendar: WorkingCalendar | None) -> datetime:
    return start + amount if calendar is None else add_working_time(start, amount, calendar)


def _task(plan: Plan, task: Task, one: Placed, *, fixed: bool) -> Iterator[str]:
    name = task.id
    if one.start < plan.start or (task.earliest and one.start < task.earliest):
        yield f"{name} starts too early"
    if fixed and task.start and task.start >= plan.start and one.start != task.start:
        yield f"{name} doesn't start when it was fixed"
    people = {person.id: person for person in plan.people}
    who = [people[person] for person, _ in one.people]
    if task.done < 1 and not _serve(list(task.needs), dict(one.people), people):
        yield f"{name} has not the people it needs: {one.people}"
    if task.people and not {person.id for person in who} <= set(task.people):
        yield f"{name} has others than it names"
    ends = [work_end(plan, task, person, one.start) for person in who or [None]]
    if one.finish < max(ends) or (one.finish > max(ends) and not _ends_are_linked(plan, task)):
        yield f"{name} finishes {one.finish}, but its work {max(ends)}"
    for person in who:
        if hours_left(task) and not _there(plan, person, one.start):
            yield f"{name} starts when {person.id} is away"
    yield from _windows(task, one.start, max(ends))


def _ends_are_linked(plan: Plan, task: Task) -> bool:
    return any(link.after == task.id and link.kind in {"FF", "SF"} for link in plan.links)


def _there(plan: Plan, person: Person, moment: datetime) -> bool:
    if (person.since and moment < person.since) or (person.until and moment >= person.until):
        return False
    calendar = _calendar(plan, person)
    return calendar is None or is_open(moment, calendar)


def _windows(task: Task, start: datetime, end: datetime) -> Iterator[str]:
    if task.done >= 1:
        return
    if task.windows and not any(a <= start and end <= b for a, b in task.windows):
        yield f"{task.id} lies in none of its windows"
    if any(a < end and start < b for a, b in task.freezes):
        yield f"{task.id} touches a freeze"


def _serve(needs: list[Need], units: dict[str, int], people: dict[str, Person]) -> bool:
    """Whether these units serve these needs, none left over: every way is tried."""
    needs = [need for need in needs if need.units]
    if not needs:
        return not any(units.values())
    need, *others = needs
    for name, left in units.items():
        if left and _can(need, people[name]):
            less = Need(need.kind, need.who, need.units - 1)
            if _serve([less, *others], {**units, name: left - 1}, people):
                return True
    return False


def _can(need: Need, person: Person) -> bool:
    return (
        need.who
        in {"person": (person.id,), "team": person.teams, "skill": person.skills}[need.kind]
    )


def _link(
    plan: Plan, link: Link, by_id: dict[str, Placed], tasks: dict[str, Task]
) -> Iterator[str]:
    before, after = by_id[link.before], by_id[link.after]
    if link.kind in {"SS", "SF"} and _runs(plan, tasks[link.before]):
        return
    if link.kind in {"FS", "SS"} and _runs(plan, tasks[link.after]):
        return
    begin = before.finish if link.kind in {"FS", "FF"} else before.start
    waits = after.start if link.kind in {"FS", "SS"} else after.finish
    lag = timedelta(hours=link.lag)
    until = begin + lag if link.elapsed else _worked(begin, lag, plan.calendar)
    if waits < until:
        yield f"{link.before} {link.kind} {link.after}: {waits} is before {until}"


def _runs(plan: Plan, task: Task) -> bool:
    return task.start is not None and task.start < plan.start


def _use(plan: Plan, by_id: dict[str, Placed]) -> Iterator[str]:
    """Nobody is at more than they can at any moment: looked at whenever something starts."""
    for person in plan.people:
        held = []
        for task in plan.tasks:
            one = by_id[task.id]
            units = dict(one.people).get(person.id, 0)
            if units and one.finish > one.start:
                ends = [
                    work_end(plan, task, other, one.start)
                    for other in plan.people
                    if other.id in dict(one.people)
                ]
                held.append((one.start, max(ends), units))
        for start, _, _ in held:
            at_once = sum(units for a, b, units in held if a <= start < b)
            if at_once > person.units:
                yield f"{person.id} is used {at_once} times at {start.astimezone(UTC)}"
