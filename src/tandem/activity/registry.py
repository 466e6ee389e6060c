"""What kinds of subject, event and turn there are, and the words for them.

Each context registers its own in its `events.py`; `activity` knows none of them by name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tandem.core.words import Sentence

Words = Mapping[str, Sentence] | Callable[[str], str]
"""How a value of an event is said: looked up, or made from it."""


@dataclass(frozen=True, slots=True)
class EventKind:
    """`sentence` shows the event: {actor} and what `data` holds, put into words by `labels`."""

    name: str
    sentence: Sentence
    labels: Mapping[str, Words]

    def word(self, key: str, value: object) -> object:
        words = self.labels.get(key)
        if words is None:
            return value
        return words(str(value)) if callable(words) else words.get(str(value), value)


@dataclass(frozen=True, slots=True)
class TurnKind:
    """Something that waits for someone.

    `asks` is what is asked, `verb` the button, `path` where it is done (below the subject's URL),
    `days` how many working days there are, `owners_only` whether only a side's owner may do it. A
    `general` one steps back while something more particular on the same initiative waits for the
    same person: nobody is told the same thing twice.
    """

    name: str
    asks: Sentence
    verb: Sentence
    path: str
    days: int
    owners_only: bool
    general: bool


@dataclass(slots=True)
class _Registry:
    urls: dict[str, str] = field(default_factory=dict)
    events: dict[str, EventKind] = field(default_factory=dict)
    turns: dict[str, TurnKind] = field(default_factory=dict)


_known = _Registry()


def subject_kind(name: str, url: str) -> str:
    """Register a kind of subject; `url` may use {id} (its own id) and {parent}."""
    _known.urls[name] = url
    return name


def event_kind(name: str, sentence: Sentence, labels: Mapping[str, Words] | None = None) -> str:
    """Register an event `noun.past_participle` with the sentence that shows it."""
    _known.events[name] = EventKind(name, sentence, labels or {})
    return name


def turn_kind(
    name: str,
    *,
    asks: Sentence,
    verb: Sentence,
    path: str,
    days: int,
    owners_only: bool = False,
    general: bool = False,
) -> str:
    """Register something that can wait for someone; see TurnKind."""
    _known.turns[name] = TurnKind(name, asks, verb, path, days, owners_only, general)
    return name


def url_of(kind: str, subject_id: int, parent_id: int | None) -> str:
    """The address of a subject's page."""
    return _known.urls[kind].format(id=subject_id, parent=parent_id)


def event_named(name: str) -> EventKind:
    """The kind of this name. Raises KeyError where nobody registered it."""
    return _known.events[name]


def turn_named(name: str) -> TurnKind:
    """The kind of this name. Raises KeyError where nobody registered it."""
    return _known.turns[name]


def all_events() -> Mapping[str, EventKind]:
    """Every kind of event there is, by name."""
    return _known.events


def all_turns() -> Mapping[str, TurnKind]:
    """Every kind of turn there is, by name."""
    return _known.turns
