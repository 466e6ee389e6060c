"""What others may be asked to say yes to. Contexts above say how it is read; none is known here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SharedPart:
    """What is shown to whoever is asked for a yes: the sentence, and the document as Markdown.

    `digest` names exactly this content: it is another one as soon as a word of it is.
    """

    sentence: str
    document: str
    digest: str
    on_its_way: bool
    """Whether anybody can be asked about it now: it isn't put aside or ended."""


@dataclass(frozen=True, slots=True)
class SharedKind:
    """Two dotted paths: `read(subject_id)` returns the SharedPart as it is now; `digests(ids)`
    returns {id: digest}.
    """

    read: str
    digests: str


_known: dict[str, SharedKind] = {}


def shared_kind(kind: str, *, read: str, digests: str) -> str:
    """Let people be asked for a yes on a kind of subject."""
    _known[kind] = SharedKind(read, digests)
    return kind


def shared_kind_named(kind: str) -> SharedKind | None:
    """How the shared part of this kind of subject is read, if it has one."""
    return _known.get(kind)
