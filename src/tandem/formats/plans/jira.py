"""Reads issues of Jira as a plan: what its REST interface gives, or flat rows with field names.

The first are issues with `fields` (a list, an object with `issues`, or one issue on each line), the
second rows as Bitovi's timeline tools export them. An estimate is the original one, else story
points; without either an issue is a guess of one day. Whoever is assigned does it, else anybody of
the project or team; blocking links are waited for, and a parent waits for what belongs to it. Due
dates are promises.

A plan of rows starts with their earliest start date, one of issues with their last change.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tandem.engine.problem import Fixed, Link, Need, Person, Plan, Single, Task
from tandem.engine.working_time import WorkingCalendar, WorkingHours
from tandem.formats.plans.fields import Fields, parsed
from tandem.formats.plans.jira_fields import Issue, of_fields, of_row
from tandem.formats.plans.unreadable import UnreadablePlan

HOURS_OF_A_POINT = 8.0
_SURE, _GUESS = 80, 50
"""Per cent of confidence: from the first on an estimate is sure, below the second a guess."""


def read_jira(text: str, zone: ZoneInfo, hours_of_a_point: float = HOURS_OF_A_POINT) -> Plan:
    """The plan in a JSON text, or in one with an issue on each line. Raises UnreadablePlan.

    Days begin and end in `zone`, in which people work from nine to five.
    """
    issues = _issues(text)
    begun = [datetime.combine(one.begins, time(), zone) for one in issues if one.begins]
    changed = [one.changed for one in issues if one.changed]
    if not begun and not changed:
        raise UnreadablePlan("No issue says when it starts or was changed: the plan has no start.")
    start = max(changed) if changed else min(begun)
    parents = {one.parent for one in issues}
    tasks = tuple(_task(one, zone, hours_of_a_point, holds=one.key in parents) for one in issues)
    office = WorkingCalendar(zone, WorkingHours.weekdays(time(9), time(17)))
    return Plan(start, tasks, _links(issues), _people(issues), office)


def _issues(text: str) -> list[Issue]:
    rows, names = _rows(text)
    points = [
        field
        for field, name in names.left.items()
        if isinstance(name, str) and "story point" in name.lower()
    ] or ["customfield_10016"]
    found = []
    for number, row in enumerate(rows, 1):
        fields = Fields(row, f"issue {number}")
        found.append(of_fields(fields, points) if "fields" in fields.left else of_row(fields))
    if not found:
        raise UnreadablePlan("There are no issues in this file.")
    return found


def _rows(text: str) -> tuple[list[Any], Fields]:
    """The issues, and the names of fields where they are told."""
    lines = text.strip().splitlines()
    if len(lines) > 1 and all(line.startswith("{") and line.endswith("}") for line in lines):
        return [_line(line, number) for number, line in enumerate(lines, 1)], Fields({}, "names")
    value = parsed(text)
    if isinstance(value, list):
        return value, Fields({}, "names")
    whole = Fields(value, "the file")
    if "fields" in whole.left:
        return [value], Fields({}, "names")
    return whole.all("issues"), Fields(whole.take("names", (dict,), "an object", {}), "names")


def _line(line: str, number: int) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadablePlan(f"Line {number} is no JSON: {error}") from error


def _task(one: Issue, zone: ZoneInfo, of_a_point: float, *, holds: bool) -> Task:
    """One issue. `holds`: others belong to it, and their work is its work."""
    need = Need("person", one.who[0]) if one.who else Need("team", one.group)
    return Task(
        one.key,
        Fixed(0) if holds else _estimate(one, of_a_point),
        one.name,
        needs=() if holds else (need,),
        earliest=_midnight(one.begins, zone),
        deadline=_midnight(one.due, zone, after=1),
        done=1.0 if one.done else 0.0,
        project=one.group,
    )


def _estimate(one: Issue, of_a_point: float) -> Single:
    if one.hours is None and one.points is None:
        return Single(8.0, "guess")
    hours = one.hours if one.hours is not None else (one.points or 0) * of_a_point
    if one.trust is None or _GUESS <= one.trust < _SURE:
        return Single(hours)
    return Single(hours, "sure" if one.trust >= _SURE else "guess")


def _midnight(day: date | None, zone: ZoneInfo, after: int = 0) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=after), time(), zone)


def _links(issues: list[Issue]) -> tuple[Link, ...]:
    """Each once, though both of its issues tell of it; between issues of the file not yet done.

    What is done is waited for no more, and old issues block each other in circles.
    """
    open_ones = {one.key for one in issues if not one.done}
    found = dict.fromkeys(link for one in issues for link in _of_issue(one))
    return tuple(link for link in found if {link.before, link.after} <= open_ones)


def _of_issue(one: Issue) -> Iterator[Link]:
    for key in one.after:
        yield Link(key, one.key)
    for key in one.before:
        yield Link(one.key, key)
    if one.parent:
        yield Link(one.key, one.parent)


def _people(issues: list[Issue]) -> tuple[Person, ...]:
    """Everybody who is assigned; where nobody is in a project, one for it."""
    names: dict[str, str] = {}
    teams: dict[str, dict[str, None]] = {}
    for one in issues:
        if one.who:
            names.setdefault(*one.who)
            teams.setdefault(one.who[0], {})[one.group] = None
    staffed = {team for of in teams.values() for team in of}
    alone = dict.fromkeys(one.group for one in issues if one.group not in staffed)
    return (
        *(Person(who, name, tuple(teams[who])) for who, name in names.items()),
        *(Person(team, team, (team,)) for team in alone if team not in names),
    )
