"""Rows of a table as items: exports as CSV of Jira, Asana, Redmine, TickTick, and any other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tandem.formats.trackers.export import Category, Comment, Item, Link, WorkLog
from tandem.formats.trackers.gathering import Gathered
from tandem.formats.trackers.mapping import plain, unit_of
from tandem.formats.trackers.moments import day_of, moment_of, months_first, number_of, seconds_of
from tandem.formats.trackers.state_words import category_of
from tandem.formats.trackers.table import Table
from tandem.formats.trackers.texts import markdown_of_wiki
from tandem.formats.trackers.unreadable import UnreadableExport

_DATES = ("made", "changed", "started", "resolved", "due", "changed_at", "day")
_CATEGORIES: dict[str, Category] = {
    **dict.fromkeys(("to do", "new", "zu erledigen", "neu"), "new"),
    **dict.fromkeys(("in progress", "indeterminate", "in arbeit"), "doing"),
    **dict.fromkeys(("done", "complete", "fertig", "erledigt"), "done"),
}
_OPEN_IN_TICKTICK = "0"
_SAMPLES = 3000
_LONGEST_OTHER = 4_000
"""Letters of a column of its own that are taken along."""


class Rows:
    """What rows of one table share: how its days are written, its units, who is named."""

    def __init__(self, table: Table, source: str, gathered: Gathered) -> None:
        self.table, self.source, self.gathered = table, source, gathered
        self.month_first = self._month_first()
        self.units = {
            role: unit_of(table.headings[table.columns[role][0]], role)
            for role in ("estimate", "spent", "hours")
            if role in table.columns
        }
        if source == "Redmine":
            self.units |= {role: 3600.0 for role in ("estimate", "spent") if role in self.units}
        taken = {place for places in table.columns.values() for place in places}
        self.others = [
            (place, heading.strip()[:100])
            for place, heading in enumerate(table.headings)
            if place not in taken and heading.strip()
        ][:60]
        roles = {place: role for role, places in table.columns.items() for place in places}
        gathered.columns += [
            (heading.strip()[:100], roles.get(place, ""))
            for place, heading in enumerate(table.headings)
        ]

    def _month_first(self) -> bool:
        rows = self.table.rows[:_SAMPLES]
        samples = [cell for role in _DATES for row in rows for cell in self.table.cells(row, role)]
        told = months_first(samples)
        if told is None and any(re.match(r"\d{1,2}/\d{1,2}/\d", cell) for cell in samples):
            self.gathered.note(
                "Nothing tells whether days or months come first in its dates; read as day/month."
            )
        return bool(told)


def items_of_table(table: Table, source: str, gathered: Gathered) -> Iterator[Item]:
    """An item for each row. Raises UnreadableExport where no column says what a row is called."""
    rows = Rows(table, source, gathered)
    if not table.rows:
        raise UnreadableExport(
            "This table has headings and no rows. Please export it once more, with its rows."
        )
    if not {"title", "key"} & set(table.columns):
        there = ", ".join(f"“{name[:40]}”" for name in table.headings[:20] if name.strip())
        raise UnreadableExport(
            f"No column says what a row is called. Its columns are {there}. "
            "Say which one it is: --mapping title=…"
        )
    placed = zip(table.numbers, table.rows, strict=True)
    for nth, (number, row) in enumerate(placed, 1):
        if item := item_of_row(rows, row, number, nth):
            yield item


def item_of_row(rows: Rows, row: Sequence[str], number: int, nth: int = 0) -> Item | None:
    """The item of a row; None, and a note, where it has no name. One without a key is the `nth`."""
    cell, gathered = rows.table.cell, rows.gathered
    key = (cell(row, "key") or cell(row, "id") or f"row {nth or number}")[:100]
    title = cell(row, "title") or (key if "title" not in rows.table.columns else "")
    if not title:
        gathered.note("A row without a title was left out.", f"row {number}")
        return None
    resolved, state = _moment(rows, row, "resolved", number), cell(row, "state")[:200]
    known = Item(
        key=key,
        title=title[:1000],
        source_id=cell(row, "id")[:100] or key,
        url=cell(row, "url")[:2000],
        description=_text(rows, cell(row, "description")),
        kind=cell(row, "kind")[:200],
        state=state,
        category=_category(rows, row, state, finished=resolved is not None),
        resolution=cell(row, "resolution")[:200],
        priority=cell(row, "priority")[:100],
        project=cell(row, "project")[:200] or _project(key),
        group=cell(row, "group")[:200],
        assignee=gathered.person(cell(row, "assignee")[:200]),
        reporter=gathered.person(cell(row, "reporter")[:200]),
        made=_moment(rows, row, "made", number),
        changed=_moment(rows, row, "changed", number),
        started=_moment(rows, row, "started", number),
        resolved=resolved,
        due=day_of(cell(row, "due"), month_first=rows.month_first),
        parent=_parent(rows, cell(row, "parent")),
    )
    return replace(known, **_amounts(rows, row, number), **_lists(rows, row))


def _amounts(rows: Rows, row: Sequence[str], number: int) -> dict[str, Any]:
    cell = rows.table.cell
    found: dict[str, Any] = {}
    for role in ("estimate", "spent"):
        said = cell(row, role)
        found[role] = seconds_of(said, rows.units.get(role, 1.0)) if said else None
        if said and found[role] is None:
            rows.gathered.note(f"A length of time under “{role}” can't be read.", f"row {number}")
    points = number_of(cell(row, "points"))
    found["points"] = points if points is not None and 0 <= points <= 1000 else None
    return found


def _lists(rows: Rows, row: Sequence[str]) -> dict[str, Any]:
    links = [
        Link(kind, key)
        for role, kind in (("blocks", "blocks"), ("blocked", "is blocked by"))
        for said in rows.table.cells(row, role)
        for key in _keys(said)
    ]
    return {
        "labels": _split(rows, row, "labels"),
        "components": _split(rows, row, "components"),
        "versions": _split(rows, row, "versions"),
        "sprints": _split(rows, row, "sprint"),
        "links": tuple(dict.fromkeys(links)),
        "comments": tuple(_comment(rows, said) for said in rows.table.cells(row, "comment")),
        "work": tuple(_work(rows, said) for said in rows.table.cells(row, "log")),
        "custom": tuple(
            (heading, row[place].strip())
            for place, heading in rows.others
            if place < len(row) and 0 < len(row[place].strip()) <= _LONGEST_OTHER
        ),
    }


def _moment(rows: Rows, row: Sequence[str], role: str, number: int) -> datetime | None:
    said = rows.table.cell(row, role)
    found = moment_of(said, month_first=rows.month_first) if said else None
    if said and found is None and not _is_yes_or_no(said):
        rows.gathered.note(
            f"A date under “{role}” can't be read and was left out.", f"row {number}"
        )
    return found


def _is_yes_or_no(said: str) -> bool:
    return said.casefold() in {"true", "false", "yes", "no", "ja", "nein", "x", "0", "1"}


def _text(rows: Rows, said: str) -> str:
    if not rows.gathered.texts:
        return ""
    return markdown_of_wiki(said) if rows.source == "Jira" else said[:100_000]


def _category(rows: Rows, row: Sequence[str], state: str, *, finished: bool) -> Category:
    told = _CATEGORIES.get(plain(rows.table.cell(row, "category")))
    if told:
        return told
    if rows.source == "TickTick":
        return "new" if state == _OPEN_IN_TICKTICK else "done"
    ticked = rows.table.cell(row, "resolved").casefold() in {"true", "yes", "ja", "x", "1"}
    progress = number_of(rows.table.cell(row, "progress").rstrip(" %")) or 0
    if finished or ticked or progress >= 100:
        return "done"
    return category_of(state) or ("doing" if progress > 0 else "")


def _project(key: str) -> str:
    found = re.fullmatch(r"([A-Za-z][A-Za-z0-9_]{1,30})-\d{1,9}", key)
    return found[1] if found else ""


def _parent(rows: Rows, said: str) -> str:
    """Redmine refers to rows of its file by their number, to what it has already by #12."""
    if rows.source == "Redmine" and said.isdigit() and "key" not in rows.table.columns:
        return said if "id" in rows.table.columns else f"row {said}"
    return said[:100]


def _keys(said: str) -> Iterator[str]:
    for part in re.split(r"[,;\n]", said)[:200]:
        if words := part.split():
            yield words[0][:100]


def _split(rows: Rows, row: Sequence[str], role: str) -> tuple[str, ...]:
    """Jira has a column for each; others put commas or semicolons between."""
    found = rows.table.cells(row, role)
    if rows.source != "Jira":
        found = [part.strip() for said in found for part in re.split(r"[,;\n]", said)[:100]]
    return tuple(dict.fromkeys(part[:200] for part in found if part))


def _comment(rows: Rows, said: str) -> Comment:
    """Jira writes “moment;author;text”."""
    when, _, rest = said.partition(";")
    who, sign, text = rest.partition(";")
    at = moment_of(when, month_first=rows.month_first) if sign else None
    if at is None:
        return Comment("", None, _text(rows, said))
    return Comment(rows.gathered.person(who.strip()[:200]), at, _text(rows, text))


def _work(rows: Rows, said: str) -> WorkLog:
    """Jira writes “text;moment;author;seconds”."""
    text, when, who, amount = (["", "", "", *said.rsplit(";", 3)])[-4:]
    at = moment_of(when, month_first=rows.month_first)
    spent = seconds_of(amount) or 0
    return WorkLog(rows.gathered.person(who.strip()[:200]), at, spent, _text(rows, text))
