"""What a comparison says: how much is new, changed, in the way, left out, with examples."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from tandem.core.words import Sentence, say

EXAMPLES = 12
CONFLICTS = 200


class Said(StrEnum):
    """What is said about an item, or about two."""

    STATE_OUT = "state_out"
    KIND_OUT = "kind_out"
    CLOSED = "closed"
    OLD = "old"
    TITLE_CUT = "title_cut"
    TEXT_CUT = "text_cut"
    COMMENT_CUT = "comment_cut"
    DUE_FIRST = "due_first"
    NO_END = "no_end"
    NO_BEGINNING = "no_beginning"
    NOT_ESTIMATED = "not_estimated"
    TOO_LONG = "too_long"
    NOT_ONE_OF_US = "not_one_of_us"
    MANY_CHECKS = "many_checks"
    REFUSED = "refused"
    UNKNOWN_LINK = "unknown_link"
    UNKNOWN_PARENT = "unknown_parent"
    CIRCLE = "circle"
    PART_OF_IT = "part_of_it"
    MANY_WAITS = "many_waits"
    TOO_DEEP = "too_deep"
    NOT_YOURS = "not_yours"
    UNKNOWN_OPTION = "unknown_option"
    FIELD_UNCLEAR = "field_unclear"
    NO_SUCH_FIELD = "no_such_field"
    ALSO = "also"
    DAY_OVER = "day_over"
    DAY_FAR = "day_far"
    NOT_YOUR_ANSWER = "not_your_answer"
    NO_OWNER = "no_owner"
    NOT_PARKED = "not_parked"
    MOVED_ON = "moved_on"
    ANSWER_CUT = "answer_cut"
    LONG_TEXT = "long_text"
    MANY_IDEAS = "many_ideas"

    @property
    @cache
    def label(self) -> Sentence:
        return _SENTENCES[self]

    @property
    def leaves_out(self) -> bool:
        """Whether the item isn't taken at all."""
        return self in {
            *(Said.STATE_OUT, Said.KIND_OUT, Said.CLOSED, Said.OLD, Said.REFUSED),
            Said.MANY_IDEAS,
        }


_SENTENCES: Mapping[Said, Sentence] = {
    Said.STATE_OUT: say("Left out: its state isn't taken."),
    Said.KIND_OUT: say("Left out: its kind isn't taken."),
    Said.CLOSED: say("Left out: it is over, and only what is open is taken."),
    Said.OLD: say("Left out: it is over, and older than the day you chose."),
    Said.TITLE_CUT: say("Its title is too long; all of it begins the description."),
    Said.TEXT_CUT: say("A text is too long; its end is cut off."),
    Said.COMMENT_CUT: say("A comment is too long; its end is cut off."),
    Said.DUE_FIRST: say("It is due before it begins; the beginning is left out."),
    Said.NO_END: say("The file doesn't say when it was finished."),
    Said.NO_BEGINNING: say("The file doesn't say when it was made."),
    Said.NOT_ESTIMATED: say("Its side says how long it takes: the estimate is kept as text."),
    Said.TOO_LONG: say("Its estimate is longer than work can be; kept as text."),
    Said.NOT_ONE_OF_US: say("Whoever did it there can't be given work here; kept as a name."),
    Said.MANY_CHECKS: say("More than a hundred lines to tick off; the first hundred are taken."),
    Said.REFUSED: say("It can't be kept as it is."),
    Said.UNKNOWN_LINK: say("It is linked with something that isn't here; kept as text."),
    Said.UNKNOWN_PARENT: say("It is a part of something that isn't here."),
    Said.CIRCLE: say("A circle: each would wait for the next. This link is left out."),
    Said.PART_OF_IT: say("One is a part of the other, so neither waits: the link is left out."),
    Said.MANY_WAITS: say("It waits for more than sixty others; the rest is left out."),
    Said.TOO_DEEP: say("It can't be a part of that: a circle, or too many levels."),
    Said.NOT_YOURS: say("It changed there, but isn't yours to change here."),
    Said.UNKNOWN_OPTION: say("That can't be chosen in the field here; kept as text."),
    Said.FIELD_UNCLEAR: say("That can't be read for sure as what the field holds; kept as text."),
    Said.NO_SUCH_FIELD: say("Work of this kind has no such field; kept as text."),
    Said.ALSO: say("Already here from another import."),
    Said.DAY_OVER: say("Its day is over; kept as text."),
    Said.DAY_FAR: say("Its day is more than five years away; kept as text."),
    Said.NOT_YOUR_ANSWER: say("The other side answers that; kept as text."),
    Said.NO_OWNER: say("Nobody of that side here is called so; the owner is kept as a name."),
    Said.NOT_PARKED: say(
        "Whoever sorts ideas says “not now”; it comes in as an idea, and the box says how it stood."
    ),
    Said.MOVED_ON: say("It is no longer an idea here; what changed there isn't taken."),
    Said.ANSWER_CUT: say("An answer is too long; its end is cut off."),
    Said.LONG_TEXT: say("Its text is longer than a comment; it goes on in the next one."),
    Said.MANY_IDEAS: say("More than {most} ideas at once: the rest is left out.", most=2000),
}


class Field(StrEnum):
    """What is compared."""

    TITLE = "title"
    DESCRIPTION = "description"
    KIND = "kind"
    LANE = "lane"
    STATE = "state"
    DAYS = "days"
    STARTS = "starts_on"
    DUE = "due_on"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Field.TITLE: say("title"),
            Field.DESCRIPTION: say("description"),
            Field.KIND: say("kind"),
            Field.LANE: say("side"),
            Field.STATE: say("state"),
            Field.DAYS: say("estimate"),
            Field.STARTS: say("beginning"),
            Field.DUE: say("due day"),
        }[self]


@dataclass(slots=True)
class Report:
    """Grows item by item; kept as JSON."""

    counts: Counter[str] = field(default_factory=Counter)
    said: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[list[str]]] = field(default_factory=dict)
    conflicts: list[list[Any]] = field(default_factory=list)
    changed: list[list[Any]] = field(default_factory=list)

    def count(self, what: str, by: int = 1) -> None:
        """So many more of something."""
        self.counts[what] += by

    def tell(self, what: Said, key: str, more: str = "") -> None:
        """Something about an item; the first ones are named."""
        self.said[what.value] = self.said.get(what.value, 0) + 1
        named = self.examples.setdefault(what.value, [])
        if len(named) < EXAMPLES:
            named.append([key[:100], more[:300]])

    def tell_all(self, what: Iterable[Said], key: str, more: str = "") -> None:
        """Each once."""
        for one in dict.fromkeys(what):
            self.tell(one, key, more)

    def change(self, key: str, title: str, fields: Iterable[str]) -> None:
        """An item that changed there."""
        self.count("changed")
        if len(self.changed) < EXAMPLES:
            self.changed.append([key[:100], title[:200], list(fields)])

    def conflict(self, key: str, title: str, fields: Iterable[str], work_id: int) -> None:
        """An item that changed there and here."""
        self.count("conflicts")
        if len(self.conflicts) < CONFLICTS:
            self.conflicts.append([key[:100], title[:200], list(fields), work_id])

    def as_json(self) -> dict[str, Any]:
        """For a row."""
        return {
            "counts": dict(self.counts),
            "said": self.said,
            "examples": self.examples,
            "conflicts": self.conflicts,
            "changed": self.changed,
        }

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Report":
        """From a row."""
        return cls(
            Counter(kept.get("counts", {})),
            dict(kept.get("said", {})),
            {what: list(named) for what, named in kept.get("examples", {}).items()},
            list(kept.get("conflicts", [])),
            list(kept.get("changed", [])),
        )

    def lines(self, *, leaving_out: bool) -> list[tuple[Sentence, int, list[list[str]]]]:
        """What was said, the most frequent first: (sentence, how often, examples)."""
        found = [
            (Said(what).label, count, self.examples.get(what, []))
            for what, count in self.said.items()
            if Said(what).leaves_out is leaving_out
        ]
        return sorted(found, key=lambda line: -line[1])
