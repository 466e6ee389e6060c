"""Who owes what by when. Plain Python."""

from collections.abc import Iterable, Mapping
from datetime import date

from tandem.accounts.rules import Lane
from tandem.briefs.rules.slots import Shape, Slot
from tandem.core.words import Sentence, say

SLOTS = (
    Slot("who", say("Who brings it"), Shape.WHO),
    Slot("day", say("By"), Shape.DAY),
)
NEEDED = frozenset({"who", "day"})

Owes = tuple[Lane | None, int | None]
"""Who owes: a side, or a person."""


def who_owes(fields: Mapping[str, object]) -> Owes | None:
    """The side or the person who owes something; nothing where nobody was named."""
    who = str(fields.get("who") or "")
    if who in set(Lane):
        return Lane(who), None
    return (None, int(who)) if who.isdecimal() else None


def next_days(owed: Iterable[Mapping[str, object]]) -> dict[Owes, date]:
    """The first day on which each side or person owes something; without a day nobody waits."""
    found: dict[Owes, date] = {}
    for fields in owed:
        who, day = who_owes(fields), fields.get("day")
        if who and day:
            until = date.fromisoformat(str(day))
            found[who] = min(until, found.get(who, until))
    return found


def why_not_deliver(*, owed: bool, removed: bool) -> Sentence | None:
    """Say why a part can't be delivered, or nothing if it can."""
    if not owed:
        return say("Only what somebody owes is delivered.")
    if removed:
        return say("This part was taken out of the brief.")
    return None
