"""Reading fields of JSON one by one, with a sentence for whatever is not as it should be."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from tandem.formats.plans.unreadable import UnreadablePlan

_Choice = TypeVar("_Choice", bound=str)


def parsed(text: str) -> Any:
    """The value of a JSON text. Raises UnreadablePlan."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadablePlan(f"This is no JSON: {error}") from error


class Fields:
    """One object of a JSON text, whose fields are taken out by name. `where` says which one it is.

    Every method raises UnreadablePlan with the place and what was expected there.
    """

    def __init__(self, value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise UnreadablePlan(f"{where} should be an object, in curly brackets.")
        self.left = dict(value)
        self.where = where

    def refused(self, name: str, wanted: str) -> UnreadablePlan:
        """What to raise where a field isn't what it should be."""
        return UnreadablePlan(f"{self.where}: “{name}” should be {wanted}.")

    def take(self, name: str, kinds: tuple[type, ...], wanted: str, default: Any) -> Any:
        """A field of one of these types; `default` where it isn't there or null."""
        value = self.left.pop(name, None)
        if value is None:
            return default
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise self.refused(name, wanted)
        return value

    def text(self, name: str, default: str = "") -> str:
        """A text."""
        value: str = self.take(name, (str,), "a text", default)
        return value

    def one_of(self, name: str, choices: tuple[_Choice, ...], default: _Choice) -> _Choice:
        """One of these texts."""
        text = self.text(name, default)
        for choice in choices:
            if choice == text:
                return choice
        raise self.refused(name, f"one of {', '.join(choices)}")

    def number(self, name: str, default: float = 0.0) -> float:
        """A number."""
        return float(self.take(name, (int, float), "a number", default))

    def whole(self, name: str, default: int) -> int:
        """A whole number."""
        value: int = self.take(name, (int,), "a whole number", default)
        return value

    def yes(self, name: str) -> bool:
        """Yes or no; no where it isn't there."""
        return bool(self.take(name, (bool,), "true or false", default=False))

    def all(self, name: str) -> list[Any]:
        """A list; empty where it isn't there."""
        value: list[Any] = self.take(name, (list,), "a list, in square brackets", [])
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        found = self.all(name)
        if not all(isinstance(one, str) for one in found):
            raise self.refused(name, "a list of texts")
        return tuple(found)

    def moment(self, name: str) -> datetime | None:
        """A date and time with its zone, in ISO 8601; None where it isn't there."""
        text = self.text(name)
        return as_moment(text, f"{self.where}: “{name}”") if text else None

    def moments(self, name: str) -> tuple[tuple[datetime, datetime], ...]:
        """A list of pairs of such moments."""
        return tuple(
            (as_moment(one, self.where), as_moment(other, self.where))
            for one, other in self.pairs(name)
        )

    def days(self, name: str) -> tuple[tuple[date, date], ...]:
        """A list of pairs of days."""
        return tuple(
            (as_day(one, self.where), as_day(other, self.where)) for one, other in self.pairs(name)
        )

    def pairs(self, name: str) -> list[tuple[str, str]]:
        """A list of pairs of texts."""
        found = self.all(name)
        for one in found:
            if not (
                isinstance(one, list) and len(one) == 2 and all(isinstance(t, str) for t in one)
            ):
                raise self.refused(name, "a list of pairs [from, to]")
        return [(one, other) for one, other in found]

    def each(self, name: str, read: Callable[["Fields"], Any]) -> tuple[Any, ...]:
        """A list of objects, each read by a function."""
        return tuple(
            read(Fields(one, f"{self.where}{name} {number}"))
            for number, one in enumerate(self.all(name), 1)
        )

    def done(self) -> None:
        """Refuse fields that nobody asked for: a slip of the pen shall not go unseen."""
        if self.left:
            named = ", ".join(f"“{name}”" for name in self.left)
            raise UnreadablePlan(f"{self.where}: nobody knows what {named} means.")


def as_moment(text: str, where: str) -> datetime:
    """A date and time with its zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise UnreadablePlan(f"{where}: {text} is no date and time with a zone.")
    return moment


def as_day(text: str, where: str) -> date:
    """A plain date."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnreadablePlan(f"{where}: {text} is no date.") from error
