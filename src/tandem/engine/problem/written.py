"""A plan as JSON values, as docs/engine.md describes them: the same plan gives the same values.

`tandem.formats.plans.read_plan` reads it back. It is how a plan reaches another process, and how
two plans are told apart.
"""

from datetime import datetime, time
from typing import Any

from tandem.engine.problem.estimates import (
    Empirical,
    Estimate,
    Fixed,
    LogNormal,
    Single,
    ThreePoint,
)
from tandem.engine.problem.plan import Link, Need, Period, Person, Plan, Task
from tandem.engine.working_time import WorkingCalendar

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def written(plan: Plan) -> dict[str, Any]:
    """Everything about a plan; what is as usual is left out."""
    calendars: dict[WorkingCalendar, str] = {}
    after: dict[str, list[dict[str, Any]]] = {}
    for link in plan.links:
        after.setdefault(link.after, []).append(_link(link))
    whole = {
        "start": plan.start.isoformat(),
        "tick": plan.tick,
        "calendar": _named(plan.calendar, calendars),
        "people": [_person(one, calendars) for one in plan.people],
        "tasks": [_task(one, after.get(one.id, [])) for one in plan.tasks],
    }
    whole["calendars"] = {name: _calendar(one) for one, name in calendars.items()}
    return _without_empty(whole)


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in values.items() if one not in (None, "", [], {}, ())}


def _named(calendar: WorkingCalendar | None, known: dict[WorkingCalendar, str]) -> str | None:
    """The name of a calendar: many people share one."""
    return known.setdefault(calendar, f"c{len(known) + 1}") if calendar else None


def _calendar(one: WorkingCalendar) -> dict[str, Any]:
    week = zip(_DAYS, one.hours.week, strict=True)
    return _without_empty(
        {
            "zone": one.zone.key,
            "hours": {day: [_span(*span) for span in spans] for day, spans in week},
            "holidays": sorted(day.isoformat() for day in one.holidays),
            "absences": [[first.isoformat(), last.isoformat()] for first, last in one.absences],
        }
    )


def _span(begin: time, end: time) -> str:
    return f"{begin.isoformat()}-{end.isoformat()}"


def _person(one: Person, calendars: dict[WorkingCalendar, str]) -> dict[str, Any]:
    return _without_empty(
        {
            "id": one.id,
            "name": one.name,
            "teams": list(one.teams),
            "skills": list(one.skills),
            "calendar": _named(one.calendar, calendars),
            "units": one.units,
            "share": one.share,
            "since": _moment(one.since),
            "until": _moment(one.until),
            "rate": one.rate,
        }
    )


def _task(one: Task, after: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "estimate": _estimate(one.estimate),
        **_without_empty(
            {
                "id": one.id,
                "name": one.name,
                "elapsed": one.elapsed or None,
                "needs": [_need(need) for need in one.needs],
                "earliest": _moment(one.earliest),
                "deadline": _moment(one.deadline),
                "windows": [_period(span) for span in one.windows],
                "freezes": [_period(span) for span in one.freezes],
                "start": _moment(one.start),
                "people": list(one.people),
                "done": one.done,
                "spent": one.spent,
                "project": one.project,
                "weight": one.weight,
                "cost": one.cost,
                "after": after,
            }
        ),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _period(span: Period) -> list[str]:
    return [moment.isoformat() for moment in span]


def _need(one: Need) -> dict[str, Any]:
    return {one.kind: one.who, "units": one.units}


def _link(one: Link) -> dict[str, Any]:
    elapsed = {"elapsed": True} if one.elapsed else {}
    return {"task": one.before, "kind": one.kind, "lag": one.lag, **elapsed}


def _estimate(estimate: Estimate) -> dict[str, Any]:
    match estimate:
        case Single(hours=hours, confidence=confidence):
            return {"hours": hours, "confidence": confidence}
        case ThreePoint(low=low, likely=likely, high=high):
            return {"low": low, "likely": likely, "high": high}
        case LogNormal(median=median, spread=spread):
            return {"median": median, "spread": spread}
        case Empirical(cases=cases):
            return {"cases": list(cases)}
        case Fixed(hours=hours):
            return {"fixed": hours}
