"""What the texts of another catalogue are here, and what becomes of an entry that comes again.

Plain Python. A source decides what it says: where it says something else than the last time, that
comes here. What people changed here since then stays, for as long as the source doesn't move.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date

from tandem.formats.expenses import amount_of, day_of
from tandem.systems.rules.entry import (
    ALIASES_AT_MOST,
    COST_AT_MOST,
    LINE_LIMIT,
    NAME_LIMIT,
    Criticality,
    DataClass,
    Entry,
    EntryKind,
    Lifecycle,
)

_LIVE = (
    *("production", "live", "active", "operational", "in use", "running", "experimental"),
    *("produktiv", "aktiv"),
)
_WORDS: dict[str, Mapping[str, object]] = {
    "kind": {
        **{one.value: one for one in EntryKind},
        **dict.fromkeys(("dashboard", "bericht"), EntryKind.REPORT),
        **dict.fromkeys(("segment", "zielgruppe"), EntryKind.AUDIENCE),
    },
    "criticality": {
        **{str(one.value): one for one in Criticality},
        **dict.fromkeys(("vital", "critical", "mission critical", "kritisch"), Criticality.VITAL),
        **dict.fromkeys(("important", "high", "hoch", "wichtig"), Criticality.IMPORTANT),
        **dict.fromkeys(("useful", "medium", "mittel", "normal"), Criticality.USEFUL),
        **dict.fromkeys(("minor", "low", "niedrig", "gering"), Criticality.MINOR),
    },
    "lifecycle": {
        **dict.fromkeys(_LIVE, Lifecycle.LIVE),
        **dict.fromkeys(("planned", "plan", "planning", "geplant", "idea"), Lifecycle.PLANNED),
        **dict.fromkeys(
            ("deprecated", "fading", "sunset", "on its way out", "end of life", "phase out"),
            Lifecycle.FADING,
        ),
    },
}
_DATA = {
    **{one.value.replace("_", " "): one for one in DataClass},
    **{one.label.lower(): one for one in DataClass},
    **dict.fromkeys(("contact", "email", "kontakt"), DataClass.CUSTOMER_CONTACT),
    **dict.fromkeys(("identity", "identität"), DataClass.CUSTOMER_IDENTITY),
    **dict.fromkeys(("behavior", "tracking", "verhalten"), DataClass.BEHAVIOUR),
    **dict.fromkeys(("payments", "zahlung"), DataClass.PAYMENT),
    **dict.fromkeys(("special category", "health"), DataClass.SPECIAL),
    "intern": DataClass.INTERNAL,
    "öffentlich": DataClass.PUBLIC,
}
_PARTS = re.compile(r"[,;|\n]")
_CHOSEN = {"kind", "criticality", "lifecycle"}
"""What every entry has, so that it is never empty here."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What the texts of a source are here, by field, and which texts mean nothing here: (role,
    text). `digests` are of the texts, by field.
    """

    fields: Mapping[str, object]
    digests: Mapping[str, str]
    unread: Sequence[tuple[str, str]] = ()


@dataclass(slots=True)
class Compared:
    """What a file would do: entries that are new, that change, that stay as they are, that are
    retired here, that are no longer in it; and what in it means nothing here.
    """

    new: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    changed: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    same: int = 0
    retired: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    back: int = 0
    flows: int = 0
    unread: list[tuple[str, str, str]] = field(default_factory=list)


def meant(said: Mapping[str, str], person_called: Callable[[str], int | None]) -> Meant:
    """Translate what a source says of an entry. What can't be told is left out and named."""
    found: dict[str, object] = {}
    unread: list[tuple[str, str]] = []
    for role, text in said.items():
        value = _value(role, text, person_called)
        if value is None:
            # What "kind" is elsewhere ("service") says no more here than that it is a system.
            unread += [] if role == "kind" else [(role, text[:80])]
        elif role == "data":
            found["data_classes"] = value
        elif role != "key":
            found[role] = value
    digests = {name: _digest(found[name]) for name in found}
    return Meant(found, digests, unread)


def _value(role: str, text: str, person_called: Callable[[str], int | None]) -> object | None:
    if role in _WORDS:
        # "Tier 2", "P2" and "2" are the same.
        return _WORDS[role].get(_plain(text)) or _WORDS[role].get(_plain(text)[-1:])
    if role in _READ:
        return _READ[role](text)
    if role in {"it_owner", "business_owner"}:
        return person_called(text)
    return _line(text, LINE_LIMIT if role == "support_hours" else NAME_LIMIT) or None


def _data_in(text: str) -> tuple[DataClass, ...] | None:
    known = {_DATA[part] for part in map(_plain, _PARTS.split(text)) if part in _DATA}
    return tuple(one for one in DataClass if one in known) or None


def _aliases(text: str) -> tuple[str, ...] | None:
    names = (_line(part, NAME_LIMIT) for part in _PARTS.split(text))
    return tuple(dict.fromkeys(one for one in names if one))[:ALIASES_AT_MOST] or None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def _line(text: str, limit: int) -> str:
    return " ".join(text.split())[:limit].strip()


def _cost(text: str) -> int | None:
    amount = amount_of(text)
    whole = int(amount.to_integral_value()) if amount is not None else None
    return whole if whole is not None and 0 <= whole <= COST_AT_MOST else None


_READ: dict[str, Callable[[str], object | None]] = {
    "data": _data_in,
    "aliases": _aliases,
    "yearly_cost": _cost,
    "renews_on": day_of,
}


def _digest(value: object) -> str:
    if isinstance(value, tuple):
        told = "\n".join(str(one) for one in value)
    else:
        told = value.isoformat() if isinstance(value, date) else str(value)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def fresh(told: Meant) -> Entry:
    """A new entry, as its source says it."""
    return Entry(**told.fields)  # type: ignore[arg-type]


def joined(standing: Entry, told: Meant) -> Entry:
    """An entry that was here before it came: the source fills what is empty, no more."""
    empty = {
        name: value
        for name, value in told.fields.items()
        if name not in _CHOSEN and name != "name" and getattr(standing, name) in ("", None, ())
    }
    return replace(standing, **empty)  # type: ignore[arg-type]


def come_again(standing: Entry, told: Meant, last: Mapping[str, str]) -> Entry:
    """An entry that came before: what the source says otherwise than the last time comes here."""
    moved = {
        name: value for name, value in told.fields.items() if told.digests[name] != last.get(name)
    }
    return replace(standing, **moved)  # type: ignore[arg-type]


def what_differs(one: Entry, other: Entry) -> tuple[str, ...]:
    """The fields in which two entries differ."""
    return tuple(
        field.name
        for field in fields(Entry)
        if getattr(one, field.name) != getattr(other, field.name)
    )
