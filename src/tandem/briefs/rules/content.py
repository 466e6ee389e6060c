"""What a brief is made of: its sections, its items, the digest of each. Plain Python."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tandem.core.words import Sentence, say

TITLE_LIMIT = 300
TEXT_LIMIT = 20_000
NOTE_LIMIT = 2_000
DOCUMENT_LIMIT = 1_000_000
PARTS_LIMIT = 500


class Section(StrEnum):
    """The parts of a brief, in the order in which they are read."""

    WHY = "why"
    AUDIENCE = "audience"
    LOOKS = "looks"
    MVP = "mvp"
    REQUIREMENTS = "requirements"
    USE_CASES = "use_cases"
    METRICS = "metrics"
    TRACKING = "tracking"
    DATA = "data"
    CHANGEABLE = "changeable"
    CONSTRAINTS = "constraints"
    COST = "cost"
    OWES = "owes"
    MORE = "more"

    @property
    def label(self) -> Sentence:
        return {
            Section.WHY: say("Why"),
            Section.AUDIENCE: say("For whom"),
            Section.LOOKS: say("What it could look like"),
            Section.MVP: say("The first version"),
            Section.REQUIREMENTS: say("What it must do"),
            Section.USE_CASES: say("How people will use it"),
            Section.METRICS: say("How we will know"),
            Section.TRACKING: say("Tracking plan"),
            Section.DATA: say("Data it needs"),
            Section.CHANGEABLE: say("What Marketing can change later"),
            Section.CONSTRAINTS: say("Constraints and approach"),
            Section.COST: say("Run cost and upkeep"),
            Section.OWES: say("Who owes what by when"),
            Section.MORE: say("Also in the document"),
        }[self]

    @property
    def hint(self) -> Sentence:
        return {
            Section.WHY: say("What is different afterwards, and why now."),
            Section.AUDIENCE: say("The people it is for, as narrow as you can."),
            Section.LOOKS: say("Words, links to drafts or examples."),
            Section.MVP: say("The least that is worth launching, and what can wait."),
            Section.REQUIREMENTS: say("One thing it must do per entry."),
            Section.USE_CASES: say("Who does what, step by step, and when it counts as working."),
            Section.METRICS: say("A number, where it is read, its target and its day."),
            Section.TRACKING: say(
                "One event per entry: when it is counted, and who looks at it where."
            ),
            Section.DATA: say("Which data it reads, keeps or passes on."),
            Section.CHANGEABLE: say(
                "Texts, images, prices, rules: what changes without asking IT."
            ),
            Section.CONSTRAINTS: say("What IT must keep to, and how it would go about it."),
            Section.COST: say("What a year of it costs, and who looks after it."),
            Section.OWES: say("Copy, assets, access, tracking: who brings what by which day."),
            Section.MORE: say("Everything that fitted nowhere else."),
        }[self]

    @property
    def item_kind(self) -> "ItemKind":
        return {
            Section.REQUIREMENTS: ItemKind.REQUIREMENT,
            Section.USE_CASES: ItemKind.USE_CASE,
            Section.METRICS: ItemKind.METRIC,
            Section.TRACKING: ItemKind.EVENT,
            Section.OWES: ItemKind.OWED,
        }.get(self, ItemKind.TEXT)


class ItemKind(StrEnum):
    """What an item is: it says how the item is named and what it can carry."""

    TEXT = "text"
    REQUIREMENT = "requirement"
    USE_CASE = "use_case"
    METRIC = "metric"
    EVENT = "event"
    OWED = "owed"

    @property
    def letter(self) -> str:
        """What the item's short name begins with on screen: R1, U2, M1, E1, O2, T3."""
        return _LETTERS[self]

    def short_name(self, number: int) -> str:
        """What the item with this number is called: R1."""
        return f"{self.letter}{number}"


_LETTERS = {
    ItemKind.TEXT: "T",
    ItemKind.REQUIREMENT: "R",
    ItemKind.USE_CASE: "U",
    ItemKind.METRIC: "M",
    ItemKind.EVENT: "E",
    ItemKind.OWED: "O",
}


class Priority(StrEnum):
    """How much a requirement matters. Only what is a must has to be there at the first launch."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"
    WONT = "wont"

    @property
    def label(self) -> Sentence:
        return {
            Priority.MUST: say("must"),
            Priority.SHOULD: say("should"),
            Priority.COULD: say("could"),
            Priority.WONT: say("won't"),
        }[self]


Fields = Mapping[str, object]
"""What an item of its kind has beside its text, as JSON: its steps, its target."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything of an item that is signed."""

    kind: ItemKind
    section: Section
    title: str
    text: str
    priority: Priority | None
    removed: bool = False
    fields: Fields = field(default_factory=dict)


Pairs = Mapping[int, str]
"""A brief's exact content: item id → the digest of its present text."""


def item_digest(content: Content) -> str:
    """SHA-256 over the canonical JSON of an item's content, as 64 hex digits."""
    body: list[object] = [
        content.kind.value,
        content.section.value,
        content.title,
        content.text,
        content.priority.value if content.priority else None,
        content.removed,
    ]
    if content.fields:
        # Left out where there are none: an item without them keeps the digest it always had.
        body.append(content.fields)
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def content_digest(pairs: Pairs) -> str:
    """SHA-256 over all (item id, item digest) pairs: the name of one exact content."""
    lines = "".join(f"{item_id} {digest}\n" for item_id, digest in sorted(pairs.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
