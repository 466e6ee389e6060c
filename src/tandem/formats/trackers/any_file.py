"""Any export: what it is, by what is in it, and its items."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import IO, Any

from tandem.formats.trackers.documents import (
    begins_like_document,
    items_of_markdown,
    items_of_word,
)
from tandem.formats.trackers.export import Export, Item
from tandem.formats.trackers.gathering import Gathered, Reading
from tandem.formats.trackers.jira_json import issues_of, items_of_jira, lines_of_jira
from tandem.formats.trackers.jira_rss import items_of_rss
from tandem.formats.trackers.mapping import mapped, plain
from tandem.formats.trackers.opening import Opened, decoded, holds_part, is_packed_parts
from tandem.formats.trackers.raw_rows import RawRows, is_raw
from tandem.formats.trackers.safe_xml import root_of
from tandem.formats.trackers.table import Table, table_of, table_of_sheet
from tandem.formats.trackers.table_events import (
    is_of_changes,
    is_of_times,
    items_of_changes,
    items_of_times,
)
from tandem.formats.trackers.table_items import items_of_table
from tandem.formats.trackers.threads import (
    is_thread,
    items_of_threads,
    lines_of_threads,
    source_of,
)
from tandem.formats.trackers.trello import is_board, items_of_trello
from tandem.formats.trackers.unreadable import UnreadableExport, broken_json
from tandem.formats.trackers.values import name_of, objects

_OF_TICKTICK: dict[str, Sequence[str]] = {"state": ("Status",), "group": ("List Name",)}
KNOWN = (
    "What can be read: Jira (CSV, JSON, one issue on each line, XML of its search), a Trello "
    "board (JSON), CSV of Asana, Redmine, TickTick, any table as CSV or XLSX, Microsoft Project "
    "(XML), "
    "TaskJuggler (.tjp), GanttProject (.gan); packed with xz or gzip, too."
)
_SOURCES = (
    ("TickTick", {"list name", "completed time", "taskid"}),
    ("Asana", {"task id", "section column"}),
    ("Jira", {"issue key", "issue id"}),
    ("Jira", {"issue key", "summary"}),
    ("Jira", {"vorgangsschlüssel", "zusammenfassung"}),
    ("Redmine", {"tracker", "subject"}),
    ("Redmine", {"subject", "start date", "estimated hours"}),
)
Told = Mapping[str, Sequence[str]]
Found = tuple[str, Iterator[Item]]


def read_export(file: IO[bytes], told: Told | None = None) -> Export:
    """All of one file. Raises UnreadableExport. `told`: columns, as `read_mapping` gives them."""
    return open_exports([file], told).whole()


def open_exports(
    files: Sequence[IO[bytes]],
    told: Told | None = None,
    *,
    texts: bool = True,
    sheet: str = "",
    documents: bool = False,
) -> Reading:
    """Files that belong together, read one item after the other. Raises UnreadableExport.

    With `texts` off, descriptions and comments are left unread. `sheet` names that of spreadsheets;
    with `documents`, Markdown and Word files are an item each.
    """
    gathered, raw = Gathered(texts=texts), RawRows()
    found = [
        (documents and _document(file, gathered)) or _found(file, told or {}, gathered, raw, sheet)
        for file in files
    ]
    if any(raw.found.values()):
        found.append((raw.source, raw.items(gathered)))
    sources = dict.fromkeys(source for source, _ in found if source)
    items = chain.from_iterable(items for _, items in found)
    return Reading(" and ".join(sources) or "nothing", _guarded(items), gathered)


def _guarded(items: Iterable[Item]) -> Iterator[Item]:
    """Whatever else goes wrong while a damaged file is read is said as that."""
    try:
        yield from items
    except UnreadableExport:
        raise
    except (ValueError, KeyError, IndexError, TypeError, OverflowError, RecursionError) as error:
        raise UnreadableExport(f"This file is damaged ({type(error).__name__}). {KNOWN}") from error


def _document(file: IO[bytes], gathered: Gathered) -> Found | None:
    """A Markdown or Word file; None where it is something else."""
    if is_packed_parts(file):
        is_word = holds_part(file, "word/document.xml")
        return ("documents", iter(items_of_word(file, gathered))) if is_word else None
    opened = Opened(file)
    if begins_like_document(_start(opened.head)):
        return "documents", iter(items_of_markdown(opened.whole(gathered), gathered))
    file.seek(0)
    return None


def _found(file: IO[bytes], told: Told, gathered: Gathered, raw: RawRows, sheet: str) -> Found:
    opened = None if is_packed_parts(file) else Opened(file)
    if opened is None:
        return _table(table_of_sheet(file, sheet, told, gathered), told, gathered, raw)
    return _text(opened, told, gathered, raw)


def _text(opened: Opened, told: Told, gathered: Gathered, raw: RawRows) -> Found:
    head = _start(opened.head)
    if head.startswith("<"):
        return _xml(opened.whole(gathered), gathered)
    if head.startswith("{") and _is_by_lines(head) and (by_lines := _lines(head, opened, gathered)):
        return by_lines
    if head[:1] in {"{", "["}:
        return _json(opened.whole(gathered), told, gathered)
    if re.match(r"(?:\s|#[^\n]*\n|/\*.*?\*/)*(?:project|macro|flags|shift)\s+\w", head, re.DOTALL):
        return "TaskJuggler", _plan("items_of_task_juggler", opened.whole(gathered), gathered)
    return _table(table_of(opened.whole(gathered), told), told, gathered, raw)


def _start(head: bytes) -> str:
    """The first letters, without a mark; half a letter at the cut is no fault."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return decoded(head[: len(head) // 2 * 2], Gathered()).lstrip("\ufeff \t\r\n")
    if b"\x00" in head:
        raise UnreadableExport(f"This is no text. {KNOWN}")
    return head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")


def _lines(head: str, opened: Opened, gathered: Gathered) -> Found | None:
    first = _first_value(head)
    if is_thread(first):
        return source_of(first), lines_of_threads(opened.lines(), gathered)
    if is_board(first) or issues_of(first) == []:
        return None
    return "Jira", lines_of_jira(opened.lines(), gathered)


def _first_value(head: str) -> Any:
    try:
        return json.loads(head.partition("\n")[0])
    except (ValueError, RecursionError):  # longer than what is looked at, or damaged
        return None


def _is_by_lines(head: str) -> bool:
    first, sign, rest = head.partition("\n")
    if not sign:  # a first line longer than what is looked at
        return len(head) > 30_000 and '"fields"' in head[:3000] and '"issues"' not in head[:200]
    return first.rstrip().endswith("}") and rest.lstrip()[:1] in {"{", ""}


def _xml(text: str, gathered: Gathered) -> Found:
    root = root_of(text)
    readers: dict[str, tuple[str, Callable[[str, Gathered], Iterator[Item]]]] = {
        "rss": ("Jira", items_of_rss),
        "Project": ("Microsoft Project", partial(_plan, "items_of_ms_project")),
        "project": ("GanttProject", partial(_plan, "items_of_gantt_project")),
    }
    if root in readers:
        source, reader = readers[root]
        return source, reader(text, gathered)
    if root == "html":
        raise UnreadableExport(
            "This is a web page, perhaps one that asks to sign in. Please save the export itself. "
            + KNOWN
        )
    raise UnreadableExport(f"This is XML of something else (<{root[:50]}>). {KNOWN}")


def _plan(reader: str, text: str, gathered: Gathered) -> Iterator[Item]:
    """Imported when there is a plan to read: the words of the engine bring numpy with them."""
    from tandem.formats.trackers import plan_files

    found: Iterator[Item] = getattr(plan_files, reader)(text, gathered)
    return found


def _json(text: str, told: Told, gathered: Gathered) -> Found:
    try:
        value = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise broken_json(error) from error
    if is_board(value):
        return "Trello", items_of_trello(value, gathered)
    if issues_of(value) is not None:
        return "Jira", items_of_jira(value, gathered)
    rows = list(objects(value))
    if is_thread(value) or (rows and all(map(is_thread, rows))):
        threads = [value] if is_thread(value) else rows
        return source_of(threads[0]), items_of_threads(threads, gathered)
    if rows:
        return "a list of rows", items_of_table(_flat(rows, told), "", gathered)
    there = (
        ", ".join(f"“{name[:40]}”" for name in list(value)[:8]) if isinstance(value, dict) else ""
    )
    raise UnreadableExport(
        f"This JSON is of something else{f'; it has {there}' if there else ''}. {KNOWN}"
    )


def _flat(rows: list[dict[str, Any]], told: Told) -> Table:
    """A list of plain objects as a table: the name of what is an object itself."""
    headings = tuple(dict.fromkeys(name for row in rows for name in row))[:2000]
    below = tuple(tuple(_cell(row.get(name)) for name in headings) for row in rows)
    return Table(headings, below, mapped(headings, told), range(1, len(below) + 1))


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(
            filter(None, (_cell(one) for one in value[:50] if not isinstance(one, list)))
        )
    if isinstance(value, dict) and isinstance(value.get("key"), str) and "fields" in value:
        return str(value["key"])
    return name_of(value)


def _table(table: Table, told: Told, gathered: Gathered, raw: RawRows) -> Found:
    headings = {plain(name) for name in table.headings}
    if is_raw(table):
        raw.take(table, gathered)
        return "", iter(())
    if len(headings) < 2 and len(table.rows) < 2 and not table.columns:
        raise UnreadableExport(f"This is a text, and no export. {KNOWN}")
    if {"login", "mail"} <= headings or {"firstname", "lastname"} <= headings:
        raise UnreadableExport("This is a list of people, without items. " + KNOWN)
    source = next((name for name, needed in _SOURCES if needed <= headings), "")
    if source == "TickTick":
        table = replace(table, columns=mapped(table.headings, {**_OF_TICKTICK, **told}))
    if is_of_changes(table):
        return "changes of Jira", items_of_changes(table, "Jira", gathered)
    if is_of_times(table):
        return "a table of times", items_of_times(table, "Redmine", gathered)
    return source or "a table", items_of_table(table, source, gathered)
