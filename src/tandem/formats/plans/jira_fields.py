"""One issue of Jira: from the `fields` of its REST interface, or from a row of named fields."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tandem.formats.plans.fields import Fields, as_day, as_moment

_LISTED = (dict, list)


@dataclass(frozen=True, slots=True)
class Issue:
    """What a plan needs of an issue. `after` and `before` are keys of others."""

    key: str
    name: str
    group: str
    hours: float | None
    points: float | None
    trust: float | None
    """Per cent."""
    who: tuple[str, str] | None
    """Id and name."""
    parent: str
    begins: date | None
    due: date | None
    changed: datetime | None
    done: bool
    after: tuple[str, ...]
    before: tuple[str, ...]


def of_row(row: Fields) -> Issue:
    """An issue of a flat row. Raises UnreadablePlan."""
    key = row.text("Issue key")
    row.where = _named(row, key)
    middle, points = _number(row, "Story points median"), _number(row, "Story points")
    after, before = _linked(row, "Linked Issues")
    team = row.left.get("Team")
    return Issue(
        key,
        row.text("Summary"),
        _name(team, row) or row.text("Project key") or key.rpartition("-")[0],
        None,
        middle if middle is not None else points,
        _number(row, "Story points confidence"),
        None,
        _inner(row, "Parent").text("key") if row.left.get("Parent") else "",
        _day(row, "Start date"),
        _day(row, "Due date"),
        None,
        row.left.get("Status") in {"Done", "Closed", "Resolved"},
        after,
        before,
    )


def of_fields(issue: Fields, point_fields: Iterable[str]) -> Issue:
    """An issue as REST gives it. Raises UnreadablePlan."""
    key = issue.text("key")
    issue.where = _named(issue, key)
    fields = _inner(issue, "fields")
    project = _inner(fields, "project")
    after, before = _linked(fields, "issuelinks")
    seconds = _number(fields, "timeoriginalestimate")
    points = [_number(fields, name) for name in point_fields if name in fields.left]
    status = _inner(_inner(fields, "status"), "statusCategory")
    changed = fields.text("updated") or fields.text("created")
    begins = "startdate" if "startdate" in fields.left else "customfield_10015"
    return Issue(
        key,
        fields.text("summary"),
        project.text("key") or key.rpartition("-")[0],
        None if seconds is None else seconds / 3600,
        next((one for one in points if one is not None), None),
        None,
        _who(_inner(fields, "assignee")),
        _inner(fields, "parent").text("key"),
        _day(fields, begins),
        _day(fields, "duedate"),
        as_moment(changed, fields.where) if changed else None,
        status.left.get("key") == "done" or bool(fields.left.get("resolution")),
        after,
        before,
    )


def _named(fields: Fields, key: str) -> str:
    if not key:
        raise fields.refused("key", "there")
    return f"{fields.where} ({key})"


def _inner(fields: Fields, name: str) -> Fields:
    """An object in an object; empty where it isn't there."""
    value = fields.take(name, (dict,), "an object", {})
    return Fields(value, f"{fields.where}: {name}")


def _name(value: Any, row: Fields) -> str:
    """A team: its name, or an object that has one."""
    if isinstance(value, dict):
        return Fields(value, row.where).text("name")
    return value if isinstance(value, str) else ""


def _number(fields: Fields, name: str) -> float | None:
    value = fields.take(name, (int, float), "a number", None)
    return None if value is None else float(value)


def _day(fields: Fields, name: str) -> date | None:
    text = fields.text(name)
    return as_day(text[:10], f"{fields.where}: “{name}”") if text else None


def _who(person: Fields) -> tuple[str, str] | None:
    found = [person.text(name) for name in ("accountId", "key", "name", "displayName")]
    ids = [text for text in found if text]
    return (ids[0], ids[-1]) if ids else None


def _linked(fields: Fields, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of the issues that come before and after this one, where links say so."""
    after: list[str] = []
    before: list[str] = []
    for number, value in enumerate(fields.all(name), 1):
        link = Fields(value, f"{fields.where}: {name} {number}")
        kind = _inner(link, "type")
        for side, other in (("inward", "inwardIssue"), ("outward", "outwardIssue")):
            says = kind.text(side).lower()
            for key in _keys(_inner(link, other)):
                if _comes_first(says):
                    before.append(key)
                elif _waits(says):
                    after.append(key)
    return tuple(after), tuple(before)


def _keys(issue: Fields) -> Iterator[str]:
    if key := issue.text("key"):
        yield key


def _comes_first(says: str) -> bool:
    """Whether this issue stands before the other one: it blocks it."""
    return says in {
        "blocks",
        "precedes",
        "is required by",
        "is depended on by",
        "has to be done before",
    }


def _waits(says: str) -> bool:
    """Whether this issue waits for the other one."""
    return says in {"is blocked by", "depends on", "requires", "follows", "has to be done after"}
