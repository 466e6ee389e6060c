"""When a brief may be edited, played back and signed. Plain Python: no Django, no database.

Here stands the rule that a brief never carries two signatures from one side or from one person:
`why_not_sign`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tandem.accounts.rules import Lane
from tandem.briefs.rules.content import PARTS_LIMIT, Pairs
from tandem.core.words import Sentence, say


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
class Signature:
    """A standing signature: who signed which digests, for which side."""

    lane: Lane
    person_id: int
    person_name: str
    at: datetime
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class Written:
    """That somebody wrote an item's text with this digest; `number` counts the item's texts."""

    item_id: int
    number: int
    digest: str
    person_id: int


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


@dataclass(frozen=True, slots=True)
class OneForBoth:
    """One person answers for both sides; `second` is who signs for `lane`, once they are named."""

    second: int | None = None
    lane: Lane | None = None


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


def why_not_sign_alone(lane: Lane, person_id: int, alone: OneForBoth | None) -> Sentence | None:
    """Say why somebody can't sign for a side where one person answers for both, or nothing.

    Nobody signs before a second signer is named; then each of the two signs for one side.
    """
    if alone is None:
        return None
    if alone.second is None:
        return say(
            "One person answers for both sides here. The sponsor names who signs for one of them, "
            "before anybody signs."
        )
    if lane is alone.lane and person_id != alone.second:
        return say("The second signer signs for {side}.", side=lane.label)
    if lane is not alone.lane and person_id == alone.second:
        return say("You are the second signer, for {side}.", side=lane.other.label)
    return None


def why_not_second(*, alone: bool, acts: bool, owns: bool, is_sponsor: bool) -> Sentence | None:
    """Say why somebody can't be the second signer, or nothing if they can."""
    if not alone:
        return say("Two people answer for the two sides here: they sign themselves.")
    if not acts:
        return say("Choose somebody who can act: no reader, nobody who has left.")
    if owns:
        return say("They answer for both sides already. The second signer is somebody else.")
    if is_sponsor:
        return say("The sponsor decides between the sides and signs for neither.")
    return None


def changed_unheard(person_id: int, changes: Collection[Written], heard: Pairs) -> frozenset[int]:
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


def _last_signer(lane: Lane, signatures: Collection[Signature]) -> str:
    own = [signature for signature in signatures if signature.lane is lane]
    return max(own, key=lambda signature: signature.at).person_name
