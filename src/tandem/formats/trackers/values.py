"""Taking values out of JSON that nobody vouches for: what isn't as it should be is absent."""

from collections.abc import Iterator
from datetime import date, datetime
from math import isfinite
from typing import Any

from tandem.formats.trackers.gathering import Gathered
from tandem.formats.trackers.moments import LONGEST, day_of, moment_of

_LONGEST_NAME = 500


def text_of(value: Any) -> str:
    """A text, or a number as one; "" for everything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value) if abs(value) < 1e15 else ""
    return ""


def name_of(value: Any) -> str:
    """The name of something that is a text, or an object with one."""
    if isinstance(value, dict):
        for key in ("name", "value", "displayName", "title", "key", "id"):
            if found := text_of(value.get(key)):
                return found[:_LONGEST_NAME].strip()
        return ""
    return text_of(value)[:_LONGEST_NAME].strip()


def names_of(value: Any) -> tuple[str, ...]:
    """The names of a list, each once."""
    found = (name_of(one) for one in (value if isinstance(value, list) else ()))
    return tuple(dict.fromkeys(name for name in found if name))


def inner(value: Any, *names: str) -> dict[str, Any]:
    """An object in an object; empty where it isn't there."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list."""
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield one


def number(value: Any) -> float | None:
    """A finite number that isn't yes or no."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if abs(value) < 1e15 and isfinite(value) else None
    return None


def seconds(value: Any) -> int | None:
    """An amount of seconds."""
    found = number(value)
    return round(found) if found is not None and 0 <= found <= LONGEST else None


def moment(value: Any, gathered: Gathered, place: str) -> datetime | None:
    """A moment; one that can't be read is noted."""
    text = text_of(value).strip()
    found = moment_of(text) if text else None
    if text and found is None:
        gathered.note("A date here can't be read and was left out.", place)
    return found


def day(value: Any, gathered: Gathered, place: str) -> date | None:
    """A day; one that can't be read is noted."""
    text = text_of(value).strip()
    found = day_of(text) if text else None
    if text and found is None:
        gathered.note("A date here can't be read and was left out.", place)
    return found
