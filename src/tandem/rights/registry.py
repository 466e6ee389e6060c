"""What can be suggested. Each context registers what it lets others suggest; none is known here."""

from collections.abc import Callable
from dataclasses import dataclass

from tandem.accounts.rules import Actor
from tandem.core.words import Sentence
from tandem.rights.rules import Matter


@dataclass(frozen=True, slots=True)
class Target:
    """What a suggestion would change, as it is now. `title` names it: "The goal", "R1"."""

    matter: Matter
    title: Sentence | str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ProposalKind:
    """How a context finds what is to be changed, and changes it.

    `find(actor, subject_id, target)` raises NotFound for what is missing or hidden, RuleBroken
    where it can't be changed any more. `write(actor, subject_id, target, text, before)` writes
    it, inside the caller's transaction, by the rules of the context; whether the actor may is
    decided here. It raises Stale where the text is no longer `before`.
    """

    name: str
    find: Callable[[Actor, int, str], Target]
    write: Callable[[Actor, int, str, str, str], object]


_known: dict[str, ProposalKind] = {}


def proposal_kind(
    name: str,
    *,
    find: Callable[[Actor, int, str], Target],
    write: Callable[[Actor, int, str, str, str], object],
) -> str:
    """Let others suggest changes of something."""
    _known[name] = ProposalKind(name, find, write)
    return name


def proposal_named(name: str) -> ProposalKind | None:
    """The kind of this name, if a context has registered it."""
    return _known.get(name)
