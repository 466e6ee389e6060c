"""The neutral shape: what any tracker's export becomes before anybody does something with it.

Moments are aware, in UTC; one that had no zone is read as UTC. Amounts of time are whole seconds.
`key` is what people call an item (SHOP-12), `source_id` what its tracker calls it inside; together
with `Export.source` they are the same whenever the same item is exported again.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Category = Literal["", "new", "doing", "done"]
"""What a state means: not begun, under way, finished; empty where nobody can tell."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the file names. `id` is what items call them."""

    id: str
    name: str
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """This item and another: “blocks”, “is blocked by”, or the tracker's own words."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said on an item, as Markdown."""

    who: str
    at: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class WorkLog:
    """Time that somebody spent on an item."""

    who: str
    at: datetime | None
    seconds: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an item that became another: “state” for its state, else the tracker's name."""

    at: datetime
    field: str
    before: str
    after: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a checklist."""

    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """Things to tick off."""

    name: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An issue, card, task or row. Whatever its file doesn't say is empty or None."""

    key: str
    title: str
    source_id: str = ""
    url: str = ""
    description: str = ""
    kind: str = ""
    state: str = ""
    category: Category = ""
    resolution: str = ""
    priority: str = ""
    flagged: bool = False
    project: str = ""
    group: str = ""
    """The list, section, team or folder it stands in."""
    assignee: str = ""
    reporter: str = ""
    made: datetime | None = None
    changed: datetime | None = None
    started: datetime | None = None
    resolved: datetime | None = None
    due: date | None = None
    estimate: int | None = None
    spent: int | None = None
    points: float | None = None
    parent: str = ""
    labels: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    sprints: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    comments: tuple[Comment, ...] = ()
    work: tuple[WorkLog, ...] = ()
    history: tuple[Change, ...] = ()
    """Oldest first."""
    checklists: tuple[Checklist, ...] = ()
    custom: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What could not be read, or what the file can't show; the first places, and how often."""

    sentence: str
    times: int = 1
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """Everything a file holds. `columns`: for a table, each heading and what it was taken for."""

    source: str
    people: tuple[Person, ...]
    items: tuple[Item, ...]
    notes: tuple[Note, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
