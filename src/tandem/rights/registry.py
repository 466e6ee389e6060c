"""What can be suggested. Each context registers what it lets others suggest; none is known here."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from tandem.accounts.rules import Actor
from tandem.core.words import Sentence
from tandem.rights.rules import Fields, Matter


@dataclass(frozen=True, slots=True)
class Target:
    """What a suggestion would change, as it is now. `title` names it: "The goal", "R1".

    Where it is more than a text, `fields` has what stands in each of its fields, and `text` is
    all of it in words.
    """

    matter: Matter
    title: Sentence | str
    text: str
    url: str
    fields: Fields = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartKind:
    """How a context handles something that is made of several fields.

    `clean(now, given)` returns all fields with what was given in them, or raises BadInput;
    `words` says them as text; `touches(now, after)` names the matters that differ;
    `tidies(actor, subject_id, target, after)` says whether only looks differ, and nobody's
    signature is lost by it; `put(actor, subject_id, target, after)` writes them, by the rules of
    the context; `titles` says how targets are called.
    """

    clean: Callable[[Fields, Fields], Fields]
    words: Callable[[Fields], str]
    touches: Callable[[Fields, Fields], Collection[Matter]]
    tidies: Callable[[Actor, int, str, Fields], bool]
    put: Callable[[Actor, int, str, Fields], object]
    titles: Callable[[Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ProposalKind:
    """How a context finds what is to be changed, and changes it.

    `find(actor, subject_id, target)` raises NotFound for what is missing or hidden, RuleBroken
    where it can't be changed any more. `write(actor, subject_id, target, text, before)` writes
    it, inside the caller's transaction, by the rules of the context; whether the actor may is
    decided here. It raises Stale where the text is no longer `before`. What is made of fields has
    a `part` instead.
    """

    name: str
    find: Callable[[Actor, int, str], Target]
    write: Callable[[Actor, int, str, str, str], object] | None = None
    part: PartKind | None = None


_known: dict[str, ProposalKind] = {}


def proposal_kind(
    name: str,
    *,
    find: Callable[[Actor, int, str], Target],
    write: Callable[[Actor, int, str, str, str], object],
) -> str:
    """Let others suggest another text for something."""
    _known[name] = ProposalKind(name, find, write)
    return name


def part_kind(name: str, part: PartKind, *, find: Callable[[Actor, int, str], Target]) -> str:
    """Let others suggest changes of something that is made of several fields."""
    _known[name] = ProposalKind(name, find, part=part)
    return name


def proposal_named(name: str) -> ProposalKind | None:
    """The kind of this name, if a context has registered it."""
    return _known.get(name)
