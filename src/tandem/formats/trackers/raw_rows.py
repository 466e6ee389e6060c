"""Rows as Apache DevLake keeps what a tracker's REST interface answered: JSON in a column.

Source: DevLake, raw tables (`id, params, data, url, input, created_at`). Several files belong
together: issues with their changes, work logs and sprints, or cards with their lists and labels.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tandem.formats.trackers.export import Change, Item, WorkLog
from tandem.formats.trackers.gathering import Gathered, joined
from tandem.formats.trackers.jira_issue import history_of, item_of, work_of
from tandem.formats.trackers.mapping import plain
from tandem.formats.trackers.table import Table
from tandem.formats.trackers.trello import items_of_trello
from tandem.formats.trackers.unreadable import UnreadableExport
from tandem.formats.trackers.values import day, inner, moment, name_of, objects, text_of

_CALLED = {
    "sprint": "sprints",
    "status": "states",
    "list": "lists",
    "label": "labels",
    "checklist": "checklists",
    "member": "people",
    "project": "projects",
}
HEADINGS = {"params", "data", "url", "input"}


def is_raw(table: Table) -> bool:
    """Whether a table holds answers of a REST interface."""
    return {plain(name) for name in table.headings} >= HEADINGS


class RawRows:
    """Answers from one or several files, by what they are."""

    def __init__(self) -> None:
        self.found: dict[str, list[tuple[dict[str, Any], str]]] = defaultdict(list)

    def take(self, table: Table, gathered: Gathered) -> None:
        """Add the rows of a file."""
        at = {plain(name): place for place, name in enumerate(table.headings)}
        for number, row in zip(table.numbers, table.rows, strict=True):
            cells = [
                row[at[name]] if at[name] < len(row) else "" for name in ("data", "url", "input")
            ]
            try:
                value = json.loads(cells[0])
            except (ValueError, RecursionError):
                value = None
            kind = _kind(value, cells[1]) if isinstance(value, dict) else ""
            if kind:
                self.found[kind].append((value, f"{cells[1]} {cells[2]}"))
            else:
                gathered.note(
                    "A row holds nothing that is known and was left out.", f"row {number}"
                )

    @property
    def source(self) -> str:
        """Whose answers they are."""
        words = " and ".join(
            name
            for name, kinds in (
                ("Jira", {"issue", "changes", "log", "sprint", "status"}),
                ("Trello", {"card", "list", "label", "checklist", "member"}),
                ("Asana", {"task", "project"}),
            )
            if kinds & set(self.found)
        )
        return f"{words or 'REST'} answers kept by DevLake"

    def items(self, gathered: Gathered) -> Iterator[Item]:
        """Everything in the files as items. Raises UnreadableExport where they hold none."""
        if not {"issue", "changes", "log", "card", "task"} & {*filter(self.found.get, self.found)}:
            told = ", ".join(_CALLED[kind] for kind in self.found if self.found[kind])
            raise UnreadableExport(
                f"These are {told} alone; they tell something only beside what they belong to. "
                "Please give the file with the issues, cards or tasks, too."
            )
        yield from self._issues(gathered)
        if self.found["card"]:
            board = {
                f"{kind}s": [value for value, _ in self.found[kind]]
                for kind in ("card", "list", "label", "checklist", "member")
            }
            yield from items_of_trello(board, gathered)
        for value, _ in self.found["task"]:
            yield _task(value, gathered)

    def _issues(self, gathered: Gathered) -> Iterator[Item]:
        changes: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for value, where in self.found["changes"]:
            changes[_issue_id(where)].append(value)
        logs: dict[str, list[WorkLog]] = defaultdict(list)
        for value, where in self.found["log"]:
            own = text_of(value.get("issueId")) or _issue_id(where)
            logs[own].append(work_of(value, gathered, own))
        known: dict[str, Item] = {}
        for value, _ in self.found["issue"]:
            item = item_of(value, gathered, {})
            if item:
                own = item.source_id or item.key
                known[own] = joined(known[own], item) if own in known else item
        for own in dict.fromkeys((*known, *changes, *logs)):
            history = history_of(changes.get(own, ()), gathered, own)
            if own not in known:
                gathered.note("Of this issue the file has its changes or times alone.", own)
            base = known.get(own) or Item(own or "?", f"Issue {own}", own)
            yield _with(base, history, tuple(logs.get(own, ())))


def _with(item: Item, history: tuple[Change, ...], work: tuple[WorkLog, ...]) -> Item:
    """An issue with changes and times that stood elsewhere."""
    both = sorted(dict.fromkeys((*item.history, *history)), key=lambda one: one.at)
    states = [one for one in both if one.field == "state"]
    spent = sum(log.seconds for log in work) if work and item.spent is None else item.spent
    return replace(
        item,
        history=tuple(both),
        work=item.work or work,
        spent=spent,
        state=item.state or (states[-1].after if states else ""),
        changed=item.changed or (both[-1].at if both else None),
    )


def _issue_id(where: str) -> str:
    found = re.search(r'/issue/([\w-]{1,60})/|"issue_id": ?"?([\w-]{1,60})', where)
    return (found[1] or found[2]) if found else ""


def _kind(value: dict[str, Any], url: str) -> str:
    tells = (
        ("issue", "fields" in value and "key" in value),
        ("changes", "items" in value and "changelog" in url),
        ("log", "timeSpentSeconds" in value),
        ("sprint", "originBoardId" in value),
        ("status", "statusCategory" in value),
        ("card", "idList" in value and "idBoard" in value),
        ("checklist", "checkItems" in value),
        ("label", "idBoard" in value and "color" in value),
        ("list", "idBoard" in value and "pos" in value),
        ("member", "fullName" in value),
        ("task", text_of(value.get("resource_type")) == "task"),
        ("project", "gid" in value),
    )
    return next((kind for kind, is_it in tells if is_it), "")


def _task(value: dict[str, Any], gathered: Gathered) -> Item:
    """A task of Asana."""
    own = text_of(value.get("gid")) or "?"
    done = value.get("completed") is True
    sections = [name_of(inner(one, "section")) for one in objects(value.get("memberships"))]
    return Item(
        key=own,
        title=text_of(value.get("name"))[:1000] or own,
        source_id=own,
        url=text_of(value.get("permalink_url"))[:2000],
        description=text_of(value.get("notes")) if gathered.texts else "",
        kind="Task",
        state="Completed" if done else next(filter(None, sections), ""),
        category="done" if done else "",
        made=moment(value.get("created_at"), gathered, own),
        changed=moment(value.get("modified_at"), gathered, own),
        resolved=moment(value.get("completed_at"), gathered, own),
        due=day(value.get("due_on"), gathered, own),
    )
