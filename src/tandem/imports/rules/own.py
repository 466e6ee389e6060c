"""What an item says in a column of its own, as a field of one's own here. Plain Python.

Nothing is invented: what isn't in the list, or can't be read for sure, stays text beside the work
and is said.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tandem.formats.trackers.export import Item
from tandem.formats.trackers.mapping import plain
from tandem.formats.trackers.moments import day_of
from tandem.imports.rules import telling
from tandem.imports.rules.report import Said
from tandem.own_fields import rules as own_fields
from tandem.own_fields.rules import FieldType
from tandem.work.rules import WorkKind

_NAMED = ("resolution", "priority", "project", "group", "reporter", "points")
_LISTED = ("labels", "components", "versions", "sprints")
_SEVERAL = re.compile(r"\s*[,;|\n]\s*")
_DAY_OR_MONTH = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ]\d{2,4}\b.*", re.DOTALL)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+")
_WORDS = {"ja": "yes", "nein": "no"}

Content = list[Any]
"""A row as it is kept: text, number, day, yes, person, option."""
Person = Callable[[str], int | None]
"""Who of ours somebody of theirs is."""


@dataclass(frozen=True, slots=True)
class Target:
    """A field of one's own that a column may fill."""

    id: int
    kind: WorkKind
    name: str
    type: FieldType
    options: Mapping[str, int] = field(default_factory=dict)
    """{what can be chosen, in small letters: its id}."""

    @property
    def key(self) -> str:
        """What it is called among the values that are compared."""
        return f"own:{self.id}"


@dataclass(slots=True)
class OwnSaid:
    """What an item says for fields of one's own: rows by field, and what is to be said."""

    values: dict[int, list[Content]] = field(default_factory=dict)
    said: list[tuple[Said, str]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    """Columns whose whole content stands in a field now."""

    @property
    def codes(self) -> dict[str, str]:
        """As they are compared: a digest each, nothing where nothing stands there."""
        return {f"own:{pk}": code_of(rows) for pk, rows in self.values.items()}


class _Unclear(ValueError):
    """It can't be taken as it is."""


def code_of(rows: Sequence[Content]) -> str:
    """Rows as they are compared."""
    return telling.digest(*sorted(map(str, rows))) if rows else ""


def columns_of(item: Item) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(what, its parts) of everything in an item that may fill a field of one's own."""
    for name in _NAMED:
        value = getattr(item, name)
        if value not in ("", None):
            yield name, (f"{value:g}" if isinstance(value, float) else value,)
    for name in _LISTED:
        if parts := getattr(item, name):
            yield name, tuple(parts)
    custom: dict[str, list[str]] = {}
    for heading, text in item.custom:
        custom.setdefault(heading[:100], []).append(text)
    for heading, parts in custom.items():
        yield heading, tuple(dict.fromkeys(parts))


def proposed_fields(columns: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """Columns that are called like a field of one's own: {what: the field's name}."""
    known = {plain(name): name for name in names}
    return {one: known[plain(one)] for one in columns if plain(one) in known}


def own_said(
    item: Item, kind: WorkKind, means: Mapping[str, str], targets: Sequence[Target], person: Person
) -> OwnSaid:
    """What an item of a kind says for the fields that its columns were mapped to. Of two columns
    for one field, the first that says something counts.
    """
    found = OwnSaid()
    columns = dict(columns_of(item))
    named = {(one.kind, one.name.casefold()): one for one in targets}
    for what, name in means.items():
        if not name:
            continue
        one, parts = named.get((kind, name.casefold())), columns.get(what, ())
        if one is None:
            if parts:
                found.said.append((Said.NO_SUCH_FIELD, f"{name}: {', '.join(parts)}"))
        elif not found.values.get(one.id):
            _put(found, what, one, parts, person)
    return found


def _put(found: OwnSaid, what: str, one: Target, parts: Sequence[str], person: Person) -> None:
    parts = [text for text in (telling.readable(part, 4_000)[0] for part in parts) if text]
    if one.type.is_listed:
        rows, unknown = _chosen(one, parts)
        found.said += [(Said.UNKNOWN_OPTION, f"{one.name}: {text}") for text in unknown]
        if rows or not unknown:
            found.values[one.id] = rows
        if rows and not unknown:
            found.taken.add(what)
        return
    try:
        row = _row(one.type, parts, person)
    except _Unclear:
        found.said.append((Said.FIELD_UNCLEAR, f"{one.name}: {', '.join(parts)}"))
        return
    found.values[one.id] = [row] if row else []
    if row:
        found.taken.add(what)


def _chosen(one: Target, parts: Sequence[str]) -> tuple[list[Content], list[str]]:
    """The rows of what is in the list, and what isn't."""
    chosen: dict[int, None] = {}
    unknown: list[str] = []
    for part in parts:
        whole = part.casefold() in one.options
        several = [part] if whole or one.type is FieldType.CHOICE else _SEVERAL.split(part)
        for text in filter(None, several):
            if (option := one.options.get(text.casefold())) is not None:
                chosen[option] = None
            else:
                unknown.append(text)
    if one.type is FieldType.CHOICE and len(chosen) > 1:
        return [], [", ".join(parts)]
    return [["", None, None, None, None, option] for option in chosen], unknown


def _row(kind: FieldType, parts: Sequence[str], person: Person) -> Content | None:
    if not parts:
        return None
    if kind is FieldType.TEXT:
        text = ", ".join(parts)
        if len(text) > own_fields.TEXT_LIMIT:
            raise _Unclear
        return [text, None, None, None, None, None]
    if len(parts) > 1:
        raise _Unclear
    if kind is FieldType.PERSON:
        who = person(parts[0])
        if who is None:
            raise _Unclear
        return ["", None, None, None, who, None]
    said = _said(kind, parts[0])
    number = own_fields.shown_number(said.number) if said.number is not None else None
    return [said.text, number, said.day.isoformat() if said.day else None, said.yes, None, None]


def _said(kind: FieldType, text: str) -> own_fields.Said:
    if kind is FieldType.NUMBER and _THOUSANDS.fullmatch(text):
        raise _Unclear  # a comma of thousands, or of a fraction
    if kind is FieldType.YES_NO:
        text = _WORDS.get(text.casefold(), text)
    try:
        return own_fields.read(kind, text)
    except own_fields.Unreadable as error:
        if kind is not FieldType.DATE:
            raise _Unclear from error
    either = _DAY_OR_MONTH.fullmatch(text)
    if either and either[1] != either[2] and max(int(either[1]), int(either[2])) <= 12:
        raise _Unclear  # the third of April, or the fourth of March
    day = day_of(text)
    if day is None:
        raise _Unclear
    return own_fields.Said(day=day)
