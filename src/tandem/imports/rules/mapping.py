"""What an import means: which state of theirs is which of ours, who is who, what to take.

Plain Python. A mapping is read from JSON that forms and programs made, and checked word by word.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.formats.trackers.export import Item
from tandem.formats.trackers.mapping import ROLES
from tandem.imports.rules.ideas import IDEA_KINDS, IDEA_STATES, REASON_LIMIT, TARGETS
from tandem.imports.rules.quiet import Asks
from tandem.work.rules import WorkKind, WorkState

LEAVE_OUT = "out"
"""In place of a state or a kind: what has it isn't taken."""
SHARED = "shared"
WORK = "work"
IDEAS = "ideas"
SIDES = (*(lane.value for lane in Lane), SHARED)
STATES = (*(state.value for state in WorkState), LEAVE_OUT)
KINDS = (*(kind.value for kind in WorkKind), LEAVE_OUT)
POINT_DAYS_AT_MOST = 20.0
_MOST = 20_000
_LONGEST = 400


class SideBy(StrEnum):
    """What tells the side of an item."""

    ALL = "all"
    COMPONENT = "component"
    LABEL = "label"
    GROUP = "group"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            SideBy.ALL: say("All the same side"),
            SideBy.COMPONENT: say("By component"),
            SideBy.LABEL: say("By label"),
            SideBy.GROUP: say("By list, section or team"),
        }[self]


@dataclass(frozen=True, slots=True)
class Means:
    """What means what, and what to take. Keys are the tracker's own words.

    Where they become ideas (`into`), states, kinds and fields say other things than for work.
    """

    into: str = WORK
    columns: dict[str, list[str]] = field(default_factory=dict)
    """{role: headings}, for a table."""
    sheet: str = ""
    """Of a spreadsheet; empty: the first that isn't hidden."""
    states: dict[str, str] = field(default_factory=dict)
    resolutions: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    side: str = SHARED
    side_by: str = SideBy.ALL.value
    sides: dict[str, str] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    """{column: the name of a field of one's own that it fills}; an empty name fills none."""
    only_open: bool = False
    since: str = ""
    comments: bool = True
    history: bool = True
    hours: bool = True
    checks: bool = True
    point_days: float = 0.0
    theirs: bool = False
    """Where an item was changed here and there: take theirs."""
    theirs_for: list[str] = field(default_factory=list)
    """The same for these keys alone."""
    reason: str = ""
    """Of ideas that come in parked: why, where there is more to say than how they stood there."""
    until: str = ""
    """When parked ones are looked at again."""
    asks: str = Asks.BY_ITSELF.value
    """Which of the new ideas ask both sides at once."""

    @property
    def since_day(self) -> date | None:
        return date.fromisoformat(self.since) if self.since else None

    @property
    def until_day(self) -> date | None:
        return date.fromisoformat(self.until) if self.until else None

    @property
    def are_ideas(self) -> bool:
        return self.into == IDEAS

    def as_json(self) -> dict[str, Any]:
        """For a row."""
        return asdict(self)

    def with_changes(self, **changes: Any) -> "Means":
        """The same, but for what is named."""
        return replace(self, **changes)


class Unclear(ValueError):
    """A mapping that can't be meant. `reason` says which part."""

    def __init__(self, reason: Sentence, field_: str) -> None:
        super().__init__(reason)
        self.reason, self.field = reason, field_


def read_means(told: Mapping[str, Any]) -> Means:
    """A mapping from JSON; what isn't named is as it is by itself. Raises Unclear."""
    plain = Means()
    values: dict[str, Any] = {}
    for name in told:
        if name not in Means.__dataclass_fields__:
            raise Unclear(say("There is no “{name}” in a mapping.", name=str(name)[:40]), "mapping")
    for name, default in ((one, getattr(plain, one)) for one in Means.__dataclass_fields__):
        value = told.get(name, default)
        if isinstance(default, bool):
            ok = isinstance(value, bool)
        elif isinstance(default, float):
            ok = isinstance(value, int | float) and not isinstance(value, bool)
        else:
            ok = isinstance(value, type(default))
        if not ok or (isinstance(value, dict | list) and len(value) > _MOST):
            raise _unclear(name)
        values[name] = value
    found = Means(**{**values, "point_days": float(values["point_days"])})
    _check(found)
    return found


def _unclear(name: str) -> Unclear:
    return Unclear(say("“{name}” can't be read. Choose from the list.", name=name), name)


def _check(found: Means) -> None:
    if found.into not in {WORK, IDEAS}:
        raise _unclear("into")
    for name, allowed in (
        ("states", IDEA_STATES if found.are_ideas else STATES),
        ("resolutions", ("", WorkState.DROPPED.value)),
        ("kinds", IDEA_KINDS if found.are_ideas else KINDS),
        ("sides", SIDES),
    ):
        _words(getattr(found, name), allowed, name)
    if found.side not in SIDES:
        raise _unclear("side")
    if found.asks not in set(Asks):
        raise _unclear("asks")
    if found.side_by not in set(SideBy):
        raise _unclear("side_by")
    if not set(found.columns) <= set(ROLES) or not all(map(_is_list, found.columns.values())):
        raise _unclear("columns")
    _own_words(found)
    _amounts(found)


def _own_words(found: Means) -> None:
    """People, fields, the sheet and keys are whatever they are called."""
    if not all(_is_word(key) and _is_id(one) for key, one in found.people.items()):
        raise _unclear("people")
    if not all(_is_word(key) and _is_word(name) for key, name in found.fields.items()):
        raise _unclear("fields")
    if found.are_ideas and not set(found.fields.values()) <= {"", *TARGETS}:
        raise _unclear("fields")
    if len(found.reason) > REASON_LIMIT:
        raise _unclear("reason")
    if not _is_word(found.sheet):
        raise _unclear("sheet")
    if not _is_list(found.theirs_for):
        raise _unclear("theirs_for")


def _amounts(found: Means) -> None:
    if not 0 <= found.point_days <= POINT_DAYS_AT_MOST:
        raise _unclear("point_days")
    for name in ("since", "until"):
        try:
            _ = getattr(found, f"{name}_day")
        except ValueError as error:
            raise _unclear(name) from error


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(_is_word(one) for one in value)


def _words(found: Mapping[Any, Any], allowed: Collection[str], name: str) -> None:
    if not all(_is_word(key) and value in allowed for key, value in found.items()):
        raise _unclear(name)


def _is_word(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**62


def state_word(item: Item) -> str:
    """What an item's state is called; where its file has none, how far it is."""
    return item.state[:_LONGEST] or f"({item.category or 'no state'})"


def kind_word(item: Item) -> str:
    """What kind of work an item is called."""
    return item.kind[:_LONGEST] or "(no kind)"


def side_words(item: Item, by: str) -> tuple[str, ...]:
    """The words that may tell an item's side."""
    if by == SideBy.COMPONENT:
        return tuple(one[:_LONGEST] for one in item.components)
    if by == SideBy.LABEL:
        return tuple(one[:_LONGEST] for one in item.labels)
    return (item.group[:_LONGEST],) if by == SideBy.GROUP and item.group else ()


def lane_of(item: Item, means: Means) -> Lane | None:
    """Whose work an item is."""
    told = next(
        (means.sides[word] for word in side_words(item, means.side_by) if word in means.sides),
        means.side,
    )
    return None if told == SHARED else Lane(told)


def lanes_meant(means: Means) -> set[Lane | None]:
    """Every side that may come out of a mapping."""
    words = {means.side, *(means.sides.values() if means.side_by != SideBy.ALL else ())}
    return {None if word == SHARED else Lane(word) for word in words}
