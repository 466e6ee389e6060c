"""What becomes of a part that goes to another section. Plain Python."""

from collections.abc import Sequence
from dataclasses import replace

from tandem.briefs.rules.content import Content, ItemKind, Priority, Section
from tandem.briefs.rules.slots import Called
from tandem.briefs.rules.structure import in_words, slots_of
from tandem.core.words import Sentence, say


def moved(content: Content, section: Section, called: Called | None = None) -> Content:
    """The content as it stands in another section.

    Where that makes it another kind of part, what it carried beside its text goes into its text:
    nothing is lost.
    """
    kind = section.item_kind
    stays = {slot.name for slot in slots_of(section, kind)}.issuperset(content.fields)
    if kind is content.kind and stays:
        return replace(content, section=section)
    return Content(
        kind=kind,
        section=section,
        title=content.title,
        text=in_words(content, called),
        priority=Priority.SHOULD if kind is ItemKind.REQUIREMENT else None,
    )


def in_order(ids: Sequence[int], moved_id: int, before: int | None) -> list[int]:
    """The parts of a section with one of them right before another; nothing means at the end."""
    others = [one for one in ids if one != moved_id]
    at = others.index(before) if before is not None else len(others)
    return [*others[:at], moved_id, *others[at:]]


def why_not_place(ids: Sequence[int], moved_id: int, before: int | None) -> Sentence | None:
    """Say why a part can't stand right before another, or nothing if it can."""
    if before is not None and (before == moved_id or before not in ids):
        return say("The part it should stand before isn't in this section any more. Look again.")
    return None
