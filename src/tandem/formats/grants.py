"""Programs that were let into accounts of a company: exports of Google, Microsoft and others.

Read are a program's name, who makes it, its address and what it may read. Who let it in stands in
most of these files, too, and isn't read.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tandem.formats.expenses import UnusableFile

GRANTS_AT_MOST = 100_000
_LONGEST = 20_000
_NAMES = {
    "name": "app name|application name|app display name|application|displayname|display name"
    "|displaytext|app|client name|oauth app|name",
    "publisher": "publisher|publishername|publisher name|publisherdomain|verifiedpublisher|vendor"
    "|verified publisher|developer|owner organization|appownerorganization",
    "address": "homepage|homepage url|homepageurl|url|website|domain|app url",
    "scopes": "scopes|scope|requested services|permissions|permission|oauth scopes|scope data"
    "|delegated permissions|granted permissions|services|access scopes",
}
_MARKS = "client id|clientid|id|appid|application id|app id|type|status|users|consenttype|access"


@dataclass(frozen=True, slots=True)
class Grant:
    """A program that was let in."""

    name: str
    publisher: str = ""
    address: str = ""
    scopes: tuple[str, ...] = ()


def columns_of(headings: Sequence[str]) -> dict[str, int]:
    """Which column is what; nothing where this is no file of programs that were let in."""
    plain = [_plain(one) for one in headings]
    found: dict[str, int] = {}
    for role, words in _NAMES.items():
        place = next((plain.index(word) for word in words.split("|") if word in plain), None)
        if place is not None and place not in found.values():
            found[role] = place
    marks = {*_MARKS.split("|")} & set(plain)
    sure = "scopes" in found or len(marks) >= 2
    money = {"amount", "value", "betrag", "date amount", "total"} & set(plain)
    return found if "name" in found and sure and not money else {}


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", heading.strip("\ufeff").casefold()).split())


def first_row(head: bytes) -> list[str]:
    """The first row of a table, without reading more of it."""
    line = head.decode("utf-8-sig", "replace").splitlines()[:1]
    try:
        return next(csv.reader(line, delimiter=_between(line[0] if line else "")), [])
    except csv.Error:
        return []


def _between(line: str) -> str:
    return max((",", ";", "\t"), key=line.count)


def read_grants(data: bytes) -> Iterator[Grant]:
    """Every program of an export, as JSON or as CSV. Raises UnusableFile."""
    text = data.decode("utf-8-sig", "replace")
    if text.lstrip()[:1] in {"{", "["}:
        yield from _of_json(text)
        return
    first, _, _ = text.partition("\n")
    columns = columns_of(first_row(first.encode()))
    csv.field_size_limit(_LONGEST)
    rows = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=_between(first))
    try:
        for number, row in enumerate(rows):
            if number > GRANTS_AT_MOST:
                break
            if number:
                yield _of_row(row, columns)
    except csv.Error as error:
        raise UnusableFile(
            "A cell goes on for pages: somewhere a quote is opened and never closed."
        ) from error


def _of_row(row: Sequence[str], columns: Mapping[str, int]) -> Grant:
    cells = {role: row[at].strip() if at < len(row) else "" for role, at in columns.items()}
    return Grant(
        cells.get("name", "")[:200],
        cells.get("publisher", "")[:200],
        cells.get("address", "")[:400],
        _scopes(cells.get("scopes", "")),
    )


def _scopes(text: object) -> tuple[str, ...]:
    if isinstance(text, list):
        return tuple(str(one)[:300] for one in text[:500] if isinstance(one, str))
    plain = text[:_LONGEST] if isinstance(text, str) else ""
    return tuple(one for one in re.split(r"[\s,;|]+", plain)[:500] if one)


def _of_json(text: str) -> Iterator[Grant]:
    try:
        whole: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnusableFile(
            "This export breaks off or is damaged. Please export it once more."
        ) from error
    if isinstance(whole, dict):
        lists = (whole.get(name) for name in ("value", "items", "apps", "tokens", "data"))
        whole = next((one for one in lists if isinstance(one, list)), None)
    rows = [one for one in whole if isinstance(one, dict)] if isinstance(whole, list) else []
    found = [_of_object(row) for row in rows[:GRANTS_AT_MOST]]
    if not any(one.name for one in found):
        raise UnusableFile(
            "No program stands in this file: none has a name (“displayName” or “displayText”)."
        )
    yield from found


def _of_object(row: Mapping[str, Any]) -> Grant:
    plain = {_plain(str(key)): value for key, value in list(row.items())[:200]}
    given = {
        role: next((plain[word] for word in words.split("|") if plain.get(word)), "")
        for role, words in _NAMES.items()
    }
    publisher = given["publisher"]
    if isinstance(publisher, dict):
        publisher = publisher.get("displayName") or ""
    return Grant(
        str(given["name"])[:200] if isinstance(given["name"], str) else "",
        str(publisher)[:200] if isinstance(publisher, str) else "",
        str(given["address"])[:400] if isinstance(given["address"], str) else "",
        _scopes(given["scopes"]),
    )
