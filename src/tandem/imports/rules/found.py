"""What is in an export, counted, and what it probably means. Plain Python."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tandem.formats.trackers.export import Category, Item, Person
from tandem.formats.trackers.gathering import Gathered
from tandem.formats.trackers.state_words import category_of, is_looked_over_in
from tandem.imports.rules.mapping import SideBy, kind_word, side_words, state_word
from tandem.imports.rules.own import columns_of
from tandem.imports.rules.ties import waits_for
from tandem.work.rules import WorkKind, WorkState

WORDS_AT_MOST = 150
PEOPLE_AT_MOST = 60
NOTES_AT_MOST = 40
EXAMPLES = 3
_BUG = re.compile(r"\b(?:bug|defect|fault|fehler|incident|problem|erreur|error)\b|缺陷", re.I)
_SPIKE = re.compile(r"\b(?:spike|research|investigation|analysis|analyse|prototype)\b", re.I)
_NEXT = re.compile(r"\b(?:next|selected|ready|planned|up next|committed|bereit)\b", re.I)
_NOT_DONE = re.compile(
    r"won.?t|wont|duplicate|cannot|can.?t|invalid|incomplete|reject|declin|cancel|obsolete|stale"
    r"|not (?:a bug|done|fix|our|repro)|works (?:for me|as)|abandon|abgelehnt|doppelt|hinfällig",
    re.I,
)


@dataclass(slots=True)
class Counted:
    """Grows item by item."""

    items: int = 0
    open: int = 0
    states: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    resolutions: Counter[str] = field(default_factory=Counter)
    words: dict[str, Counter[str]] = field(
        default_factory=lambda: {one.value: Counter() for one in SideBy if one is not SideBy.ALL}
    )
    links: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    doing: Counter[str] = field(default_factory=Counter)
    sums: Counter[str] = field(default_factory=Counter)
    columns: Counter[str] = field(default_factory=Counter)
    """What may fill fields of one's own."""
    examples: dict[str, list[str]] = field(default_factory=dict)
    told: dict[str, Counter[Category]] = field(default_factory=dict)
    """How far items are that stand in a state, by what their file says."""
    first: str = ""
    last: str = ""

    def take(self, item: Item) -> None:
        """Count one more."""
        self.items += 1
        state = state_word(item)
        self.states[state] += 1
        self.told.setdefault(state, Counter())[item.category] += 1
        self.open += item.category != "done"
        self.kinds[kind_word(item)] += 1
        if item.resolution:
            self.resolutions[item.resolution] += 1
        for by, counter in self.words.items():
            counter.update(side_words(item, by))
        self.links.update(link.kind for link in item.links)
        for change in item.history:
            if change.field == "state":
                for word in (change.before, change.after):
                    if word:
                        self.states.setdefault(word, 0)
                self.sums["moves"] += 1
        self._people(item)
        self._amounts(item)
        self._columns(item)

    @property
    def categories(self) -> dict[str, Category]:
        """How far a state is: as most items say that stand in it."""
        return {state: told.most_common(1)[0][0] for state, told in self.told.items()}

    def _columns(self, item: Item) -> None:
        for what, parts in columns_of(item):
            self.columns[what] += 1
            named = self.examples.setdefault(what, [])
            if len(named) < EXAMPLES and (text := ", ".join(parts)[:60]) not in named:
                named.append(text)

    def _people(self, item: Item) -> None:
        if item.assignee:
            self.doing[item.assignee] += 1
        self.named.update(
            filter(None, (item.assignee, item.reporter, *(one.who for one in item.comments)))
        )

    def _amounts(self, item: Item) -> None:
        sums = self.sums
        sums["comments"] += len(item.comments)
        sums["logs"] += len(item.work)
        sums["hours"] += (item.spent or sum(log.seconds for log in item.work)) // 3600
        sums["checks"] += sum(len(one.checks) for one in item.checklists)
        sums["parents"] += bool(item.parent)
        sums["estimates"] += item.estimate is not None
        sums["points"] += item.points is not None
        sums["waits"] += sum(waits_for(link.kind) != 0 for link in item.links)
        if item.made:
            day = item.made.date().isoformat()
            self.first = min(self.first or day, day)
            self.last = max(self.last, day)


def as_json(counted: Counted, source: str, gathered: Gathered) -> dict[str, Any]:
    """What was found, as a row keeps it."""
    return {
        "source": source,
        "items": counted.items,
        "open": counted.open,
        "first": counted.first,
        "last": counted.last,
        "states": _listed(counted.states),
        "kinds": _listed(counted.kinds),
        "resolutions": _listed(counted.resolutions),
        "words": {by: _listed(counter) for by, counter in counted.words.items()},
        "links": _listed(counted.links),
        "fields": [
            [word, count, counted.examples[word]] for word, count in _listed(counted.columns)
        ],
        "sums": dict(counted.sums),
        "people": _people(counted, gathered.people),
        "all_people": len(counted.named),
        "columns": [list(pair) for pair in gathered.columns[:400]],
        "sheets": [list(one) for one in gathered.sheets[:200]],
        "notes": [[n.sentence, n.times, list(n.places)] for n in gathered.notes()[:NOTES_AT_MOST]],
    }


def _listed(counter: Mapping[str, int]) -> list[list[Any]]:
    ordered = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    return [[word, count] for word, count in ordered[:WORDS_AT_MOST]]


def _people(counted: Counted, known: Mapping[str, Person]) -> list[list[Any]]:
    """Those who do the most first, then those who are named the most: [id, name, how often]."""
    order = sorted(counted.named, key=lambda one: (-counted.doing[one], -counted.named[one], one))
    return [
        [one, known[one].name if one in known else one, counted.named[one]]
        for one in order[:PEOPLE_AT_MOST]
    ]


def proposed_states(states: Iterable[str], categories: Mapping[str, Category]) -> dict[str, str]:
    """Which of our states each of theirs probably is."""
    return {state: proposed_state(state, categories.get(state, "")).value for state in states}


def proposed_state(state: str, category: Category) -> WorkState:
    """Which of our states one of theirs probably is."""
    said = category or category_of(state) or _bracketed(state)
    if said == "done":
        return WorkState.DROPPED if _NOT_DONE.search(state) else WorkState.DONE
    if said == "doing":
        return WorkState.IN_REVIEW if is_looked_over_in(state) else WorkState.IN_PROGRESS
    return WorkState.NEXT if _NEXT.search(state) else WorkState.TO_DO


def _bracketed(state: str) -> Category:
    return {"(done)": "done", "(doing)": "doing"}.get(state, "")  # type: ignore[return-value]


def proposed_kinds(kinds: Iterable[str]) -> dict[str, str]:
    """Which of our kinds each of theirs probably is."""
    return {
        kind: (
            WorkKind.BUG
            if _BUG.search(kind)
            else WorkKind.SPIKE
            if _SPIKE.search(kind)
            else WorkKind.TASK
        ).value
        for kind in kinds
    }


def proposed_resolutions(resolutions: Iterable[str]) -> dict[str, str]:
    """Which resolutions mean that something was dropped, though it is closed."""
    return {one: WorkState.DROPPED.value if _NOT_DONE.search(one) else "" for one in resolutions}


def who_is_who(
    people: Iterable[Person], by_mail: Mapping[str, int], by_name: Mapping[str, int]
) -> dict[str, int]:
    """Who of theirs is whom of ours: by mail, then by name. Keys of the two are case-folded."""
    found: dict[str, int] = {}
    for one in people:
        ours = by_mail.get(one.mail.casefold()) if one.mail else None
        ours = ours or by_name.get(" ".join(one.name.split()).casefold())
        if ours:
            found[one.id[:400]] = ours
    return found
