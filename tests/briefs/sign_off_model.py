"""Sign-off as one would explain it on a whiteboard, to hold the real one against.

Written from the product's words, not from the rules: texts themselves instead of digests, sets of
people instead of revisions, and everything kept as it happens instead of derived.
"""

from dataclasses import dataclass, field
from itertools import pairwise

Text = tuple[str, bool]
"""What an item says, and whether it was taken out."""
Content = frozenset[tuple[int, Text]]

SIDES = ("marketing", "it")


def other(side: str) -> str:
    return "it" if side == "marketing" else "marketing"


@dataclass
class Model:
    """One brief: what it says, who signed what, what was played back."""

    texts: dict[int, Text] = field(default_factory=dict)
    writers: dict[int, set[int]] = field(default_factory=dict)
    signatures: list[tuple[str, int, Content]] = field(default_factory=list)
    last_word: dict[str, tuple[int, str, str, Content]] = field(default_factory=dict)
    asked: bool = False
    said: dict[int, Text] | None = None
    said_by: int = 0
    waits_for_answer: bool = False
    changed_since_said: dict[int, set[int]] = field(default_factory=dict)
    heard: dict[int, Text] | None = None
    confirmed: bool = False
    changed_since_heard: dict[int, set[int]] = field(default_factory=dict)
    stands_by: dict[str, dict[int, Text]] = field(default_factory=lambda: {s: {} for s in SIDES})
    touched: set[int] = field(default_factory=set)
    """What anybody ever signed, or let stand in for something signed."""
    agreed: bool = False
    both: int | None = None
    """Who answers for both sides, if one person does."""
    second: tuple[int, str] | None = None
    """Who signs for one of the sides then."""
    waiting: dict[int, tuple[int, str, str, bool]] = field(default_factory=dict)
    """A change of a signed item: its writer, their side, its words, whether IT said how long."""

    # What there is ---------------------------------------------------------------------------

    def content(self) -> Content:
        """What stands in the brief; what was taken out belongs to it if anybody ever signed it."""
        return frozenset(
            (item, text) for item, text in self.texts.items() if item in self.touched or not text[1]
        )

    def unsigned(self, side: str) -> set[int]:
        """What a side stands by is what it signed last of each item; all else is open."""
        return {item for item, text in self.content() if self.stands_by[side].get(item) != text}

    def objects(self, side: str) -> bool:
        """A side's last word on exactly this content is an objection."""
        word = self.last_word.get(side)
        return word is not None and word[1] == "object" and word[3] == self.content()

    def waits(self) -> set[tuple[str, str]]:
        """What waits, and for which side."""
        found = set()
        if self.asked:
            found.add(("brief.play_back", "it"))
        if self.waits_for_answer:
            found.add(("brief.confirm", "marketing"))
        for side in SIDES:
            if self.objects(side):
                found.add(("brief.rework", other(side)))
            elif self.confirmed and self.unsigned(side) and not self.signed_by_second(side):
                found.add(("brief.sign", side))
        for _, side, _, said in self.waiting.values():
            found.add(("brief.settle_change", side) if said else ("brief.state_effort", "it"))
        return found

    def signed_by_second(self, side: str) -> bool:
        """Somebody named for it signs for this side, since one person answers for both."""
        return self.second is not None and self.second[1] == side

    def second_waits(self) -> bool:
        """The second signer is waited for by name, wherever a side would be."""
        if self.second is None:
            return False
        side = self.second[1]
        return self.confirmed and bool(self.unsigned(side)) and not self.objects(side)

    def must_wait(self, item: int) -> bool:
        """What both have signed stays what counts; a change of it waits beside it."""
        return self.agreed and not any(item in self.unsigned(side) for side in SIDES)

    def let_stand(self, person: int, item: int, text: Text) -> None:
        """A small change: both signatures hold for the new words, too."""
        self.write(person, item, text)
        for side in SIDES:
            self.stands_by[side][item] = text

    # What people do --------------------------------------------------------------------------

    def write(self, person: int, item: int, text: Text) -> None:
        self.texts[item] = text
        self.writers.setdefault(item, set()).add(person)
        for base, changed in (
            (self.said, self.changed_since_said),
            (self.heard, self.changed_since_heard),
        ):
            changed.setdefault(item, set()).add(person)
            if base is not None and base.get(item) == text:
                changed[item] = set()

    def may_ask(self) -> bool:
        return bool(self.content())

    def ask(self) -> None:
        self.asked = True

    def play_back(self, person: int) -> None:
        self.said = dict(self.content())
        self.said_by = person
        self.asked = False
        self.waits_for_answer = True
        self.changed_since_said = {
            item: set() if item in self.said else set(self.writers[item]) for item in self.texts
        }

    def may_answer(self, person: int) -> bool:
        return self.waits_for_answer and self.said_by != person

    def confirm(self) -> None:
        self.waits_for_answer = False
        self.heard = self.said
        self.confirmed = True
        self.changed_since_heard = {i: set(who) for i, who in self.changed_since_said.items()}

    def reject(self) -> None:
        self.waits_for_answer = False
        self.confirmed = False
        self.asked = True

    def said_already(self, person: int, side: str, statement: str, note: str) -> bool:
        return self.last_word.get(side) == (person, statement, note, self.content())

    def may_sign(self, person: int, side: str, statement: str) -> bool:
        """Whether the rules let this person say this for this side now."""
        if self.both and self.second is None:
            return False
        if self.both and self.second and (person == self.second[0]) != (side == self.second[1]):
            return False
        if not self.content() or not self.confirmed or not self.unsigned(side):
            return False
        if any(s == other(side) and who == person for s, who, _ in self.signatures):
            return False
        unheard = {item for item, people in self.changed_since_heard.items() if person in people}
        return statement == "object" or not unheard & self.unsigned(side)

    def sign(self, person: int, side: str, statement: str, note: str) -> None:
        self.last_word[side] = (person, statement, note, self.content())
        if statement != "object":
            self.signatures.append((side, person, self.content()))
            self.stands_by[side] |= dict(self.content())
            self.touched |= {item for item, _ in self.content()}
            self.agreed = self.agreed or not any(map(self.unsigned, SIDES))

    # What always holds -----------------------------------------------------------------------

    def check_promises(self) -> None:
        for side in SIDES:
            own = [content for signer_side, _, content in self.signatures if signer_side == side]
            for before, after in pairwise(own):
                assert before != after, "One side signed the same content twice."
        people = {side: {who for s, who, _ in self.signatures if s == side} for side in SIDES}
        assert not people["marketing"] & people["it"], "One person signed for both sides."
        assert self.heard is not None or not self.signatures, "Signed before it was played back."
