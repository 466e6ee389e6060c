"""Fields that a company gives its kinds of work: their types, and what may stand in them. Plain
Python: no Django, no database.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache

from tandem.core.words import Sentence, say
from tandem.work.rules import Term

FIELDS_AT_MOST = 20
"""So many fields a kind of work has; retired ones don't count."""
OPTIONS_AT_MOST = 50
NAME_LIMIT = 40
UNIT_LIMIT = 12
OPTION_LIMIT = 60
TEXT_LIMIT = 2_000
LINK_LIMIT = 1_000
NUMBER_AT_MOST = Decimal(10) ** 12
_PLACES = 6
_LINK = re.compile(r"https?://[^\s/]+\.?[^\s]*", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)|(\d\d)\.(\d\d)\.(\d{4})", re.ASCII)
_ASKED = re.compile(r"\s*([^=<>]+?)\s*(?:([=<>])\s*(.*?)\s*)?", re.DOTALL)
_YES, _NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})


class FieldType(StrEnum):
    """What stands in a field."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    PERSON = "person"
    LINK = "link"
    YES_NO = "yes_no"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            FieldType.TEXT: say("Text"),
            FieldType.NUMBER: say("Number"),
            FieldType.DATE: say("Date"),
            FieldType.CHOICE: say("One of a list"),
            FieldType.CHOICES: say("Several of a list"),
            FieldType.PERSON: say("Person"),
            FieldType.LINK: say("Link"),
            FieldType.YES_NO: say("Yes or no"),
        }[self]

    @property
    def is_listed(self) -> bool:
        """Whether it is chosen from a list."""
        return self in {FieldType.CHOICE, FieldType.CHOICES}


class FieldStep(StrEnum):
    """How a field moves among those of its kind."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a field, besides persons and what is chosen from a list."""

    text: str = ""
    number: Decimal | None = None
    day: date | None = None
    yes: bool | None = None

    @property
    def is_empty(self) -> bool:
        return self == Said()


class Unreadable(ValueError):
    """What was typed can't stand in the field; says what can."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason = reason


def read(kind: FieldType, text: str) -> Said:
    """What a text says in a field of a type; an empty one says nothing. Raises Unreadable."""
    text = text.strip()
    if not text:
        return Said()
    match kind:
        case FieldType.NUMBER:
            return Said(number=_number(text))
        case FieldType.DATE:
            return Said(day=_day(text))
        case FieldType.YES_NO:
            return Said(yes=_yes(text))
        case FieldType.LINK:
            return Said(text=_link(text))
        case _:
            return Said(text=text)


def _number(text: str) -> Decimal:
    try:
        found = Decimal(text.replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise Unreadable(say("Write a number, for example 12 or 7.5."))
    if abs(found) > NUMBER_AT_MOST or found != round(found, _PLACES):
        raise Unreadable(say("Write a smaller number, with at most six digits after the point."))
    return found


def _day(text: str) -> date:
    found = _DAY.fullmatch(text)
    try:
        if found:
            year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
            return date(int(year), int(month), int(day))
    except ValueError:
        pass
    raise Unreadable(say("Write the day as 2026-05-31."))


def _yes(text: str) -> bool:
    if text.lower() in _YES | _NO:
        return text.lower() in _YES
    raise Unreadable(say("Write yes or no."))


def _link(text: str) -> str:
    if not _LINK.fullmatch(text) or len(text) > LINK_LIMIT:
        raise Unreadable(say("Write a whole address that begins with https:// or http://."))
    return text


def shown_number(number: Decimal) -> str:
    """A number as people write it: no more digits than it has."""
    return f"{number.normalize():f}"


# The list of an administrator -------------------------------------------------------------------


def why_not_one_more(count: int) -> Sentence | None:
    """Say why a kind of work can't have another field, or nothing if it can."""
    if count >= FIELDS_AT_MOST:
        return say(
            "It has {most} fields: more than anybody fills in. Retire one first.",
            most=FIELDS_AT_MOST,
        )
    return None


def why_not_options(kind: FieldType, options: Sequence[str]) -> Sentence | None:
    """Say why a list can't be this, or nothing if it can."""
    if not kind.is_listed:
        return None
    if not options:
        return say("Write what can be chosen, one on each line.")
    if len(options) > OPTIONS_AT_MOST:
        return say("Write at most {most} lines.", most=OPTIONS_AT_MOST)
    if long := next((one for one in options if len(one) > OPTION_LIMIT), None):
        return say("“{line}…” is too long for a list.", line=long[:30])
    return None


def options_of(text: str) -> list[str]:
    """The lines of a list, each once, in their order."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return list({line.casefold(): line for line in lines if line}.values())


def moved(order: Sequence[int], one: int, step: FieldStep) -> list[int]:
    """The order after one has moved a place."""
    at, rest = order.index(one), [each for each in order if each != one]
    to = max(0, at - 1) if step is FieldStep.UP else at + 1
    return [*rest[:to], one, *rest[to:]]


def why_not_done(missing: Sequence[str]) -> Sentence | None:
    """Say which fields have to be filled in before it is done, or nothing where none is."""
    if not missing:
        return None
    return say("Before it is done, fill in: {fields}.", fields=", ".join(missing))


def no_such_field(name: str) -> Sentence:
    """Say that no kind of work has such a field."""
    return say("No field is called “{name}”.", name=name[:NAME_LIMIT])


def several_without(name: str, titles: Sequence[str], count: int, of: int) -> Sentence:
    """Say which of many have no such field."""
    return say(
        "Nothing was changed: {count} of {of} have no field “{name}”, such as {titles}. Leave them "
        "out.",
        name=name[:NAME_LIMIT],
        count=count,
        of=of,
        titles=", ".join(f"“{one}”" for one in titles),
    )


# Asked in a filter ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """One value of `field:`: a field's name, "=", "<", ">" or nothing, and what it is held against.

    `field:Browser` has something in it, `field:"Browser=none"` hasn't.
    """

    name: str
    sign: str = ""
    value: str = ""


def asked_of(term: Term) -> list[Asked]:
    """What a term asks; what names no field is left out."""
    found = []
    for one in term.values:
        read_ = _ASKED.fullmatch(one)
        if read_:
            found.append(Asked(read_[1], read_[2] or "", read_[3] or ""))
    return found
