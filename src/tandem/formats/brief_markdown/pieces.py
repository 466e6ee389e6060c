"""What a document becomes."""

from dataclasses import dataclass
from typing import Final

SECTION_NAMES: Final = {
    "why": "Why",
    "audience": "For whom",
    "looks": "What it could look like",
    "mvp": "The first version",
    "requirements": "What it must do",
    "use_cases": "How people will use it",
    "metrics": "How we will know",
    "tracking": "Tracking plan",
    "data": "Data it needs",
    "changeable": "What Marketing can change later",
    "constraints": "Constraints and approach",
    "cost": "Run cost and upkeep",
    "owes": "Who owes what by when",
    "more": "Also in the document",
}
"""The headings that a written document has, as the screen shows them in English."""

PRIORITY_NAMES: Final = {
    "must": "Must have",
    "should": "Should have",
    "could": "Could have",
    "wont": "Won't have",
}

ITEM_KINDS: Final = {"requirements": "requirement", "use_cases": "use_case", "metrics": "metric"}
"""Sections whose list entries are items of their own, and what such an item is called.

A list under “Timeline” or “Tracking” may be anything; who reads it makes single entries of it.
"""

KINDS: Final = frozenset({"text", *ITEM_KINDS.values(), "event", "owed"})


@dataclass(frozen=True)
class Piece:
    """One part of a brief.

    - `section`: a key of SECTION_NAMES. `kind`: "text", "requirement", "use_case" or "metric".
    - `title`: one line of plain words, from the heading; empty where the author gave none.
    - `text`: Markdown, the author's own lines.
    - `priority`: a key of PRIORITY_NAMES for a requirement, else None.
    """

    section: str
    kind: str
    title: str
    text: str
    priority: str | None = None


@dataclass(frozen=True)
class BriefDraft:
    """A document as parts of a brief, in its order, with what a person should know about it."""

    title: str | None
    pieces: tuple[Piece, ...]
    notes: tuple[str, ...]
