"""Plans as JSON, as docs/engine.md describes it."""

from collections.abc import Callable
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from tandem.engine.problem import (
    Empirical,
    Estimate,
    Fixed,
    Link,
    LogNormal,
    Need,
    Person,
    Plan,
    Single,
    Task,
    ThreePoint,
)
from tandem.engine.problem.estimates import Confidence
from tandem.engine.problem.plan import LinkKind, NeedKind
from tandem.engine.working_time import Span, WorkingCalendar, WorkingHours
from tandem.formats.plans.fields import Fields, as_day, parsed
from tandem.formats.plans.unreadable import UnreadablePlan

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TRUST: tuple[Confidence, ...] = ("sure", "normal", "guess")
_KINDS: tuple[NeedKind, ...] = ("person", "team", "skill")
_LINKS: tuple[LinkKind, ...] = ("FS", "SS", "FF", "SF")


def read_plan(text: str) -> Plan:
    """The plan in a JSON text. Raises UnreadablePlan; what it means is for `validate` to judge."""
    return plan_of(parsed(text))


def plan_of(value: Any) -> Plan:
    """The same of JSON that was parsed before."""
    whole = Fields(value, "the plan")
    start = whole.moment("start")
    if start is None:
        raise whole.refused("start", "there: a date and time with a zone")
    shared = Fields(whole.take("calendars", (dict,), "an object", {}), "calendars")
    calendars = {name: _calendar(shared.left[name], name) for name in shared.left}
    whole.where = ""
    tasks: list[Task] = []
    links: list[Link] = []
    for task, waits in whole.each("tasks", _task):
        tasks.append(task)
        links += waits
    plan = Plan(
        start,
        tuple(tasks),
        tuple(links),
        whole.each("people", lambda one: _person(one, calendars)),
        _named_calendar(whole, calendars),
        whole.whole("tick", 15),
    )
    whole.where = "the plan"
    whole.done()
    return plan


def _named_calendar(fields: Fields, known: dict[str, WorkingCalendar]) -> WorkingCalendar | None:
    value = fields.take("calendar", (str, dict), "a calendar or the name of one", None)
    if isinstance(value, str):
        if value not in known:
            raise fields.refused("calendar", f"one of “calendars”, and “{value}” isn't")
        return known[value]
    return None if value is None else _calendar(value, f"{fields.where}: calendar")


def _calendar(value: Any, where: str) -> WorkingCalendar:
    fields = Fields(value, where)
    zone = fields.text("zone", "UTC")
    hours = fields.take("hours", (str, dict), "hours such as 09:00-17:00", "09:00-17:00")
    holidays = frozenset(as_day(day, where) for day in fields.texts("holidays"))
    absences = fields.days("absences")
    fields.done()
    try:
        return WorkingCalendar(ZoneInfo(zone), _hours(hours, where), holidays, absences)
    except (ValueError, KeyError, OSError) as error:
        raise UnreadablePlan(f"{where}: {error}") from error


def _hours(value: str | dict[str, Any], where: str) -> WorkingHours:
    """The same hours on Monday to Friday, or each day its own list of spans."""
    if isinstance(value, str):
        return WorkingHours((_spans([value], where),) * 5 + ((),) * 2)
    fields = Fields(value, where)
    week = tuple(_spans(fields.texts(day), where) for day in _DAYS)
    fields.done()
    return WorkingHours(week)


def _spans(texts: list[str] | tuple[str, ...], where: str) -> tuple[Span, ...]:
    try:
        return tuple(
            (
                time.fromisoformat(begin.strip()),
                time.fromisoformat(end.strip().replace("24:00", "00:00")),
            )
            for begin, end in (text.split("-") for text in texts)
        )
    except ValueError as error:
        raise UnreadablePlan(f"{where}: hours are such as 09:00-17:00.") from error


def _person(fields: Fields, calendars: dict[str, WorkingCalendar]) -> Person:
    person = Person(
        fields.text("id"),
        fields.text("name"),
        fields.texts("teams"),
        fields.texts("skills"),
        _named_calendar(fields, calendars),
        fields.whole("units", 1),
        fields.number("share", 1.0),
        fields.moment("since"),
        fields.moment("until"),
        fields.number("rate"),
    )
    fields.done()
    return person


def _task(fields: Fields) -> tuple[Task, list[Link]]:
    name = fields.text("id")
    estimate = _estimate(fields)
    told = {name: read(fields, name) for name, read in _OF_TASKS.items() if name in fields.left}
    task = Task(id=name, estimate=estimate, **told)
    links = [_link(one, name, fields) for one in fields.all("after")]
    fields.done()
    return task, links


_OF_TASKS: dict[str, Callable[[Fields, str], Any]] = {
    "name": Fields.text,
    "elapsed": Fields.yes,
    "needs": lambda fields, name: tuple(_need(one, fields) for one in fields.all(name)),
    "earliest": Fields.moment,
    "deadline": Fields.moment,
    "windows": Fields.moments,
    "freezes": Fields.moments,
    "start": Fields.moment,
    "people": Fields.texts,
    "done": Fields.number,
    "spent": lambda fields, name: fields.take(name, (int, float), "a number of hours", None),
    "project": Fields.text,
    "weight": lambda fields, name: fields.number(name, 1.0),
    "cost": Fields.number,
}
"""What a task may have, each read only where it is there: most have little of it."""


def _estimate(fields: Fields) -> Estimate:
    """A number of hours, or an object that says more."""
    value = fields.take("estimate", (int, float, dict), "a number of hours or an object", 0)
    if not isinstance(value, dict):
        return Single(float(value))
    inner = Fields(value, f"{fields.where}: estimate")
    if read := _BY_NAMES.get(frozenset(value) - {"confidence"}):
        found = read(inner)
        inner.done()
        return found
    told = "; ".join(_ESTIMATES)
    raise UnreadablePlan(f"{inner.where} should have one of these: {told}.")


def _single(fields: Fields) -> Single:
    return Single(fields.number("hours"), fields.one_of("confidence", _TRUST, "normal"))


def _empirical(fields: Fields) -> Empirical:
    cases = fields.all("cases")
    if not all(isinstance(one, int | float) for one in cases):
        raise fields.refused("cases", "a list of hours")
    return Empirical(tuple(float(one) for one in cases))


_ESTIMATES: dict[str, Callable[[Fields], Estimate]] = {
    "hours": _single,
    "low likely high": lambda f: ThreePoint(f.number("low"), f.number("likely"), f.number("high")),
    "median spread": lambda f: LogNormal(f.number("median"), f.number("spread")),
    "fixed": lambda f: Fixed(f.number("fixed")),
    "cases": _empirical,
}
_BY_NAMES = {frozenset(names.split()): read for names, read in _ESTIMATES.items()}


def _need(value: Any, task: Fields) -> Need:
    """“team:web”, or an object with the number of units."""
    units = 1
    if isinstance(value, dict):
        fields = Fields(value, f"{task.where}: needs")
        units = fields.whole("units", 1)
        value = next((f"{kind}:{fields.text(kind)}" for kind in _KINDS if kind in fields.left), "")
        fields.done()
    kind, _, who = value.partition(":") if isinstance(value, str) else ("", "", "")
    for known in _KINDS:
        if kind == known and who:
            return Need(known, who, units)
    raise task.refused("needs", "a list such as team:web, skill:sql, person:anna")


def _link(value: Any, name: str, task: Fields) -> Link:
    """The id of a task that comes first, or an object with kind and lag."""
    if isinstance(value, str):
        return Link(value, name)
    fields = Fields(value, f"{task.where}: after")
    kind = fields.one_of("kind", _LINKS, "FS")
    link = Link(fields.text("task"), name, kind, fields.number("lag"), fields.yes("elapsed"))
    fields.done()
    return link
