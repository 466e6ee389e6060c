"""What hours are spent on. Plain Python."""

import re
from dataclasses import dataclass

from tandem.core.words import Sentence, say

_KEY = re.compile(r"([so])([1-9]\d{0,17})")


@dataclass(frozen=True, slots=True)
class SpentOn:
    """A subject (a piece of work, or what has work) or an occupation; exactly one of them."""

    subject_id: int | None = None
    occupation_id: int | None = None

    @property
    def key(self) -> str:
        """As forms name it: "s12", "o3"."""
        return f"s{self.subject_id}" if self.subject_id else f"o{self.occupation_id}"

    @property
    def columns(self) -> dict[str, int | None]:
        """As rows keep it."""
        return {"subject_id": self.subject_id, "occupation_id": self.occupation_id}

    @property
    def is_one_thing(self) -> bool:
        return bool(self.subject_id) is not bool(self.occupation_id)


def read_key(key: str) -> SpentOn | None:
    """What a form named; nothing where it can't be one."""
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    pk = int(found[2])
    return SpentOn(subject_id=pk) if found[1] == "s" else SpentOn(occupation_id=pk)


def why_not_spend_on(on: SpentOn) -> Sentence | None:
    """Say what is missing, or nothing."""
    if on.is_one_thing:
        return None
    return say("Say what it was spent on: a piece of work, an initiative, or one of the list.")
