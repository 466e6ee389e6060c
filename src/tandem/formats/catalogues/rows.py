"""Tables of systems: CSV, the rows of a sheet, or a list of flat entries in YAML or JSON."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tandem.formats.catalogues.shapes import (
    CELL_LIMIT,
    ENTRIES_AT_MOST,
    Catalogue,
    FoundEntry,
    UnusableCatalogue,
)
from tandem.formats.csv_rows import StrayQuote, rows_of

_BETWEEN = (",", ";", "\t", "|")
_HEAD = 30
_COLUMNS = 200
_WORDS = {
    "name": "name|system|system name|application|application name|app|title|service|product|tool"
    "|repo name|repository|anwendung|bezeichnung|systemname|dienst",
    "key": "id|key|external id|ci id|app id|asset id|number|unique id|technical name|kennung|slug",
    "kind": "kind|type|category|art|typ|kategorie",
    "aliases": "other names|aliases|alias|also called|short name|andere namen|kurzname",
    "vendor": "vendor|supplier|manufacturer|provider|publisher|organization|anbieter|hersteller"
    "|lieferant",
    "it_owner": "owner in it|it owner|technical owner|system owner|owner|responsible"
    "|it verantwortlich|verantwortlich|systemverantwortlich",
    "business_owner": "owner in the business|business owner|product owner|fachverantwortlich",
    "criticality": "criticality|tier|priority|importance|business criticality|kritikalität",
    "data": "data|data classes|data classification|classification|daten|datenklassen",
    "support_hours": "support hours|service hours|support times|servicezeiten",
    "support_team": "support team|team|support|support group|assignment group|who helps|betreuung",
    "yearly_cost": "yearly cost|annual cost|cost|cost per year|cost of a year|price|kosten"
    "|kosten pro jahr|jahreskosten",
    "renews_on": "renews on|renewal|renewal date|paid again on|contract end|end date|verlängerung"
    "|vertragsende",
    "lifecycle": "lifecycle|life cycle|status|state|today|phase|lebenszyklus",
}
_KNOWN = {word: role for role, words in _WORDS.items() for word in words.split("|")}


def read_table(text: str) -> Catalogue:
    """The rows of a CSV, under the headings of its first one. Raises UnusableCatalogue."""
    head = "\n".join(text.splitlines()[:_HEAD])
    between = max(_BETWEEN, key=head.count)
    try:
        rows = rows_of(text, between)
    except StrayQuote as error:
        raise UnusableCatalogue(
            "In line {line}, column {column}, a quote doesn’t end where its cell does, so rows run "
            "into each other. Close it, or write it twice.",
            line=error.line,
            column=error.column,
        ) from error
    filled = [(number, row) for number, row in rows if any(cell.strip() for cell in row)]
    at = next(
        (n for n, (_, row) in enumerate(filled[:_HEAD]) if "name" in guessed(row)),
        next((n for n, (_, row) in enumerate(filled[:_HEAD]) if len(row) > 1), None),
    )
    if at is None:
        raise UnusableCatalogue(
            "No table was found in it. The first row names the columns: Name, Vendor, Owner…"
        )
    return _table(filled[at][1], filled[at + 1 :])


def read_list(items: Sequence[Mapping[str, Any]]) -> Catalogue:
    """A list of entries as rows: what stands under each of their keys."""
    headings = list(dict.fromkeys(key for one in items[:5000] for key in one))
    flat = [(n, [_cell(one.get(key)) for key in headings]) for n, one in enumerate(items, start=1)]
    return _table(headings, flat)


def is_list(tree: Any) -> bool:
    """Whether a document is a list of entries with names for what they say."""
    return isinstance(tree, list) and bool(tree) and all(isinstance(one, dict) for one in tree)


def _table(headings: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> Catalogue:
    if len(rows) > ENTRIES_AT_MOST:
        raise UnusableCatalogue(
            "{n} rows are too many at once; {most} are taken. Upload a part of it.",
            n=len(rows),
            most=ENTRIES_AT_MOST,
        )
    if len(headings) > _COLUMNS:
        raise UnusableCatalogue("More than {most} columns are too wide.", most=_COLUMNS)
    heads = [" ".join(cell.split())[:80] for cell in headings]
    return Catalogue("table", headings=heads, rows=rows, columns=guessed(heads))


def _cell(value: Any) -> str:
    if isinstance(value, str | int | float):
        return str(value)[:CELL_LIMIT]
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return ", ".join(map(str, value))[:CELL_LIMIT]
    return ""


def guessed(headings: Sequence[str]) -> dict[str, int]:
    """What the columns probably are: {role: place}, by what they are called."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        plain = " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())
        role = _KNOWN.get(plain)
        if role:
            found.setdefault(role, place)
    return found


def entries_in(table: Catalogue, columns: Mapping[str, int]) -> Iterator[FoundEntry]:
    """The rows as entries, by the columns that somebody said. Rows without a name are left out."""
    for _, row in table.rows:
        said = {
            role: row[at].strip()[:CELL_LIMIT]
            for role, at in columns.items()
            if 0 <= at < len(row) and row[at].strip()
        }
        name = " ".join(said.get("name", "").split())
        if name:
            key = " ".join((said.pop("key", "") or name).casefold().split())
            yield FoundEntry(key[:200], {**said, "name": name})
