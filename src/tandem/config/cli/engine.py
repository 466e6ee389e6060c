"""`tandem engine`: the planning engine on a file, without a workspace."""

import dataclasses
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tandem.config.cli.operate import failed

if TYPE_CHECKING:
    from tandem.engine.calibration import Case
    from tandem.engine.problem import Plan
    from tandem.engine.scope import Scope

_CHANCES = (0.5, 0.8, 0.9)
_SHARES = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5)
_FEWEST = 8
"""Of fewer outcomes a picture says nothing."""


def engine(options: Namespace) -> int:
    """Answer one question about a file; what is wrong with it is said, and the code is 1."""
    from tandem.engine.problem import PlanHasFaults
    from tandem.engine.schedule import NoSchedule
    from tandem.engine.scope import NoAnswer, ScopeHasFaults
    from tandem.formats.plans import UnreadablePlan

    try:
        text = options.file.read_text(encoding="utf-8-sig")
        said = _ANSWERS[options.question](text, options)
    except (OSError, UnicodeDecodeError) as error:
        return failed(f"{options.file} can't be read: {error}")
    except PlanHasFaults as error:
        return failed("\n".join(fault.sentence for fault in error.faults))
    except ScopeHasFaults as error:
        return failed("\n".join(error.faults))
    except (UnreadablePlan, NoSchedule, NoAnswer) as error:
        return failed(str(error))
    code = sys.stdout.encoding or "utf-8"
    sys.stdout.write(said.encode(code, "replace").decode(code))
    return 0


def _schedule(text: str, options: Namespace) -> str:
    from tandem.engine.explain import explain_schedule
    from tandem.engine.schedule import schedule
    from tandem.formats.plans import Bar, timeline

    plan = _plan(text, options.file, options.zone)
    found = schedule(plan, seed=options.seed)
    if options.answer == "json":
        return _json(found)
    names = {task.id: task.name or task.id for task in plan.tasks}
    if options.answer == "svg":
        bars = [Bar(names[one.task], one.start, one.finish, one.finish) for one in found.placed]
        return timeline(bars, _zone(plan), "Schedule")
    rows = [
        (_time(one.start, plan), _time(one.finish, plan), names[one.task], _whom(one.people))
        for one in sorted(found.placed, key=lambda one: (one.start, one.finish))
    ]
    return _told(explain_schedule(plan, found), ("from", "to", "task", "people"), rows)


def _forecast(text: str, options: Namespace) -> str:
    from tandem.engine.explain import explain_forecast
    from tandem.engine.forecast import forecast
    from tandem.formats.plans import Bar, timeline

    plan = _plan(text, options.file, options.zone)
    found = forecast(plan, seed=options.seed, trials=options.trials)
    dates = {task.id: found.dates(task.id, _CHANCES) for task in plan.tasks}
    if options.answer == "json":
        return _json(
            {
                "end": {str(chance): found.end(chance) for chance in _CHANCES},
                "tasks": {
                    name: dict(zip(map(str, _CHANCES), of, strict=True))
                    for name, of in dates.items()
                },
                "promises": found.promises,
                "criticality": found.criticality,
                "waits": found.waits,
                "drivers": found.drivers(),
            }
        )
    names = {task.id: task.name or task.id for task in plan.tasks}
    if options.answer == "svg":
        starts = found.starts(0.5)
        bars = [
            Bar(names[name], starts[name], max(even, starts[name]), late)
            for name, (even, _, late) in dates.items()
            if even and late and name in starts
        ]
        return timeline(bars, _zone(plan), "Forecast: from the 50 % to the 90 % finish")
    rows = [
        (*(_time(moment, plan) if moment else "never" for moment in of), names[name])
        for name, of in dates.items()
    ]
    heading = (*(f"{chance:.0%}" for chance in _CHANCES), "task")
    return _told(explain_forecast(found), heading, rows)


def _scope(text: str, options: Namespace) -> str:
    from tandem.engine.explain import explain_scope
    from tandem.engine.scope import choose_scope
    from tandem.formats.plans import read_scope

    question = read_scope(text)
    found = choose_scope(question, curve=_SHARES)
    if options.answer == "json":
        return _json(found)
    if options.answer == "svg":
        return _value_by_budget(found)
    chosen = set(found.best.items) if found.best else set()
    rows = [
        ("in" if item.id in chosen else "out", f"{item.value:g}", item.name or item.id)
        for item in question.items
    ]
    return _told(explain_scope(question, found), ("", "value", "item"), rows)


def _calibrate(text: str, options: Namespace) -> str:
    from tandem.engine.calibration import calibrate
    from tandem.formats.plans import read_history

    history = read_history(text)
    found = calibrate(history)
    if options.answer == "json":
        return _json(found)
    if options.answer == "svg":
        return _kept_by_said(history)
    middle = found.curves[0] if found.curves else None
    told = [
        f"{len(history)} cases.",
        f"Of log(actual ÷ estimate), the standard deviation is {found.normal:.2f}, and "
        f"{found.common:.2f} of it is shared by what belongs together.",
    ]
    rows = [
        (f"{curve.up_to:g}", *(f"{_ratio(curve.ratios, chance):.2f}" for chance in _CHANCES))
        for curve in found.curves
    ]
    heading = ("up to hours", *(f"{chance:.0%}" for chance in _CHANCES))
    return _told(told, heading, rows if middle else [])


def _value_by_budget(found: "Scope") -> str:
    """What could be had for less and for more than the budgets, as a picture."""
    from tandem.formats.plans import Side, UnreadablePlan, curve

    if found.best is None:
        raise UnreadablePlan("What must be in doesn't fit, so there is no curve: ask for text.")
    points = [(share, value) for share, value in found.curve if value]
    most = max((value for _, value in points), default=1.0)
    across = Side("share of the budgets", 0.0, 1.5, "{:.0%}".format)
    up = Side("value", 0.0, most, ("{:,.0f}" if most >= 10 else "{:.3g}").format)
    return curve(points, across, up, "Value by budget", even=((1.0, 0.0), (1.0, most)))


def _kept_by_said(history: "Sequence[Case]") -> str:
    """How often the chances came true that older work gave newer work, as a picture."""
    from tandem.engine.calibration import look_back
    from tandem.formats.plans import Side, UnreadablePlan, curve

    found = look_back(history)
    if found.outcomes < _FEWEST:
        raise UnreadablePlan(
            f"{found.outcomes} newer pieces of work are too few for a picture: it takes {_FEWEST}, "
            "which are two in five of all. Ask for text."
        )
    across = Side("chance that was given", 0.0, 1.0, "{:.0%}".format)
    up = Side("share that was done by then", 0.0, 1.0, "{:.0%}".format)
    title = f"Were the chances right? {found.outcomes} newer pieces of work"
    return curve(found.coverage, across, up, title, even=((0.0, 0.0), (1.0, 1.0)))


def _ratio(ratios: Sequence[float], chance: float) -> float:
    from math import exp

    return exp(ratios[round(chance * (len(ratios) - 1))])


_ANSWERS: dict[str, Callable[[str, Namespace], str]] = {
    "schedule": _schedule,
    "forecast": _forecast,
    "scope": _scope,
    "calibrate": _calibrate,
}


def _plan(text: str, file: Path, zone: str) -> "Plan":
    from zoneinfo import ZoneInfo

    from tandem.formats.plans import read_any_plan

    return read_any_plan(file.name, text, ZoneInfo(zone))


def _whom(people: Sequence[tuple[str, int]]) -> str:
    return ", ".join(name if units == 1 else f"{units} × {name}" for name, units in people)


def _zone(plan: "Plan") -> Any:
    return plan.calendar.zone if plan.calendar else UTC


def _time(moment: datetime, plan: "Plan") -> str:
    return f"{moment.astimezone(_zone(plan)):%Y-%m-%d %H:%M}"


def _told(sentences: Sequence[str], heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Sentences, then a table."""
    lines = [*sentences, ""]
    if rows:
        table = [heading, *rows]
        widths = [max(len(row[at]) for row in table) for at in range(len(heading))]
        for row in table:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            lines.append("  ".join(cells).rstrip())
    return "\n".join([*lines, ""])


def _json(value: Any) -> str:
    return json.dumps(_plain(value), indent=2, ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    """Dataclasses as objects, moments in ISO 8601, lengths of time in hours."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value / timedelta(hours=1) if isinstance(value, timedelta) else value


def doctor(options: Namespace) -> int:
    """What this Tandem runs on, a line each; then how its workspace is."""
    from importlib.metadata import version

    from tandem.engine.kernel import kernel, stale

    lines = [
        f"Tandem {version('tandem')}, Python {sys.version.split()[0]}",
        f"planning kernel: {kernel().how}",
    ]
    if old := stale():
        lines.append(f"not used, for it was built from other sources: {', '.join(old)}")
    print("\n".join(lines), flush=True)
    if options.engine:
        return 0
    from tandem.config.cli.operate import how_it_is

    return how_it_is(options)
