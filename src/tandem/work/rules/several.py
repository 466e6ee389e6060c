"""Changing many pieces of work at once. Plain Python."""

from collections.abc import Sequence

from tandem.core.words import Sentence, say

BULK_AT_MOST = 500
_NAMED = 3


def why_not_several(count: int, changes: int) -> Sentence | None:
    """Say why so many can't be changed at once, or nothing if they can."""
    if not count:
        return say("Choose what is to be changed.")
    if not changes:
        return say("Say what is to be changed about them.")
    if count > BULK_AT_MOST:
        return say("At most {most} at once. Choose filters first.", most=BULK_AT_MOST)
    return None


def several_refused(titles: Sequence[str], count: int, of: int) -> Sentence:
    """Say which aren't the actor's to change."""
    return say(
        "Nothing was changed: {count} of {of} aren't yours to change, such as {titles}. Leave "
        "them out.",
        count=count,
        of=of,
        titles=_quoted(titles),
    )


def several_due_too_early(titles: Sequence[str], count: int) -> Sentence:
    """Say which would be due before they may start."""
    return say(
        "Nothing was changed: {count} would be due before they may start, such as {titles}.",
        count=count,
        titles=_quoted(titles),
    )


def _quoted(titles: Sequence[str]) -> str:
    return ", ".join(f"“{one}”" for one in titles[:_NAMED])
