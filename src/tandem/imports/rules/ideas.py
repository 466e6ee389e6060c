"""What an item of theirs is as an idea: how it stands, its kind, which questions it answers.

Everything starts as an idea: no stage is made up, for nothing that a stage needs has happened here.
What was put aside there comes in as “not now”, with why; what is over is left out, unless somebody
says otherwise; how it stood stays in the box beside it. Plain Python.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say
from tandem.formats.trackers.export import Category
from tandem.formats.trackers.mapping import plain
from tandem.formats.trackers.state_words import category_of
from tandem.initiatives.rules import InitiativeKind, Question

IDEA, PARKED, OUT = "idea", "parked", "out"
IDEA_STATES = (IDEA, PARKED, OUT)
STATE_LABELS: Mapping[str, Sentence] = {
    IDEA: say("An idea"),
    PARKED: say("Not now"),
    OUT: say("Leave it out"),
}
IDEA_KINDS = (*(kind.value for kind in InitiativeKind), OUT)
OWNERS: Mapping[str, Lane] = {f"owner_{lane.value}": lane for lane in Lane}
TARGETS = (*(question.value for question in Question), *OWNERS)
"""What a column, or a section of a document, may say about an idea."""
REASON_LIMIT = 600
IDEAS_AT_MOST = 2_000

_ASIDE = re.compile(
    r"park|snooze|later|not now|someday|on hold|hold|blocked|deferred|icebox|wait|postponed|maybe"
    r"|später|zurückgestellt|wiedervorlage|pausiert",
    re.I,
)
_DECLINED = re.compile(r"reject|declin|won.?t|cancel|abandon|duplicate|abgelehnt|verworfen", re.I)
_OVER = re.compile(r"archiv|done|closed|finished|complete|live|released|erledigt|fertig", re.I)
_KIND_WORDS: tuple[tuple[InitiativeKind, str], ...] = (
    (InitiativeKind.CAMPAIGN, r"campaign|kampagne|launch|newsletter|event|promotion|mailing"),
    (InitiativeKind.CONTENT, r"page|content|seite|landing|website|blog|text|copy|document"),
    (InitiativeKind.INTEGRATION, r"integration|interface|schnittstelle|connect|api\b"),
    (InitiativeKind.DATA, r"\bdata|daten|report|analytics|tracking|dashboard|metric"),
    (InitiativeKind.PRODUCT, r"product|produkt|feature|change|epic|story|bug|improvement"),
    (InitiativeKind.TOOL, r"\btool|software|licen[cs]e|system"),
)
_TARGET_WORDS: tuple[tuple[str, str], ...] = (
    (
        "owner_marketing",
        r"(?:marketing|product|business).{0,12}owner|verantwortlich.{0,8}marketing",
    ),
    ("owner_it", r"\b(?:it|tech\w*|engineering).{0,12}(?:owner|lead)|verantwortlich.{0,8}it"),
    (Question.DATE.value, r"why.{0,20}(?:date|now|day)|warum.{0,20}(?:datum|termin)|urgency"),
    (Question.AUDIENCE.value, r"audience|target group|for whom|zielgruppe|für wen|segment|persona"),
    (
        Question.MEASURE.value,
        r"metric|kpi|measure|success criteria|how will we know|messung|erfolg",
    ),
    (Question.FEASIBLE.value, r"feasib|machbar|technical assessment"),
    (Question.LOOKS.value, r"look|mock.?up|design|example|aussehen|preview|wireframe"),
    (Question.EXISTS.value, r"what exists|existing|today|current state|bestand|already there"),
    (
        Question.GOAL.value,
        r"goal|objective|ziel\b|why|warum|problem|benefit|nutzen|outcome|motivation|what should",
    ),
)


@dataclass(frozen=True, slots=True)
class GivenIdea:
    """An idea as a file says it."""

    sentence: str
    wish_date: date | None = None
    kind: InitiativeKind = InitiativeKind.OTHER
    parked: bool = False
    asked_by: int | None = None
    answers: Mapping[Question, str] = field(default_factory=dict)
    owners: Mapping[Lane, int] = field(default_factory=dict)


def proposed_idea_states(
    states: Iterable[str], categories: Mapping[str, Category]
) -> dict[str, str]:
    """What becomes of what stands in each of their states."""
    return {state: _proposed_state(state, categories.get(state, "")) for state in states}


def _proposed_state(state: str, category: Category) -> str:
    if _DECLINED.search(state):
        return OUT
    if _ASIDE.search(state):
        return PARKED
    over = (category or category_of(state)) == "done" or _OVER.search(state)
    return OUT if over else IDEA


def proposed_idea_kinds(kinds: Iterable[str]) -> dict[str, str]:
    """Which of our kinds each of theirs probably is."""
    known = {one.value: one for one in InitiativeKind}
    known |= {str(one.label).casefold(): one for one in InitiativeKind}
    return {kind: (known.get(plain(kind)) or _kind_of(kind)).value for kind in kinds}


def _kind_of(word: str) -> InitiativeKind:
    found = (kind for kind, words in _KIND_WORDS if re.search(words, word, re.I))
    return next(found, InitiativeKind.OTHER)


def proposed_targets(columns: Iterable[str]) -> dict[str, str]:
    """Which question each of their columns probably answers; each question once."""
    found: dict[str, str] = {}
    for column in columns:
        target = _target_of(column)
        if target and target not in found.values():
            found[column] = target
    return found


def _target_of(column: str) -> str:
    asks = {plain(str(question.asks)): question.value for question in Question}
    words = plain(column)
    if words in asks or words in TARGETS:
        return asks.get(words, words)
    return next((name for name, known in _TARGET_WORDS if re.search(known, words)), "")


def target_labels() -> list[tuple[str, Sentence]]:
    """Everything a column may say, in words."""
    owners = {
        "owner_marketing": say("Marketing owner"),
        "owner_it": say("IT owner"),
    }
    return [*((one.value, one.asks) for one in Question), *owners.items()]
