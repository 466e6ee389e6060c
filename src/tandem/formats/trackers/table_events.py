"""Tables that are no list of items: changes, times and people, a row each."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tandem.formats.trackers.export import Change, Item, WorkLog
from tandem.formats.trackers.gathering import Gathered
from tandem.formats.trackers.moments import moment_of, seconds_of
from tandem.formats.trackers.state_words import category_of
from tandem.formats.trackers.table import Table
from tandem.formats.trackers.table_items import Rows, item_of_row

_FOLLOWED = ("state", "assignee", "priority", "due")
_LONG_AGO = datetime(1971, 1, 1, tzinfo=UTC)


def is_of_changes(table: Table) -> bool:
    """Whether each row is a change of an item, with the moment and the state after it."""
    return {"changed_at", "key", "state"} <= set(table.columns)


def items_of_changes(table: Table, source: str, gathered: Gathered) -> Iterator[Item]:
    """An item for each key, as its last row has it; its history from row to row."""
    rows = Rows(table, source, gathered)
    by_key: dict[str, list[tuple[datetime, Sequence[str], int]]] = defaultdict(list)
    for number, row in zip(table.numbers, table.rows, strict=True):
        at = moment_of(table.cell(row, "changed_at"), month_first=rows.month_first)
        key = table.cell(row, "key")
        if key and at:
            by_key[key].append((at, row, number))
        else:
            gathered.note("A change without its item or moment was left out.", f"row {number}")
    for changes in by_key.values():
        changes.sort(key=lambda one: one[0])
        if item := item_of_row(rows, *changes[-1][1:]):
            history = tuple(_history(rows, changes))
            yield _as_told(item, history, changes[0][0], changes[-1][0])


def _history(rows: Rows, changes: list[tuple[datetime, Sequence[str], int]]) -> Iterator[Change]:
    """What is different in a row from the one before; the first row's state came from nowhere."""
    known = dict.fromkeys(_FOLLOWED, "")
    for at, row, _ in changes:
        for field in _FOLLOWED:
            said = rows.table.cell(row, field)[:200]
            if said and said != known[field]:
                yield Change(at, field, known[field], said)
                known[field] = said


def _as_told(item: Item, history: tuple[Change, ...], first: datetime, last: datetime) -> Item:
    """It was finished when its tracker says, else when it last came to where it is finished."""
    category = category_of(item.state) or item.category
    ended = [one.at for one in history if one.field == "state" and category_of(one.after) == "done"]
    resolved = item.resolved
    if ended and (category == "done" or resolved):
        same_day = resolved is None or ended[-1].date() == resolved.date()
        resolved = ended[-1] if same_day else resolved
    return replace(
        item,
        history=history,
        category="done" if resolved else category,
        made=min(item.made or first, first),
        changed=last,
        resolved=resolved,
    )


def is_of_times(table: Table) -> bool:
    """Whether each row is time that somebody spent on an item."""
    return {"day", "hours"} <= set(table.columns) and "title" not in table.columns


def items_of_times(table: Table, source: str, gathered: Gathered) -> Iterator[Item]:
    """For each item that times name, one with nothing but them."""
    rows = Rows(table, source, gathered)
    gathered.note(
        "This file holds times alone; give the items beside it to see what they were for."
    )
    logs: dict[str, list[WorkLog]] = defaultdict(list)
    for number, row in zip(table.numbers, table.rows, strict=True):
        spent = seconds_of(table.cell(row, "hours"), rows.units["hours"])
        key = table.cell(row, "key") or table.cell(row, "id")
        if spent is None:
            gathered.note("A row without a readable time was left out.", f"row {number}")
            continue
        at = moment_of(table.cell(row, "day"), month_first=rows.month_first)
        who = gathered.person(table.cell(row, "assignee")[:200])
        logs[key or "no item"].append(WorkLog(who, at, spent, table.cell(row, "comment")[:1000]))
    for key, found in logs.items():
        spent = sum(log.seconds for log in found)
        made = min((log.at for log in found if log.at), default=None)
        if made is None or made > _LONG_AGO:
            yield Item(key, key, key, made=made, spent=spent, work=tuple(found))
