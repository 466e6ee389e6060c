"""Words and rules of the systems catalogue. Plain Python: no Django, no database."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from functools import cache

from tandem.core.words import Sentence, say

NAME_LIMIT = 120
LINE_LIMIT = 200
TEXT_LIMIT = 2_000
ALIASES_AT_MOST = 20
STALE_AFTER = timedelta(days=180)
COST_AT_MOST = 10**12


class EntryKind(StrEnum):
    """What an entry of the catalogue is."""

    SYSTEM = "system"
    REPORT = "report"
    AUDIENCE = "audience"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            EntryKind.SYSTEM: say("System"),
            EntryKind.REPORT: say("Report"),
            EntryKind.AUDIENCE: say("Audience"),
        }[self]


class Criticality(IntEnum):
    """What it means when it stands still; 1 is the worst."""

    VITAL = 1
    IMPORTANT = 2
    USEFUL = 3
    MINOR = 4

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Criticality.VITAL: say("1: without it the business stands still"),
            Criticality.IMPORTANT: say("2: a day without it costs customers or money"),
            Criticality.USEFUL: say("3: a few days without it can be borne"),
            Criticality.MINOR: say("4: hardly anybody would notice"),
        }[self]


class DataClass(StrEnum):
    """What kind of data a system holds, the least delicate first."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CUSTOMER_CONTACT = "customer_contact"
    CUSTOMER_IDENTITY = "customer_identity"
    BEHAVIOUR = "behaviour"
    PAYMENT = "payment"
    SPECIAL = "special"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            DataClass.PUBLIC: say("Public"),
            DataClass.INTERNAL: say("Internal"),
            DataClass.CUSTOMER_CONTACT: say("Customer contact"),
            DataClass.CUSTOMER_IDENTITY: say("Customer identity"),
            DataClass.BEHAVIOUR: say("Behaviour"),
            DataClass.PAYMENT: say("Payment"),
            DataClass.SPECIAL: say("Special category (health, belief, union…)"),
        }[self]

    @property
    def is_personal(self) -> bool:
        """Whether it tells something about a person."""
        return self not in {DataClass.PUBLIC, DataClass.INTERNAL}


class Lifecycle(StrEnum):
    """How far it is in its own life. Retired is not one of these: that is an act of its own."""

    PLANNED = "planned"
    LIVE = "live"
    FADING = "fading"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Lifecycle.PLANNED: say("Planned"),
            Lifecycle.LIVE: say("In use"),
            Lifecycle.FADING: say("On its way out"),
        }[self]


class Target(StrEnum):
    """Where our stack goes with it."""

    KEEP = "keep"
    CHANGE = "change"
    REPLACE = "replace"
    RETIRE = "retire"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Target.KEEP: say("Keep"),
            Target.CHANGE: say("Change"),
            Target.REPLACE: say("Replace by another"),
            Target.RETIRE: say("Retire"),
        }[self]


@dataclass(frozen=True, slots=True)
class Entry:
    """What people fill in about a system. Owners are person ids, the cost whole units a year."""

    name: str
    kind: EntryKind = EntryKind.SYSTEM
    aliases: tuple[str, ...] = ()
    vendor: str = ""
    it_owner: int | None = None
    business_owner: int | None = None
    criticality: Criticality = Criticality.USEFUL
    data_classes: tuple[DataClass, ...] = ()
    support_hours: str = ""
    yearly_cost: int | None = None
    lifecycle: Lifecycle = Lifecycle.LIVE
    target: Target = Target.KEEP
    replaced_by: str = ""
    target_means: str = ""


def is_stale(confirmed_at: datetime | None, now: datetime) -> bool:
    """True when nobody has said for half a year that the entry is still right."""
    return confirmed_at is not None and now - confirmed_at > STALE_AFTER


def why_not_confirm(*, retired: bool) -> Sentence | None:
    """Say why an entry can't be confirmed, or nothing if it can."""
    if retired:
        return say("This entry is retired. Bring it back first.")
    return None


def why_not_edit(*, retired: bool) -> Sentence | None:
    """Say why an entry can't be changed, or nothing if it can."""
    if retired:
        return say("This entry is retired. Bring it back first; then it can be changed.")
    return None


def why_not_enter(entry: Entry) -> tuple[str, Sentence] | None:
    """Say which field of an entry can't be taken and why, or nothing if all can."""
    if len(entry.aliases) > ALIASES_AT_MOST:
        most = ALIASES_AT_MOST
        return "aliases", say("Twenty other names are enough; these are more.", most=most)
    if entry.yearly_cost is not None and not 0 <= entry.yearly_cost <= COST_AT_MOST:
        return "yearly_cost", say("Write the cost of a year as a whole number, or leave it empty.")
    if entry.target is Target.REPLACE and not entry.replaced_by:
        return "replaced_by", say("Say by what it will be replaced.")
    return None


# Which systems a text names -------------------------------------------------------------------


class NamedAs(StrEnum):
    """As what a system was named in a text."""

    NAME = "name"
    ALIAS = "alias"
    VENDOR = "vendor"


@dataclass(frozen=True, slots=True)
class Named:
    """A system that a text names: which words of the text said so, and as what they did."""

    system_id: int
    name: str
    word: str
    as_what: NamedAs

    @property
    def why(self) -> Sentence:
        if self.as_what is NamedAs.NAME:
            return say("“{word}” stands in the text.", word=self.word)
        if self.as_what is NamedAs.ALIAS:
            return say("“{word}” stands in the text; that is another name of it.", word=self.word)
        return say("“{word}” stands in the text; they make it.", word=self.word)


_WORD = re.compile(r"\w+")
_RANK = {NamedAs.NAME: 0, NamedAs.ALIAS: 1, NamedAs.VENDOR: 2}
_Words = tuple[str, ...]
_Meaning = tuple[NamedAs, int]


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The names of many systems, by their first word: a text is gone through once."""

    names: Mapping[int, str]
    by_first: Mapping[str, Sequence[tuple[_Words, Sequence[_Meaning]]]]


def index_of(rows: Iterable[tuple[int, str, Collection[str], str]]) -> NameIndex:
    """Make the index from (system id, name, aliases, vendor).

    A name of one letter or without any is left out: it would be found everywhere.
    """
    names: dict[int, str] = {}
    meanings: dict[_Words, list[_Meaning]] = {}
    for system_id, name, aliases, vendor in rows:
        names[system_id] = name
        said = [(NamedAs.NAME, name), *((NamedAs.ALIAS, alias) for alias in aliases)]
        for as_what, text in [*said, (NamedAs.VENDOR, vendor)]:
            words = tuple(_WORD.findall(text.casefold()))
            if len("".join(words)) > 1:
                meanings.setdefault(words, []).append((as_what, system_id))
    by_first: dict[str, list[tuple[_Words, Sequence[_Meaning]]]] = {}
    for words, meant in meanings.items():
        by_first.setdefault(words[0], []).append((words, meant))
    for candidates in by_first.values():
        candidates.sort(key=lambda candidate: -len(candidate[0]))
    return NameIndex(names, by_first)


def named_in(text: str, index: NameIndex) -> list[Named]:
    """The systems whose name, other name or vendor stands in `text`, in the order of the text.

    Whole words only, whatever their case. The longest name wins: "Adobe Analytics" names that
    one, not everything by Adobe. Each system is told once, by the best of what names it.
    """
    spans = [match.span() for match in _WORD.finditer(text)]
    words = [text[start:end].casefold() for start, end in spans]
    found: dict[int, Named] = {}
    at = 0
    while at < len(words):
        name, meant = _longest(words, at, index)
        if name:
            said = text[spans[at][0] : spans[at + len(name) - 1][1]]
            for as_what, system_id in meant:
                named = Named(system_id, index.names[system_id], said, as_what)
                known = found.get(system_id)
                if known is None or _RANK[as_what] < _RANK[known.as_what]:
                    found[system_id] = named
        at += len(name) or 1
    return list(found.values())


def _longest(words: Sequence[str], at: int, index: NameIndex) -> tuple[_Words, Sequence[_Meaning]]:
    for name, meant in index.by_first.get(words[at], ()):
        if tuple(words[at : at + len(name)]) == name:
            return name, meant
    return (), ()
