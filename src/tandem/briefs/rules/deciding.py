"""Under which decision right each part of a brief falls, and each of its fields. Plain Python.

Who decides a matter stands in one table for all (`rights`).
"""

from collections.abc import Collection, Mapping
from functools import cache

from tandem.briefs.rules.content import Content, Section
from tandem.briefs.rules.slots import Slot
from tandem.briefs.rules.structure import slots_of
from tandem.core.words import Sentence, say
from tandem.rights.rules import Decider, Matter, Rights

_SECTIONS: Mapping[Section, Matter] = {
    Section.WHY: Matter.GOAL,
    Section.AUDIENCE: Matter.AUDIENCE,
    Section.LOOKS: Matter.LOOKS,
    Section.MVP: Matter.MUST_HAVE,
    Section.REQUIREMENTS: Matter.MUST_HAVE,
    Section.USE_CASES: Matter.USE,
    Section.METRICS: Matter.METRIC,
    Section.TRACKING: Matter.TRACKING,
    Section.DATA: Matter.DATA,
    Section.CHANGEABLE: Matter.CHANGEABLE,
    Section.CONSTRAINTS: Matter.APPROACH,
    Section.COST: Matter.COST,
    Section.OWES: Matter.OWES,
    Section.MORE: Matter.MORE,
}


def matter_of(section: Section) -> Matter:
    """What a section decides: whoever decides it adds, moves and takes out its parts."""
    return _SECTIONS[section]


def words_matter(section: Section) -> Matter:
    """What the heading and text of a part decide."""
    return Matter.WORDING if section is Section.REQUIREMENTS else matter_of(section)


def slot_matter(section: Section, slot: Slot) -> Matter:
    """What one field of a part decides."""
    return slot.matter or matter_of(section)


@cache
def matters_in(section: Section) -> frozenset[Matter]:
    """All that a part of this section decides."""
    fields = {slot_matter(section, slot) for slot in slots_of(section)}
    return frozenset({matter_of(section), words_matter(section)} | fields)


MATTERS = frozenset(matter for section in Section for matter in matters_in(section)) | {
    Matter.ESTIMATE
}
"""All that is decided in a brief."""


def matters_of_new(content: Content) -> frozenset[Matter]:
    """What a new part decides: its section, and the fields that decide something of their own."""
    own = {slot.matter for slot in slots_of(content.section) if content.fields.get(slot.name)}
    return frozenset({matter_of(content.section)} | {matter for matter in own if matter})


def matters_touched(before: Content, after: Content) -> frozenset[Matter]:
    """What a change of a part decides."""
    section = after.section
    found = set()
    if (before.title, before.text) != (after.title, after.text):
        found.add(words_matter(section))
    if before.priority is not after.priority or before.removed != after.removed:
        found.add(matter_of(section))
    slots = {slot.name: slot for slot in slots_of(section)}
    for name in before.fields.keys() | after.fields.keys():
        if before.fields.get(name) != after.fields.get(name):
            slot = slots.get(name)
            found.add(slot_matter(section, slot) if slot else matter_of(section))
    return frozenset(found)


def why_not_edit(
    touched: Collection[Matter], decided: Collection[Matter], rights: Rights
) -> Sentence | None:
    """Say who decides what somebody would change, or nothing where it is theirs to decide.

    `decided` is what they decide on this initiative.
    """
    for matter in Matter:
        if matter in touched and matter not in decided:
            return _who_decides(rights.decider(matter), matter)
    return None


def _who_decides(decider: Decider, matter: Matter) -> Sentence:
    if decider is Decider.SPONSOR:
        return say("The sponsor decides this: {matter}. Suggest it instead.", matter=matter.label)
    return say(
        "{side} decides this: {matter}. Somebody of {side} on the initiative changes it.",
        side=decider.label,
        matter=matter.label,
    )
