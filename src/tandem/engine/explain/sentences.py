"""What a person would say about a result: the date first, then how sure, then because of what.

Days are named in the zone of the plan's calendar, else in UTC. Sentences are English.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from tandem.engine.forecast import Difference, Forecast
from tandem.engine.problem import Plan, called
from tandem.engine.schedule import Binding, Schedule
from tandem.engine.scope import NextItem, Scope, ScopeQuestion, WayOut

_SHORT_CHANCE = 0.6
_NOTICED = 0.1
_MOST = 3


def explain_forecast(forecast: Forecast) -> tuple[str, ...]:
    """The safe date, what luck would give, promises at risk, what the end waits for."""
    zone, names = _zone(forecast.plan), _names(forecast.plan)
    safe, even, late = (forecast.end(chance) for chance in (0.8, 0.5, 0.95))
    if safe is None or even is None:
        return ("Some of it never gets done: people it needs leave before.",)
    told = [f"Safe date {day(safe, zone)}: four times in five all is done by then."]
    if day(even, zone) != day(safe, zone):
        told.append(f"{day(even, zone)} is as likely as not, and earlier would need luck.")
    if late is not None:
        told.append(f"One time in twenty it is later than {day(late, zone)}.")
    told += [
        f"“{names[promise.task]}” is promised for {day(promise.deadline, zone)}: a chance of "
        f"{promise.chance:.0%}."
        for promise in forecast.promises
        if promise.chance < _SHORT_CHANCE
    ]
    return (*told, *_hangs_on(forecast, names))


def _hangs_on(forecast: Forecast, names: dict[str, str]) -> list[str]:
    """For whom the end waits, and which tasks move it."""
    told = [
        f"The end waits {_hours(wait.hours)} for {_either(wait.names)}."
        for wait in forecast.waits[:_MOST]
        if wait.hours >= 1
    ]
    drivers = [one for one in forecast.drivers(_MOST) if one.correlation >= _NOTICED]
    if drivers:
        listed = ", ".join(f"“{names[one.task]}”" for one in drivers)
        told.append(f"What moves the end most: {listed}.")
    return told


def explain_schedule(plan: Plan, schedule: Schedule) -> tuple[str, ...]:
    """When it ends, how far from the best that may be, what is late, what holds the last task."""
    zone, names = _zone(plan), _names(plan)
    told = [f"All is done on {day(schedule.end, zone)}, if everything takes what was planned."]
    if schedule.proved:
        told.append("No schedule of this plan is better.")
    elif schedule.gap > 0:
        told.append(f"Nothing can end before {day(schedule.bound, zone)}.")
        if schedule.unproved:
            told.append(f"Whether something better exists was not proved: {schedule.unproved}.")
    for late in schedule.late:
        told.append(
            f"“{names[late.task]}” is promised for {day(late.deadline, zone)} and late by "
            f"{_long(late.by)}."
        )
    told += _last_held(plan, schedule)
    return tuple(told)


def _last_held(plan: Plan, schedule: Schedule) -> list[str]:
    """Back from what finishes last: what held each task, a few steps."""
    names = _names(plan)
    held = {binding.task: binding for binding in schedule.bindings}
    if not schedule.placed:
        return []
    last = max(schedule.placed, key=lambda one: one.finish).task
    told = []
    for _ in range(_MOST):
        binding = held[last]
        if binding.because == "start":
            break
        told.append(f"“{names[last]}” {_reason(binding, names)}.")
        if binding.because != "link":
            break
        last = binding.by
    return told


def _reason(binding: Binding, names: dict[str, str]) -> str:
    by = names.get(binding.by, binding.by)
    return {
        "start": "starts at once",
        "link": f"waits for “{by}”",
        "date": "waits for its own earliest date",
        "fixed": "has a fixed start",
        "people": f"waits for {by}" if by else "waits for its people",
        "window": "waits for its window",
    }[binding.because]


def explain_difference(
    plan: Plan, differences: Sequence[Difference], chance: float = 0.8
) -> tuple[str, ...]:
    """What a change moves: the end first, then the tasks it moves most. `plan` has the names."""
    names = _names(plan)
    moved = [(one, dict(one.moved).get(chance)) for one in differences]
    told = []
    for one, by in sorted(moved, key=lambda pair: (pair[0].task != "", -abs(_days(pair[1])))):
        what = f"“{names[one.task]}”" if one.task else "The end"
        if not by:
            if not one.task:
                told.append("The end stays where it is.")
            continue
        sooner = "later" if by > timedelta() else "earlier"
        told.append(f"{what} comes {_long(abs(by))} {sooner}, with a chance of {chance:.0%}.")
    return tuple(told[: 1 + _MOST])


def explain_scope(question: ScopeQuestion, scope: Scope) -> tuple[str, ...]:
    """What fits, whether more could, what the next item would take; or the ways out."""
    names = {item.id: item.name or item.id for item in question.items}
    if scope.best is None:
        told = ["What must be in doesn't fit."]
        return (*told, *(_way_out(way, names) for way in scope.ways_out))
    used = ", ".join(
        f"{amount:g} of {dict(question.budgets)[name]:g} {name}"
        for name, amount in scope.best.costs
    )
    told = [f"{len(scope.best.items)} of {len(question.items)} items fit, for {used}."]
    if scope.proved:
        told.append("Nothing that fits is worth more.")
    else:
        told.append(f"At most {scope.gap:.1%} more value could fit.")
    told += [_next(one, names) for one in scope.next_items[:_MOST]]
    return tuple(told)


def _next(one: NextItem, names: dict[str, str]) -> str:
    brings = ", ".join(f"“{names[item]}”" for item in one.brings)
    if not one.more:
        return f"{brings} would fit in place of something else."
    more = " and ".join(f"{amount:g} {name}" for name, amount in one.more)
    return f"{more} more would buy {brings}."


def _way_out(way: WayOut, names: dict[str, str]) -> str:
    if way.raise_by:
        more = " and ".join(f"{amount:g} {name}" for name, amount in way.raise_by)
        return f"It would with {more} more."
    return f"It would without {', '.join(f'“{names[item]}”' for item in way.drop)}."


def day(moment: datetime, zone: tzinfo) -> str:
    """21 May 2026, in that zone."""
    local = moment.astimezone(zone)
    return f"{local.day} {local:%b %Y}"


def _zone(plan: Plan) -> tzinfo:
    return plan.calendar.zone if plan.calendar else UTC


def _names(plan: Plan) -> dict[str, str]:
    people = {person.id: called(person) for person in plan.people}
    return people | {task.id: called(task) for task in plan.tasks}


def _either(names: Sequence[str]) -> str:
    return " or ".join(f"“{name}”" for name in names)


def _hours(hours: float) -> str:
    return f"{hours:.0f} hours" if hours >= 1.5 else "an hour"


def _days(by: timedelta | None) -> float:
    return by / timedelta(days=1) if by else 0.0


def _long(by: timedelta) -> str:
    if by < timedelta(days=1):
        return _hours(by / timedelta(hours=1))
    return "a day" if _days(by) < 1.5 else f"{_days(by):.0f} days"
