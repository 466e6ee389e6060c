"""When a brief may be edited, played back and signed. Plain Python: no Django, no database.

Here stands the rule that a brief never carries two signatures from one side or from one person:
`why_not_sign`.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tandem.accounts.rules import Lane
from tandem.core.words import Sentence, say

TITLE_LIMIT = 300
TEXT_LIMIT = 20_000
NOTE_LIMIT = 2_000
DOCUMENT_LIMIT = 1_000_000
PARTS_LIMIT = 500


class Section(StrEnum):
    """The parts of a brief, in the order in which they are read."""

    WHY = "why"
    AUDIENCE = "audience"
    LOOKS = "looks"
    REQUIREMENTS = "requirements"
    USE_CASES = "use_cases"
    METRICS = "metrics"
    DATA = "data"
    CONSTRAINTS = "constraints"
    COST = "cost"
    OWES = "owes"
    MORE = "more"

    @property
    def label(self) -> Sentence:
        return {
            Section.WHY: say("Why"),
            Section.AUDIENCE: say("For whom"),
            Section.LOOKS: say("What it could look like"),
            Section.REQUIREMENTS: say("What it must do"),
            Section.USE_CASES: say("How people will use it"),
            Section.METRICS: say("How we will know"),
            Section.DATA: say("Data it needs"),
            Section.CONSTRAINTS: say("Constraints and approach"),
            Section.COST: say("Run cost and upkeep"),
            Section.OWES: say("Who owes what by when"),
            Section.MORE: say("Also in the document"),
        }[self]

    @property
    def hint(self) -> Sentence:
        return {
            Section.WHY: say("What is different afterwards, and why now."),
            Section.AUDIENCE: say("The people it is for, as narrow as you can."),
            Section.LOOKS: say("Words, links to drafts or examples."),
            Section.REQUIREMENTS: say("One thing it must do per entry."),
            Section.USE_CASES: say("Who does what, step by step, and when it counts as working."),
            Section.METRICS: say("A number, where it is read, its target and its day."),
            Section.DATA: say("Which data it reads, keeps or passes on."),
            Section.CONSTRAINTS: say("What IT must keep to, and how it would go about it."),
            Section.COST: say("What a year of it costs, and who looks after it."),
            Section.OWES: say("Copy, assets, access, tracking: who brings what by which day."),
            Section.MORE: say("Everything that fitted nowhere else."),
        }[self]

    @property
    def decided_by(self) -> Lane | None:
        """The side whose people edit it directly; nothing where both do."""
        if self in {Section.CONSTRAINTS, Section.COST}:
            return Lane.IT
        if self in {Section.DATA, Section.OWES, Section.MORE}:
            return None
        return Lane.MARKETING

    @property
    def item_kind(self) -> "ItemKind":
        return {
            Section.REQUIREMENTS: ItemKind.REQUIREMENT,
            Section.USE_CASES: ItemKind.USE_CASE,
            Section.METRICS: ItemKind.METRIC,
        }.get(self, ItemKind.TEXT)


class ItemKind(StrEnum):
    """What an item is: it says how the item is named and what it can carry."""

    TEXT = "text"
    REQUIREMENT = "requirement"
    USE_CASE = "use_case"
    METRIC = "metric"

    @property
    def letter(self) -> str:
        """What the item's short name begins with on screen: R1, U2, M1, T3."""
        return {"text": "T", "requirement": "R", "use_case": "U", "metric": "M"}[self.value]

    def short_name(self, number: int) -> str:
        """What the item with this number is called: R1."""
        return f"{self.letter}{number}"


class Priority(StrEnum):
    """How much a requirement matters. Only what is a must has to be there at the first launch."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"
    WONT = "wont"

    @property
    def label(self) -> Sentence:
        return {
            Priority.MUST: say("must"),
            Priority.SHOULD: say("should"),
            Priority.COULD: say("could"),
            Priority.WONT: say("won't"),
        }[self]


class Statement(StrEnum):
    """What a side says about one exact content."""

    AGREE = "agree"
    DISSENT = "dissent"
    OBJECT = "object"

    @property
    def label(self) -> Sentence:
        return {
            Statement.AGREE: say("agrees"),
            Statement.DISSENT: say("agrees, with dissent"),
            Statement.OBJECT: say("objects and offers an alternative"),
        }[self]

    @property
    def signs(self) -> bool:
        return self is not Statement.OBJECT


@dataclass(frozen=True, slots=True)
class Content:
    """Everything of an item that is signed."""

    kind: ItemKind
    section: Section
    title: str
    text: str
    priority: Priority | None
    removed: bool = False


Pairs = Mapping[int, str]
"""A brief's exact content: item id → the digest of its present text."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A standing signature: who signed which digests, for which side."""

    lane: Lane
    person_id: int
    person_name: str
    at: datetime
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class Change:
    """That somebody wrote an item's text with this digest; `number` counts the item's texts."""

    item_id: int
    number: int
    digest: str
    person_id: int


def item_digest(content: Content) -> str:
    """SHA-256 over the canonical JSON of an item's content, as 64 hex digits."""
    body = [
        content.kind.value,
        content.section.value,
        content.title,
        content.text,
        content.priority.value if content.priority else None,
        content.removed,
    ]
    canonical = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def content_digest(pairs: Pairs) -> str:
    """SHA-256 over all (item id, item digest) pairs: the name of one exact content."""
    lines = "".join(f"{item_id} {digest}\n" for item_id, digest in sorted(pairs.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def unsigned_items(pairs: Pairs, lane: Lane, signatures: Collection[Signature]) -> frozenset[int]:
    """The items that a side has yet to sign.

    A side has signed an item if the item's present digest is the one in that side's newest
    signature of the item: so changing one item leaves the signatures on all others alone, and
    changing it back before anybody signed again brings its signatures back. An older signature
    doesn't count: whoever signed B after A no longer stands by A.
    """
    standing: dict[int, str] = {}
    for signature in sorted(signatures, key=lambda signature: signature.at):
        if signature.lane is lane:
            standing.update(signature.pairs)
    return frozenset(
        item_id for item_id, digest in pairs.items() if standing.get(item_id) != digest
    )


def is_signed(pairs: Pairs, signatures: Collection[Signature]) -> bool:
    """True when both sides have signed every item as it is now."""
    return bool(pairs) and not any(unsigned_items(pairs, lane, signatures) for lane in Lane)


def why_not_sign(
    lane: Lane,
    person_id: int,
    pairs: Pairs,
    signatures: Collection[Signature],
    *,
    playback_confirmed: bool,
    changed_unheard: Collection[int],
) -> Sentence | None:
    """Say why this person can't sign this content for this side, or nothing if they can.

    One signature from each side, by two different people: a side that has signed everything does
    not sign again, and nobody signs for both. `changed_unheard` are the items this person changed
    since the last confirmed playback: the other side has not said what it understood of them, so
    a colleague signs those, or a new playback is confirmed first.
    """
    if not pairs:
        return say("There is nothing to sign yet. Write the first part of the brief.")
    if not playback_confirmed:
        return say(
            "Signing opens when IT has said in its own words what it understood and Marketing "
            "has confirmed it."
        )
    open_items = unsigned_items(pairs, lane, signatures)
    if not open_items:
        signer = _last_signer(lane, signatures)
        return say("{side} has signed this already: {name}.", side=lane.label, name=signer)
    for signature in signatures:
        if signature.lane is lane.other and signature.person_id == person_id:
            return say(
                "You signed this brief for {side}. The other signature comes from somebody else.",
                side=signature.lane.label,
            )
    if open_items & frozenset(changed_unheard):
        return say(
            "You changed something here since it was last played back. Let a colleague of your "
            "side sign, or ask IT to play it back again."
        )
    return None


def changed_unheard(person_id: int, changes: Collection[Change], heard: Pairs) -> frozenset[int]:
    """The items that a person changed and that were not played back since.

    `heard` is the content of the last confirmed playback. What was written of an item up to its
    last text that is in there counts as heard, so changing an item back is no change; and somebody
    else's later edit doesn't hide that one changed it, too.
    """
    last_heard: dict[int, int] = {}
    for change in changes:
        if heard.get(change.item_id) == change.digest:
            last_heard[change.item_id] = max(change.number, last_heard.get(change.item_id, 0))
    return frozenset(
        change.item_id
        for change in changes
        if change.person_id == person_id and change.number > last_heard.get(change.item_id, 0)
    )


def why_not_this_content(seen: str, present: str) -> Sentence | None:
    """Say that the content is no longer the one the person read, or nothing if it is."""
    if seen != present:
        return say("The brief changed while you were reading. Nothing is signed. Look again.")
    return None


def why_not_state(statement: Statement, note: str) -> Sentence | None:
    """Dissent and objection need words: neither side can simply say no."""
    if statement is Statement.OBJECT and not note:
        return say("Say which alternative would serve the same goal.")
    if statement is Statement.DISSENT and not note:
        return say("Say what you disagree with. It stays beside your signature.")
    return None


def why_not_start(*, assessed: bool, started: bool) -> Sentence | None:
    """Say why a brief can't be started, or nothing if it can."""
    if started:
        return say("This initiative has its brief already.")
    if not assessed:
        return say("The brief starts when the idea has been assessed. See what is missing first.")
    return None


def why_not_so_many(parts: int) -> Sentence | None:
    """Say that a document falls into more parts than two people can sign, or nothing."""
    if parts > PARTS_LIMIT:
        return say(
            "This document falls into {parts} parts, and a brief has at most {limit}. "
            "Bring the part that this initiative is about.",
            parts=parts,
            limit=PARTS_LIMIT,
        )
    return None


def why_not_play_back(pairs: Pairs) -> Sentence | None:
    """Say why a brief can't be played back, or nothing if it can."""
    if not pairs:
        return say("There is nothing to play back yet. The brief is empty.")
    return None


def why_not_confirm(
    *, is_latest: bool, answered: bool, said_by: int, person_id: int
) -> Sentence | None:
    """Say why a playback can't be answered, or nothing if it can."""
    if not is_latest:
        return say("IT has said it again since. Read the newer playback.")
    if answered:
        return say("This playback has been answered already.")
    if said_by == person_id:
        return say("You said this yourself. Somebody else confirms it.")
    return None


def why_not_change(*, removed: bool) -> Sentence | None:
    """Say why an item's text can't be changed, or nothing if it can."""
    if removed:
        return say("This part was taken out. Put it back first; then you can change it.")
    return None


def why_not_edit(section: Section, lanes: Collection[Lane]) -> Sentence | None:
    """Say why people of these sides don't edit this section, or nothing if they do."""
    decides = section.decided_by
    if decides and decides not in lanes:
        return say(
            "{side} decides this part. Ask somebody of {side} on the initiative to change it.",
            side=decides.label,
        )
    return None


def _last_signer(lane: Lane, signatures: Collection[Signature]) -> str:
    own = [signature for signature in signatures if signature.lane is lane]
    return max(own, key=lambda signature: signature.at).person_name
