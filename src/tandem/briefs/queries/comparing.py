"""Two contents of a brief compared word by word, and one of them as Markdown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tandem.accounts.rules import Actor
from tandem.briefs import rules
from tandem.briefs.queries.reading import ItemRow, whole
from tandem.briefs.queries.snapshots import snapshot_of
from tandem.briefs.rules import Priority, Section
from tandem.formats.brief_markdown import Piece, write_brief_markdown
from tandem.formats.word_difference import Run, compare


class PartFate(StrEnum):
    """What became of a part."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class PartDifference:
    """A part that isn't in both contents alike; `text` and `title` run from one to the other."""

    label: str
    section: Section
    fate: PartFate
    title: Sequence[Run]
    text: Sequence[Run]
    priority_before: Priority | None
    priority_after: Priority | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one content to another; `after` is nothing for the brief as it is now."""

    before: int
    after: int | None
    parts: list[PartDifference]
    same: int
    snapshots: int


def comparison(actor: Actor, initiative_id: int, before: int, after: int | None) -> Comparison:
    """Compare a snapshot of a visible brief with another, or with the brief as it is now.

    NotFound where there is no such snapshot. Parts that were taken out count as gone.
    """
    brief = whole(actor, initiative_id)
    one = _standing(snapshot_of(actor, initiative_id, before).items)
    items = brief.items if after is None else snapshot_of(actor, initiative_id, after).items
    other = _standing(items)
    order = [*other, *(key for key in one if key not in other)]
    parts = [found for key in order if (found := _difference(one.get(key), other.get(key)))]
    parts.sort(key=lambda part: list(Section).index(part.section))
    return Comparison(before, after, parts, len(order) - len(parts), brief.snapshots)


def _standing(items: Sequence[ItemRow]) -> Mapping[int, ItemRow]:
    return {item.id: item for item in items if not item.removed}


def _difference(one: ItemRow | None, other: ItemRow | None) -> PartDifference | None:
    shown = other or one
    if shown is None or (one and other and _said(one) == _said(other)):
        return None
    fate = PartFate.CHANGED if one and other else PartFate.NEW if other else PartFate.GONE
    return PartDifference(
        label=shown.label,
        section=shown.section,
        fate=fate,
        title=compare(one.title if one else "", other.title if other else ""),
        text=compare(_words(one), _words(other)),
        priority_before=one.priority if one else None,
        priority_after=other.priority if other else None,
    )


def _words(item: ItemRow | None) -> str:
    return rules.in_words(item.content) if item else ""


def _said(item: ItemRow) -> tuple[object, ...]:
    return item.section, item.title, item.text, item.priority, item.fields


def snapshot_as_markdown(actor: Actor, initiative_id: int, number: int, title: str) -> str:
    """A snapshot as a Markdown document that a new brief can begin with."""
    items = snapshot_of(actor, initiative_id, number).items
    order = list(Section)
    standing = sorted(
        (item for item in items if not item.removed), key=lambda item: order.index(item.section)
    )
    pieces = (
        Piece(
            item.section.value,
            item.kind.value,
            " ".join(item.title.split()),
            rules.in_words(item.content),
            item.priority.value if item.priority else None,
        )
        for item in standing
    )
    return write_brief_markdown(pieces, title)
