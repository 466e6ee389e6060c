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


Carrier = Callable[[Actor, int, int], None]
"""Lets what uses a system (the first id) use another from now on (the second)."""

_carriers: list[Carrier] = []


def carry_over_with(carrier: Carrier) -> None:
    """Call `carrier`, too, when an entry is merged into another: in the same transaction."""
    _carriers.append(carrier)


def carry_over(actor: Actor, merged_id: int, into_id: int) -> None:
    """Let everything that uses a system use the one that it was merged into."""
    for carrier in _carriers:
        carrier(actor, merged_id, into_id)


def find_uses_with(finder: Finder) -> None:
    """Ask `finder`, too, when somebody looks where a system is used. Once, at the start."""
    _finders.append(finder)


def uses_of(actor: Actor, system_id: int) -> list[Use]:
    """Everything visible to `actor` that uses a system."""
    return [use for finder in _finders for use in finder(actor, system_id)]
