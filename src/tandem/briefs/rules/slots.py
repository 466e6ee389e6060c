"""What a part of a brief can carry beside its heading and text: named slots. Plain Python.

A slot is always optional; one that is empty isn't kept, so a part without any keeps the digest
it always had.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tandem.accounts.rules import Lane
from tandem.core.errors import BadInput
from tandem.core.typed import typed
from tandem.core.words import Sentence, say
from tandem.rights.rules import Matter

LINE_LIMIT = 500
LINES_LIMIT = 40


class Shape(StrEnum):
    """What a slot holds."""

    LINE = "line"
    LINES = "lines"
    STEPS = "steps"
    REQUIREMENTS = "requirements"
    DAY = "day"
    YES = "yes"
    WHO = "who"
    """A side, or a person by their id: names change, and are looked up when it is read."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One named thing that a part can carry."""

    name: str
    label: Sentence
    shape: Shape = Shape.LINE
    hint: Sentence | None = None
    matter: Matter | None = None
    """What it decides, where that is something else than its section's matter."""

    @property
    def is_list(self) -> bool:
        return self.shape in {Shape.LINES, Shape.STEPS, Shape.REQUIREMENTS}

    def cleaned(self, value: object) -> object:
        """The value as it is kept; nothing where there is none. Raises BadInput."""
        if value is None or value == "" or value is False:
            return None
        if self.shape is Shape.YES:
            return True
        if self.is_list:
            return self._lines(value) or None
        if self.shape is Shape.DAY:
            return self._day(value)
        if self.shape is Shape.WHO:
            return self._who(value)
        return self._line(value) or None

    def _who(self, value: object) -> str:
        who = str(value)
        if who in set(Lane) or (who.isdecimal() and who.isascii() and len(who) < 16):
            return who
        raise BadInput(say("Choose a side, or somebody on the initiative."), field=self.name)

    def _line(self, value: object) -> str:
        text = typed(str(value), limit=LINE_LIMIT, field=self.name, required=False)
        return " ".join(text.split())

    def _lines(self, value: object) -> list[str]:
        given = value if isinstance(value, list | tuple) else str(value).splitlines()
        lines = [line for one in given if (line := self._line(one))]
        if len(lines) > LINES_LIMIT:
            raise BadInput(say("{most} lines fit here.", most=LINES_LIMIT), field=self.name)
        if self.shape is not Shape.REQUIREMENTS:
            return lines
        labels = {line.upper() for line in lines}
        for label in labels:
            if not _LABEL.fullmatch(label):
                raise BadInput(say("Name requirements like R1."), field=self.name)
        return sorted(labels, key=lambda label: int(label[1:]))

    def _day(self, value: object) -> str:
        if isinstance(value, date):
            return value.isoformat()
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError as error:
            raise BadInput(say("Write a day like 2026-09-30."), field=self.name) from error


_LABEL = re.compile(r"R[1-9][0-9]{0,5}")


@dataclass(frozen=True, slots=True)
class Line:
    """A slot as it is read: its label and one value, or several."""

    label: Sentence
    values: tuple[str | Sentence, ...]
    shape: Shape


Called = Mapping[str, str]
"""How people are called, by their id as text."""


def lines_of(
    slots: Iterable[Slot], fields: Mapping[str, object], called: Called | None = None
) -> list[Line]:
    """What is there, in the slots' order; `called` names the people in it."""
    found = []
    for slot in slots:
        value = fields.get(slot.name)
        if isinstance(value, list):
            found.append(Line(slot.label, tuple(str(one) for one in value), slot.shape))
        elif value:
            words = say("yes") if value is True else str(value)
            if slot.shape is Shape.WHO:
                words = _name_of(words, called or {})
            found.append(Line(slot.label, (words,), slot.shape))
    return found


def _name_of(who: str, called: Called) -> str:
    if who in set(Lane):
        return Lane(who).label
    return called.get(who, say("somebody who isn't here any more"))
