"""What kinds of subject, event and turn there are, and the words for them.

Each context registers its own in its `events.py`; `activity` knows none of them by name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tandem.core.words import Sentence, say

_OTHER = say("Other")

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


@dataclass(frozen=True, slots=True)
class OneClick:
    """A service that answers a turn without further words: its dotted path, and how it calls the
    subject.
    """

    service: str
    subject: str


@dataclass(slots=True)
class _Registry:
    urls: dict[str, str] = field(default_factory=dict)
    labels: dict[str, Sentence] = field(default_factory=dict)
    unsearched: set[str] = field(default_factory=set)
    events: dict[str, EventKind] = field(default_factory=dict)
    turns: dict[str, TurnKind] = field(default_factory=dict)
    questions: set[str] = field(default_factory=set)
    assumed: set[str] = field(default_factory=set)
    notices: dict[str, Sentence] = field(default_factory=dict)
    of_duty: set[str] = field(default_factory=set)
    in_person: set[str] = field(default_factory=set)
    of_guests: dict[str, str] = field(default_factory=dict)
    silences: dict[str, str] = field(default_factory=dict)
    with_owners: list[str] = field(default_factory=list)
    one_clicks: dict[str, OneClick] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    jobs: dict[str, str] = field(default_factory=dict)


_known = _Registry()


def subject_kind(name: str, url: str, label: Sentence = _OTHER, *, searched: bool = True) -> str:
    """Register a kind of subject; `url` may use {id} (its own id) and {parent}.

    `label` is what lists of found things call it: "Brief".
    """
    _known.urls[name] = url
    if not searched:
        _known.unsearched.add(name)
    _known.labels[name] = label
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


def notice_kind(name: str, sentence: Sentence) -> str:
    """Register something people are told; the sentence may use {asks} and {by}."""
    _known.notices[name] = sentence
    return name


def due_by_answer_time(turn: str) -> None:
    """A turn of this kind is a question: due when its side answers questions, which each side says
    for itself. (The kind's `days` hold for a turn of no side.)
    """
    _known.questions.add(turn)


def assumed_if_unanswered(turn: str) -> None:
    """When nobody answers a turn of this kind in the end, it stands as an assumption."""
    _known.assumed.add(turn)


def answered_on_duty(turn: str) -> None:
    """Let a kind of turn be for whoever is on duty for its side; while nobody is, as any other."""
    _known.of_duty.add(turn)


def answered_in_person(turn: str) -> None:
    """Let nobody pass it on: the word of exactly whoever was asked counts."""
    _known.in_person.add(turn_named(turn).name)


def mailed_to_guests(turn: str, outbox: str) -> None:
    """Let a kind of turn reach guests, who have no inbox: when it is opened and when they are
    reminded of it, an outbox row of this kind is written with its `subject`.
    """
    _known.of_guests[turn] = outbox


def on_unanswered(turn: str, service: str) -> None:
    """Say what happens when nobody answers a kind of turn in the end, although everybody was asked.

    `service` is a dotted path (so that whoever is higher up can be named, and the worker finds it):
    called with `subject_id` and `lane` (or None), in the transaction that closes the turn.
    """
    _known.silences[turn] = service


def settled_with_owners(service: str) -> None:
    """Say what else is settled when somebody else answers for a side of an initiative.

    `service` is a dotted path, called with `initiative_id` and `actor`, in the same transaction.
    """
    _known.with_owners.append(service)


def answered_from_mail(turn: str, link: str) -> None:
    """Let a kind of turn be answered by a link in the mail about it, without signing in.

    `link` is a dotted path, called with the subject's id and the person's; it returns the path of
    the address, or nothing where that person may not answer.
    """
    _known.links[turn] = link


def one_click(turn: str, service: str, *, subject: str) -> None:
    """Let a kind of turn be answered by one click, several at a time.

    `service` is a dotted path, called with `actor`, `lane` and the subject's id as `subject`.
    """
    _known.one_clicks[turn] = OneClick(service, subject)


def outbox_kind(name: str, function: str) -> str:
    """Register what the worker does with a kind of outbox row: a dotted path, called with the ids
    of its payload as keywords. It may be called more than once for one row.
    """
    _known.jobs[name] = function
    return name


def notice_named(name: str) -> Sentence:
    """What people are told. Raises KeyError where nobody registered it."""
    return _known.notices[name]


def is_question(turn: str) -> bool:
    """Whether a kind of turn is due by its side's answer time."""
    return turn in _known.questions


def is_assumed(turn: str) -> bool:
    """Whether what a kind of turn asks stands as an assumption, when nobody answers."""
    return turn in _known.assumed


def is_in_person(turn: str) -> bool:
    """Whether a kind of turn can't be passed on."""
    return turn in _known.in_person


def duty_kinds() -> list[str]:
    """The kinds of turn that are for whoever is on duty."""
    return sorted(_known.of_duty)


def guest_mail_of(turn: str) -> str | None:
    """The kind of outbox row that tells a guest of this kind of turn, if there is one."""
    return _known.of_guests.get(turn)


def silence_of(turn: str) -> str | None:
    """The dotted path of what happens when nobody answers this kind of turn."""
    return _known.silences.get(turn)


def services_settled_with_owners() -> Sequence[str]:
    """What is called when somebody else answers for a side."""
    return _known.with_owners


def one_click_of(turn: str) -> OneClick | None:
    """How a kind of turn is answered by one click, if it can be."""
    return _known.one_clicks.get(turn)


def link_of(turn: str) -> str | None:
    """The dotted path of what says by which address this kind of turn is answered from a mail."""
    return _known.links.get(turn)


def outbox_function(name: str) -> str:
    """The dotted path of what a kind of outbox row does. Raises KeyError."""
    return _known.jobs[name]


def url_of(kind: str, subject_id: int, parent_id: int | None) -> str:
    """The address of a subject's page."""
    return _known.urls[kind].format(id=subject_id, parent=parent_id)


def label_of(kind: str) -> Sentence:
    """What a kind of subject is called. Raises KeyError where nobody registered it."""
    return _known.labels[kind]


def subject_kinds() -> list[str]:
    """The kinds of subject with words to find, in the order in which their contexts registered
    them."""
    return [name for name in _known.urls if name not in _known.unsearched]


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
