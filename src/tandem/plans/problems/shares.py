"""What part of their time people have for what."""

from collections.abc import Collection, Iterable, Mapping

from tandem.plans.problems.facts import Colleague

SHARES_AT_MOST = 5
"""However much somebody has begun, a fifth of their time is there."""
LEAST_SHARE = 0.05
"""Whatever was agreed elsewhere, an hour now and then is there."""


def share_of(one: Colleague) -> float:
    """The part of their time that somebody has for it, as far as is known."""
    return one.share or 1 / min(max(1, one.begun), SHARES_AT_MOST)


def time_of(one: Colleague) -> float:
    """The same of all of their time: what a team keeps for other things is gone before. Where it
    keeps everything, an hour now and then is there.
    """
    if not one.kept:
        return share_of(one)
    left = 1 - sum(kept.part for kept in one.kept)
    return round(share_of(one) * max(LEAST_SHARE, left), 4)


def kept_of(people: Iterable[Colleague]) -> tuple[tuple[int, float], ...]:
    """The teams of these that keep hours for other things: (team, hours a week)."""
    return tuple(sorted({(kept.team, kept.hours) for one in people for kept in one.kept}))


def shares_left(agreed: Mapping[int, int], begun: Collection[int], home: int) -> float | None:
    """The part of somebody's time for one initiative, where anything was agreed: {where: percent};
    what is left is divided among the others where they have begun something.
    """
    if not agreed:
        return None
    if home in agreed:
        return agreed[home] / 100 or None
    free = max(0, 100 - sum(agreed.values())) / 100
    return max(LEAST_SHARE, free / max(1, len(set(begun) - set(agreed))))
