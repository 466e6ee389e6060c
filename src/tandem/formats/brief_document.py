"""A brief as a document to take away: what its page says, without the page.

One structure for every kind of file: `brief_docx` writes it for Word, a template shows it as HTML
and on paper, `pieces_of` hands it to Markdown. All words in it are in the reader's language
already, but for the texts, which are Markdown as their authors wrote them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from tandem.formats.brief_markdown import Piece

_AS_TEXT = frozenset({"event", "owed"})
"""In Markdown they are read as texts, with all that they carry."""


class Shape(StrEnum):
    """How what a part carries is written down."""

    LINE = "line"
    LINES = "lines"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Carried:
    """What a part carries beside its text: a label, and one line or several."""

    label: str
    lines: tuple[str, ...]
    shape: Shape = Shape.LINE


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a brief. `name` is R1; `kind` and `priority` are codes of `brief_markdown`.

    `words` is the text with all it carries, as Markdown; `notes` are short remarks about it.
    """

    name: str
    kind: str
    title: str
    text: str
    words: str
    priority: str | None = None
    priority_label: str = ""
    carried: tuple[Carried, ...] = ()
    notes: tuple[str, ...] = ()
    removed: bool = False

    def under(self, label: str) -> Carried | None:
        """What it carries under a label."""
        return next((one for one in self.carried if one.label == label), None)


class Layout(StrEnum):
    """How parts of a section are laid out: texts, rows of one table, or a small table each."""

    TEXTS = "texts"
    ROWS = "rows"
    CARDS = "cards"


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring parts that are laid out alike."""

    layout: Layout
    parts: tuple[Part, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The labels of what any of them carries, in their order."""
        most = max(self.parts, key=lambda part: len(part.carried))
        labels = dict.fromkeys(one.label for one in most.carried)
        for part in self.parts:
            labels |= dict.fromkeys(one.label for one in part.carried)
        return tuple(labels)

    @property
    def has_text(self) -> bool:
        return any(part.title or part.text or part.notes for part in self.parts)

    @property
    def has_priority(self) -> bool:
        return any(part.priority_label for part in self.parts)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of a brief. `kind` is what its own parts are; others stand between as texts."""

    key: str
    name: str
    kind: str
    layout: Layout
    parts: tuple[Part, ...]

    @property
    def groups(self) -> list[Group]:
        """Its parts, neighbours of one layout together."""

        def layout(part: Part) -> Layout:
            return self.layout if part.kind == self.kind else Layout.TEXTS

        return [Group(key, tuple(parts)) for key, parts in groupby(self.parts, layout)]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a side said of the content; without a name it has said nothing yet.

    `side` is a code ("marketing", "it"), `label` its name; `says` is the stance, `note` its words.
    """

    side: str
    label: str
    says: str
    name: str = ""
    at: str = ""
    note: str = ""
    signs: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """What IT said it understood, and what became of that."""

    text: str
    by: str
    at: str
    answer: str
    answer_words: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What the document itself says, in the reader's language."""

    contents: str
    name: str
    what: str
    priority: str
    removed: str
    understood: str
    signatures: str
    allowance: str
    fingerprint: str
    fingerprint_note: str
    chain: str


@dataclass(frozen=True, slots=True)
class BriefDocument:
    """A brief, or a snapshot of one, with who said what of it.

    `digest` names its exact content, `chain` the last statement on it and all before (or nothing).
    """

    title: str
    label: str
    facts: tuple[tuple[str, str], ...]
    chapters: tuple[Chapter, ...]
    understood: tuple[Understood, ...]
    statements: tuple[Statement, ...]
    allowance: tuple[str, ...]
    digest: str
    chain: str
    words: Words


def pieces_of(document: BriefDocument) -> Iterator[Piece]:
    """Its parts as Markdown's reader gives them; what was taken out is left out."""
    for chapter in document.chapters:
        for part in chapter.parts:
            if not part.removed:
                kind = "text" if part.kind in _AS_TEXT else part.kind
                title = " ".join(part.title.split())
                yield Piece(chapter.key, kind, title, part.words, part.priority)
