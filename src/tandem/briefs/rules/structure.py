"""The slots of each section, and a part of a brief in words. Plain Python."""

from collections.abc import Mapping

from tandem.briefs.rules import metric, owed, requirement, tracking, use_case
from tandem.briefs.rules.content import Content, Fields, ItemKind, Section
from tandem.briefs.rules.picture import picture_in
from tandem.briefs.rules.slots import Called, Line, Shape, Slot, lines_of
from tandem.briefs.rules.what_if import WhatIfOutcome, asked_in_full, cards_in
from tandem.core.errors import BadInput
from tandem.core.words import Sentence, say

_SLOTS: Mapping[Section, tuple[Slot, ...]] = {
    Section.REQUIREMENTS: requirement.SLOTS,
    Section.USE_CASES: use_case.SLOTS,
    Section.METRICS: metric.SLOTS,
    Section.TRACKING: tracking.SLOTS,
    Section.OWES: owed.SLOTS,
    Section.WHY: (
        Slot("journey_step", say("Step of the journey"), hint=say("Where people meet it.")),
    ),
    Section.COST: (
        Slot("yearly_cost", say("A year of it costs"), hint=say("Money, or days of work.")),
        Slot("upkeep", say("Looked after by"), hint=say("The person or team, once it is live.")),
    ),
}
_NEEDED = {ItemKind.EVENT: tracking.NEEDED, ItemKind.OWED: owed.NEEDED}


def slots_of(section: Section, kind: ItemKind | None = None) -> tuple[Slot, ...]:
    """What a part of this section can carry beside its text.

    A plain text among the requirements, as a document brings it, carries nothing.
    """
    if kind is not None and kind is not section.item_kind:
        return ()
    return _SLOTS.get(section, ())


def missing(kind: ItemKind, section: Section, fields: Fields) -> list[Sentence]:
    """What a part still lacks, by name: of a metric, an event to track, something owed."""
    if kind is ItemKind.METRIC:
        return metric.missing(fields)
    needed = _NEEDED.get(kind, frozenset())
    slots = slots_of(section, kind)
    return [slot.label for slot in slots if slot.name in needed and not fields.get(slot.name)]


def clean_fields(
    section: Section, given: Mapping[str, object], kind: ItemKind | None = None
) -> dict[str, object]:
    """What is kept of what was given; raises BadInput naming the slot."""
    slots = {slot.name: slot for slot in slots_of(section, kind)}
    for name in given:
        if name not in slots:
            raise BadInput(say("A part of “{section}” has no such field.", section=section.label),
                           field=name)  # fmt: skip
    cleaned = {name: slots[name].cleaned(value) for name, value in given.items()}
    return {name: value for name, value in cleaned.items() if value is not None}


def named_requirements(section: Section, fields: Fields) -> list[tuple[str, str]]:
    """The requirements that a part names: (slot, label)."""
    found = []
    for slot in slots_of(section):
        labels = fields.get(slot.name)
        if slot.shape is Shape.REQUIREMENTS and isinstance(labels, list):
            found += [(slot.name, str(label)) for label in labels]
    return found


def structure(section: Section, fields: Fields, called: Called | None = None) -> list[Line]:
    """What a part carries beside its text, as it is read."""
    lines = lines_of(slots_of(section), fields, called)
    if shown := picture_in(fields):
        lines.append(Line(say("Shows"), (shown.words,), Shape.LINE))
    for card in cards_in(fields):
        label = asked_in_full(card["question"])
        answer = (WhatIfOutcome(card["answer"]).label, card["words"])
        lines.append(Line(label, answer, Shape.LINES))
    return lines


def in_words(content: Content, called: Called | None = None) -> str:
    """The text of a part with all it carries, as Markdown: to compare, and to take away."""
    blocks = [content.text] if content.text else []
    blocks += [_block(line) for line in structure(content.section, content.fields, called)]
    return "\n\n".join(blocks)


def _block(line: Line) -> str:
    if line.shape in {Shape.LINES, Shape.STEPS}:
        mark = "1." if line.shape is Shape.STEPS else "-"
        return "\n".join([f"**{line.label}:**", "", *(f"{mark} {one}" for one in line.values)])
    return f"**{line.label}:** {', '.join(line.values)}"
