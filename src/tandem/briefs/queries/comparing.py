"""Two contents of a brief compared word by word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from tandem.accounts.rules import Actor, Lane
from tandem.briefs import rules
from tandem.briefs.models import Revision
from tandem.briefs.queries.reading import BriefWhole, ItemRow, whole
from tandem.briefs.queries.snapshots import snapshot_of
from tandem.briefs.rules import Called, Content, ItemKind, Priority, Section, Statement
from tandem.core.prepared import number, numbers, prepared, text
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
    section_before: Section | None
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
    return comparison_with(actor, whole(actor, initiative_id), before, after)


def comparison_with(actor: Actor, brief: BriefWhole, before: int, after: int | None) -> Comparison:
    """The same of a brief that has been read already."""
    initiative_id = brief.initiative_id
    one = _standing(snapshot_of(actor, initiative_id, before).items)
    items = brief.items if after is None else snapshot_of(actor, initiative_id, after).items
    other = _standing(items)
    order = [*other, *(key for key in one if key not in other)]
    pairs = [(one.get(key), other.get(key)) for key in order]
    parts = [found for pair in pairs if (found := _difference_of(*pair))]
    parts.sort(key=lambda part: list(Section).index(part.section))
    return Comparison(before, after, parts, len(order) - len(parts), brief.snapshots)


@prepared
def _last_signed() -> QuerySet[Revision, tuple[Any, ...]]:
    signing = [statement.value for statement in Statement if statement.signs]
    rows = Revision.objects.filter(
        snapshots__sign_offs__brief_id=number("brief"),
        snapshots__sign_offs__lane=text("lane"),
        snapshots__sign_offs__statement__in=signing,
        item_id__in=numbers("items"),
    )
    return rows.order_by("snapshots__sign_offs__pk").values_list(
        *("item_id", "item__kind", "section", "title", "text", "priority", "removed", "fields")
    )


def since_signed(brief: BriefWhole, lane: Lane) -> dict[int, PartDifference]:
    """What changed of each part since a side last signed it: {item id: difference}.

    Only of parts that the side has yet to sign again; one it never signed isn't among them.
    """
    items = {item.id: item for item in brief.items if item.id in brief.unsigned[lane]}
    if not items or not brief.last_said(lane):
        return {}
    signed = {row[0]: row for row in _last_signed(brief=brief.id, lane=lane.value, items=items)}
    found = {}
    for item_id, (_, kind, section, title, words, priority, removed, fields) in signed.items():
        before = Content(
            *(ItemKind(kind), Section(section), title, words),
            *(Priority(priority) if priority else None, removed, fields),
        )
        item = items[item_id]
        gone = item.removed and not before.removed
        if change := _difference(item.label, before, None if gone else item.content, item.called):
            found[item_id] = change
    return found


def _standing(items: Sequence[ItemRow]) -> Mapping[int, ItemRow]:
    return {item.id: item for item in items if not item.removed}


def _difference_of(one: ItemRow | None, other: ItemRow | None) -> PartDifference | None:
    shown = other or one
    if shown is None:
        return None
    before, after = one.content if one else None, other.content if other else None
    return _difference(shown.label, before, after, shown.called)


def _difference(
    label: str, one: Content | None, other: Content | None, called: Called
) -> PartDifference | None:
    shown = other or one
    if shown is None or one == other:
        return None
    fate = PartFate.CHANGED if one and other else PartFate.NEW if other else PartFate.GONE
    return PartDifference(
        label=label,
        section=shown.section,
        fate=fate,
        title=compare(one.title if one else "", other.title if other else ""),
        text=compare(*(rules.in_words(side, called) if side else "" for side in (one, other))),
        section_before=one.section if one else None,
        priority_before=one.priority if one else None,
        priority_after=other.priority if other else None,
    )
