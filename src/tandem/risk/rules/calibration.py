"""Looking back: the tier of a check against what happened afterwards. Plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise

from tandem.core.words import Sentence, say
from tandem.risk.rules.questions import Tier

ENOUGH = 5
"""So many checks of a tier say something about it."""
MUCH = 3
"""From so many happenings on, a low tier was a surprise."""
SURPRISES = 8
_OVER = {"in_review", "done"}
_UNDER_WAY = {"to_do", "next", "in_progress"}


class Later(StrEnum):
    """What may happen to an initiative after its check, and costs work that nobody planned."""

    CAME_BACK = "came_back"
    BUG = "bug"
    CHANGED = "changed"
    HELD = "held"

    @property
    @cache
    def label(self) -> Sentence:
        return {
            Later.CAME_BACK: say("Work came back"),
            Later.BUG: say("Bugs"),
            Later.CHANGED: say("Brief changed"),
            Later.HELD: say("Holds"),
        }[self]


KINDS = frozenset(
    {
        "work_item.moved",
        "work_item.acceptance_taken_back",
        "work_item.added",
        "item.delivery_taken_back",
        "change.applied",
        "hold.begun",
    }
)
"""The events in which that is written, by the names that contexts above give them."""


def later_of(kind: str, data: Mapping[str, object]) -> Later | None:
    """What an event tells of it; nothing for one that is as planned."""
    if kind == "work_item.moved":
        back = data.get("before") in _OVER and data.get("after") in _UNDER_WAY
        return Later.CAME_BACK if back else None
    if kind == "work_item.added":
        return Later.BUG if data.get("work") == "bug" else None
    return {
        "work_item.acceptance_taken_back": Later.CAME_BACK,
        "item.delivery_taken_back": Later.CAME_BACK,
        "change.applied": Later.CHANGED,
        "hold.begun": Later.HELD,
    }.get(kind)


@dataclass(frozen=True, slots=True)
class LookedBack:
    """One check, and how often what happened afterwards."""

    id: int
    sentence: str
    tier: Tier
    on: date
    happened: Mapping[Later, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(self.happened.values())

    @property
    def url(self) -> str:
        return f"/initiatives/{self.id}/risk/"


@dataclass(frozen=True, slots=True)
class TierSeen:
    """All checks of one tier."""

    tier: Tier
    checks: int
    quiet: int
    """After how many of them nothing happened."""
    happened: Mapping[Later, int]

    @property
    def count(self) -> int:
        return sum(self.happened.values())

    @property
    def for_each(self) -> float | None:
        """How often something happened for each check; nothing without any."""
        return round(self.count / self.checks, 1) if self.checks else None


def by_tier(checks: Iterable[LookedBack]) -> list[TierSeen]:
    """The checks of each tier together, the lowest first."""
    rows = list(checks)
    found = []
    for tier in Tier:
        here = [one for one in rows if one.tier is tier]
        happened = {what: sum(one.happened.get(what, 0) for one in here) for what in Later}
        found.append(TierSeen(tier, len(here), sum(not one.count for one in here), happened))
    return found


def verdict(tiers: Iterable[TierSeen]) -> Sentence:
    """Whether the tiers tell apart what they should: more happens where more was expected."""
    enough = [one for one in tiers if one.checks >= ENOUGH]
    if len(enough) < 2:
        return say(
            "Too few checks to judge by: {count} of each of two tiers say something.", count=ENOUGH
        )
    often = [one.for_each or 0.0 for one in enough]
    if all(lower < higher for lower, higher in pairwise(often)):
        return say(
            "Of tiers with {count} checks or more: the higher, the more happened afterwards.",
            count=ENOUGH,
        )
    return say(
        "Of tiers with {count} checks or more, a higher one isn't followed by more. "
        "Look at the questions.",
        count=ENOUGH,
    )


def surprises(checks: Iterable[LookedBack]) -> list[LookedBack]:
    """Low tiers after which much happened, the most first."""
    found = [one for one in checks if one.tier is Tier.LOW and one.count >= MUCH]
    return sorted(found, key=lambda one: (-one.count, one.id))[:SURPRISES]
