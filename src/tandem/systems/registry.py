"""Where a system is used: contexts above say so without being known here."""

from collections.abc import Callable
from dataclasses import dataclass

from tandem.accounts.rules import Actor
from tandem.core.words import Sentence


@dataclass(frozen=True, slots=True)
class Use:
    """Something that uses a system: what it is called, where it is, and how it uses it."""

    title: str
    url: str
    how: Sentence


Finder = Callable[[Actor, int], list[Use]]
"""Finds what uses a system, as far as an actor may see it."""

_finders: list[Finder] = []


def find_uses_with(finder: Finder) -> None:
    """Ask `finder`, too, when somebody looks where a system is used. Once, at the start."""
    _finders.append(finder)


def uses_of(actor: Actor, system_id: int) -> list[Use]:
    """Everything visible to `actor` that uses a system."""
    return [use for finder in _finders for use in finder(actor, system_id)]
