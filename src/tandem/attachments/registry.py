"""What pictures, files and links can be attached to. Contexts above say it; none is known here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """`by_anybody`: whoever may speak there adds and changes things here. Else the context above
    does it with acts of its own, and only alternative texts are written here.

    `why_not_remove` is a dotted path: called with (subject id, attachment id) it returns the
    sentence why that one stays, or nothing.
    """

    by_anybody: bool
    why_not_remove: str = ""


_known: dict[str, Place] = {}


def attachable(kind: str, *, by_anybody: bool, why_not_remove: str = "") -> str:
    """Let things be attached to a kind of subject."""
    _known[kind] = Place(by_anybody, why_not_remove)
    return kind


def place_named(kind: str) -> Place | None:
    """How things are attached to this kind of subject, if they can be."""
    return _known.get(kind)


_holders: dict[str, str] = {}


def also_holds(path: str, *, passing: str = "") -> str:
    """Let a context above keep files, too: `path` is dotted; called with digests, it returns those
    among them that it still needs.

    `passing` is given by who keeps files only until they were looked through: called so, it returns
    those that it ever had. No backup holds them.
    """
    _holders[path] = passing
    return path


def holders(*, lasting: bool = False) -> tuple[str, ...]:
    """The dotted paths that were given, or only those of who keeps files for good."""
    return tuple(path for path, passing in _holders.items() if not (lasting and passing))


def passing() -> tuple[str, ...]:
    """The dotted paths that tell which files pass."""
    return tuple(path for path in _holders.values() if path)
