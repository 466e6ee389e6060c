"""Reads plans that Microsoft Project saved as XML.

Source of the format: Microsoft, "Project XML Data Interchange Schema" (mspdi). Taken over: tasks,
duration, percent complete, links of all kinds with lags (of a summary: for all tasks below it),
dates that bind (start no earlier than, must start on), deadlines, people with the share they are
there for, who is assigned, and the project's own calendar with its exceptions. What isn't said in a
zone is read in the one given.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree as Tree
from zoneinfo import ZoneInfo

from tandem.engine.problem import Link, Need, Person, Plan, Single, Task
from tandem.engine.problem.plan import LinkKind
from tandem.engine.working_time import Span, WorkingCalendar, WorkingHours
from tandem.formats.plans.unreadable import UnreadablePlan

_LINKS: tuple[LinkKind, ...] = ("FF", "FS", "SF", "SS")
"""By the numbers of the format."""
_ELAPSED = {"4", "6", "8", "10", "12", "20", "36", "38", "40", "42", "44", "52"}
"""The formats of a lag that passes on the wall."""
_MOST_LINKS = 200_000
_NO_EARLIER, _MUST_START = "4", "2"
_OFFICE: tuple[Span, ...] = ((time(8), time(12)), (time(13), time(17)))


def read_ms_project(text: str, zone: ZoneInfo) -> Plan:
    """The plan in an XML text. Raises UnreadablePlan.

    A text that declares entities is refused: they could be told to grow without end.
    """
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text):
        raise UnreadablePlan("This XML declares entities, which a plan has no need for.")
    try:
        root = Tree.fromstring(text)  # noqa: S314 (entities were refused)
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
        if root.tag != "Project":
            raise UnreadablePlan("This is no plan of Microsoft Project: it has no <Project>.")
        return _plan(root, zone)
    except (Tree.ParseError, ValueError, KeyError, IndexError) as error:
        if isinstance(error, UnreadablePlan):
            raise
        raise UnreadablePlan(f"This is no plan of Microsoft Project: {error}") from error


def _plan(root: Tree.Element, zone: ZoneInfo) -> Plan:
    people = {
        _said(one, "UID"): Person(
            id=f"r{_said(one, 'UID')}",
            name=_said(one, "Name"),
            share=min(max(float(_said(one, "MaxUnits") or 1), 0.01), 1.0),
        )
        for one in root.iterfind("Resources/Resource")
        if _said(one, "Name") and (_said(one, "Type") or "1") == "1"
    }
    assigned: dict[str, list[str]] = {}
    for one in root.iterfind("Assignments/Assignment"):
        if (who := _said(one, "ResourceUID")) in people:
            assigned.setdefault(_said(one, "TaskUID"), []).append(people[who].id)
    found = list(root.iterfind("Tasks/Task"))
    hours = {_said(one, "UID"): _length(one) for one in found}
    within = _within(found)
    tasks, links, above = [], [], ""
    for one in found:
        uid = _said(one, "UID")
        links += [link for inner in within[uid] for link in _links(one, inner, hours, within)]
        if _said(one, "Summary") == "1":
            above = _said(one, "Name") if _said(one, "OutlineLevel") == "1" else above
        elif within[uid]:
            tasks.append(_task(one, above, assigned.get(uid, []), zone))
        if len(links) > _MOST_LINKS:
            raise UnreadablePlan(f"More than {_MOST_LINKS} links are too many.")
    start = _moment(_said(root, "StartDate"), zone)
    if start is None:
        raise UnreadablePlan("The plan doesn't say when it starts.")
    once = tuple(dict.fromkeys(links))
    return Plan(start, tuple(tasks), once, tuple(people.values()), _calendar(root, zone))


def _within(found: list[Tree.Element]) -> dict[str, list[str]]:
    """For each task the numbers of those that are work: a summary's are all those below it."""
    within: dict[str, list[str]] = {}
    above: list[tuple[int, str]] = []
    for one in found:
        uid, level = _said(one, "UID"), int(_said(one, "OutlineLevel") or 1)
        while above and above[-1][0] >= level:
            above.pop()
        within[uid] = []
        if _said(one, "Summary") == "1":
            above.append((level, uid))
        elif uid != "0" and _said(one, "IsNull") != "1":
            for of in (uid, *(other for _, other in above)):
                within[of].append(uid)
    return within


def _said(element: Tree.Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _moment(text: str, zone: ZoneInfo) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _length(task: Tree.Element) -> float:
    """PT16H30M0S is sixteen and a half hours."""
    text = _said(task, "Duration") or "PT0H0M0S"
    found = re.fullmatch(r"P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?", text)
    if found is None:
        name = _said(task, "Name")
        raise UnreadablePlan(f"The task “{name}”: “{text}” is no length of time.")
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return 24 * days + hours + minutes / 60 + seconds / 3600


def _task(one: Tree.Element, project: str, people: list[str], zone: ZoneInfo) -> Task:
    kind, bound = _said(one, "ConstraintType"), _moment(_said(one, "ConstraintDate"), zone)
    begun = _moment(_said(one, "ActualStart"), zone)
    return Task(
        id=f"t{_said(one, 'UID')}",
        name=_said(one, "Name"),
        estimate=Single(_length(one)),
        needs=tuple(Need("person", who) for who in dict.fromkeys(people)),
        earliest=bound if kind == _NO_EARLIER else None,
        start=begun or (bound if kind == _MUST_START else None),
        deadline=_moment(_said(one, "Deadline"), zone),
        done=float(_said(one, "PercentComplete") or 0) / 100,
        project=project,
    )


def _links(
    one: Tree.Element, task: str, hours: dict[str, float], within: dict[str, list[str]]
) -> Iterator[Link]:
    """What a task waits for, by its own links or those of a summary above it."""
    for link in one.iterfind("PredecessorLink"):
        kind = _LINKS[int(_said(link, "Type") or 1)]
        lag = float(_said(link, "LinkLag") or 0) / 600
        elapsed = _said(link, "LagFormat") in _ELAPSED
        for before in within.get(_said(link, "PredecessorUID"), ()):
            if lag < 0:
                yield Link(f"t{before}", f"t{task}", *_lead(kind, hours[before], -lag))
            elif before != task:
                yield Link(f"t{before}", f"t{task}", kind, lag, elapsed)


def _lead(kind: LinkKind, hours: float, lead: float) -> tuple[LinkKind, float]:
    """So long before the first task ends is so long after it has started, as planned."""
    if kind in {"FS", "FF"}:
        return ("SS" if kind == "FS" else "SF"), max(hours - lead, 0.0)
    return kind, 0.0


def _calendar(root: Tree.Element, zone: ZoneInfo) -> WorkingCalendar:
    """The project's calendar: its week, and the days its exceptions close."""
    wanted = _said(root, "CalendarUID")
    week = {day: _OFFICE if day in range(2, 7) else () for day in range(1, 8)}
    closed: list[tuple[date, date]] = []
    for one in root.iterfind("Calendars/Calendar"):
        if _said(one, "UID") != wanted:
            continue
        for day in one.iterfind("WeekDays/WeekDay"):
            if (number := int(_said(day, "DayType") or 0)) in week:
                week[number] = _spans(day)
            else:
                closed += _closed(day)
        for exception in one.iterfind("Exceptions/Exception"):
            closed += _closed(exception)
    order = (2, 3, 4, 5, 6, 7, 1)
    hours = WorkingHours(tuple(week[day] for day in order))
    return WorkingCalendar(zone, hours, absences=tuple(closed))


def _spans(day: Tree.Element) -> tuple[Span, ...]:
    if _said(day, "DayWorking") != "1":
        return ()
    return tuple(
        (time.fromisoformat(_said(span, "FromTime")), time.fromisoformat(_said(span, "ToTime")))
        for span in day.iterfind("WorkingTimes/WorkingTime")
    )


def _closed(exception: Tree.Element) -> list[tuple[date, date]]:
    """The days that an exception closes; one with other hours is left out."""
    if _said(exception, "DayWorking") == "1":
        return []
    begin, end = (_said(exception, f"TimePeriod/{edge}") for edge in ("FromDate", "ToDate"))
    if not begin or not end:
        return []
    first, last = datetime.fromisoformat(begin), datetime.fromisoformat(end)
    return [(first.date(), max((last - timedelta(seconds=1)).date(), first.date()))]
