"""What can have work: contexts above say which other kinds of subject do."""

from typing import NamedTuple

_homes: dict[str, str] = {}


def home_kind(kind: str, why_no_work: str) -> str:
    """Let a kind of root subject have work.

    `why_no_work` is a dotted path: called with its id, it returns the sentence why nothing can be
    added there now, or nothing.
    """
    _homes[kind] = why_no_work
    return kind


def is_home(kind: str) -> bool:
    """Whether this kind of subject has work."""
    return kind in _homes


def home_kinds() -> tuple[str, ...]:
    """Every kind of subject that has work."""
    return tuple(_homes)


def rule_of_home(kind: str) -> str:
    """The dotted path that was given for a kind. Raises KeyError for what has no work."""
    return _homes[kind]


_told: list[str] = []


def also_tells(path: str) -> None:
    """Let a context above tell something about work on its page.

    `path` is dotted: called with (actor, work id) it returns what `work/parts.html` calls a told
    card (a title, lines of label and text, perhaps a link), or nothing. Sight was checked.
    """
    _told.append(path)


def tellers() -> tuple[str, ...]:
    """The dotted paths that were given, in order."""
    return tuple(_told)


_filters: dict[str, str] = {}
_before_done: list[str] = []


def reads_filter(key: str, path: str) -> None:
    """Let a context above answer a key of the filter language.

    `path` is dotted: called with (term, actor) it returns a condition on work.
    """
    _filters[key] = path


def reader_of(key: str) -> str:
    """The dotted path that was given for a key. Raises KeyError where nobody reads it."""
    return _filters[key]


def asked_before_done(path: str) -> None:
    """Let a context above say why work can't be done yet.

    `path` is dotted: called with {item id: kind} it returns a sentence, or nothing.
    """
    _before_done.append(path)


def rules_before_done() -> tuple[str, ...]:
    """The dotted paths that were given, in order."""
    return tuple(_before_done)


class _Several(NamedTuple):
    fill: str
    put_back: str


_several: dict[str, _Several] = {}


def changes_with_several(name: str, *, fill: str, put_back: str) -> None:
    """Let a context above keep something of its own where many pieces of work are changed at once.

    Both paths are dotted. `fill` is called with actor, items ({id: kind}), fields (what was asked
    of it) and edit_id, before anything else is changed, and returns the ids that it changed;
    `put_back` with actor and edit_id, and returns those that it put back.
    """
    _several[name] = _Several(fill, put_back)


def several_with(name: str) -> _Several:
    """The two paths. Raises KeyError where nobody gave them."""
    return _several[name]
