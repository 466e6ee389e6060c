"""Issues of Jira as JSON: one on each line, a search answer with `issues`, a list, or one alone."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tandem.formats.trackers.export import Item
from tandem.formats.trackers.gathering import Gathered
from tandem.formats.trackers.jira_issue import item_of
from tandem.formats.trackers.unreadable import UnreadableExport
from tandem.formats.trackers.values import inner, objects, text_of

LONGEST_LINE = 50_000_000


def lines_of_jira(lines: Iterable[bytes], gathered: Gathered) -> Iterator[Item]:
    """Items of a file with an issue on each line, read one by one.

    A line that is none is noted and left out; where none is one, UnreadableExport is raised.
    """
    found, wrong = 0, 0
    for place, line in enumerate(lines, 1):
        if not line.strip():
            continue
        value = _value(line)
        if isinstance(value, dict) and (item := item_of(value, gathered, {})):
            found += 1
            yield item
        else:
            wrong += 1
            gathered.note("A line is no issue and was left out.", f"line {place}")
        if wrong > 1000 and not found:
            break
    if wrong and not found:
        raise UnreadableExport("No line of this file is an issue of Jira.")


def _value(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def issues_of(value: Any) -> list[Any] | None:
    """The issues in a JSON value; None where it is nothing of Jira's."""
    if isinstance(value, dict):
        if isinstance(value.get("issues"), list):
            return list(value["issues"])
        if isinstance(value.get("fields"), dict):
            return [value]
    if isinstance(value, list) and any("fields" in one for one in objects(value)):
        return value
    return None


def items_of_jira(value: Any, gathered: Gathered) -> Iterator[Item]:
    """Items of a search answer, a list of issues or one issue."""
    names = {key: text_of(name) for key, name in inner(value, "names").items()}
    issues = issues_of(value) or []
    total = value.get("total") if isinstance(value, dict) else None
    if isinstance(total, int) and total > len(issues):
        gathered.note(
            f"The file holds {len(issues)} of {total} issues: the search was cut into pages. "
            "Give all of them together to see everything."
        )
    for one in issues:
        item = item_of(one, gathered, names) if isinstance(one, dict) else None
        if item:
            yield item
        elif not isinstance(one, dict):
            gathered.note("An entry of the list is no issue and was left out.")
