"""What a template of initiatives holds, and how it fills another one. No Django, no database."""

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Self

from tandem.accounts.rules import Lane
from tandem.briefs.rules import ItemKind, Priority, Section, slots_of
from tandem.briefs.rules.slots import Shape
from tandem.core.words import Sentence, say
from tandem.initiatives.rules import Question, Stage, shifted

NAME_LIMIT = 80
DESCRIPTION_LIMIT = 500
PARTS_AT_MOST = 120
LEFT_OUT = "…"
"""Stands where a date stood and nobody knows the new one."""

_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b|\b\d\d\.\d\d\.20\d\d\b")
_NAMES = {"owner", "upkeep"}
"""Fields that name a person."""


@dataclass(frozen=True, slots=True)
class PatternAnswer:
    """An answer about an idea, as the template keeps it."""

    question: Question
    text: str
    measure_first: bool = False

    @property
    def key(self) -> str:
        return f"answer:{self.question.value}"

    def kept(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """From what is stored."""
        return cls(Question(kept["question"]), kept["text"], kept["measure_first"])

    def at(self, launch: date | None, wish: date | None) -> Self:
        """With its dates moved to another launch day."""
        return replace(self, text=moved(self.text, launch, wish))


@dataclass(frozen=True, slots=True)
class PatternPart:
    """A part of a brief, as the template keeps it: without names, its short name to refer to."""

    label: str
    section: Section
    title: str
    text: str
    priority: Priority | None
    fields: Mapping[str, Any]

    @property
    def key(self) -> str:
        return f"part:{self.label}"

    def kept(self) -> dict[str, Any]:
        """As it is stored."""
        return {**asdict(self), "fields": dict(self.fields)}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """From what is stored."""
        priority = Priority(kept["priority"]) if kept["priority"] else None
        section = Section(kept["section"])
        return cls(kept["label"], section, kept["title"], kept["text"], priority, kept["fields"])

    def at(self, launch: date | None, wish: date | None, named: Mapping[str, str]) -> Self:
        """With its dates moved, and the requirements it names called as they are called there."""
        shapes = {slot.name: slot.shape for slot in slots_of(self.section)}
        fields = {
            name: [named[one] for one in value if one in named]
            if shapes.get(name) is Shape.REQUIREMENTS
            else _value(value, launch, wish)
            for name, value in self.fields.items()
            if shapes.get(name) is not Shape.DAY or (launch and wish)
        }
        return replace(
            self,
            title=moved(self.title, launch, wish),
            text=moved(self.text, launch, wish),
            fields=fields,
        )


def _value(value: Any, launch: date | None, wish: date | None) -> Any:
    if isinstance(value, str):
        return moved(value, launch, wish)
    return [_value(one, launch, wish) for one in value] if isinstance(value, list) else value


def moved(text: str, launch: date | None, wish: date | None) -> str:
    """The text with its dates moved to another launch day; left out where one is unknown."""
    if launch and wish:
        return shifted(text, wish - launch)
    return _DATE.sub(LEFT_OUT, text)


def part_of(
    label: str,
    section: Section,
    kind: ItemKind,
    said: tuple[str, str],
    priority: Priority | None,
    fields: Mapping[str, Any],
) -> PatternPart:
    """What a template keeps of a part: nobody who reads a number or owes something."""
    title, text = said
    shapes = {slot.name: slot.shape for slot in slots_of(section)}
    kept = {
        name: value
        for name, value in fields.items()
        if name in shapes
        and name not in _NAMES
        and (shapes[name] is not Shape.WHO or value in {lane.value for lane in Lane})
    }
    own = kind is section.item_kind
    return PatternPart(
        label, section if own else Section.MORE, title, text, priority, kept if own else {}
    )


def why_not_make(*, stage: Stage, holds: int) -> Sentence | None:
    """Say why no template can be made of an initiative, or nothing if one can."""
    if stage is Stage.DECLINED:
        return say("It was declined. Make a template of something that worked.")
    if not holds:
        return say("Nothing is answered about it yet: there is nothing to keep.")
    return None


def why_not_start(*, retired: bool) -> Sentence | None:
    """Say why nothing can begin from a template, or nothing if it can."""
    return say("This template is retired. Choose another one.") if retired else None


def still_left(left: Collection[str], filled: Collection[str]) -> list[str]:
    """What a template can still fill, in its order."""
    return [key for key in left if key not in filled]
