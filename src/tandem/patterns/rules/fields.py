"""What stands in fields of one's own of a piece of a template. Plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from tandem.core.words import Sentence, say

Content = list[Any]
"""A row as it is kept: text, number, day, yes, person, option."""


@dataclass(frozen=True, slots=True)
class PieceField:
    """What stands in a field: rows; or for a day so many days after the launch, or before."""

    field: int
    said: tuple[tuple[Any, ...], ...] = ()
    days: int | None = None

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """From what is stored."""
        return cls(kept["field"], tuple(map(tuple, kept["said"])), kept["days"])

    @property
    def rows(self) -> list[Content]:
        """As rows that are kept."""
        return [list(one) for one in self.said]

    @property
    def is_empty(self) -> bool:
        return not self.said and self.days is None


def with_fields(
    standing: Iterable[PieceField], said: Iterable[PieceField]
) -> tuple[PieceField, ...]:
    """What stood there, but for the fields that say something else now; empty ones are left out."""
    found = {one.field: one for one in (*standing, *said)}
    return tuple(one for _, one in sorted(found.items()) if not one.is_empty)


def left_out(name: str) -> Sentence:
    """Say that a field isn't filled in, because what stood there can't be chosen any more."""
    return say("“{name}” is left open: what stood there can't be chosen any more.", name=name)
